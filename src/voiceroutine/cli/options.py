"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from voiceroutine.cli import completion

if TYPE_CHECKING:
    from collections.abc import Callable


def output_option(default: str) -> Callable[[Any], Any]:
    """Return the option for the folder that MP3s are written to: `folder`."""
    return click.option(
        "-o",
        "--output",
        "folder",
        metavar="DIR",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path(default),
        show_default=True,
        help="The folder for the MP3s; made if it is missing.",
    )


def _svg_name(_ctx: click.Context, _param: click.Parameter, file: Path | None) -> Path | None:
    if file is not None and file.suffix.lower() != ".svg":
        raise click.BadParameter(f"expected a name that ends with .svg, found `{file}`")
    return file


svg_option = click.option(
    "--svg",
    "svg",
    metavar="FILE.svg",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_svg_name,
    help="Draw the timeline to this file, to scale, and print nothing but its name.",
)
"""The option for a drawing of the timeline: `svg`."""

split_option = click.option(
    "--split",
    is_flag=True,
    help="Also write each chapter to an MP3 of its own, in DIR/NAME/, with a playlist: for players that read no "
    "chapters.",
)
"""The option for an MP3 a chapter: `split`."""

voice_option = click.option(
    "--voice",
    metavar="VOICE",
    shell_complete=completion.voices,
    help="The voice to use instead of the script's own, by its name in `voiceroutine voices`.",
)
"""The option for another voice: `voice`."""

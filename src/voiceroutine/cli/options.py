"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import voiceroutine
from voiceroutine.cli import completion

if TYPE_CHECKING:
    from collections.abc import Callable

    from voiceroutine import Adjustments


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

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(voiceroutine.session_formats(), case_sensitive=False),
    default=voiceroutine.session_formats()[0],
    show_default=True,
    help="Also write it as NAME.m4a (AAC, every phone) or NAME.opus (small; Android, and no iPhone's own player).",
)
"""The option for another format beside the MP3: `form`."""

voice_option = click.option(
    "--voice",
    metavar="VOICE",
    shell_complete=completion.voices,
    help="The voice to use instead of the script's own, by its name in `voiceroutine voices`.",
)
"""The option for another voice: `voice`."""


def _named_keys(_ctx: click.Context, _param: click.Parameter, texts: tuple[str, ...]) -> tuple[str, ...]:
    for text in texts:
        if not _keys(text):
            raise click.BadParameter(f"expected keys of stretches, separated by commas, found `{text}`")
    return tuple(key for text in texts for key in _keys(text))


def _keys(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


_ADJUSTING = (
    click.option("--length", metavar="TIME", help="Fit it to this length: 12m, 5m30s."),
    click.option(
        "--only",
        metavar="KEYS",
        multiple=True,
        callback=_named_keys,
        shell_complete=completion.listed_stretches,
        help="Only these stretches, separated by commas.",
    ),
    click.option(
        "--skip",
        metavar="KEYS",
        multiple=True,
        callback=_named_keys,
        shell_complete=completion.listed_stretches,
        help="Without these stretches.",
    ),
    click.option(
        "--guidance",
        metavar="LEVEL",
        shell_complete=completion.guidance,
        help="How much is said: full, brief or minimal.",
    ),
    click.option("--pace", metavar="FACTOR", help="How fast the voice speaks: 0.5 to 2.0."),
    click.option(
        "--set",
        "settings",
        metavar="KEY.FIELD=VALUE",
        multiple=True,
        shell_complete=completion.settings,
        help="Another value in a stretch, such as upper-trap.hold=20s. It can be given several times.",
    ),
)


def adjusting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that change a script for once; `adjustments` reads what they are."""
    for option in reversed(_ADJUSTING):
        command = option(command)
    return command


def adjustments(
    *,
    length: str | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    guidance: str | None,
    pace: str | None,
    settings: tuple[str, ...],
) -> Adjustments:
    """Return what the adjusting options ask for."""
    return voiceroutine.Adjustments(length=length, only=only, skip=skip, guidance=guidance, pace=pace, set=settings)

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


voice_option = click.option(
    "--voice",
    metavar="VOICE",
    shell_complete=completion.voices,
    help="The voice to use instead of the script's own, by its name in `voiceroutine voices`.",
)
"""The option for another voice: `voice`."""

"""`make --watch`: makes sessions again whenever their scripts are saved."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import voiceroutine
from voiceroutine.cli.failures import print_error
from voiceroutine.cli.terminal import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def make_on_save(
    paths: Sequence[Path], make: Callable[[Path, str], None], *, music: str | None = None, quiet: bool = False
) -> None:
    """Make sessions now, and each again when one of its files is saved, until Ctrl-C.

    What is wrong is printed, and the last good session stays.

    Args:
        paths: The scripts.
        make: Makes one, and prints what it did; it is given the script and the name to show.
        music: Plays instead of the scripts' own.
        quiet: Print nothing but what is wrong.
    """
    watched = "1 script" if len(paths) == 1 else f"{len(paths)} scripts"
    try:
        for saved in voiceroutine.watch_scripts(paths, music=music):
            for number, path in enumerate(saved, 1):
                _make(make, path, f"{number} of {len(saved)}  {path.stem}" if len(saved) > 1 else path.stem)
            if not quiet:
                now = time.strftime("%H:%M:%S")
                say(f"{now}  {watched} watched: save one, and it is made again; Ctrl-C ends this", err=True)
    except KeyboardInterrupt:
        if not quiet:
            say("stopped watching", err=True)


def _make(make: Callable[[Path, str], None], path: Path, name: str) -> None:
    try:
        make(path, name)
    except voiceroutine.VoiceroutineError as error:
        print_error(error)

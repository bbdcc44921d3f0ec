"""Plays a sound file with a program of this machine."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PLAYERS = (
    ("afplay",),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("mpv", "--no-video", "--really-quiet"),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
)
"""Programs that play a WAV file. The first one found is used."""


def find_player() -> tuple[str, ...] | None:
    """Return the command that plays a WAV file on this machine, or None; on Windows, Python itself can play it."""
    if sys.platform == "win32":
        code = "import sys, winsound; winsound.PlaySound(sys.argv[1], winsound.SND_FILENAME)"
        return (sys.executable, "-c", code)
    return next(((found, *rest) for name, *rest in _PLAYERS if (found := shutil.which(name))), None)


def can_play() -> bool:
    """Return whether this machine has a program that plays a sound file."""
    return find_player() is not None


def play_wav(path: Path, player: tuple[str, ...]) -> bool:
    """Play a WAV file to its end; return whether that worked."""
    command = [*player, str(path)]
    return subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0

"""What several test modules share: the sound of a file, a script on disk, a reporter that says nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from mutagen.mp3 import MP3
from numpy.typing import NDArray

from voiceroutine.audio.encode import find_ffmpeg

RunCli = Callable[..., "subprocess.CompletedProcess[str]"]


class Silent:
    def progress(self, label: str, fraction: float) -> None: ...

    def note(self, text: str) -> None: ...


def decode(path: Path) -> NDArray[np.int16]:
    """Return the sound of an audio file, as a player gives it: shape (frames,), 48 kHz."""
    command = [find_ffmpeg(), "-v", "error", "-i", str(path), "-f", "s16le", "-ac", "1", "-ar", "48000", "-"]
    return np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, "<i2")


def mp3_info(path: Path) -> Any:
    """Return what the MP3's own headers say, as mutagen has it (which declares no types): rate, channels, length."""
    return MP3(path).info


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path

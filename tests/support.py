"""What several test modules share: the sound of a file, a script on disk, what `check` answers, a silent reporter."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from _pytest.mark.structures import ParameterSet
from mutagen.mp3 import MP3
from numpy.typing import NDArray

from voiceroutine.app.check import check
from voiceroutine.audio.encode import find_ffmpeg
from voiceroutine.script.library import Library, Shelf, bundled_folder

ROOT = Path(__file__).parents[1]
BUNDLED = Library((Shelf(bundled_folder(), "bundled"),))
"""The bundled scripts and stretches alone."""
SPOKEN_ANYWAY = ("desk-break",)
"""The bundled routines that some test speaks from beginning to end in any run; the long run speaks all of them."""

RunCli = Callable[..., "subprocess.CompletedProcess[str]"]


def quick(names: Iterable[str], wanted: Collection[str]) -> list[ParameterSet]:
    """Return all the names as parameters; those that are not wanted are for the long run."""
    return [pytest.param(name, marks=() if name in wanted else pytest.mark.long) for name in sorted(names)]


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


def answer_of(path: Path) -> str:
    """Return what `check` prints about a script."""
    return "\n\n".join(problem.render() for problem in check(path, library=BUNDLED))


def codes_of(text: str) -> dict[str, str]:
    """Return the codes of all problems in a script, each with its severity."""
    path = write(Path("x.yaml"), text)
    return {problem.code: problem.severity for problem in check(path, library=BUNDLED)}


def scripts_in(page: str) -> list[str]:
    """Return the whole scripts among a Markdown page's examples."""
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    return [block for block in blocks if block.startswith(("title:", "extends:"))]

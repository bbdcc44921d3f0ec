"""A short sample of a voice, made as a session is: spoken, trimmed, mastered, encoded; and played."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.audio.encode import decode
from voiceroutine.audio.master import MASTER_VERSION, master
from voiceroutine.audio.render import Renderer, write_mp3
from voiceroutine.errors import VoiceroutineError
from voiceroutine.files import make_folder, whole_file
from voiceroutine.language.languages import language_for, languages, phrases_for
from voiceroutine.language.markup import fill
from voiceroutine.language.pronounce import pronouncer
from voiceroutine.language.tags import primary
from voiceroutine.plan.timeline import Chapter, Event
from voiceroutine.units import SAMPLE_RATE_HZ, up_to_grid
from voiceroutine.voice.clips import Clips

if TYPE_CHECKING:
    from voiceroutine.voice.base import Voice

_GAP_MS = 600
"""Between two cues, and at both ends."""
_PLAYERS = (
    ("afplay",),
    ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"),
    ("mpv", "--no-video", "--really-quiet"),
    ("pw-play",),
    ("paplay",),
    ("aplay", "-q"),
)
"""Programs that play a WAV file; the first that is there does."""


@dataclass(frozen=True, slots=True)
class Audition:
    """A sample of a voice."""

    voice: str
    path: Path
    duration_ms: int


def sample_texts(language: str) -> tuple[str, ...]:
    """Return cues of a session in `language`, for a voice to show itself with.

    Raises:
        VoiceroutineError: There are no stock words in it.
    """
    if primary(language) not in languages():
        known = ", ".join(languages())
        raise VoiceroutineError(f"there are no stock words in `{language}`", f"give --text, or one of {known}")
    phrases = phrases_for(language)
    side = fill(phrases.first_side, side=phrases.left)
    countdown = " ".join(phrases.counted(number) for number in (3, 2, 1))
    return (f"{side} {phrases.start}", phrases.halfway, f"{countdown} {phrases.release}")


def record(voice: Voice, texts: tuple[str, ...], folder: Path, language: str) -> Audition:
    """Let a voice say `texts` into an MP3 in `folder`, named after it; the file appears whole or not at all.

    Their numbers and respellings are read as a script's in `language` are.

    Raises:
        VoiceroutineError: The voice or the machine does not allow it.
    """
    pronounce = pronouncer({}, language_for(language)) if primary(language) in languages() else str
    clips = Clips(voice, pronounce=pronounce, finish=master, finish_key=MASTER_VERSION)
    clips.prepare(texts)
    events, at_ms = [], _GAP_MS
    for text in texts:
        event = Event(kind="speech", start_ms=at_ms, length_ms=clips.length_ms(text), text=text)
        events.append(event)
        at_ms = event.end_ms + _GAP_MS
    length_ms = up_to_grid(at_ms)
    chapter = Chapter(title=voice.name, length_ms=length_ms, events=tuple(events))
    make_folder(folder)
    path = folder / f"{file_name(voice.name)}.mp3"
    with whole_file(path) as part:
        write_mp3(part, (frames for _, frames in Renderer(clips).frames([chapter])))
    return Audition(voice.name, path, length_ms)


def file_name(voice: str) -> str:
    """Return a voice's name as a file's, such as `system-gmw-en-us`."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", voice.removesuffix(".onnx")).strip("-.") or "voice"


def find_player() -> tuple[str, ...] | None:
    """Return the command that plays a file here, or None if there is none; on Windows Python plays."""
    if sys.platform == "win32":
        code = "import sys, winsound; winsound.PlaySound(sys.argv[1], winsound.SND_FILENAME)"
        return (sys.executable, "-c", code)
    return next(((found, *rest) for name, *rest in _PLAYERS if (found := shutil.which(name))), None)


def play(path: Path, player: tuple[str, ...]) -> bool:
    """Play an MP3 and return whether that went well. Every player gets a WAV: not all of them know more."""
    with tempfile.TemporaryDirectory(prefix="voiceroutine-") as folder:
        file = Path(folder) / "audition.wav"
        with wave.open(str(file), "wb") as wav:
            wav.setparams((1, 2, SAMPLE_RATE_HZ, 0, "NONE", ""))
            for part in decode(path, 1):
                wav.writeframes(part)
        command = [*player, str(file)]
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True)
        return done.returncode == 0

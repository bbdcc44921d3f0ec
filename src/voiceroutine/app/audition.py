"""Hear a voice before it is chosen: a short sample, spoken, mastered and encoded as in a session."""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.app.others import HINT, require_regular
from voiceroutine.app.player import find_player, play_wav
from voiceroutine.audio.encode import decode
from voiceroutine.audio.master import MASTER_VERSION, master
from voiceroutine.audio.render import Renderer, write_mp3
from voiceroutine.errors import OutputError, VoiceError, VoiceroutineError
from voiceroutine.files import make_folder, reason, whole_file
from voiceroutine.language.languages import language_for, languages, phrases_for
from voiceroutine.language.markup import shown
from voiceroutine.language.pronounce import pronouncer
from voiceroutine.language.tags import primary
from voiceroutine.plan.timeline import Chapter, Event
from voiceroutine.session.sample import is_own_sample, mark_sample
from voiceroutine.session.wav import write_wav
from voiceroutine.units import up_to_grid
from voiceroutine.voice.catalogue import candidates, language_of, voices
from voiceroutine.voice.clips import Clips

if TYPE_CHECKING:
    from voiceroutine.app.reporter import Reporter
    from voiceroutine.voice.base import Voice

_GAP_MS = 600
"""The silence between two cues, and at both ends."""
_LONGEST_SLUG = 40
"""Characters of what a sample says, in its name."""


@dataclass(frozen=True, slots=True)
class Audition:
    """A sample of a voice."""

    voice: str
    path: Path
    duration_ms: int


def _sample_texts(language: str) -> tuple[str, ...]:
    """Return a few cues of a session in `language`, for a voice to speak as its sample.

    Raises:
        VoiceroutineError: There are no stock phrases in it.
    """
    if primary(language) not in languages():
        known = ", ".join(languages())
        raise VoiceroutineError(f"there are no stock words in `{language}`", f"give --text, or one of {known}")
    phrases = phrases_for(language)
    side = phrases.of_side(phrases.first_side, "left")
    countdown = " ".join(phrases.counted(number) for number in (3, 2, 1))
    return (f"{side} {phrases.start}", phrases.halfway, f"{countdown} {phrases.release}")


def worth_hearing(language: str) -> tuple[str, ...]:
    """Return the voices that are ready and speak `language`; of the system's voices, only the best.

    Raises:
        VoiceError: There is none.
    """
    names = tuple(voice.name for voice in voices(language) if voice.ready and ":" not in voice.name)
    if not names:
        raise VoiceError(f"no voice of this machine speaks `{language}`", "`voiceroutine voices` lists them")
    return names


def audition(
    voice: str,
    *,
    text: str | None = None,
    language: str | None = None,
    pace: float = 1.0,
    folder: Path = Path("output/auditions"),
    reporter: Reporter | None = None,
    force: bool = False,
) -> Audition:
    """Make a sample of a voice: an MP3 in `folder`, named after the voice, the text and the pace that are asked for.

    Args:
        voice: Its name, as `voices` lists them.
        text: What it says; by default a few stock cues. Numbers and respellings are read as in a script.
        language: What it speaks; by default its own.
        pace: 0.5 (slow) to 2.0 (fast); 1.0 is the voice's own.
        folder: Made if it is missing.
        reporter: Is told what is downloaded.
        force: Replace a file of that name even if it is not a sample that voiceroutine made.

    Raises:
        VoiceroutineError: The voice or the machine does not allow it.
    """
    language = language or language_of(voice)
    texts = (text,) if text is not None else _sample_texts(language)
    chosen = candidates(voice, language)[0]
    if chosen.download_notice and reporter:
        reporter.note(chosen.download_notice)
    path = folder / f"{sample_name(chosen.name, text, pace)}.mp3"
    require_regular(path)
    if not force:
        _refuse_to_replace_others(path)
    return _record(chosen, texts, path, language, pace)


def _refuse_to_replace_others(path: Path) -> None:
    """Make sure that no file is lost that is not a sample of ours.

    Raises:
        OutputError: There is one at `path`.
    """
    try:
        ours = not path.exists() or not path.stat().st_size or is_own_sample(path)
    except OSError as error:
        raise OutputError(f"cannot read {path}: {reason(error)}") from error
    if not ours:
        raise OutputError(f"there is a file at {path} that is not a sample made by voiceroutine", HINT)


def _record(voice: Voice, texts: tuple[str, ...], path: Path, language: str, pace: float = 1.0) -> Audition:
    pronounce = pronouncer({}, language_for(language)) if primary(language) in languages() else str
    clips = Clips(voice, pace, pronounce=pronounce, finish=master, finish_key=MASTER_VERSION)
    clips.prepare(texts)
    events, at_ms = [], _GAP_MS
    for text in texts:
        event = Event(kind="speech", start_ms=at_ms, length_ms=clips.length_ms(text), text=text)
        events.append(event)
        at_ms = event.end_ms + _GAP_MS
    length_ms = up_to_grid(at_ms)
    chapter = Chapter(title=voice.name, length_ms=length_ms, events=tuple(events))
    make_folder(path.parent)
    with whole_file(path) as part:
        write_mp3(part, (frames for _, frames in Renderer(clips).frames([chapter])))
        mark_sample(part, voice.name)
    return Audition(voice.name, path, length_ms)


def sample_name(voice: str, text: str | None, pace: float) -> str:
    """Return the name of a sample's file, without its ending: one for each text and pace.

    >>> sample_name("heart", "Lean over.", 0.9)
    'heart-lean-over-at-0.9'
    """
    words = [file_name(voice)]
    if text is not None:
        slug = re.sub(r"[^\w]+", "-", shown(text).lower()).strip("-")[:_LONGEST_SLUG].rstrip("-")
        words.append(slug)
        if text.strip() != f"{slug.replace('-', ' ').capitalize()}.":  # other texts have this slug, too
            words.append(hashlib.sha256(text.encode(errors="replace")).hexdigest()[:4])
    return "-".join([*words, *([f"at-{pace:g}"] if pace != 1.0 else [])])


def file_name(voice: str) -> str:
    """Return a voice's name as the name of a file: `system-gmw-en-us`."""
    return re.sub(r"[^A-Za-z0-9._-]+", "-", voice.removesuffix(".onnx")).strip("-.") or "voice"


def play_sample(path: Path, player: tuple[str, ...] | None = None) -> bool | None:
    """Play an MP3 with a program of this machine; return whether that worked, or None if there is no such program.

    The player is given a WAV file, because some play nothing else.
    """
    player = player or find_player()
    if player is None:
        return None
    with tempfile.TemporaryDirectory(prefix="voiceroutine-") as folder:
        file = Path(folder) / "audition.wav"
        write_wav(file, decode(path, 1), marked=False)
        return play_wav(file, player)

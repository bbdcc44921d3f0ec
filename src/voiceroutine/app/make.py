"""The one orchestrator: script in, session out."""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from voiceroutine import __version__
from voiceroutine.app.preview import clips_for, fitted, voices_for, warnings_of
from voiceroutine.app.verify import inspect
from voiceroutine.document.problems import headline
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.files import make_folder, reason, whole_file
from voiceroutine.language.markup import shown
from voiceroutine.plan.director import direct
from voiceroutine.plan.layout import lay_out_chapter
from voiceroutine.plan.timeline import Chapter, Timeline
from voiceroutine.script.loader import Script, load_script
from voiceroutine.script.wording import phrases_of
from voiceroutine.session.formats import caption_format
from voiceroutine.session.tags import Provenance, read_session_info, tag_bytes, write_tags
from voiceroutine.units import GRID_MS
from voiceroutine.voice.base import VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from voiceroutine.app.reporter import Reporter
    from voiceroutine.plan.directions import ChapterPlan
    from voiceroutine.script.library import Library
    from voiceroutine.voice.clips import Clips


@dataclass(frozen=True, slots=True)
class Session:
    """A finished session."""

    path: Path
    duration_ms: int
    size_bytes: int
    took_s: float
    made: bool
    """Whether it was made now; else it was up to date, and left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeOptions:
    """How a session is wanted, beside what its script says."""

    folder: Path
    voice: str | None = None
    """Speaks instead of the script's own choice."""
    music: str | None = None
    """Plays instead of the script's own music: a file, the name of a bed of ours, or `none`."""
    captions: tuple[str, ...] = ()
    """Formats of the captions to write beside the MP3, as `session.formats` names them."""
    force: bool = False
    """Whether a session that is up to date is made all the same."""


@dataclass(frozen=True, slots=True)
class _Work:
    """What is to be made."""

    script: Script
    """With the music that is wished for."""
    written_sha256: str
    """Of the script as it is written."""
    plans: tuple[ChapterPlan, ...]
    bed_keys: tuple[str, ...]

    def fingerprint(self, clips: Clips) -> str:
        """Return the hash of all that decides a session's bytes."""
        from voiceroutine.audio.render import render_key

        content = [
            __version__,
            self.written_sha256,
            self.script.routine.wakes,
            repr(self.plans),
            clips.key(""),
            [clips.pronounce(text) for plan in self.plans for text in plan.texts()],
            render_key(self.bed_keys),
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def scripts_to_make(names: Iterable[str], library: Library) -> tuple[Path, ...]:
    """Return the scripts that `names` mean, each once.

    Raises:
        ScriptNotFoundError: There is none of a name.
        VoiceroutineError: The session of one would take the place of another one's.
    """
    found: dict[str, Path] = {}
    for name in names:
        path = library.find_script(name)
        other = found.setdefault(path.stem.casefold(), path)  # some disks take E.mp3 for e.mp3
        if other.resolve() != path.resolve():
            message = f"{other} and {path} would both become {path.stem}.mp3"
            raise VoiceroutineError(message, "make them one at a time, into different folders (--output)")
    return tuple(found.values())


def make(source: Path, library: Library, options: MakeOptions, report: Reporter) -> Session:
    """Make the session of the script in `source`: `NAME.mp3` in the folder wished for.

    A session that is up to date is left alone. The voice speaks a chapter while the ones before it are being
    encoded. The file appears whole or not at all; one of that name stays as it was until then.

    Raises:
        VoiceroutineError: The script, the voice or the machine does not allow it.
    """
    from voiceroutine.app.beds import beds_for, prepare, with_music
    from voiceroutine.audio.render import Renderer, mp3_format_for, write_mp3
    from voiceroutine.cache import cache_folder, prune

    began = time.monotonic()
    written = load_script(source, library)
    script = with_music(written, options.music)
    plans = direct(script.routine, phrases_of(script.routine))
    path = options.folder / f"{script.name}.mp3"
    beds = beds_for(script, preparing=lambda: report.progress("preparing the music", 0.0))
    work = _Work(script, written.sha256, plans, tuple(bed.key for bed in beds))
    if not options.force:
        if kept := _up_to_date(path, work, options.voice):
            _write_captions(path, kept, options)
            return _session(path, kept, began, made=False)
        _ours_or_nothing(path)
    prepare(script, beds)
    clips, guessed = fitted(script, plans, options.voice, report)
    for warning in warnings_of(script, guessed):
        report.note(headline(warning))
    make_folder(options.folder)
    chapters: list[Chapter] = []

    def laid_out() -> Iterator[Chapter]:
        for plan, after in zip_longest(plans, plans[1:]):
            clips.prepare(plan.texts())
            chapters.append(lay_out_chapter(plan, clips.length_ms, wake=script.routine.wakes, after=after))
            yield chapters[-1]

    def frames() -> Iterator[bytes]:
        done_ms = 0
        report.progress(plans[0].title, 0.0)
        for chapter, part in Renderer(clips, beds).frames(laid_out()):
            done_ms += chapter.length_ms
            report.progress(chapter.title, min(1.0, done_ms / guessed.duration_ms))
            yield part

    with whole_file(path) as part:
        frame_count, sound_sha256 = write_mp3(part, frames(), mp3_format_for(beds))
        own = script.routine.phrases.disclaimer
        timeline = Timeline(title=shown(script.routine.title), chapters=tuple(chapters), disclaimer=own)
        if frame_count * GRID_MS != timeline.duration_ms + GRID_MS:
            raise AssertionError(f"{frame_count} frames for a timeline of {timeline.duration_ms} ms")
        provenance = Provenance(
            fingerprint=work.fingerprint(clips),
            script=script.name,
            script_sha256=work.written_sha256,
            voice=clips.voice.name,
            engine=clips.voice.engine,
            version=__version__,
            sound_sha256=sound_sha256,
            sound_bytes=part.stat().st_size,
            channels=mp3_format_for(beds).channels,
            bed_lufs=max((bed.sound.loudness_lufs for bed in beds), default=None),
        )
        write_tags(part, script.routine, timeline, provenance)
        _prove(part, path)
    _write_captions(path, timeline, options)
    prune(cache_folder())
    return _session(path, timeline, began, made=True)


def _session(path: Path, timeline: Timeline, began: float, *, made: bool) -> Session:
    return Session(path, timeline.duration_ms, path.stat().st_size, time.monotonic() - began, made=made)


def _ours_or_nothing(path: Path) -> None:
    """Take care that no file is lost that somebody else made.

    Raises:
        OutputError: There is one at `path`.
    """
    try:
        replaceable = path.is_file() and (not path.stat().st_size or read_session_info(path) is not None)
        ours = replaceable or not path.exists()
    except OSError as error:
        raise OutputError(f"cannot read {path}: {reason(error)}") from error
    if not ours:
        hint = "move it away, or name another folder (--output); --force replaces a file"
        raise OutputError(f"{path} is there already, and is no session of voiceroutine", hint)


def _write_captions(path: Path, timeline: Timeline, options: MakeOptions) -> None:
    """Write the captions wished for beside the session at `path`, those that do not say the same already."""
    for name in options.captions:
        beside, content = path.with_suffix(f".{name}"), caption_format(name).write(timeline).encode()
        with suppress(OSError):
            if beside.read_bytes() == content:
                continue
        with whole_file(beside) as part:
            part.write_bytes(content)


def _prove(part: Path, path: Path) -> None:
    """Read a session again before it takes its place.

    Raises:
        OutputError: What is in the file is not what was written.
    """
    for row in inspect(part)[0]:
        if not row.ok:
            raise OutputError(f"{path} came out wrong: {row.what}: {row.found}, not {row.wanted}", "try again")


def _up_to_date(path: Path, work: _Work, voice: str | None) -> Timeline | None:
    """Return the timeline of the session at `path` if making it again would give the same bytes."""
    try:
        kept = read_session_info(path)
        if kept is None or path.stat().st_size != tag_bytes(path) + kept.provenance.sound_bytes:
            return None
        clips = clips_for(work.script, voices_for(work.script, voice)[0])
        current = kept.provenance.fingerprint == work.fingerprint(clips)
    except (OSError, VoiceUnavailableError, ValueError):  # nothing there, or nothing that can be compared
        return None
    return kept.timeline if current and all(row.ok for row in inspect(path)[0]) else None

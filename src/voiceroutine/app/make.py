"""Make a session: from a script to a finished MP3."""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine import __version__
from voiceroutine.app.accent import other_accent
from voiceroutine.app.cards import cards_for
from voiceroutine.app.fit import fit
from voiceroutine.app.others import (
    earlier_captions,
    remember,
    require_own_captions,
    require_regular,
    session_to_replace,
    write_captions,
)
from voiceroutine.app.preview import plan_session, rehearse, require_room
from voiceroutine.app.recordings import unused_recordings
from voiceroutine.app.rendering import Rendering
from voiceroutine.app.reporter import SilentReporter
from voiceroutine.app.speech import clips_for, voices_for
from voiceroutine.app.verify import TAGS, inspect
from voiceroutine.errors import OutputError
from voiceroutine.files import make_folder, whole_file
from voiceroutine.plan.fit import VERSION as FIT_VERSION
from voiceroutine.script.adjustments import AS_WRITTEN, Adjustments
from voiceroutine.script.library import default_library
from voiceroutine.script.loader import Script, load_script
from voiceroutine.script.wording import language_of
from voiceroutine.session.card import CARD_VERSION
from voiceroutine.session.id3 import tag_bytes
from voiceroutine.session.record import SILENT_LUFS, Provenance, areas_for_a_reader, language_tag, script_name
from voiceroutine.session.tags import read_session_info, write_tags
from voiceroutine.units import GRID_MS
from voiceroutine.voice.base import VoiceUnavailableError

if TYPE_CHECKING:
    from voiceroutine.app.observing import Observer
    from voiceroutine.app.reporter import Reporter
    from voiceroutine.audio.bells import Bells
    from voiceroutine.plan.directions import ChapterPlan
    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.library import Library
    from voiceroutine.session.tags import SessionInfo
    from voiceroutine.voice.clips import Clips


@dataclass(frozen=True, slots=True)
class Session:
    """A finished session."""

    path: Path
    """The MP3."""
    duration_ms: int
    """How long it plays."""
    size_bytes: int
    took_s: float
    """How long `make` took, in seconds."""
    made: bool
    """Whether it was made now; otherwise it was up to date and left as it was."""
    changes: tuple[str, ...] = ()
    """What was changed to fit it to its `length`, each in a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeOptions:
    """How to make a session, beside what its script says."""

    folder: Path = Path("output")
    """Where the MP3 goes; made if it is missing."""
    voice: str | None = None
    """Speaks instead of the script's own choice."""
    music: str | None = None
    """Plays instead of the script's own music: a sound file, the name of a bundled bed, or `none`."""
    captions: tuple[str, ...] = ()
    """Formats to write beside the MP3, such as `vtt`."""
    adjustments: Adjustments = AS_WRITTEN
    """What is different from the script, for this session."""
    force: bool = False
    """Make a session that is up to date all the same, and replace files that voiceroutine did not make, or that were
    changed since."""


DEFAULTS = MakeOptions()


@dataclass(frozen=True, slots=True)
class _Work:
    """Everything that decides a session's bytes, except its voice."""

    script: Script
    """With the music and the adjustments that are asked for; not yet fitted to its length."""
    written_sha256: str
    """Of the script as it is written."""
    plans: tuple[ChapterPlan, ...]
    """Of `script`: what it is fitted to follows from them."""
    bed_keys: tuple[str, ...]
    bells: Bells

    def fingerprint(self, clips: Clips) -> str:
        """Return the hash of all that decides a session's bytes."""
        from voiceroutine.audio.render import render_key

        content = [
            __version__,
            self.written_sha256,
            self.script.sha256,
            FIT_VERSION if self.script.routine.length else None,
            self.script.routine.wakes,
            repr(self.plans),
            clips.key(""),
            [clips.pronounce(text) for plan in self.plans for text in plan.texts()],
            render_key(self.bed_keys),
            CARD_VERSION,
            {name: bell.key for name, bell in self.bells.files.items()},
            {name: recording.key for name, recording in clips.recordings.items()},
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def make(
    script: str | Path,
    options: MakeOptions = DEFAULTS,
    *,
    library: Library | None = None,
    reporter: Reporter | None = None,
    observer: Observer | None = None,
) -> Session:
    """Make the session of a script: NAME.mp3 in `options.folder`.

    A session that is up to date is left alone. The file appears whole or not at all; until then a file of that name
    stays as it was.

    >>> import voiceroutine
    >>> session = voiceroutine.make("desk-break")
    >>> session.path.name, session.made
    ('desk-break.mp3', True)

    Args:
        script: Its name or its path.
        options: How to make it.
        library: Where scripts are looked for; by default as for `preview`.
        reporter: Is told how far it is.
        observer: Is given the session while it is being made.

    Raises:
        VoiceroutineError: The script, the voice or the machine does not allow it.
    """
    from voiceroutine.cache import prune_cache

    session = make_unpruned(script, options, library=library, reporter=reporter, observer=observer)
    if session.made:
        prune_cache()
    return session


def make_unpruned(
    script: str | Path,
    options: MakeOptions = DEFAULTS,
    *,
    library: Library | None = None,
    reporter: Reporter | None = None,
    observer: Observer | None = None,
) -> Session:
    """Make the session of a script as `make` does, and leave it to the caller to prune the caches."""
    from voiceroutine.app.beds import beds_for, prepare, remarks_on, with_music
    from voiceroutine.app.bells import bells_for

    began = time.monotonic()
    reporter = reporter or SilentReporter()
    library, adjustments = library or default_library(), options.adjustments
    written = load_script(script, library)
    adjusted = load_script(script, library, adjustments=adjustments) if adjustments.options else written
    wanted = with_music(adjusted, options.music)
    beds = beds_for(wanted, preparing=lambda: reporter.progress("preparing the music", 0.0))
    work = _Work(wanted, written.sha256, plan_session(wanted), tuple(bed.key for bed in beds), bells_for(wanted))
    path = options.folder / f"{wanted.name}.mp3"
    require_regular(path)
    before: Timeline | None = None
    if not options.force:
        if kept := _up_to_date(path, work, options.voice):
            write_captions(path, options.captions, kept.timeline, (), force=False)
            return _session(path, kept.timeline, began, kept.provenance.changes, made=False)
        if replaced := session_to_replace(path, written):
            before = replaced.timeline
            require_own_captions(path, options.captions, (before,))
    prepare(wanted, beds)
    for remark in remarks_on(beds):
        reporter.note(remark)
    fitted = fit(wanted, options.voice, reporter)
    plans = work.plans if fitted.script is wanted else plan_session(fitted.script)
    clips, guess = rehearse(fitted.script, plans, options.voice, reporter)
    further = (*other_accent(wanted, clips.voice, options.voice), *unused_recordings(fitted.script, clips))
    for warning in require_room(fitted.script, guess.timeline, further, fitted=bool(fitted.changes)):
        reporter.note(warning.headline())
    make_folder(options.folder)
    rendering = Rendering(
        script=fitted.script,
        plans=plans,
        bells=work.bells,
        clips=clips,
        beds=beds,
        guess=guess.timeline,
        reporter=reporter,
        observer=observer,
    )
    asked = _Asked(work.fingerprint(clips), adjustments.options, fitted.changes)
    timeline = _publish(path, replace(work, script=fitted.script, plans=plans), rendering, asked)
    remember(path, asked.fingerprint, written.path)
    write_captions(path, options.captions, timeline, (before,), force=options.force)
    for earlier in earlier_captions(path, timeline, before, options.captions):
        again = f"--captions {earlier.suffix[1:]} --force"
        reporter.note(f"{earlier} is of an earlier session; {again} makes it again")
    return _session(path, timeline, began, fitted.changes, made=True)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a session records of how it was asked for, and of what was done about it."""

    fingerprint: str
    options: tuple[str, ...]
    changes: tuple[str, ...]


def _publish(path: Path, work: _Work, rendering: Rendering, asked: _Asked) -> Timeline:
    """Write a session's frames and tags; the file takes its place at `path` once it is whole and was read again."""
    from voiceroutine.audio.render import mp3_format_for, write_mp3

    clips, beds = rendering.clips, rendering.beds
    routine, mp3_format = work.script.routine, mp3_format_for(beds)
    with whole_file(path) as part:
        frame_count, sound_sha256 = write_mp3(part, rendering.frames(), mp3_format)
        timeline = rendering.timeline()
        if frame_count * GRID_MS != timeline.duration_ms + GRID_MS:
            raise AssertionError(f"{frame_count} frames for a timeline of {timeline.duration_ms} ms")
        provenance = Provenance(
            fingerprint=asked.fingerprint,
            options=asked.options,
            changes=asked.changes,
            script=script_name(work.script.name),
            script_sha256=work.written_sha256,
            language=language_tag(routine.language),
            areas=areas_for_a_reader(
                language_of(routine).area(area) for stretch in routine.stretches for area in stretch.areas
            ),
            voice=clips.voice.name,
            engine=clips.voice.engine,
            pace=clips.pace,
            version=__version__,
            sound_sha256=sound_sha256,
            sound_bytes=part.stat().st_size,
            channels=1 if mp3_format.channels == 1 else 2,
            bed_lufs=max((max(bed.sound.loudness_lufs, SILENT_LUFS) for bed in beds), default=None),
        )
        write_tags(part, routine, timeline, provenance, cards_for(routine, timeline))
        _prove(part, path)
    return timeline


def _session(path: Path, timeline: Timeline, began: float, changes: tuple[str, ...], *, made: bool) -> Session:
    size_bytes, took_s = path.stat().st_size, time.monotonic() - began
    return Session(path, timeline.duration_ms, size_bytes, took_s, made=made, changes=changes)


def _prove(part: Path, path: Path) -> None:
    """Read a session again before it takes its place.

    Raises:
        OutputError: What is in the file is not what was written.
    """
    for found in inspect(part)[0]:
        if not found.ok:
            message = f"{path} came out wrong: {found.what}: {found.found}, expected {found.wanted}"
            raise OutputError(message, "try again")


def _up_to_date(path: Path, work: _Work, voice: str | None) -> SessionInfo | None:
    """Return what the session at `path` records if making it again would give the same bytes."""
    try:
        kept = read_session_info(path)
        if kept is None or path.stat().st_size != tag_bytes(path) + kept.provenance.sound_bytes:
            return None
        clips = clips_for(work.script, voices_for(work.script, voice)[0])
        current = kept.provenance.fingerprint == work.fingerprint(clips)
    except (OSError, VoiceUnavailableError, ValueError):  # nothing there, or nothing that can be compared
        return None
    # tags that somebody has edited since are theirs, and no reason to make the session again
    whole = current and all(found.ok for found in inspect(path)[0] if found.what != TAGS)
    return kept if whole else None

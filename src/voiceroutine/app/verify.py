"""Proves a finished session, by its sound, against the timeline that it keeps of itself and the script it is of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.app.disclaimer import compared
from voiceroutine.audio.frames import FRAME_MS, MUSIC, SPEECH, TAIL_FRAMES, info_frame
from voiceroutine.audio.loudness import DUAL_MONO_LU, SPEECH_LUFS
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.errors import EncodeError, OutputError, ScriptNotFoundError
from voiceroutine.files import reason
from voiceroutine.language.languages import languages, phrases_for
from voiceroutine.language.markup import shown
from voiceroutine.script.checks.rules.disclaimer import shortfall
from voiceroutine.script.library import default_library
from voiceroutine.script.loader import load_script
from voiceroutine.session.id3 import tag_bytes
from voiceroutine.session.tags import SessionInfo, read_session_info
from voiceroutine.units import SAMPLES_PER_MS, clock, samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from voiceroutine.audio.measure import Heard
    from voiceroutine.script.library import Library
    from voiceroutine.session.tags import Retagged

TAGS = "tags"
"""What the check of the tag is called."""
LOUDNESS_TOLERANCE_LU = 0.5
HIGHEST_TRUE_PEAK_DBTP = -1.0
"""EBU R 128 s1."""
ONSET_TOLERANCE_MS = 30
ONSET_TOLERANCE_OVER_BED_MS = 150
"""The soft beginning of a word is lost in a bed."""
LENGTH_TOLERANCE_MS = 24
LOUDEST_SILENCE_DBFS = -80.0
LOUDER_BED_LU = 6.0
"""Than the whole of it: music is louder here and softer there, and a hold may fall on its softest part."""
SOFTEST_BED_LUFS = -70.0
"""Below is silence (BS.1770-4, the absolute gate)."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was measured."""

    what: str
    """What was measured: `length`."""
    found: str
    """The measurement, in words."""
    wanted: str
    """What it should be, in words."""
    ok: bool


def verify(path: Path, *, script: str | None = None, library: Library | None = None) -> tuple[Check, ...]:
    """Measure a finished session against the timeline that it keeps and the script it was made from.

    Args:
        path: An MP3.
        script: The name or the path of its script; by default the one that the session names, if it is found.
        library: Where scripts are looked for; by default as for `preview`.

    Returns:
        What was found and what is expected, by importance. A check that makes the others meaningless is the last.

    Raises:
        OutputError: There is no file that can be read.
        ScriptNotFoundError: There is no `script`.
    """
    from voiceroutine.audio.encode import decode
    from voiceroutine.audio.measure import Heard, chunk_sounds, chunks

    rows, kept = inspect(path)
    if kept is None:
        return rows
    rows += tuple(_made_from(kept, library or default_library(), script))
    heard = Heard(bed=kept.provenance.bed_lufs is not None)
    channels = kept.provenance.channels
    planned = tuple(chunks(kept.timeline.chapters))
    sounds = chunk_sounds(decode(path, channels), channels, [chunk.length_ms for chunk in planned])
    frames = 0
    try:
        for chunk, (lead_ms, sound) in zip((*planned, None), sounds, strict=True):
            frames += max(0, len(sound) - samples(lead_ms))
            if chunk:
                heard.take(chunk, sound, lead_ms)
    except EncodeError as error:
        return (*rows, Check("sound", error.message, "an MP3 that can be decoded", ok=False))
    return (*rows, *_sound(kept, heard, frames / SAMPLES_PER_MS), *_disclaimer(kept, heard))


def inspect(path: Path) -> tuple[tuple[Check, ...], SessionInfo | None]:
    """Return what can be told of the file at `path` without decoding it, and what it keeps of its making.

    Raises:
        OutputError: There is no file that can be read.
    """
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise OutputError(f"cannot read {path}: it is not a regular file")
        kept = read_session_info(path)
        if kept:
            return tuple(_file(kept, path)), kept
        with path.open("rb") as file:
            head = file.read(3)
    except OSError as error:
        named = isinstance(error, FileNotFoundError) and path.suffix.lower() != ".mp3"
        hint = f"name the MP3 that `make` wrote: output/{path.stem}.mp3" if named else None
        raise OutputError(f"cannot read {path}: {reason(error)}", hint) from error
    mp3 = head == b"ID3" or head[:2] in (b"\xff\xfb", b"\xff\xfa", b"\xff\xf3")
    found = "an MP3 that does not say how it was made" if mp3 else "not an MP3"
    return (Check("file", found, "a session made by voiceroutine", ok=False),), None


def _file(kept: SessionInfo, path: Path) -> Iterator[Check]:
    mp3_format = SPEECH if kept.provenance.channels == 1 else MUSIC
    wanted, skipped = kept.provenance.sound_bytes, tag_bytes(path)
    size = path.stat().st_size - skipped
    missing = "" if size >= wanted else f", {wanted - size:,} are missing"
    yield Check("size", f"{size:,} bytes{missing}", f"{wanted:,} bytes", size == wanted)
    digest = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(skipped)
        first = file.read(mp3_format.frame_bytes)
        while part := file.read(1 << 20):
            digest.update(part)
    whole = digest.hexdigest() == kept.provenance.sound_sha256
    yield Check("frames", "as they were made" if whole else "changed since it was made", "as they were made", whole)
    count = kept.timeline.duration_ms // FRAME_MS + TAIL_FRAMES
    right = first == info_frame(mp3_format, count) and wanted == (count + 1) * mp3_format.frame_bytes
    found = "says how long it is" if right else "does not say how long it is"
    yield Check("info frame", found, "says how long it is", right)
    planned = tuple((at, at + chapter.length_ms, chapter.title) for at, chapter in kept.timeline.starts())
    same = kept.chapters == planned
    yield Check(
        "chapters", f"{len(kept.chapters)}, {'as planned' if same else 'not as planned'}", f"{len(planned)}", same
    )
    yield _tags(kept.tags)
    yield _opening(kept)


def _tags(tags: Retagged | None) -> Check:
    """Name what the tag says that is not what was written. What other programs add, or write differently, is told."""
    if tags is None:
        return Check(TAGS, "not recorded, and not compared", "as they were written", ok=True)
    wrong = list(tags.changed)
    if tags.records > 1:
        wrong.append(f"it has {tags.records} records of how it was made")
    added = f", {', '.join(tags.added)} added" if tags.added else ""
    again = ", saved again by another program" if tags.saved_again else ""
    found = f"changed: {', '.join(wrong)}" if wrong else "as they were written"
    return Check(TAGS, found + again + added, "as they were written", ok=not wrong)


def _opening(kept: SessionInfo) -> Check:
    """Tell whether a disclaimer comes first: a stock one, or the script's own, if that is whole."""
    first = next((event for _, event in kept.timeline.events() if event.kind == "speech"), None)
    found = "something else"
    if first and first.text and first.start_ms == 0:
        if first.text in _disclaimers():
            found = "the disclaimer"
        elif first.text == kept.timeline.disclaimer:
            lacking = shortfall(first.text)
            found = f"a disclaimer of its own: {lacking}" if lacking else "the disclaimer"
    return Check("opening", found, "the disclaimer", found == "the disclaimer")


def _disclaimers() -> set[str]:
    return {phrases_for(language).disclaimer for language in languages()}


def _made_from(kept: SessionInfo, library: Library, name: str | None) -> Iterator[Check]:
    origin = kept.provenance
    yield Check("made by", f"voiceroutine {origin.version}, voice {origin.voice}, {origin.engine}", "", ok=True)
    if origin.options:
        yield Check("options", " ".join(origin.options), "", ok=True)
    if origin.changes:
        yield Check("fitted", f"{len(origin.changes)} changes, named in its comment", "", ok=True)
    try:
        script = load_script(library.find_script(name) if name else _named(origin.script, library), library)
    except ScriptNotFoundError:
        if name:
            raise
        found, good = f"`{origin.script}` is not here, and not compared", True
    except FaultyScriptError:
        found, good = f"`{name or origin.script}` has mistakes now", False
    else:
        good = script.sha256 == origin.script_sha256
        found = f"`{script.name}` {'says the same' if good else 'says something else now'}"
        if not (good or name or shown(script.routine.title) == kept.timeline.title):
            found, good = f"another `{script.name}` is here, and not compared", True
    yield Check("script", found, "the script it was made from", good)


def _named(name: str, library: Library) -> Path:
    """Return the script that a session names: on a shelf, and nowhere else, because the name may be a stranger's.

    Raises:
        ScriptNotFoundError: There is none.
    """
    if found := library.scripts().get(name):
        return found[0]
    raise ScriptNotFoundError(f"there is no script named `{name}`")


def _sound(kept: SessionInfo, heard: Heard, length_ms: float) -> Iterator[Check]:
    wanted_ms = kept.timeline.duration_ms
    off_ms = length_ms - wanted_ms
    found = f"{clock(int(length_ms))} ({off_ms:+.0f} ms)"
    yield Check("length", found, clock(wanted_ms), abs(off_ms) <= LENGTH_TOLERANCE_MS)
    tolerance_ms = ONSET_TOLERANCE_OVER_BED_MS if heard.bed else ONSET_TOLERANCE_MS
    found, wanted = f"{heard.onset_ms:+.0f} ms at worst", f"within {tolerance_ms} ms"
    yield Check("cue onsets", found, wanted, abs(heard.onset_ms) <= tolerance_ms)
    gaps = heard.not_whole_ms
    first = f", {len(gaps)} are not, the first at {clock(gaps[0])}" if gaps else ""
    yield Check("cues", f"{heard.cues - len(gaps)} heard whole{first}", f"{heard.cues} heard whole", not gaps)
    bed_lufs = kept.provenance.bed_lufs
    if bed_lufs is None:
        silence = heard.silence_dbfs
        wanted = f"{LOUDEST_SILENCE_DBFS:.0f} dBFS or less"
        yield Check("silence in holds", f"{silence:.0f} dBFS", wanted, silence <= LOUDEST_SILENCE_DBFS)
    elif heard.bed_lufs > float("-inf"):
        most = bed_lufs + LOUDER_BED_LU
        wanted = f"{SOFTEST_BED_LUFS:.0f} to {most:.0f} LUFS"
        good = SOFTEST_BED_LUFS <= heard.bed_lufs <= most
        yield Check("loudness of the bed", f"{heard.bed_lufs:.1f} LUFS", wanted, good)
    yield _level("loudness of speech", heard.speech_lufs, SPEECH_LUFS + DUAL_MONO_LU, LOUDNESS_TOLERANCE_LU)
    peak, most = heard.true_peak_dbtp, HIGHEST_TRUE_PEAK_DBTP
    yield Check("true peak", f"{peak:.1f} dBTP", f"{most:.0f} dBTP or less", peak <= most)


def _disclaimer(kept: SessionInfo, heard: Heard) -> Iterator[Check]:
    """Tell whether what is heard first is the disclaimer, if the timeline says so."""
    first = next((event for _, event in kept.timeline.events() if event.kind == "speech"), None)
    if first and first.text and heard.opening is not None and _opening(kept).ok:
        found, good = compared(first.text, heard.opening, kept.provenance)
        yield Check("disclaimer", found, f"as `{kept.provenance.voice}` says it", good)


def _level(what: str, lufs: float, wanted: float, tolerance: float) -> Check:
    good = abs(lufs - wanted) <= tolerance
    return Check(what, f"{lufs:.1f} LUFS", f"{wanted:.0f} LUFS, {tolerance:g} LU more or less", good)

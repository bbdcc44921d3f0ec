"""Say cues of a script as they sound in its session, without making it."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.app.audition import file_name
from voiceroutine.app.describe import names_stretch
from voiceroutine.app.fit import fit_by_estimate
from voiceroutine.app.matching import placed_stretches
from voiceroutine.app.others import require_regular
from voiceroutine.app.player import find_player, play_wav
from voiceroutine.app.preview import plan_session
from voiceroutine.app.recordings import unused_recordings
from voiceroutine.app.reporter import SilentReporter
from voiceroutine.app.speech import clips_for, estimate, voices_for
from voiceroutine.document.nodes import node_at
from voiceroutine.document.problems import did_you_mean, one_of
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.files import make_folder, reason, whole_file
from voiceroutine.language.markup import recording_of, shown
from voiceroutine.script.alone import load_alone
from voiceroutine.script.group import written
from voiceroutine.script.library import default_library, is_script_file
from voiceroutine.script.loader import load_script
from voiceroutine.script.overlays.items import slug
from voiceroutine.session.wav import is_own_wav, write_wav
from voiceroutine.units import SAMPLES_PER_MS
from voiceroutine.voice.base import VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.app.reporter import Reporter
    from voiceroutine.document.nodes import Path as FieldPath
    from voiceroutine.plan.timeline import Event, Side, Timeline
    from voiceroutine.script.library import Library
    from voiceroutine.script.loader import Script
    from voiceroutine.script.stretch import Stretch
    from voiceroutine.voice.clips import Clips

OPENING, CLOSING = "opening", "closing"
"""What the first and the last chapter are called, beside the keys of the stretches."""
_GAP_MS = 600
"""The silence between two cues in a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenCue:
    """A cue as it is said in a session."""

    field: str
    """The key that asks for it, or what it is for: `start`, `disclaimer`."""
    text: str
    """For a reader: with its placeholders filled, and without respellings."""
    side: Side | None
    written: str
    """With respellings."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Some cues of a session, which the voice can say."""

    name: str
    """What a file with them is called, without its ending."""
    cues: tuple[SpokenCue, ...]
    clips: Clips

    def play(self, cue: SpokenCue) -> bool | None:
        """Play a cue to its end; return whether that worked, or None if this machine has no player."""
        player = find_player()
        if player is None:
            return None
        with tempfile.TemporaryDirectory(prefix="voiceroutine-") as folder:
            file = Path(folder) / "cue.wav"
            write_wav(file, [self._sound(cue)], marked=False)
            return play_wav(file, player)

    def write(self, path: Path, *, force: bool = False) -> Path:
        """Write the cues to a WAV file, one after the other, and return its path.

        Raises:
            OutputError: It cannot be written, or there is a file that voiceroutine did not make; `force` replaces it.
        """
        require_regular(path)
        try:
            ours = force or not path.exists() or not path.stat().st_size or is_own_wav(path)
        except OSError as error:
            raise OutputError(f"cannot read {path}: {reason(error)}") from error
        if not ours:
            message = f"there is a file at {path} that voiceroutine did not make, or that was changed since"
            raise OutputError(message, "name another one (--output); --force replaces it")
        make_folder(path.parent)
        silence = bytes(2 * SAMPLES_PER_MS * _GAP_MS)
        with whole_file(path) as part:
            write_wav(part, [silence, *(sound for cue in self.cues for sound in (self._sound(cue), silence))])
        return path

    def _sound(self, cue: SpokenCue) -> bytes:
        return self.clips.load(cue.written).astype("<i2").tobytes()


def say_cues(
    name: str,
    stretch: str | None = None,
    field: str | None = None,
    *,
    voice: str | None = None,
    library: Library | None = None,
    reporter: Reporter | None = None,
) -> Saying:
    """Return cues of a session, each once, as they are heard first; the voice has spoken them, and nothing else.

    Of a script that has a `length`, the doses are estimated: the whole session is not spoken for one cue.

    >>> import voiceroutine
    >>> saying = voiceroutine.say_cues("neck", "chin-tuck", "start")
    >>> saying.cues[0].text
    'Glide your head straight back, and keep your nose level.'

    Args:
        name: The name or the path of a script; or of a library stretch, and then `stretch` is left out.
        stretch: The key of one of its stretches or groups (`flow`, `flow/down-dog`), the number of a stretch from 1,
            `opening` or `closing`; by default the opening.
        field: Only what this key asks for; by default all.
        voice: Speaks instead of the script's own choice.
        library: Where scripts are looked for; by default as for `preview`.
        reporter: Is told what is downloaded.

    Raises:
        VoiceroutineError: There is no such script, stretch or cue, or the script, the voice or the machine does not
            allow it.
    """
    library = library or default_library()
    alone = names_stretch(name, library=library)
    script, chosen = _asked(name, stretch, library, alone=alone)
    reporter = reporter or SilentReporter()
    for speaker in (speakers := voices_for(script, voice, reporter)):
        clips = clips_for(script, speaker)
        cues = _chosen(_timeline(script, clips), chosen, field, stretch or (name if alone else OPENING))
        if speaker.download_notice:
            reporter.note(speaker.download_notice)
        try:
            clips.prepare(cue.written for cue in cues)
        except VoiceUnavailableError as error:
            if speaker is speakers[-1]:
                raise
            reporter.note(f"{error}; another voice speaks instead")
            continue
        asked = {recording_of(cue.written) for cue in cues}
        for finding in unused_recordings(script, clips, asked):
            reporter.note(script.problem(finding).headline())
        words = [script.name, *([] if alone else [stretch or OPENING]), *([field] if field else [])]
        return Saying("-".join(map(file_name, words)), cues, clips)
    raise AssertionError("a voice's name means at least one voice")


def cue_fields(name: str, stretch: str | None = None, *, library: Library | None = None) -> tuple[str, ...]:
    """Return what `field` of `say_cues` can be, in the order in which it is heard; nothing is spoken.

    >>> import voiceroutine
    >>> voiceroutine.cue_fields("neck", "closing")
    ('closing',)

    Args:
        name: As for `say_cues`.
        stretch: As for `say_cues`.
        library: As for `say_cues`.

    Raises:
        VoiceroutineError: There is no such script or stretch, or the script does not allow it.
    """
    library = library or default_library()
    script, chosen = _asked(name, stretch, library, alone=names_stretch(name, library=library))
    timeline = _timeline(script, clips_for(script, voices_for(script, None)[0]))
    return tuple(dict.fromkeys(cue.field for cue in _each_once(_part(timeline, chosen))))


def _asked(name: str, stretch: str | None, library: Library, *, alone: bool) -> tuple[Script, tuple[int, ...] | str]:
    """Return the script that is asked for, and the positions of its stretches, or the name of a chapter."""
    if alone:
        path = Path(name) if is_script_file(Path(name)) else library.stretches()[name][0]
        return load_alone(path), (0,)
    script = _fitted(load_script(name, library), stretch)
    return script, _place_of(stretch, script)


def _fitted(script: Script, stretch: str | None) -> Script:
    """Return a script with the doses of its `length`, by estimate; with all that can be asked for."""
    found = fit_by_estimate(script)
    if stretch in (None, OPENING, CLOSING):
        return found.script
    placed = placed_stretches(found.on_paper.routine, stretch_keys(found.on_paper))
    there = {name for it in placed for name in (it.key, it.path, it.group)}
    # a number is that of the script as it is written, and what its length leaves out can be heard, too
    return found.on_paper if stretch in there or len(placed) == len(script.routine.stretches) else script


def stretch_keys(script: Script) -> tuple[str, ...]:
    """Return what each stretch of a script is called: its key in the library, or its name as a key."""
    return tuple(_key(script, path, stretch) for path, stretch, _ in written(script.routine.items))


def _key(script: Script, path: FieldPath, stretch: Stretch) -> str:
    library = script.library_files(node_at(script.document, path))
    return library[0].stem if library else slug(stretch.name)


def _place_of(stretch: str | None, script: Script) -> tuple[int, ...] | str:
    """Return the positions of a stretch or of a group's stretches, or the name of the first or the last chapter."""
    keys = stretch_keys(script)
    if stretch is None:
        return OPENING
    placed = placed_stretches(script.routine, keys)
    if found := next((it for it in placed if stretch in (it.key, it.path)), None):
        return found.turns[:1]
    if stretch in (OPENING, CLOSING):
        return stretch
    if stretch.isdecimal() and 1 <= int(stretch) <= len(placed):
        return placed[int(stretch) - 1].turns[:1]
    if turns := tuple(it.turns[0] for it in placed if it.group == stretch):
        return turns
    named = (name for it in placed for name in (it.group, it.path) if name)
    known = list(dict.fromkeys([*keys, *named, OPENING, CLOSING]))
    hint = did_you_mean(stretch, known) or f"it has {one_of(known)}"
    raise VoiceroutineError(f"`{script.name}` has no stretch `{stretch}`", hint)


def _timeline(script: Script, clips: Clips) -> Timeline:
    return estimate("", script, plan_session(script), clips).timeline


def _chosen(timeline: Timeline, place: tuple[int, ...] | str, field: str | None, name: str) -> tuple[SpokenCue, ...]:
    """Return the cues of a part of a session, each once.

    Raises:
        VoiceroutineError: There are none.
    """
    found = tuple(_each_once(_part(timeline, place)))
    if field is None and found:
        return found
    wanted = tuple(cue for cue in found if cue.field == field)
    if not wanted:
        said = list(dict.fromkeys(cue.field for cue in found))
        if not said:
            raise VoiceroutineError(f"nothing is said in `{name}`")
        hint = did_you_mean(str(field), said) or f"there are {one_of(said)}"
        raise VoiceroutineError(f"no `{field}` is said in `{name}`", hint)
    return wanted


def _part(timeline: Timeline, place: tuple[int, ...] | str) -> Iterator[Event]:
    last = len(timeline.chapters) - 1
    for chapter, event in timeline.events():
        if event.kind != "speech" or event.text is None:
            continue
        outside = event.turn.stretch is None
        if isinstance(place, tuple):
            here = event.turn.stretch in place
        else:
            here = outside and chapter == (0 if place == OPENING else last)
        if here:
            yield event


def _each_once(events: Iterable[Event]) -> Iterator[SpokenCue]:
    seen: set[str] = set()
    for event in events:
        if event.text and event.text not in seen:
            seen.add(event.text)
            field = _field(event.origin or (), event.role or "")
            yield SpokenCue(field=field, text=shown(event.text), side=event.turn.side, written=event.text)


def _field(origin: FieldPath, role: str) -> str:
    """Return what a cue is called: the key that asks for it, or what it is for where that is no key."""
    keys = [part for part in origin if isinstance(part, str) and part not in ("stretches", "say")]
    return keys[-1] if keys else role

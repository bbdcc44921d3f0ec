"""Look at a script while it is written: what it says, what is wrong with it, and about how long it takes.

Nothing is spoken and nothing is written, so that it can be done at every key that is pressed.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from voiceroutine.app.accent import other_accent
from voiceroutine.app.beds import beds_for
from voiceroutine.app.bells import bells_for
from voiceroutine.app.fit import fit_by_estimate
from voiceroutine.app.preview import problems_of
from voiceroutine.app.recordings import unused_recordings
from voiceroutine.app.speech import clips_for, voices_for
from voiceroutine.document.problems import FaultyScriptError, in_order
from voiceroutine.language.markup import shown
from voiceroutine.plan.director import direct
from voiceroutine.plan.estimate import estimated_ms
from voiceroutine.plan.memory import Memory
from voiceroutine.script.base import load_base
from voiceroutine.script.library import default_library
from voiceroutine.script.loader import is_written, read_script
from voiceroutine.script.parts import OWN_BEDS
from voiceroutine.script.unsaved import Documents, stamp_of, with_text
from voiceroutine.script.wording import phrases_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from voiceroutine.document.nodes import Node
    from voiceroutine.document.problems import Problem
    from voiceroutine.plan.directions import ChapterPlan
    from voiceroutine.plan.timeline import Chapter, Timeline
    from voiceroutine.script.library import Library
    from voiceroutine.script.loader import Reading, Script
    from voiceroutine.voice.base import Voice
    from voiceroutine.voice.clips import Clips

_BY_LENGTH = ("tempo-too-short", "step-too-short", "prompt-overlap", "prompt-no-room")
"""Codes of findings that are known only when the cues that must fit have been spoken."""
_MOST_LENGTHS = 50_000
"""How many estimated lengths are remembered: a day of typing."""
_MOST_LOOKS = 4
"""How many texts are remembered: what was just looked at is what somebody wants to hear."""
_MOST_REMEMBERED = 20
"""How many voices, and how many sets of sound files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A text of a script, as it would be if it were saved."""

    path: Path
    text: str
    document: Node | None
    """What is written in the text itself; None where it is not YAML."""
    reading: Reading | None
    """With what it extends and uses; None where nothing could be put together."""
    problems: tuple[Problem, ...]
    script: Script | None = None
    """Fitted to its `length`, and as it is written where it cannot have that. None where it has errors, and of a base
    without stretches."""
    timeline: Timeline | None = None
    """Where the script is whole."""
    guessed: bool = False
    """Whether any length in it is an estimate, because the voice has not spoken all of it yet."""
    unsure: tuple[str, ...] = ()
    """The cues that must fit into a time and whose lengths are estimates. Until they have been spoken, what depends on
    them is left out of the problems."""
    clips: Clips | None = None
    plans: tuple[ChapterPlan, ...] = ()


class Viewer:
    """Looks at texts of scripts, again and again. It remembers what it has read, so that a further look is quick.

    Several threads may use it.
    """

    def __init__(self, library: Library | None = None) -> None:
        """Take where scripts and stretches are looked for; by default as for `preview`."""
        self.library = replace(library or default_library(), read=Documents().read)
        self._lock = Lock()
        self._memory = Memory()
        self._looks: OrderedDict[tuple[Path, str], Look] = OrderedDict()
        self._speakers: OrderedDict[tuple[object, ...], _Speaker] = OrderedDict()
        self._rings_ms: OrderedDict[tuple[object, ...], Mapping[str, int]] = OrderedDict()

    def look(self, path: Path, text: str) -> Look:
        """Return what the script at `path` would be if `text` were saved there.

        What depends on how long the voice takes for a cue that it has not spoken yet is left out of the problems.

        Raises:
            OutputError: The cache may not be used.
        """
        with self._lock:
            found = self._looks[path, text] = self._look(path, text)
            self._looks.move_to_end((path, text))
            if len(self._looks) > _MOST_LOOKS:
                self._looks.popitem(last=False)
            return found

    def read(self, path: Path, text: str) -> Look:
        """Return the same without a session: no timeline, and no problems but those of reading it."""
        with self._lock:
            return self._read(path, text)

    def seen(self, path: Path, text: str) -> Look:
        """Return what was found when the text was last looked at; if that is long ago, look again. Errors as `look`."""
        return self._looks.get((path, text)) or self.look(path, text)

    def _look(self, path: Path, text: str) -> Look:
        found = self._read(path, text)
        reading = found.reading
        if reading is None or reading.script is None:
            return found
        return self._laid_out(found, reading.script)

    def _read(self, path: Path, text: str) -> Look:
        try:
            library = with_text(self.library, path, text)
        except FaultyScriptError as error:
            return Look(path=path, text=text, document=None, reading=None, problems=error.problems)
        document = library.read(path)
        try:
            reading = read_script(path, library)
        except FaultyScriptError as error:
            return Look(path=path, text=text, document=document, reading=None, problems=error.problems)
        found = Look(path=path, text=text, document=document, reading=reading, problems=())
        if reading.is_base:
            problems = _problems_of(lambda: load_base(path, library))
            return replace(found, problems=problems)
        return replace(found, problems=FaultyScriptError(reading.problems).problems) if reading.problems else found

    def _laid_out(self, found: Look, script: Script) -> Look:
        sounds, rings_ms = self._sounds(script)
        unfit: tuple[Problem, ...] = ()
        try:
            voice = voices_for(script, None)[0]
        except FaultyScriptError as error:
            return replace(found, problems=error.problems)
        if not sounds:  # their lengths are part of it
            try:
                script = fit_by_estimate(script, self._memory).script
            except FaultyScriptError as error:
                unfit = error.problems
        try:
            speaker = self._speaker(script, voice)
        except FaultyScriptError as error:
            return replace(found, problems=error.problems)
        plans = direct(script.routine, phrases_of(script.routine), self._memory)
        guesses: set[str] = set()
        length_of = speaker.length_of(guesses)
        timeline = self._memory.layouts.lay_out(
            shown(script.routine.title), plans, length_of, wake=script.routine.wakes, rings_ms=rings_ms
        )
        certain = map(_certain, timeline.chapters, plans, [guesses] * len(plans))
        timeline = replace(timeline, chapters=tuple(chapter.spoken(speaker.clips.refused) for chapter in certain))
        further = (*other_accent(script, voice, None), *unused_recordings(script, speaker.clips))
        problems = problems_of(script, timeline, further)
        return replace(
            found,
            problems=in_order((*sounds, *unfit, *filter(is_written, problems))),
            script=script,
            timeline=timeline,
            guessed=bool(guesses),
            unsure=tuple(dict.fromkeys(text for plan in plans for text in plan.fitted_texts() if text in guesses)),
            clips=speaker.clips,
            plans=plans,
        )

    def spoken(self, texts: Iterable[str]) -> None:
        """Take note that the voice has spoken some texts: their lengths need no estimate any more."""
        texts = tuple(texts)
        with self._lock:
            for speaker in self._speakers.values():
                for text in texts:
                    speaker.estimates.pop(text, None)

    def _speaker(self, script: Script, voice: Voice) -> _Speaker:
        """Return the clips of a script as before, if its voice and how its texts are read are the same."""
        routine = script.routine
        recorded = ((name, str(file), stamp_of(file)) for _, name, file in script.recordings())
        key = (voice.engine, voice.name, routine.pace, routine.language, *sorted(routine.say_as.items()), *recorded)
        if key not in self._speakers:
            self._speakers[key] = _Speaker(clips_for(script, voice))
            if len(self._speakers) > _MOST_REMEMBERED:
                self._speakers.popitem(last=False)
        self._speakers.move_to_end(key)
        return self._speakers[key]

    def _sounds(self, script: Script) -> tuple[tuple[Problem, ...], Mapping[str, int]]:
        """Return what is wrong with a script's sound files, and how long its bells ring. Files are read once."""
        files = [path for _, path in script.sounds()]
        if script.music is not None and script.music not in OWN_BEDS:
            files.append(Path(script.music))
        key = tuple((str(file), stamp_of(file)) for file in files)
        if key not in self._rings_ms:
            problems = (*_problems_of(lambda: beds_for(script)), *_problems_of(lambda: bells_for(script)))
            if problems:
                return problems, {}
            self._rings_ms[key] = bells_for(script).lengths_ms if files else {}
            if len(self._rings_ms) > _MOST_REMEMBERED:
                self._rings_ms.popitem(last=False)
        return (), self._rings_ms[key]


@dataclass(frozen=True, slots=True)
class _Speaker:
    """What one voice has spoken, and what is remembered of it."""

    clips: Clips
    known: dict[str, int] = field(default_factory=dict)
    """The lengths of cues that are in the cache, in ms: spoken again, they would have the same."""
    estimates: dict[str, int] = field(default_factory=dict)
    """Those of cues that are not, estimated."""

    def length_of(self, guesses: set[str]) -> Callable[[str], int]:
        """Return what gives the length of a cue in ms, and adds to `guesses` each that is estimated."""

        def length_ms(text: str) -> int:
            if known_ms := self.known.get(text):
                return known_ms
            guess = self.estimates.get(text)
            if guess is None:
                if known_ms := self.clips.known_length_ms(text):
                    self.known[text] = known_ms
                    return known_ms
                if len(self.estimates) >= _MOST_LENGTHS:
                    self.estimates.clear()
                guess = self.estimates[text] = estimated_ms(self.clips.pronounce(text), self.clips.pace)
            guesses.add(text)
            return guess

        return length_ms


def _certain(chapter: Chapter, plan: ChapterPlan, guesses: set[str]) -> Chapter:
    """Return a chapter without the findings that depend on lengths which are estimates."""
    if not chapter.findings or guesses.isdisjoint(plan.fitted_texts()):
        return chapter
    return replace(chapter, findings=tuple(it for it in chapter.findings if it.code not in _BY_LENGTH))


def _problems_of(made: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        made()
    except FaultyScriptError as error:
        return error.problems
    return ()

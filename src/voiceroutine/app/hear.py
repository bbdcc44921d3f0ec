"""Hear parts of a session before it is made: a cue, or a chapter from any moment of it."""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from voiceroutine.app.speech import prepare
from voiceroutine.errors import VoiceroutineError
from voiceroutine.language.markup import words_of
from voiceroutine.plan.layout import lay_out_chapter
from voiceroutine.script.values import LONGEST_TEXT
from voiceroutine.session.wav import wav_header
from voiceroutine.units import SAMPLES_PER_MS
from voiceroutine.voice.guard import spoken

if TYPE_CHECKING:
    from collections.abc import Callable

    from voiceroutine.app.look import Look, Viewer
    from voiceroutine.audio.bed import Bed
    from voiceroutine.audio.bells import Bells
    from voiceroutine.plan.timeline import Chapter
    from voiceroutine.script.loader import Script
    from voiceroutine.voice.clips import Clips

_MOST_SCRIPTS = 8
"""Of how many texts the music and the bells are remembered."""
_SAMPLE_BYTES = 2
_FIRST = "Yes."
"""What a voice speaks to be started. Nobody hears it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterSound:
    """A chapter as it sounds in its session. Its samples are mixed when they are asked for, and not kept."""

    chapter: Chapter
    """Laid out by what the voice has spoken."""
    start_ms: int
    """Where it begins in the session, as far as that is known."""
    last: bool
    """Whether it is the session's last chapter."""
    clips: Clips
    beds: tuple[Bed, ...]
    bells: Bells

    @property
    def channels(self) -> int:
        """1, or 2 with music in stereo."""
        return max((bed.sound.channels for bed in self.beds), default=1)

    @property
    def header(self) -> bytes:
        """What stands before its samples in a WAV file."""
        return wav_header(self.chapter.length_ms * SAMPLES_PER_MS, self.channels)

    @property
    def size(self) -> int:
        """Of the WAV file, in bytes."""
        return len(self.header) + self.chapter.length_ms * self._ms_bytes

    @property
    def _ms_bytes(self) -> int:
        return SAMPLES_PER_MS * self.channels * _SAMPLE_BYTES

    def read(self, first: int, count: int) -> bytes:
        """Return `count` bytes of the WAV file from `first` on, as far as there are so many."""
        header = self.header
        from_ms = max(0, first - len(header)) // self._ms_bytes
        end_ms = min(self.chapter.length_ms, -(-max(0, first + count - len(header)) // self._ms_bytes))
        found = header + self._samples(from_ms, end_ms) if first < len(header) else self._samples(from_ms, end_ms)
        skipped = first if first < len(header) else first - len(header) - from_ms * self._ms_bytes
        return found[skipped : skipped + count]

    def _samples(self, start_ms: int, end_ms: int) -> bytes:
        from voiceroutine.audio.bed import Place, under
        from voiceroutine.audio.mix import mix, over

        if start_ms >= end_ms:
            return b""
        events = tuple(event for event in self.chapter.events if event.sounds)
        voice = mix(events, start_ms, end_ms, self.clips.load, self.bells)
        if not self.beds:
            return bytes(voice.raw_data)
        place = Place(start_ms=self.start_ms, end_ms=self.chapter.length_ms if self.last else None)
        return over(voice, under(self.beds, events, start_ms, end_ms, place, self.channels))


@dataclass(frozen=True)
class _Sounds:
    """The music and the bells of a script, each prepared when it is first needed."""

    script: Script

    @cached_property
    def beds(self) -> tuple[Bed, ...]:
        from voiceroutine.app.beds import beds_for
        from voiceroutine.app.beds import prepare as prepare_beds

        beds = beds_for(self.script)
        prepare_beds(self.script, beds)
        return beds

    @cached_property
    def bells(self) -> Bells:
        from voiceroutine.app.bells import bells_for

        return bells_for(self.script)


class Hearing:
    """Has cues and chapters spoken, one at a time. Several threads may use it; the voice stays started."""

    def __init__(self, viewer: Viewer) -> None:
        """Take who looks at the texts: it is told what was spoken."""
        self._viewer = viewer
        self._voice = Lock()
        self._started: set[tuple[str, str]] = set()
        self._sounds: OrderedDict[int, tuple[Look, _Sounds]] = OrderedDict()

    def cue(self, look: Look, event: int) -> bytes:
        """Return a cue of a session as a WAV file, as it sounds there.

        Args:
            look: A text without errors.
            event: The position of the cue among all events of the timeline.

        Raises:
            VoiceroutineError: There is no such cue, or the voice cannot say it.
        """
        self._script(look)
        events = [found for _, found in look.timeline.events()] if look.timeline else []
        text = events[event].text if 0 <= event < len(events) else None
        if text is None:
            raise VoiceroutineError("nothing is said there any more", "choose another cue")
        return self.text(look, text)

    def text(self, look: Look, text: str) -> bytes:
        """Return any text as a WAV file, in the voice of a script; errors as `cue`, and for one that is too long."""
        self._script(look)
        length = len(words_of(text))
        if length > LONGEST_TEXT:
            message = f"this text has {length:,} characters, and a cue may have at most {LONGEST_TEXT:,}"
            raise VoiceroutineError(message, "say less")
        clips = self._speak(look, text)
        clip = clips.load(text)
        return wav_header(len(clip)) + clip.astype("<i2").tobytes()

    def chapter(self, look: Look, position: int) -> ChapterSound:
        """Return a chapter of a session. The voice speaks what it has not spoken yet of it.

        Args:
            look: A text without errors.
            position: Of the chapter, from 0.

        Raises:
            VoiceroutineError: There is no such chapter, the voice cannot say it, or the music cannot be played.
        """
        script = self._script(look)
        if look.timeline is None or look.clips is None or not 0 <= position < len(look.plans):
            raise VoiceroutineError("there is no such chapter any more", "choose another one")
        sounds = self._of(look, script)
        plan, after = look.plans[position], (*look.plans, None)[position + 1]
        with self._voice:
            prepare(script, plan, look.clips)
        self._viewer.spoken(plan.texts())
        rings_ms = sounds.bells.lengths_ms
        chapter = lay_out_chapter(plan, look.clips.length_ms, wake=script.routine.wakes, after=after, rings_ms=rings_ms)
        starts = [start_ms for start_ms, _ in look.timeline.starts()]
        return ChapterSound(
            chapter=chapter,
            start_ms=starts[position],
            last=after is None,
            clips=look.clips,
            beds=sounds.beds,
            bells=sounds.bells,
        )

    def prepare(self, look: Look, is_wanted: Callable[[], bool]) -> None:
        """Start the voice, and have it speak what must fit into a time, so that a further look knows what fits.

        A cue that is to be heard meanwhile comes first. What the voice cannot say is left out: it is told when that is
        to be heard, or made.

        Args:
            look: A text without errors; of another, there is nothing to speak.
            is_wanted: Whether to go on. It is asked before each cue.
        """
        with suppress(VoiceroutineError):
            self._start(look)
        for text in look.unsure:
            if not is_wanted():
                return
            with suppress(VoiceroutineError):
                self._speak(look, text)

    def _start(self, look: Look) -> None:
        """Have the voice of a script ready: its first cue takes a second, and a later one a twentieth of that."""
        if look.clips is None:
            return
        voice = look.clips.voice
        name = (voice.engine, voice.name)
        if name not in self._started:
            with self._voice:
                list(spoken(voice, [_FIRST], look.clips.pace))
            self._started.add(name)

    def _speak(self, look: Look, text: str) -> Clips:
        if look.clips is None:
            raise AssertionError("a script without errors has a voice")
        with self._voice:
            look.clips.prepare([text])
        self._viewer.spoken([text])
        return look.clips

    def _script(self, look: Look) -> Script:
        if look.script is None:
            raise VoiceroutineError("this script has errors, so it cannot be heard yet", "mend them first")
        return look.script

    def _of(self, look: Look, script: Script) -> _Sounds:
        key = id(look)
        if key not in self._sounds:
            self._sounds[key] = (look, _Sounds(script))  # with the look, so that nothing else gets its number
            if len(self._sounds) > _MOST_SCRIPTS:
                self._sounds.popitem(last=False)
        return self._sounds[key][1]

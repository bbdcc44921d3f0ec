"""A stretch: one exercise, with its words and its dose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, PrivateAttr, model_validator

from voiceroutine.language.markup import recording_of
from voiceroutine.script.breaths import whole_breaths, with_breaths
from voiceroutine.script.choices import Announce, AsList, Codes, PositionName, Sides
from voiceroutine.script.known import Known, mark_of
from voiceroutine.script.parts import AtLeast, During, NotNull, Part, Prompts, Setup, Step
from voiceroutine.script.picture_parts import Picture
from voiceroutine.script.quantities import Duration, PositiveDuration, Reps, RepsWithWords, Sets
from voiceroutine.script.spoken import SpokenCue, Wordings, of_side
from voiceroutine.script.values import Cue, Flag, Label, NonEmptyCue, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.functional_validators import ModelWrapValidatorHandler  # `pydantic` has it from 2.9 on

    from voiceroutine.document.nodes import Path

DEFAULT_HOLD_MS = 30_000
DEFAULT_TEMPO_MS = 3_000


class Stretch(Part):
    """One exercise: its words and its dose."""

    name: NonEmptyCue = Field(description="Its name, which the voice announces.", examples=["Upper trap stretch"])
    areas: Annotated[tuple[Label, ...], AsList] = Field(
        default=(), description="The parts of the body that it is for.", examples=["[neck, traps]"]
    )
    equipment: Annotated[tuple[Label, ...], AsList] = Field(
        default=(), description="What the listener needs for it.", examples=["[chair]"]
    )
    position: Annotated[PositionName | None, NotNull] = Field(
        default=None,
        description="How the body is: `standing`, `chair`, `wall`, `floor`, `hands-and-knees`, `half-kneeling`, "
        "`back`, `front` or `side`. Between two positions, the session says where to go and gives the time. If "
        "omitted, it changes nothing.",
        examples=["back"],
    )
    purpose: SpokenCue = Field(
        default="", description="What it is for, in a sentence.", examples=["This loosens the middle of your back."]
    )
    avoid_if: SpokenCue = Field(
        default="",
        description="Who must not do it. It is spoken with any `guidance`. After one sentence, a stock phrase offers "
        "to rest until the next stretch, where one comes; a longer text says itself what to do.",
        examples=["Leave this one out if you have osteoporosis."],
    )
    setup: Setup = Field(
        default=(),
        description="How to get into position: one text, with a pause after each sentence, or a list of actions, each "
        "with its time. On the second side, only what names a side is repeated.",
        examples=["\n  - Sit on the mat.\n  - say: Lean back, until the roller is under your shoulders.\n    wait: 6s"],
    )
    feel: SpokenCue = Field(
        default="", description="What to feel, and where.", examples=["You should feel pressure, and no pain."]
    )
    easier: SpokenCue = Field(
        default="", description="How to make it easier.", examples=["To make it easier, keep your hips down."]
    )
    caution: SpokenCue = Field(
        default="",
        description="When to stop. It is spoken with any `guidance`.",
        examples=["Stop if your arm tingles or goes numb."],
    )
    ready: Duration = Field(default=4_000, description="Time to get into position, before the start.", examples=["4s"])
    start: Annotated[Wordings | None, NotNull] = Field(
        default=None,
        description="The cue that begins a rep or a hold. If omitted, a stock cue; if empty, none. A list takes turns.",
        examples=["Lean your head away from that hand."],
    )
    again: Annotated[Wordings | None, NotNull] = Field(
        default=None,
        description="Said in place of `start` from the second held rep on. If omitted, `start` is repeated. A list "
        "takes turns. Where sides `alternate`, a text that names no side gives way to a `start` that names it.",
        examples=["[And lean away., Once more.]"],
    )
    settle: Duration = Field(
        default=0,
        description="Time to arrive in the position, between the start cue and the beginning of the hold.",
        examples=["3s"],
    )
    sides: Sides = Field(
        default=(),
        description="`left`, `right`, `both` or a list: the whole dose is done on each side, in this order. Cues can "
        "name `{side}` and `{other_side}`.",
        examples=["[left, right]"],
    )
    alternate: Flag = Field(
        default=False,
        description="Whether the sides change with every rep, in place of one side after the other. `reps` counts "
        "those of each side.",
        examples=["true"],
    )
    switch: Duration = Field(default=5_000, description="Time to change sides.", examples=["5s"])
    sets: Sets = Field(
        default=1, description="How many times all reps are done, with a `set_rest` in between.", examples=["2"]
    )
    set_rest: Duration = Field(default=20_000, description="The rest between sets.", examples=["20s"])
    reps: Reps = Field(default=1, description="How many times the movement is done in a set.", examples=["8"])
    for_ms: Annotated[PositiveDuration | None, NotNull] = Field(
        default=None,
        alias="for",
        description="How long the reps of a set take, in place of `reps`: as many whole reps as fit, and their rests, "
        "without the cues around held reps. It is announced in place of their number, and they are not numbered unless "
        "`prompts` says so.",
        examples=["5m"],
    )
    hold: Annotated[PositiveDuration | None, NotNull] = Field(
        default=None,
        description="How long the position is held, from the end of the start cue, and of `settle` after it, to the "
        "beginning of the release cue. 30 s if `reps`, `steps` and `tempo` are omitted, too.",
        examples=["30s"],
    )
    steps: Annotated[tuple[Step, ...], AsList] = Field(
        default=(),
        description="The parts of a paced rep, each with its time.",
        examples=["\n  - say: Arch up.\n    for: 3s\n  - say: Let it sink.\n    for: 3s"],
    )
    words: Annotated[RepsWithWords | None, NotNull] = Field(
        default=None,
        description="In how many reps of a set the `steps` are said, and numbered. In the others, each step has its "
        "`sound` alone, or nothing. If omitted, in all.",
        examples=["3"],
    )
    tempo: Annotated[PositiveDuration | None, NotNull] = Field(
        default=None,
        description="The time from one counted rep to the next, where reps are neither held nor made of steps. "
        "If omitted, 3 s.",
        examples=["3s"],
    )
    rest: Annotated[Duration | None, NotNull] = Field(
        default=None,
        description="The rest between held reps (if omitted, 5 s) or between reps made of steps (if omitted, none).",
        examples=["5s"],
    )
    release: Annotated[Wordings | None, NotNull] = Field(
        default=None,
        description="The cue that ends a hold, or the last counted rep. If omitted, a stock cue; if empty, none. "
        "A list takes turns.",
        examples=["Slowly come back up."],
    )
    during: Annotated[tuple[During, ...], AsList] = Field(
        default=(),
        description="Cues spoken inside the hold, and sounds in it.",
        examples=["\n  - at: 10s\n    say: Let the shoulder drop."],
    )
    prompts: Annotated[Prompts | None, NotNull] = Field(
        default=None,
        description="Replaces keys of the routine's `prompts` for this stretch; those omitted stay.",
        examples=["{halfway: off, countdown: 0}"],
    )
    after: Duration = Field(default=5_000, description="The pause before the next stretch.", examples=["5s"])
    announce: Annotated[Announce | None, NotNull] = Field(
        default=None,
        description="In place of the script's `announce`, for this stretch.",
        examples=["none"],
    )
    source: Cue = Field(
        default="",
        description="Where the exercise or its dose comes from. It is not spoken.",
        examples=["ACSM, What are ACSM's guidelines for stretching and flexibility?, 2021"],
    )
    optional: Flag = Field(
        default=False,
        description="Whether it may be left out to fit the session to its `length`.",
        examples=["true"],
    )
    at_least: Annotated[AtLeast | None, NotNull] = Field(
        default=None,
        description="How far the dose may shrink to fit the session to its `length`. If omitted, not at all.",
        examples=["{hold: 15s, reps: 2}"],
    )

    also: Annotated[tuple[Label, ...], AsList] = Field(
        default=(),
        description="Other names for it, by which `voiceroutine import` finds it. They are not spoken.",
        examples=["[UT stretch, neck side bend]"],
    )
    picture: Annotated[Picture | None, NotNull] = Field(
        default=None,
        description="A line drawing of it: a pose, or one with what is different. It is not spoken.",
        examples=["{pose: chair, view: front, joints: {neck: [0, -30]}, mark: right trap}"],
    )
    frequency: Text = Field(
        default="",
        description="How often it is to be done, in place of the script's `frequency`. It is not spoken.",
        examples=["twice a day"],
    )
    allow: Codes = Field(
        default=(),
        description="Codes of warnings, or `other-language`, that are meant so in this stretch.",
        examples=["[long-hold]"],
    )

    _breaths: dict[str, int] = PrivateAttr(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _default_hold(cls, value: object) -> object:
        """A stretch that gives no kind of rep is one hold."""
        if isinstance(value, dict) and not {"hold", "reps", "steps", "tempo", "for", "for_ms"} & value.keys():
            return {**value, "hold": f"{DEFAULT_HOLD_MS / 1000:g}"}
        return value

    @model_validator(mode="wrap")
    @classmethod
    def _counted(cls, value: object, handler: ModelWrapValidatorHandler[Stretch]) -> Stretch:
        """Note what is written in breaths, and count the reps that fit into `for`; what is known is as before."""
        mark = mark_of(value)
        if before := _known.get(mark):
            return before
        marked = with_breaths(value)
        stretch = handler(marked)
        if isinstance(marked, dict):
            written = {key: whole_breaths(marked.get(key)) for key in ("hold", "for")}
            stretch._breaths = {key: count for key, count in written.items() if count is not None}
        if stretch.for_ms is not None and "reps" not in stretch.model_fields_set:
            object.__setattr__(stretch, "reps", stretch.reps_in(stretch.for_ms))
        _known.remember(mark, stretch)
        return stretch

    def breaths(self, key: Literal["hold", "for"]) -> int | None:
        """Return how many breaths a duration is that is written in whole breaths."""
        return self._breaths.get(key)

    def redosed(self, changes: dict[str, Any]) -> Stretch:
        """Return the stretch with other values in place of some of its dose. Whole breaths stay whole."""
        changed = self.model_copy(update=changes)
        breaths = dict(self._breaths)
        for key, field in (("hold", "hold"), ("for", "for_ms")):
            if key in breaths:
                before_ms, now_ms = getattr(self, field), getattr(changed, field)
                count, rest = divmod(now_ms * breaths.pop(key), before_ms)
                breaths |= {} if rest else {key: count}
        changed._breaths = breaths
        return changed

    def reps_in(self, time_ms: int) -> int:
        """Return how many whole reps fit into a time, with their rests: 1 or more."""
        turns = len(self.sides) if self.alternate else 1
        rep_ms = self.rep_ms + (self.settle if self.hold else 0)
        return max(1, (time_ms + self.rest_ms) // (turns * (rep_ms + self.rest_ms)))

    @property
    def amount(self) -> Literal["reps", "for"]:
        """The key that says how many reps there are."""
        return "reps" if self.for_ms is None else "for"

    @property
    def paced_ms(self) -> int:
        """The tempo in force for counted reps."""
        return self.tempo or DEFAULT_TEMPO_MS

    @property
    def rep_ms(self) -> int:
        """How long a rep takes, without the cues before and after it."""
        return self.hold or sum(step.for_ms for step in self.steps) or self.paced_ms

    @property
    def rest_ms(self) -> int:
        """The rest between reps in force."""
        if self.rest is not None:
            return self.rest
        return 5_000 if self.hold else 0

    @property
    def setup_texts(self) -> tuple[str, ...]:
        """The texts of the setup."""
        return tuple(action.say for action in self.setup)

    def texts(self) -> Iterator[tuple[Path, str]]:
        """Yield every text that is spoken as it is written, but for the name, with its path in the stretch."""
        for key in ("purpose", "avoid_if"):
            yield (key,), getattr(self, key)
        for place, action in enumerate(self.setup):
            yield ("setup",) if action.wait_ms is None else ("setup", place), action.say
        for key in ("feel", "easier", "caution"):
            yield (key,), getattr(self, key)
        for key in ("start", "again", "release"):
            yield from numbered((key,), getattr(self, key) or ())
        for place, step in enumerate(self.steps):
            yield from numbered(("steps", place, "say"), step.say or ())
        for place, cue in enumerate(self.during):
            yield ("during", place, "say"), cue.say or ""

    def sounds(self) -> Iterator[tuple[Path, str]]:
        """Yield every sound that is asked for, with its path in the stretch."""
        yield from ((("steps", place, "sound"), step.sound) for place, step in enumerate(self.steps) if step.sound)
        yield from ((("during", place, "sound"), cue.sound) for place, cue in enumerate(self.during) if cue.sound)

    def recordings(self) -> Iterator[tuple[Path, str]]:
        """Yield every recording as the plan names it, one of each side, with the path of its text in the stretch."""
        for path, text in self.texts():
            if recording := recording_of(text):
                yield from ((path, of_side(recording, side)) for side in self.sides or (None,))


_known: Known[Stretch] = Known()


def numbered(path: Path, wordings: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Yield each wording of a cue with its path; one alone is written without a list."""
    for place, text in enumerate(wordings):
        yield (*path, place) if len(wordings) > 1 else path, text

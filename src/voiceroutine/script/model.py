"""The routine: what a script means once it is read. Frozen, in milliseconds, with no file behind it.

The descriptions below are the reference page and the editor's help; they are written for the person who
writes a script.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from voiceroutine.chimes import SWITCHES
from voiceroutine.script.parts import MusicOrOff, NotNull, Part
from voiceroutine.script.quantities import CountdownSeconds, Duration, DurationOrOff, Pace, PositiveDuration, Reps, Sets
from voiceroutine.script.values import (
    Chimes,
    Cue,
    Flag,
    Label,
    Name,
    NonEmptyCue,
    Pronunciations,
    one_of_words,
    sequence,
)
from voiceroutine.script.wording import Wording

MOST_STRETCHES = 2_000
"""Stretches in one session: more than a day of them."""

DEFAULT_HOLD_MS = 30_000
DEFAULT_TEMPO_MS = 3_000


def _some_stretches(value: object) -> object:
    items = sequence(value)
    count = len(items) if isinstance(items, list) else 0
    if count == 0:
        raise PydanticCustomError("no-stretches", "there is no stretch in this script")
    if count > MOST_STRETCHES:
        message = "this script has {count} stretches, and a session has {most} at most"
        raise PydanticCustomError("too-many-stretches", message, {"count": count, "most": MOST_STRETCHES})
    return value


AsList = BeforeValidator(sequence)
Side = Annotated[Literal["left", "right"], one_of_words("left", "right"), WithJsonSchema({"enum": ["left", "right"]})]
Guidance = Annotated[
    Literal["full", "brief"], one_of_words("full", "brief"), WithJsonSchema({"enum": ["full", "brief"]})
]


class Step(Part):
    """One part of a paced rep."""

    say: NonEmptyCue = Field(description="What the voice says when the step begins.", examples=["Arch up."])
    for_ms: PositiveDuration = Field(
        alias="for",
        description="The time from the beginning of this step's cue to the beginning of the next one's. "
        "The next rep's number comes at the end of the last step.",
        examples=["3s"],
    )


class During(Part):
    """A cue spoken inside a hold."""

    at: Duration = Field(description="When, from the beginning of the hold.", examples=["10s"])
    say: NonEmptyCue = Field(description="What the voice says.", examples=["Let the shoulder drop."])


class Prompts(Part):
    """The cues that are spoken of themselves: inside long holds, and the numbers of reps."""

    halfway: DurationOrOff = Field(
        default=20_000,
        description='Say "halfway" in holds of this length or longer; `off` says it in none.',
        examples=["20s"],
    )
    countdown: CountdownSeconds = Field(
        default=3,
        description="Count this many last seconds of holds as long (20 s where `halfway` is `off`); 0 counts none.",
        examples=["3"],
    )
    numbers: Flag = Field(
        default=True,
        description="Say the number of each rep that is held or in steps. Counted reps (`tempo`) are always counted.",
        examples=["false"],
    )

    def overlaid(self, other: Prompts | None) -> Prompts:
        """Return these prompts, with what `other` says of its own in place."""
        given = other.model_dump(include=other.model_fields_set) if other else {}
        return self.model_copy(update=given)

    @property
    def countdown_from_ms(self) -> int:
        """The shortest hold whose end is counted."""
        return 20_000 if self.halfway is None else self.halfway


class AtLeast(Part):
    """How far a dose may shrink when a session is made to fit a length."""

    hold: Annotated[PositiveDuration | None, NotNull] = Field(
        default=None, description="The shortest hold.", examples=["15s"]
    )
    reps: Annotated[Reps | None, NotNull] = Field(default=None, description="The fewest reps.", examples=["2"])
    sets: Annotated[Sets | None, NotNull] = Field(default=None, description="The fewest sets.", examples=["1"])


class Stretch(Part):
    """One exercise: its words and its dose."""

    name: NonEmptyCue = Field(description="What it is called. The voice announces it.", examples=["Upper trap stretch"])
    areas: Annotated[tuple[Label, ...], AsList] = Field(
        default=(), description="The parts of the body it is for.", examples=["[neck, traps]"]
    )
    equipment: Annotated[tuple[Label, ...], AsList] = Field(
        default=(), description="What is needed.", examples=["[chair]"]
    )
    setup: Cue = Field(
        default="",
        description="How to get into position. On the other side, only the sentences that name a side are said again.",
        examples=["Sit up tall, and hold the seat of the chair with your {side} hand."],
    )
    caution: Cue = Field(
        default="",
        description="What to stop for. Always spoken, `guidance: brief` or not.",
        examples=["Stop if your arm tingles or goes numb."],
    )
    ready: Duration = Field(default=4_000, description="Time to get into position, before the start.", examples=["4s"])
    start: Annotated[Cue | None, NotNull] = Field(
        default=None,
        description="The cue that begins a rep or a hold. Left out, a stock one; empty, none.",
        examples=["Lean your head away from that hand."],
    )
    again: Annotated[Cue | None, NotNull] = Field(
        default=None,
        description="Said instead of `start` from the second held rep on. Left out, `start` again.",
        examples=["And lean away."],
    )
    sides: Annotated[tuple[Side, ...], AsList] = Field(
        default=(),
        description="The whole dose is done once a side, in this order. Its cues may name `{side}` and `{other_side}`.",
        examples=["[left, right]"],
    )
    switch: Duration = Field(default=5_000, description="Time to change sides.", examples=["5s"])
    sets: Sets = Field(
        default=1, description="How many times all reps are done, with `set_rest` between.", examples=["2"]
    )
    set_rest: Duration = Field(default=20_000, description="The rest between sets.", examples=["20s"])
    reps: Reps = Field(default=1, description="How many times.", examples=["8"])
    hold: Annotated[PositiveDuration | None, NotNull] = Field(
        default=None,
        description="How long the position is held, from the end of the start cue to the beginning of the release cue. "
        "30 s where `reps`, `steps` and `tempo` are left out too.",
        examples=["30s"],
    )
    steps: Annotated[tuple[Step, ...], AsList] = Field(
        default=(),
        description="The parts of a paced rep, each with its time.",
        examples=["[{say: Arch up., for: 3s}, {say: Let it sink., for: 3s}]"],
    )
    tempo: Annotated[PositiveDuration | None, NotNull] = Field(
        default=None,
        description="The time from one counted rep to the next, if reps are neither held nor in steps. Left out, 3 s.",
        examples=["3s"],
    )
    rest: Annotated[Duration | None, NotNull] = Field(
        default=None,
        description="The rest between held reps (left out, 5 s) or between reps in steps (left out, none).",
        examples=["5s"],
    )
    release: Annotated[Cue | None, NotNull] = Field(
        default=None,
        description="The cue that ends a hold, or the last counted rep. Left out, a stock one; empty, none.",
        examples=["Slowly come back up."],
    )
    during: Annotated[tuple[During, ...], AsList] = Field(
        default=(),
        description="Cues spoken inside the hold.",
        examples=["[{at: 10s, say: Let the shoulder drop.}]"],
    )
    prompts: Annotated[Prompts | None, NotNull] = Field(
        default=None,
        description="In place of the routine's `prompts`, for this stretch only; what is left out stays.",
        examples=["{halfway: off, countdown: 0}"],
    )
    after: Duration = Field(default=5_000, description="The pause before the next stretch.", examples=["5s"])
    optional: Flag = Field(
        default=False,
        description="Whether it may be dropped to fit a length; nothing fits a session to one yet.",
        examples=["true"],
    )
    at_least: Annotated[AtLeast | None, NotNull] = Field(
        default=None,
        description="How far the dose may shrink to fit a length; nothing fits a session to one yet.",
        examples=["{hold: 15s, reps: 2}"],
    )

    @model_validator(mode="before")
    @classmethod
    def _default_hold(cls, value: object) -> object:
        """A stretch that gives no kind of rep is one hold."""
        if isinstance(value, dict) and not {"hold", "reps", "steps", "tempo"} & value.keys():
            return {**value, "hold": f"{DEFAULT_HOLD_MS / 1000:g}"}
        return value

    @property
    def paced_ms(self) -> int:
        """The tempo in force for counted reps."""
        return self.tempo or DEFAULT_TEMPO_MS

    @property
    def rep_ms(self) -> int:
        """How long a rep takes, its cues beside it not counted."""
        return self.hold or sum(step.for_ms for step in self.steps) or self.paced_ms

    @property
    def rest_ms(self) -> int:
        """The rest between reps in force."""
        if self.rest is not None:
            return self.rest
        return 5_000 if self.hold else 0


class Routine(Part):
    """A whole script."""

    title: NonEmptyCue = Field(
        description="What the session is called: spoken, and shown by the player.", examples=["Neck knots"]
    )
    summary: Cue = Field(
        default="",
        description="A line about it, for `voiceroutine list` and the player. Not spoken.",
        examples=["Ten minutes to loosen a stiff neck."],
    )
    language: Label = Field(
        default="en",
        description="The language of its texts (BCP 47). Stock phrases and counts are spoken in it.",
        examples=["en"],
    )
    voice: Name = Field(
        default="auto",
        description="Who speaks: `auto`, `heart`, `system:<id>`, `piper:<path>` ...; `voiceroutine voices` lists them.",
        examples=["auto"],
    )
    pace: Pace = Field(
        default=1.0,
        description="How fast the voice speaks: 0.5 slow, 1.0 its own pace, 2.0 fast.",
        examples=["0.9"],
    )
    guidance: Guidance = Field(
        default="full",
        description="`full` says everything; `brief` leaves out the setup, for somebody who knows the routine.",
        examples=["brief"],
    )
    chimes: Chimes = Field(
        default=tuple(SWITCHES),
        description="Soft chimes: `true` for all, `false` for none, or a list of those that sound: "
        + "; ".join(f"`{switch}` {roles}" for switch, roles in SWITCHES.items())
        + ".",
        examples=["[side, end, wake]"],
    )
    prompts: Prompts = Field(
        default=Prompts(),
        description="The cues spoken inside long holds.",
        examples=["{halfway: 20s, countdown: 3}"],
    )
    keep_awake: Flag = Field(
        default=False,
        description="A floor of noise, hardly heard, for headphones that sleep at silence; `wake` does not chime then.",
        examples=["true"],
    )
    music: MusicOrOff = Field(
        default=None,
        description="What plays under the voice: a sound file or one of our own beds by itself, or with its keys.",
        examples=["drone"],
    )
    say_as: Pronunciations = Field(
        default={},
        description="How words are pronounced: whole words, in large or small letters. Written as it sounds. "
        "In one place only: `{word|how it is spoken}` in the text itself.",
        examples=["{scapulae: SKAP-yoo-lee}"],
    )
    phrases: Wording = Field(
        default=Wording(),
        description="Stock phrases in this script's own words; for a language that has none, all of them.",
        examples=["{halfway: Half the time.}"],
    )
    opening: Cue = Field(
        default="",
        description="Spoken after the disclaimer and the title.",
        examples=["Find a chair and a towel."],
    )
    closing: Annotated[Cue | None, NotNull] = Field(
        default=None,
        description="Spoken at the end. Left out, a stock one; empty, none: then only a chime says that it is over.",
        examples=["That's it. Drink some water."],
    )
    stretches: Annotated[tuple[Stretch, ...], BeforeValidator(_some_stretches)] = Field(
        description="The stretches, in order.", examples=["[{use: chin-tuck}]"]
    )

    @property
    def wakes(self) -> bool:
        """Whether a chime goes ahead of a cue after a long silence."""
        silent = self.music is None and not self.keep_awake
        return silent and "wake" in self.chimes


PartT = TypeVar("PartT", bound=Part)


def field_keys(part: type[BaseModel]) -> dict[str, Any]:
    """Return the keys that `part` knows, as they are written in a script, with their fields."""
    return {field.alias or name: field for name, field in part.model_fields.items()}

"""The routine: what a script means. It is frozen, counts in milliseconds, and does not know its file.

The descriptions below become the reference page and an editor's help, so they are written for whoever writes a script.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from voiceroutine.chimes import SWITCHES
from voiceroutine.script.parts import AtLeast, During, MusicOrOff, NotNull, Part, Sides, Step
from voiceroutine.script.quantities import CountdownSeconds, Duration, DurationOrOff, Pace, PositiveDuration, Reps, Sets
from voiceroutine.script.values import (
    Chimes,
    Cue,
    Described,
    Flag,
    Label,
    Name,
    NonEmptyCue,
    Pronunciations,
    Text,
    one_of_words,
    refused,
    sequence,
)
from voiceroutine.script.wording import Wording

MOST_STRETCHES = 2_000
"""In one session, which they would make longer than a day."""

DEFAULT_HOLD_MS = 30_000
DEFAULT_TEMPO_MS = 3_000


def _some_stretches(value: object) -> object:
    items = sequence(value)
    count = len(items) if isinstance(items, list) else 0
    if count == 0:
        raise refused("no-stretches", "this script has no stretches")
    if count > MOST_STRETCHES:
        message = f"this script has {count} stretches, and a session can have at most {MOST_STRETCHES}"
        raise refused("too-many-stretches", message)
    return value


AsList = BeforeValidator(sequence)
Codes = Annotated[tuple[Name, ...], AsList]
"""Codes of warnings."""
Guidance = Annotated[
    Literal["full", "brief"],
    one_of_words("full", "brief"),
    WithJsonSchema({"enum": ["full", "brief"]}),
    Described("`full` or `brief`"),
]


class Prompts(Part):
    """The cues that are added to a stretch: prompts inside long holds, and the numbers of reps."""

    halfway: DurationOrOff = Field(
        default=20_000,
        description='Say "halfway" in holds at least this long; `off` never says it.',
        examples=["20s"],
    )
    countdown: CountdownSeconds = Field(
        default=3,
        description="Count down this many seconds at the end of the same holds (of 20 s or more where `halfway` is "
        "`off`); 0 counts none.",
        examples=["3"],
    )
    numbers: Flag = Field(
        default=True,
        description="Say the number of each rep that is held or made of steps. Counted reps (`tempo`) always have one.",
        examples=["false"],
    )

    def overlaid(self, other: Prompts | None) -> Prompts:
        """Return these prompts, with the keys that `other` gives in place of their own."""
        given = other.model_dump(include=other.model_fields_set) if other else {}
        return self.model_copy(update=given)

    @property
    def countdown_from_ms(self) -> int:
        """The shortest hold whose last seconds are counted down."""
        return 20_000 if self.halfway is None else self.halfway


class Stretch(Part):
    """One exercise: its words and its dose."""

    name: NonEmptyCue = Field(description="Its name, which the voice announces.", examples=["Upper trap stretch"])
    areas: Annotated[tuple[Label, ...], AsList] = Field(
        default=(), description="The parts of the body that it is for.", examples=["[neck, traps]"]
    )
    equipment: Annotated[tuple[Label, ...], AsList] = Field(
        default=(), description="What the listener needs for it.", examples=["[chair]"]
    )
    setup: Cue = Field(
        default="",
        description="How to get into position. On the second side, only the sentences that name a side are repeated.",
        examples=["Sit up tall, and hold the seat of the chair with your {side} hand."],
    )
    caution: Cue = Field(
        default="",
        description="When to stop. It is spoken with `guidance: brief`, too.",
        examples=["Stop if your arm tingles or goes numb."],
    )
    ready: Duration = Field(default=4_000, description="Time to get into position, before the start.", examples=["4s"])
    start: Annotated[Cue | None, NotNull] = Field(
        default=None,
        description="The cue that begins a rep or a hold. If omitted, a stock cue; if empty, none.",
        examples=["Lean your head away from that hand."],
    )
    again: Annotated[Cue | None, NotNull] = Field(
        default=None,
        description="Said in place of `start` from the second held rep on. If omitted, `start` is repeated.",
        examples=["And lean away."],
    )
    sides: Sides = Field(
        default=(),
        description="`left`, `right`, `both`, or a list: the whole dose is done on each side, in this order. Cues can "
        "name `{side}` and `{other_side}`.",
        examples=["[left, right]"],
    )
    switch: Duration = Field(default=5_000, description="Time to change sides.", examples=["5s"])
    sets: Sets = Field(
        default=1, description="How many times all reps are done, with a `set_rest` in between.", examples=["2"]
    )
    set_rest: Duration = Field(default=20_000, description="The rest between sets.", examples=["20s"])
    reps: Reps = Field(default=1, description="How many times the movement is done in a set.", examples=["8"])
    hold: Annotated[PositiveDuration | None, NotNull] = Field(
        default=None,
        description="How long the position is held, from the end of the start cue to the beginning of the release cue. "
        "30 s if `reps`, `steps` and `tempo` are omitted, too.",
        examples=["30s"],
    )
    steps: Annotated[tuple[Step, ...], AsList] = Field(
        default=(),
        description="The parts of a paced rep, each with its time.",
        examples=["\n  - say: Arch up.\n    for: 3s\n  - say: Let it sink.\n    for: 3s"],
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
    release: Annotated[Cue | None, NotNull] = Field(
        default=None,
        description="The cue that ends a hold, or the last counted rep. If omitted, a stock cue; if empty, none.",
        examples=["Slowly come back up."],
    )
    during: Annotated[tuple[During, ...], AsList] = Field(
        default=(),
        description="Cues spoken inside the hold.",
        examples=["\n  - at: 10s\n    say: Let the shoulder drop."],
    )
    prompts: Annotated[Prompts | None, NotNull] = Field(
        default=None,
        description="Replaces keys of the routine's `prompts` for this stretch; those omitted stay.",
        examples=["{halfway: off, countdown: 0}"],
    )
    after: Duration = Field(default=5_000, description="The pause before the next stretch.", examples=["5s"])
    optional: Flag = Field(
        default=False,
        description="Whether it may be dropped to fit a session to a length, which is not possible yet.",
        examples=["true"],
    )
    at_least: Annotated[AtLeast | None, NotNull] = Field(
        default=None,
        description="How far the dose may shrink to fit a session to a length, which is not possible yet.",
        examples=["{hold: 15s, reps: 2}"],
    )

    also: Annotated[tuple[Label, ...], AsList] = Field(
        default=(),
        description="Other names for it, by which `voiceroutine import` finds it. They are not spoken.",
        examples=["[UT stretch, neck side bend]"],
    )
    frequency: Text = Field(
        default="",
        description="How often it is to be done, in place of the script's `frequency`. It is not spoken.",
        examples=["twice a day"],
    )
    allow: Codes = Field(
        default=(),
        description="Codes of warnings that are meant so in this stretch.",
        examples=["[long-hold]"],
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
        """How long a rep takes, without the cues before and after it."""
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
        description="The session's title, which is spoken and which the player shows.", examples=["Neck knots"]
    )
    summary: Cue = Field(
        default="",
        description="A line about it, for `voiceroutine list` and the player. It is not spoken.",
        examples=["Ten minutes to loosen a stiff neck."],
    )
    frequency: Text = Field(
        default="",
        description="How often the session is to be done, for whoever reads the script. It is not spoken.",
        examples=["twice a day"],
    )
    language: Label = Field(
        default="en",
        description="The language of its texts (a BCP 47 tag), in which stock phrases and counts are spoken.",
        examples=["en"],
    )
    voice: Name = Field(
        default="auto",
        description="The voice: `auto`, `heart`, `system:<id>`, `piper:<path>` ...; `voiceroutine voices` lists them.",
        examples=["auto"],
    )
    pace: Pace = Field(
        default=1.0,
        description="How fast the voice speaks: 0.5 is slow, 1.0 its own pace, 2.0 fast.",
        examples=["0.9"],
    )
    guidance: Guidance = Field(
        default="full",
        description="`full` says everything; `brief` omits the setup, for somebody who knows the routine.",
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
        description="The cues that are added to long holds, and the numbers of reps.",
        examples=["{halfway: 20s, countdown: 3}"],
    )
    keep_awake: Flag = Field(
        default=False,
        description="Plays barely audible noise, in place of the `wake` chime, for headphones that sleep in silence.",
        examples=["true"],
    )
    music: MusicOrOff = Field(
        default=None,
        description="What plays under the voice: a sound file or a bundled bed, alone or with further keys.",
        examples=["drone"],
    )
    say_as: Pronunciations = Field(
        default={},
        description="How whole words are pronounced, written as they sound; capital and small letters are the same. "
        "In a text, `{word|how it is spoken}` respells a word in that place alone.",
        examples=["{scapulae: SKAP-yoo-lee}"],
    )
    phrases: Wording = Field(
        default=Wording(),
        description="This script's own words in place of stock phrases; all of them for a language that has none.",
        examples=["\n  halfway: Half the time."],
    )
    opening: Cue = Field(
        default="",
        description="Spoken after the disclaimer and the title.",
        examples=["Find a chair and a towel."],
    )
    closing: Annotated[Cue | None, NotNull] = Field(
        default=None,
        description="Spoken at the end. If omitted, a stock cue; if empty, none, and a chime alone ends the session.",
        examples=["That's it. Drink some water."],
    )
    allow: Codes = Field(
        default=(),
        description="Codes of warnings that are meant so anywhere in the script.",
        examples=["[long-hold]"],
    )
    stretches: Annotated[tuple[Stretch, ...], BeforeValidator(_some_stretches)] = Field(
        description="The stretches, in order.", examples=["[{use: chin-tuck}]"]
    )

    @property
    def wakes(self) -> bool:
        """Whether a chime sounds before a cue that follows a long silence."""
        silent = self.music is None and not self.keep_awake
        return silent and "wake" in self.chimes

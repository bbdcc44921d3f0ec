"""The routine: what a script means. It is frozen, counts in milliseconds, and does not know its file.

The descriptions below become the reference page and an editor's help, so they are written for whoever writes a script.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from voiceroutine.chimes import BELL, BELLS, SWITCHES
from voiceroutine.language.markup import recording_of
from voiceroutine.script.breaths import DEFAULT_BREATH_MS, breath_of, with_breaths
from voiceroutine.script.choices import Announce, Codes
from voiceroutine.script.group import Group, Item, Occurrence, in_order, some_stretches, written
from voiceroutine.script.parts import BellOrOff, MusicOrOff, NotNull, Part, Prompts
from voiceroutine.script.quantities import Breath, DurationOrOff, Pace
from voiceroutine.script.spoken import SpokenCue
from voiceroutine.script.values import (
    Chimes,
    Credit,
    Cue,
    Described,
    Flag,
    Label,
    Name,
    NonEmptyCue,
    Pronunciations,
    Text,
    one_of_words,
    sound_name,
)
from voiceroutine.script.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Path
    from voiceroutine.script.stretch import Stretch

Guidance = Annotated[
    Literal["full", "brief", "minimal"],
    one_of_words("full", "brief", "minimal"),
    WithJsonSchema({"enum": ["full", "brief", "minimal"]}),
    Described("`full`, `brief` or `minimal`"),
]


class Routine(Part):
    """A whole script."""

    model_config = ConfigDict(populate_by_name=False)  # `items` is no key of a script

    title: NonEmptyCue = Field(
        description="The session's title, which is spoken and which the player shows.", examples=["Neck knots"]
    )
    summary: Cue = Field(
        default="",
        description="A line about it, for `voiceroutine list` and the player. It is not spoken.",
        examples=["Ten minutes to loosen a stiff neck."],
    )
    artist: Credit = Field(
        default="voiceroutine",
        description="Whom the player names as the artist. It is not spoken.",
        examples=["Hill Street Physio"],
    )
    frequency: Text = Field(
        default="",
        description="How often the session is to be done, for its handout and its calendar. It is not spoken.",
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
    length: DurationOrOff = Field(
        default=None,
        description="How long the session is to be; `off` for as long as it is. Its pauses, its guidance, its optional "
        "stretches and its doses are fitted to it, in this order.",
        examples=["12m"],
    )
    guidance: Guidance = Field(
        default="full",
        description="`full` says everything. `brief` omits the setup, the purpose, what is easier, and most of the "
        "screening; `minimal` says names, doses, counts, cautions and changes of position alone. Both are for somebody "
        "who knows the routine.",
        examples=["brief"],
    )
    screening: Flag = Field(
        default=True,
        description="Whether it is asked, after the disclaimer, if today is a day to stretch at all.",
        examples=["false"],
    )
    progress: Flag = Field(
        default=True, description="Whether it is said which stretch of how many comes.", examples=["false"]
    )
    announce: Announce = Field(
        default="full",
        description="How each stretch is announced: with its name and its dose (`full`), its `name` alone, or not at "
        "all (`none`).",
        examples=["name"],
    )
    chimes: Chimes = Field(
        default=tuple(SWITCHES),
        description="Soft chimes: `true` for all, `false` for none, or a list of those that sound: "
        + "; ".join(f"`{switch}` {roles}" for switch, roles in SWITCHES.items())
        + ".",
        examples=["[side, end, wake]"],
    )
    bell: BellOrOff = Field(
        default=None,
        description="The bell, which sounds before the first stretch and at the end: `bowl`, or a sound file, alone or "
        "with further keys. Steps and `during` ask for it as `sound: bell`; a script without one has `bowl` for it.",
        examples=["bowl"],
    )
    breath: Breath = Field(
        default=DEFAULT_BREATH_MS,
        description="How long a breath is, in and out, where a duration of a dose is written in breaths, as in "
        "`hold: 5 breaths`: `2s` to `30s`. If omitted, ten a minute, which is slow for somebody at rest.",
        examples=["6s"],
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
    notice: SpokenCue = Field(
        default="",
        description="A standing text of your own, spoken after the disclaimer with any `guidance`.",
        examples=["Recorded for patients of Hill Street Physio."],
    )
    opening: SpokenCue = Field(
        default="",
        description="Spoken after the safety words and the title.",
        examples=['"This takes {duration}. You need {equipment}."'],
    )
    closing: Annotated[SpokenCue | None, NotNull] = Field(
        default=None,
        description="Spoken at the end. If omitted, a stock cue; if empty, none, and a chime alone ends the session.",
        examples=["That's it. Drink some water."],
    )
    allow: Codes = Field(
        default=(),
        description="Codes of warnings, or `other-language`, that are meant so anywhere in the script.",
        examples=["[long-hold]"],
    )
    items: Annotated[tuple[Item, ...], BeforeValidator(some_stretches)] = Field(
        alias="stretches",
        description="The stretches, and groups of them, in order.",
        examples=["\n  - use: chin-tuck"],
    )

    @model_validator(mode="before")
    @classmethod
    def _in_breaths(cls, value: object) -> object:
        """Durations in breaths are those of the script's `breath`."""
        return with_breaths(value, breath_of(value))

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Every stretch once, in order, those in groups as well."""
        return tuple(stretch for _, stretch, _ in written(self.items))

    @property
    def groups(self) -> tuple[tuple[Path, Group], ...]:
        """Every group, with its path."""
        return tuple((("stretches", place), it) for place, it in enumerate(self.items) if isinstance(it, Group))

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every stretch in the order in which they are done; those of a group once in each round."""
        return tuple(in_order(self.items))

    @property
    def wakes(self) -> bool:
        """Whether a chime sounds before a cue that follows a long silence."""
        silent = self.music is None and not self.keep_awake
        return silent and "wake" in self.chimes

    def sound(self, asked: str) -> str:
        """Return the name of a sound: one of `BELLS`, or a file's."""
        if asked == BELL:
            asked = self.bell.sound if self.bell else BELL
        return BELLS[0] if asked == BELL else sound_name(asked)

    def sounds(self) -> Iterator[tuple[Path, str]]:
        """Yield every sound that the script asks for, as it is written, with its path."""
        if self.bell:
            yield ("bell", "sound"), self.bell.sound
        for where, stretch, _ in written(self.items):
            yield from (((*where, *path), sound) for path, sound in stretch.sounds())

    def recordings(self) -> Iterator[tuple[Path, str]]:
        """Yield every recording as the plan names it, with the path of its text; one of each side has the same path."""
        for key in ("notice", "opening", "closing"):
            if recording := recording_of(getattr(self, key) or ""):
                yield (key,), recording
        for where, stretch, _ in written(self.items):
            yield from (((*where, *path), recording) for path, recording in stretch.recordings())

    def texts(self) -> Iterator[str]:
        """Yield every text that may be spoken as it is written."""
        yield from (self.notice, self.opening, self.closing or "")
        yield from (group.name for _, group in self.groups)
        for stretch in self.stretches:
            yield stretch.name
            yield from (text for _, text in stretch.texts())

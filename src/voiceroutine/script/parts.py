"""What every part of a script has in common, and the parts that are made of no other part."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from voiceroutine.chimes import BELLS
from voiceroutine.language.markup import words_of
from voiceroutine.script.quantities import (
    DURATION_SCHEMA,
    CountdownSeconds,
    Duck,
    Duration,
    DurationOrOff,
    EveryOrOff,
    Fade,
    Level,
    PositiveDuration,
    Reps,
    Sets,
)
from voiceroutine.script.spoken import RECORDED_SCHEMA, RecordingName, SomeSpokenCue, SomeWordings, beside, spoken
from voiceroutine.script.values import (
    LONGEST_TEXT,
    Described,
    Flag,
    Name,
    Sound,
    given,
    keys_and_values,
    refused,
    turned_off,
    turned_on,
)

OWN_BEDS = ("drone", "waves")
"""Music that needs no file."""

ACTION_MS = 2_000
"""After an action of a setup that gives no time of its own."""

NotNull = BeforeValidator(given)


class Part(BaseModel):
    """A part of a script: unknown keys are errors, and nothing changes afterwards."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="before")
    @classmethod
    def _is_mapping(cls, value: object) -> object:
        return keys_and_values(value)


def field_keys(part: type[BaseModel]) -> dict[str, Any]:
    """Return the keys of `part`, as they are written in a script, with their fields."""
    return {field.alias or name: field for name, field in part.model_fields.items()}


def example_of(key: str, field: Any) -> str:
    """Return the example of a field as lines of a script; a value in block style begins with a line break."""
    value = field.examples[0]
    return f"{key}:{value}" if value.startswith("\n") else f"{key}: {value}"


Recording = Annotated[RecordingName | None, NotNull]
"""The recording of the words beside it."""
_OF_SAY = "The sound file in which somebody says the words of `say`, by its path from the script's folder."


class Step(Part):
    """One part of a paced rep."""

    say: Annotated[SomeWordings | None, NotNull] = Field(
        default=None,
        description="What the voice says when the step begins. The texts of a list take turns from rep to rep. If "
        "omitted, nothing.",
        examples=["Arch up."],
    )
    recording: Recording = Field(default=None, description=_OF_SAY, examples=["arch.wav"])
    sound: Annotated[Sound | None, NotNull] = Field(
        default=None,
        description="What sounds when the step begins: `bell` (the script's), `bowl`, or a sound file. It rings until "
        "the next sound. Beside `say`, it sounds once the `words` are over.",
        examples=["bell"],
    )
    for_ms: PositiveDuration = Field(
        alias="for",
        description="The time from the beginning of this step's cue to the beginning of the next one's. "
        "The next rep's number comes at the end of the last step.",
        examples=["3s"],
    )

    @model_validator(mode="after")
    def _with_recording(self) -> Step:
        if wordings := beside(self.say or (), self.recording):
            object.__setattr__(self, "say", wordings)
        return self


class Action(Part):
    """One part of a setup."""

    say: SomeSpokenCue = Field(
        description="What to do.", examples=["Lean back, until it is under your shoulder blades."]
    )
    recording: Recording = Field(default=None, description=_OF_SAY, examples=["lean-back.wav"])
    wait_ms: Annotated[Duration | None, NotNull] = Field(
        default=ACTION_MS, alias="wait", description="The time to do it, after the cue.", examples=["6s"]
    )
    """In ms; None where the setup is one text, whose sentences have a pause each."""

    @model_validator(mode="after")
    def _with_recording(self) -> Action:
        object.__setattr__(self, "say", *beside((self.say,), self.recording))
        return self


def _setup(value: object) -> object:
    if isinstance(value, list):
        return [{"say": item} if isinstance(item, str) else item for item in value]
    text = spoken(value)
    return [Action.model_construct(say=text, wait_ms=None)] if text else []


def _write_setup(value: tuple[Action, ...]) -> str:
    return " ".join(words_of(action.say) for action in value)


_ACTION_SCHEMA = {
    "type": "object",
    "properties": {
        **RECORDED_SCHEMA["properties"],
        "say": {"type": "string", "minLength": 1, "description": "What to do."},
        "wait": {**DURATION_SCHEMA, "description": "The time to do it, after the cue. If omitted, 2 s."},
    },
    "required": ["say"],
    "additionalProperties": False,
}
Setup = Annotated[
    tuple[Action, ...],
    BeforeValidator(_setup),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "maxLength": LONGEST_TEXT},
                RECORDED_SCHEMA,
                {"type": "array", "items": {"anyOf": [{"type": "string", "minLength": 1}, _ACTION_SCHEMA]}},
            ]
        }
    ),
    Described("text, a recording, or a list of actions", _write_setup, placeholders=True),
]
"""How to get into position: one text, or actions."""


class During(Part):
    """A cue spoken inside a hold, or a sound in it."""

    model_config = ConfigDict(json_schema_extra={"oneOf": [{"required": ["say"]}, {"required": ["sound"]}]})

    at: Duration = Field(description="When, counted from the beginning of the hold.", examples=["10s"])
    say: Annotated[SomeSpokenCue | None, NotNull] = Field(
        default=None, description="What the voice says.", examples=["Let the shoulder drop."]
    )
    recording: Recording = Field(default=None, description=_OF_SAY, examples=["let-drop.wav"])
    sound: Annotated[Sound | None, NotNull] = Field(
        default=None,
        description="What sounds in place of words: `bell` (the script's), `bowl`, or a sound file.",
        examples=["bell"],
    )

    @model_validator(mode="after")
    def _is_one_thing(self) -> During:
        if self.say is None and self.sound is None:
            raise refused("missing-key", "`say` is missing, or `sound`")
        if self.say is not None and self.sound is not None:
            raise refused(
                "combination", "`say` and `sound` are two things: give each of them its own item and its `at`"
            )
        if wordings := beside((self.say,) if self.say else (), self.recording):
            object.__setattr__(self, "say", wordings[0])
        return self


class Bell(Part):
    """The script's bell."""

    sound: Sound = Field(
        default=BELLS[0],
        description="What it sounds like: `bowl`, a singing bowl that needs no file, or a sound file, by its path from "
        "the script's folder. Of a longer file, the first 20 s are heard.",
        examples=["bells/gong.wav"],
    )
    start: Flag = Field(default=True, description="Whether it sounds before the first stretch.", examples=["false"])
    end: Flag = Field(
        default=True,
        description="Whether it sounds at the end of the session, in place of the chime.",
        examples=["false"],
    )
    every: EveryOrOff = Field(
        default=None,
        description="How often it sounds in holds, counted from the beginning of each, and in steps and counted reps "
        "that have a `for`, counted from the first: `5s` or more. It gives way to words, and is left out in "
        "reps whose steps have sounds.",
        examples=["1m"],
    )


def _bell(value: object) -> object:
    if turned_off(value):
        return None
    if turned_on(value):
        return {}
    if isinstance(value, dict) and turned_on(value.get("sound")):  # an overlay adds keys to `bell: true`
        return {key: item for key, item in value.items() if key != "sound"}
    return {"sound": value} if isinstance(value, str) else given(value)


def _write_bell(value: Bell | None) -> str:
    return "off" if value is None else value.sound


BellOrOff = Annotated[Bell | None, BeforeValidator(_bell), Described("text, keys and values, or `off`", _write_bell)]
"""Keys and values, the sound alone, or None where the script says `off`."""


class AtLeast(Part):
    """How far a dose may shrink to fit a session to a length. What is left out does not shrink."""

    hold: Annotated[PositiveDuration | None, NotNull] = Field(
        default=None, description="The shortest hold.", examples=["15s"]
    )
    reps: Annotated[Reps | None, NotNull] = Field(default=None, description="The fewest reps.", examples=["2"])
    for_ms: Annotated[PositiveDuration | None, NotNull] = Field(
        default=None, alias="for", description="The shortest `for`.", examples=["2m"]
    )
    sets: Annotated[Sets | None, NotNull] = Field(default=None, description="The fewest sets.", examples=["1"])


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
        if other is None:
            return self
        return self.model_copy(update=other.model_dump(include=other.model_fields_set))

    @property
    def countdown_from_ms(self) -> int:
        """The shortest hold whose last seconds are counted down."""
        return 20_000 if self.halfway is None else self.halfway


class Music(Part):
    """What plays under the voice."""

    file: Name = Field(
        description="A sound file, by its path from the script's folder; or `drone` or `waves`, which are bundled. "
        "Of a file longer than 15 minutes, the first 15 are used.",
        examples=["beds/rain.mp3"],
    )
    level: Level = Field(
        default=-20.0, description="Its level relative to the voice: `-40dB` to `-6dB`.", examples=["-20dB"]
    )
    duck: Duck = Field(
        default=8.0, description="How much softer it is while the voice speaks: `0dB` to `24dB`.", examples=["8dB"]
    )
    fade: Fade = Field(
        default=4_000,
        description="How long it fades in at the beginning of the session, and out at its end (within the last "
        "chapter): at most `30s`.",
        examples=["4s"],
    )

    @property
    def below_voice_db(self) -> float:
        """How much softer it is than the voice while the voice speaks: its level and its ducking together."""
        return self.duck - self.level


def _music(value: object) -> object:
    if turned_off(value):
        return None
    return {"file": value} if isinstance(value, str) else given(value)


def _write_music(value: Music | None) -> str:
    return "off" if value is None else value.file


MusicOrOff = Annotated[
    Music | None, BeforeValidator(_music), Described("text, keys and values, or `off`", _write_music)
]
"""Keys and values, the file alone, or None where the script says `off`."""

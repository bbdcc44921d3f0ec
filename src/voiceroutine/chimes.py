"""The chimes: what each of them means, how long it lasts, and the notes it is made of.

Pure data. Scripts name the chimes, the plan places them, `audio.chime` renders them, and tests and docs list them:
all of them read this table, so a new chime is a new entry here and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One struck note."""

    pitch_hz: float
    at_ms: int = 0
    """When it is struck, from the beginning of its chime."""
    decay_ms: int = 110
    """The time in which it falls to 37 % (1/e) of its height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chime:
    """A sound that says one thing. What it says, and when it is heard, is its `role`."""

    name: str
    switch: str
    """The word in a script's `chimes` that turns it on; several chimes may share one."""
    role: str
    """When it is heard. The roles of chimes with the same switch are read one after the other."""
    length_ms: int
    """It has faded to nothing by then."""
    notes: tuple[Note, ...]
    level_db: float = 0.0
    """Its loudness relative to speech. At 0 it is heard over the same noise in the room as the voice is."""


_A4, _C5, _D5, _E5, _G5, _C6 = 440.0, 523.25, 587.33, 659.26, 783.99, 1046.5
"""Pitches in Hz, in equal temperament at A4 = 440 Hz."""

_ALL = (
    Chime(
        name="hold",
        switch="hold",
        role="at the beginning of a hold of 20 s or more",
        length_ms=420,
        notes=(Note(pitch_hz=_G5, decay_ms=80), Note(pitch_hz=_C6, at_ms=110)),
    ),
    Chime(
        name="release",
        switch="hold",
        role="at its end",
        length_ms=280,
        notes=(Note(pitch_hz=_C5, decay_ms=90),),
    ),
    Chime(
        name="side",
        switch="side",
        role="when the sides change",
        length_ms=600,
        notes=(Note(pitch_hz=_E5, decay_ms=140), Note(pitch_hz=_A4, at_ms=220, decay_ms=140)),
    ),
    Chime(
        name="end",
        switch="end",
        role="at the end of the session",
        length_ms=2_400,
        notes=(
            Note(pitch_hz=_C5, decay_ms=700),
            Note(pitch_hz=_E5, at_ms=250, decay_ms=700),
            Note(pitch_hz=_G5, at_ms=500, decay_ms=700),
        ),
    ),
    Chime(
        name="wake",
        switch="wake",
        role="before a cue that follows ten seconds of silence, for Bluetooth headphones that fall asleep",
        length_ms=480,
        notes=(Note(pitch_hz=_D5),),
        level_db=-18.0,  # it is for the headphones: the listener need not notice it
    ),
)

CHIMES: dict[str, Chime] = {chime.name: chime for chime in _ALL}
"""Every chime, by its name."""

SWITCHES: dict[str, str] = {
    chime.switch: ", and ".join(other.role for other in _ALL if other.switch == chime.switch) for chime in _ALL
}
"""The words that a script's `chimes` may list, in the order in which a reader sees them, each with what it turns on."""

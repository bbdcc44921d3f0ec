"""The chimes and the bell: what each of them means, how long it lasts, and the notes it is made of.

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
    height: float = 1.0
    """Its amplitude relative to its chime's other notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chime:
    """A sound that says one thing. What it says, and when it is heard, is its `role`."""

    name: str
    switch: str | None
    """The word in a script's `chimes` that turns it on; several chimes may share one. None for a bell."""
    role: str
    """When it is heard. The roles of chimes with the same switch are read one after the other."""
    length_ms: int
    """It has faded to nothing by then."""
    notes: tuple[Note, ...]
    level_db: float = 0.0
    """Its loudness relative to speech. At 0 it is heard over the same noise in the room as the voice is."""
    pure: bool = False
    """Whether its notes are sines; those of the others have soft overtones."""
    fade_ms: int = 60
    """How long its end fades to nothing."""

    @property
    def rings_on(self) -> bool:
        """Whether it is a bell: it is heard where a script asks for it, and rings on until the next sound."""
        return self.switch is None


_A4, _C5, _D5, _E5, _G5, _C6 = 440.0, 523.25, 587.33, 659.26, 783.99, 1046.5
"""Pitches in Hz, in equal temperament at A4 = 440 Hz."""

_BOWL_HZ = 220.0
_BOWL = ((1.0, 1.0, 1_900), (2.8, 0.5, 1_100), (5.2, 0.18, 500), (8.1, 0.06, 200))
"""How a singing bowl sounds: the ratio of each partial to the lowest, its height, and its decay in ms. The ratios are
about those that were measured on one of 180 mm (Inacio O, Henrique LL, Antunes J, The dynamics of Tibetan singing
bowls, Acta Acustica united with Acustica 2006;92(4):637-53); the rest is our choice."""
_BEAT_HZ = 1.1
"""A bowl is never quite round: each partial is two, a little apart, which beat. Our choice."""

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
    Chime(
        name="bowl",
        switch=None,
        role="where a script asks for a bell",
        length_ms=6_000,
        notes=tuple(
            Note(pitch_hz=_BOWL_HZ * ratio + beat_hz, decay_ms=decay_ms, height=height * share)
            for ratio, height, decay_ms in _BOWL
            for beat_hz, share in ((0.0, 0.7), (_BEAT_HZ, 0.3))
        ),
        level_db=-4.0,  # on average; it is struck louder, and dies away
        pure=True,
        fade_ms=1_000,
    ),
)

CHIMES: dict[str, Chime] = {chime.name: chime for chime in _ALL}
"""Every chime, by its name."""

BELL = "bell"
"""What a script calls its own bell where it asks for it."""
BELLS = tuple(chime.name for chime in _ALL if chime.rings_on)
"""The bells that need no sound file. The first is a script's own where it names none."""
LONGEST_BELL_MS = 20_000
"""Of a longer sound file, this much is heard. A large bowl rings for as long."""


def rings_on(name: str) -> bool:
    """Return whether the chime of that name is a bell: one of `BELLS`, or a sound file."""
    return name not in CHIMES or CHIMES[name].rings_on


SWITCHES: dict[str, str] = {
    chime.switch: ", and ".join(other.role for other in _ALL if other.switch == chime.switch)
    for chime in _ALL
    if chime.switch
}
"""The words that a script's `chimes` may list, in the order in which a reader sees them, each with what it turns on."""

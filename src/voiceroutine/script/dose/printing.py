"""Writes a dose in the notation of the trade, as `notation` reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.language.markup import fill
from voiceroutine.language.paper import DoseNotation
from voiceroutine.script.dose.notation import Dose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.script.stretch import Stretch


ENGLISH = DoseNotation()
"""What a script's `dose` reads."""


def write_time(time_ms: int, decimal: str = ".") -> str:
    """Return a time as a dose has it: `5 s`, `1.5 s`, `2 min`."""
    if time_ms >= 60_000 and time_ms % 60_000 == 0:
        return f"{time_ms // 60_000} min"
    whole, rest = divmod(time_ms, 1000)
    return f"{whole}{f'{decimal}{rest:03}'.rstrip('0') if rest else ''} s"


def write_dose(dose: Dose, words: DoseNotation = ENGLISH) -> str:
    """Return a dose in the notation of the trade; in English, `read_dose` reads it as the same.

    >>> write_dose(Dose(sets=3, reps=10, hold_ms=5_000, sides=("left", "right")))
    '3 x 10, hold 5 s, each side'
    """
    several = dose.sets is not None and dose.sets != 1
    sides = {
        ("left", "right"): words.each_side,
        ("right", "left"): words.right_and_left,
        ("left",): words.left,
        ("right",): words.right,
    }
    parts = [*_amount(dose, words), *_rests(dose, several, words), sides.get(dose.sides, "")]
    if dose.alternate:
        parts.append(words.alternating)
    if dose.tempo_ms is not None:
        parts.append(_timed(words.tempo, dose.tempo_ms, words))
    return ", ".join(part for part in (*parts, *dose.frequency) if part)


def _amount(dose: Dose, words: DoseNotation) -> Iterator[str]:
    hold = "" if dose.hold_ms is None else write_time(dose.hold_ms, words.decimal)
    if dose.sets in (None, 1) and dose.reps is not None and hold:
        yield hold if dose.reps == 1 else f"{hold} x {dose.reps}"
        return
    if dose.sets is not None and dose.reps == 1 and hold:
        yield fill(words.sets_of, count=str(dose.sets), time=hold)
        return
    if dose.reps is not None:
        yield f"{dose.sets} x {dose.reps}" if dose.sets not in (None, 1) else _counted(dose.reps, words.reps)
    elif dose.sets is not None:
        yield _counted(dose.sets, words.sets)
    if hold:
        yield fill(words.hold, time=hold)


def _counted(count: int, forms: tuple[str, str]) -> str:
    return fill(forms[count != 1], count=str(count))


def _timed(template: str, time_ms: int, words: DoseNotation) -> str:
    return fill(template, time=write_time(time_ms, words.decimal))


def _rests(dose: Dose, several: bool, words: DoseNotation) -> Iterator[str]:
    if dose.set_rest_ms is not None:
        plain = several and dose.rest_ms is None
        yield _timed(words.rest if plain else words.rest_between_sets, dose.set_rest_ms, words)
    if dose.rest_ms is not None:
        plain = not several and dose.set_rest_ms is None
        yield _timed(words.rest if plain else words.rest_between_reps, dose.rest_ms, words)


def print_dose(stretch: Stretch, words: DoseNotation = ENGLISH) -> str:
    """Return the dose of a stretch in the notation of the trade: `3 x 10, hold 5 s, each side`.

    Its own frequency follows, as it is written.
    """
    held = stretch.hold
    timed = stretch.for_ms is not None  # the notation has no word for it
    dose = write_dose(
        Dose(
            sets=stretch.sets if stretch.sets > 1 or not timed else None,
            reps=None if timed else stretch.reps,
            hold_ms=held,
            set_rest_ms=stretch.set_rest if stretch.sets > 1 else None,
            rest_ms=stretch.rest,
            sides=stretch.sides,
            alternate=stretch.alternate,
            tempo_ms=stretch.tempo,
            frequency=tuple(part for part in stretch.frequency.split(", ") if part),
        ),
        words,
    )
    amount = _timed(words.lasting, stretch.for_ms, words) if stretch.for_ms is not None else ""
    return ", ".join(part for part in (amount, dose) if part)

"""Writes a dose in the notation of the trade, as `notation` reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.dose.notation import Dose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.script.stretch import Stretch


def write_time(time_ms: int) -> str:
    """Return a time as a dose has it: `5 s`, `1.5 s`, `2 min`."""
    if time_ms >= 60_000 and time_ms % 60_000 == 0:
        return f"{time_ms // 60_000} min"
    whole, rest = divmod(time_ms, 1000)
    return f"{whole}{f'.{rest:03}'.rstrip('0') if rest else ''} s"


_SIDES = {
    ("left", "right"): "each side",
    ("right", "left"): "right and left",
    ("left",): "left",
    ("right",): "right",
}


def write_dose(dose: Dose) -> str:
    """Return a dose in the notation of the trade, which `read_dose` reads as the same.

    >>> write_dose(Dose(sets=3, reps=10, hold_ms=5_000, sides=("left", "right")))
    '3 x 10, hold 5 s, each side'
    """
    several = dose.sets is not None and dose.sets != 1
    parts = [*_amount(dose), *_rests(dose, several), _SIDES.get(dose.sides, "")]
    if dose.alternate:
        parts.append("alternating")
    if dose.tempo_ms is not None:
        parts.append(f"tempo {write_time(dose.tempo_ms)}")
    return ", ".join(part for part in (*parts, *dose.frequency) if part)


def _amount(dose: Dose) -> Iterator[str]:
    hold = "" if dose.hold_ms is None else write_time(dose.hold_ms)
    if dose.sets in (None, 1) and dose.reps is not None and hold:
        yield hold if dose.reps == 1 else f"{hold} x {dose.reps}"
        return
    if dose.sets is not None and dose.reps == 1 and hold:
        yield f"{dose.sets} sets of {hold}"
        return
    if dose.reps is not None:
        yield f"{dose.sets} x {dose.reps}" if dose.sets not in (None, 1) else _counted(dose.reps, "rep")
    elif dose.sets is not None:
        yield _counted(dose.sets, "set")
    if hold:
        yield f"hold {hold}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _rests(dose: Dose, several: bool) -> Iterator[str]:
    if dose.set_rest_ms is not None:
        yield f"rest {write_time(dose.set_rest_ms)}{'' if several and dose.rest_ms is None else ' between sets'}"
    if dose.rest_ms is not None:
        plain = not several and dose.set_rest_ms is None
        yield f"rest {write_time(dose.rest_ms)}{'' if plain else ' between reps'}"


def print_dose(stretch: Stretch) -> str:
    """Return the dose of a stretch in the notation of the trade: `3 x 10, hold 5 s, each side`."""
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
        )
    )
    amount = f"for {write_time(stretch.for_ms)}" if stretch.for_ms is not None else ""
    return ", ".join(part for part in (amount, dose) if part)

"""Changes a dose, which a script has as one line of the trade's notation or as keys: it stays what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from voiceroutine.document.edit.edits import Edit, EditError, Remove, SetValue, Value, Word
from voiceroutine.script.dose.nodes import COUNTS, KEY, SAID, TIMES
from voiceroutine.script.dose.notation import Dose, read_dose
from voiceroutine.script.dose.printing import write_dose, write_time
from voiceroutine.units import parse_duration

if TYPE_CHECKING:
    from voiceroutine.document.edit.tree import Content
    from voiceroutine.document.nodes import Path


def dose_edits(stretch: dict[str, Content], path: Path, value: Value) -> list[Edit]:
    """Return the edits that give a stretch another dose.

    Args:
        stretch: What the script says of the stretch.
        path: The stretch's place.
        value: A line, which is the whole dose; or keys with their values, and None for one that goes. A stretch with a
            `dose` keeps a line, and one with `sets`, `hold` and so on keeps these keys.

    Raises:
        EditError: The line is no dose.
    """
    if isinstance(value, str):
        return _whole(stretch, path, value)
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise EditError("a dose is one line, or keys with their values", "for example `3 x 10, hold 5 s`")
    line = stretch.get(KEY)
    reading = read_dose(line) if isinstance(line, str) else None
    if reading is None or reading.faults:
        return [_keyed(path, key, new) for key, new in value.items() if new is not None or key in stretch]
    dose, edits = reading.dose, list[Edit]()
    for key, new in value.items():
        changed = None if key in stretch else _changed(dose, key, new)
        if changed is None:
            edits += [_keyed(path, key, new)] if new is not None or key in stretch else []
        dose = changed or dose
    if dose != reading.dose:
        written = write_dose(dose)
        edits.append(SetValue(path=(*path, KEY), value=Word(written)) if written else Remove(path=(*path, KEY)))
    return edits


def _whole(stretch: dict[str, Content], path: Path, line: str) -> list[Edit]:
    reading = read_dose(line)
    if reading.faults:
        fault = reading.faults[0]
        raise EditError(fault.message, fault.hint)
    given = [key for key in SAID if key in stretch]
    if KEY in stretch or not given:
        gone = [Remove(path=(*path, key)) for key in given if key in reading.places]
        return [SetValue(path=(*path, KEY), value=Word(line)), *gone]
    says = {key: _value(reading.dose, key) for key in reading.places}
    implied = {key for key in COUNTS if says.get(key) == 1 and key not in given}
    kept = [_keyed(path, key, new) for key, new in says.items() if key not in implied]
    return [*kept, *(Remove(path=(*path, key)) for key in given if key not in says and key != "frequency")]


def _keyed(path: Path, key: str, new: Value) -> Edit:
    if new is None:
        return Remove(path=(*path, key))
    return SetValue(path=(*path, key), value=Word(new) if isinstance(new, str) else new)


def _changed(dose: Dose, key: str, new: Value) -> Dose | None:
    """Return a dose with another value, or None where the notation has no word for it: breaths, a `for`."""
    try:
        if key in (*COUNTS, *TIMES):
            field = key if key in COUNTS else f"{key}_ms"
            number = None if new is None else int(str(new)) if key in COUNTS else parse_duration(str(new))
            changed: dict[str, Any] = {field: number}
            return replace(dose, **changed)
    except ValueError:
        return None
    if key == "sides":
        sides = ("left", "right") if new == "both" else tuple(map(str, new)) if isinstance(new, list) else (str(new),)
        return replace(dose, sides=() if new is None else sides)
    return None


def _value(dose: Dose, key: str) -> Value:
    if key in TIMES:
        return write_time(getattr(dose, f"{key}_ms"))
    if key == "sides":
        return "both" if dose.sides == ("left", "right") else list(dose.sides)
    if key == "frequency":
        return ", ".join(dose.frequency)
    value: int | bool = getattr(dose, key)
    return value

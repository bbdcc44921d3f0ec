"""Changes a field of a stretch. A dose is one line of the trade's notation or keys: it stays what it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from voiceroutine.document.edit.edits import Word
from voiceroutine.script.dose.nodes import COUNTS, KEY, SAID, TIMES
from voiceroutine.script.dose.notation import Dose, read_dose
from voiceroutine.script.dose.printing import write_dose
from voiceroutine.script.forms.schema import as_written, place_of_key, schemas_at
from voiceroutine.units import parse_duration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from voiceroutine.document.edit.edits import Value
    from voiceroutine.document.nodes import Path


def with_field(own: Mapping[str, Any], key: str, value: Value, path: Path) -> dict[str, Any]:
    """Return the fields of a stretch, or of a group, with one of them changed.

    - A line given as the `dose` takes the place of what said the dose before: a line, or keys. Keys beside a line stay,
      unless the new line says them, too.
    - A key that a line can say is changed in the line. What the notation has no word for (breaths) becomes a key beside
      the line, which says it no more.

    Args:
        own: The fields as they are written; every scalar a text.
        key: The field.
        value: Its new value; None takes it out.
        path: Where the stretch is in the script. A new key comes where the reference has it there.
    """
    line = own.get(KEY)
    if key == KEY:
        return _with_line(own, value or None, path)
    if key in SAID and key not in own and isinstance(line, str):
        return _with_part(own, line, key, value, path)
    return _given(own, key, value, path)


def _given(own: Mapping[str, Any], key: str, value: Value, path: Path) -> dict[str, Any]:
    if value is None:
        return _without(own, key)
    written = as_written(value, schemas_at((*path, key)))
    if key in own:
        return {**own, key: written}
    keys = list(own)
    at = place_of_key((*path, key), keys)
    return {**{name: own[name] for name in keys[:at]}, key: written, **{name: own[name] for name in keys[at:]}}


def _without(own: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {name: it for name, it in own.items() if name not in keys}


def _with_line(own: Mapping[str, Any], line: Value, path: Path) -> dict[str, Any]:
    says = set(read_dose(line).places) if isinstance(line, str) else set()
    if KEY not in own:  # the keys were the whole dose; how often is asked for elsewhere, too
        says |= {*SAID} - {"frequency"}
    return _given(_without(own, *says), KEY, Word(line) if isinstance(line, str) else line, path)


def _with_part(own: Mapping[str, Any], line: str, key: str, value: Value, path: Path) -> dict[str, Any]:
    reading = read_dose(line)
    if reading.faults:  # it is mended first
        return _given(own, key, value, path)
    new = _line(_changed(reading.dose, key, value))
    beside = new is None
    if beside and key in reading.places:
        new = _line(_changed(reading.dose, key, None))
    if new is not None and new != write_dose(reading.dose):
        own = {**own, KEY: Word(new)} if new else _without(own, KEY)
    return _given(own, key, value, path) if beside else dict(own)


def _changed(dose: Dose, key: str, value: Value) -> Dose | None:
    """Return a dose with another value; None where the notation has no word for it."""
    try:
        new = _read(key, value)
    except (ValueError, TypeError):
        return None
    dose = replace(dose, **{f"{key}_ms" if key in TIMES else key: new})
    # `30 s` says that there is one set, and without its rep it says nothing of sets
    return replace(dose, sets=None) if key == "reps" and new is None and dose.sets == 1 else dose


def _read(key: str, value: Value) -> Any:
    """Return a value as a `Dose` has it.

    Raises:
        ValueError, TypeError: It is another one.
    """
    if key in COUNTS:
        return None if value is None else int(str(value))
    if key in TIMES:
        return None if value is None else parse_duration(str(value))
    if key == "alternate":
        return {None: False, False: False, True: True, "false": False, "true": True}[value]  # type: ignore[index]
    words = () if value is None else (value,) if isinstance(value, str) else tuple(map(str, value))  # type: ignore[arg-type]
    if key == "frequency":
        return tuple(part for text in words for part in text.split(", "))
    return ("left", "right") if words == ("both",) else words


def _line(dose: Dose | None) -> str | None:
    """Return the line that says a dose, empty for one of nothing; None where no line says the same."""
    line = write_dose(dose) if dose else None
    if not dose or not line:
        return line
    said = read_dose(line)
    same = not said.faults and replace(said.dose, sets=dose.sets) == dose
    return line if same and said.dose.sets in (dose.sets, 1) else None

"""The dose of a stretch in a form: as one line, or as keys, whichever the script has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voiceroutine.document.edit.edits import Word
from voiceroutine.document.nodes import Entry, Mapping, Scalar, Source, Span, plain
from voiceroutine.script.alone import stretch_of
from voiceroutine.script.dose.nodes import KEY, SAID, without_dose
from voiceroutine.script.dose.notation import Dose
from voiceroutine.script.dose.printing import write_dose

if TYPE_CHECKING:
    from collections.abc import Collection

    from voiceroutine.document.edit.edits import Value
    from voiceroutine.script.stretch import Stretch


def with_field(own: dict[str, Any], key: str, value: Value) -> dict[str, Any]:
    """Return the fields of a stretch with one of them changed.

    A line `dose` stays one, if it can say the change: else the keys that it stood for take its place. A new line takes
    the place of the keys that it stands for.

    Args:
        own: The fields as they are written; every scalar a text.
        key: The field.
        value: Its new value; None takes it out.
    """
    if key == KEY:
        return _with_line(own, value)
    if KEY in own and key in SAID:
        return _with_part(own, key, value)
    return _set(own, key, value)


def _set(own: dict[str, Any], key: str, value: Value) -> dict[str, Any]:
    if value is None:
        return {name: it for name, it in own.items() if name != key}
    return {**own, key: value}


def _with_line(own: dict[str, Any], line: Value) -> dict[str, Any]:
    said = _keys_of(line) if isinstance(line, str) else None
    if not said:  # it is taken out, or is faulty, which the problems say
        return _set(own, KEY, Word(line) if isinstance(line, str) else line)
    replaced = [name for name in own if name in said and name != KEY]
    found: dict[str, Any] = {}
    for name, it in own.items():
        if name == KEY or (KEY not in own and replaced and name == replaced[0]):
            found[KEY] = Word(str(line))
        elif name not in replaced:
            found[name] = it
    return found if KEY in found else {**found, KEY: Word(str(line))}


def _with_part(own: dict[str, Any], key: str, value: Value) -> dict[str, Any]:
    said = _keys_of(own[KEY])
    if said is None:  # the line is faulty, and is mended first
        return _set(own, key, value)
    keys = _set({name: it for name, it in said.items() if name not in own}, key, value)
    line = _line_of(keys)
    found: dict[str, Any] = {}
    for name, it in own.items():
        if name != KEY:
            if name != key:
                found[name] = it
        elif line is not None:
            found[KEY] = Word(line)
        else:
            found.update({name: Word(it) if isinstance(it, str) else it for name, it in keys.items()})
    return found


def _keys_of(line: str) -> dict[str, Any] | None:
    """Return the keys that a dose stands for; None if it is faulty."""
    nowhere = Span(Source("", line), 0, len(line))
    problems: list[Any] = []
    found = plain(without_dose(Mapping({KEY: Entry(nowhere, Scalar(line, nowhere))}, nowhere), problems))
    return found if not problems and isinstance(found, dict) else None


def _line_of(keys: dict[str, Any]) -> str | None:
    """Return the dose that says the same as some keys; None if there is none."""
    wanted = _stretch(keys)
    line = _written(wanted, keys) if wanted else None
    said = _keys_of(line) if line else None
    if said is None:
        return None
    # what a stretch does once needs no number, and a line has one all the same
    spare = {name for name in ("sets", "reps") if said.get(name) == "1" and name not in keys}
    return line if said.keys() - spare == keys.keys() and _stretch(said) == wanted else None


def _written(stretch: Stretch, keys: Collection[str]) -> str:
    dose = Dose(
        sets=stretch.sets if "sets" in keys else None,
        reps=stretch.reps if "reps" in keys else None,
        hold_ms=stretch.hold,
        set_rest_ms=stretch.set_rest if "set_rest" in keys else None,
        rest_ms=stretch.rest,
        sides=stretch.sides if "sides" in keys else (),
        alternate=stretch.alternate,
        tempo_ms=stretch.tempo,
        frequency=tuple(part for part in stretch.frequency.split(", ") if part),
    )
    return write_dose(dose)


def _stretch(keys: dict[str, Any]) -> Stretch | None:
    return stretch_of({"name": "x", **{k: v if isinstance(v, list) else str(v) for k, v in keys.items()}})

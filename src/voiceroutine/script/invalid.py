"""Translates what pydantic finds wrong with a script into problems at their place.

Messages and codes are those of our own validators. Of pydantic's own findings only the kind is used, never the words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.chimes import BELL, BELLS
from voiceroutine.document.nodes import Mapping, Node, Path, Scalar, Span, first_key, node_at, span_of
from voiceroutine.document.problems import MOST_PROBLEMS, Problem, did_you_mean, one_of
from voiceroutine.document.syntax import BRACES, BRACES_HINT
from voiceroutine.script import model, parts, trade
from voiceroutine.script.assembly import OVERLAY_KEYS
from voiceroutine.script.dose.grammar import WORDS
from voiceroutine.script.dose.nodes import KEY as DOSE
from voiceroutine.script.dose.nodes import dose_instead
from voiceroutine.script.group import GROUP_TAG, STRETCH_TAG, Group
from voiceroutine.script.overlays.variables import KEY as VARS
from voiceroutine.script.picture_parts import ArrowValue, PictureValue, ReachValue
from voiceroutine.script.stretch import Stretch
from voiceroutine.script.values import INSIDE, MESSAGE
from voiceroutine.script.wording import Wording

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_PARTS: dict[str, type[BaseModel]] = {
    "stretches": Stretch,
    STRETCH_TAG: Stretch,
    GROUP_TAG: Group,
    "setup": parts.Action,
    "steps": parts.Step,
    "during": parts.During,
    "prompts": parts.Prompts,
    "at_least": parts.AtLeast,
    "phrases": Wording,
    "music": parts.Music,
    "bell": parts.Bell,
    "picture": PictureValue,
    "reach": ReachValue,
    "arrows": ArrowValue,
}
"""Each part of a script, by the key that it stands under."""
_ITEMS = {
    "stretches": "- use: chin-tuck",
    "setup": "- say: Lean back slowly.\n  wait: 6s",
    "steps": "- say: Arch up.\n  for: 3s",
    "during": "- at: 10s\n  say: Let the shoulder drop.",
    "arrows": "- at: right hand\n  toward: 90",
}
"""An item of each list of parts."""
_TRADE: dict[type[BaseModel], dict[str, str]] = {
    Stretch: trade.IN_STRETCH,
    Group: trade.IN_GROUP,
    model.Routine: trade.IN_SCRIPT,
    parts.During: trade.IN_CUE,
    parts.Step: trade.IN_STEP,
    parts.Music: trade.IN_MUSIC,
}
"""Words of the trade, by the part that they are written in."""
_HINTS = {
    "long-text": "say less, or spread it over `setup`, `start` and `during`",
    "unspeakable": "write words",
    "placeholder": None,
    "recording": None,
    "choice": None,
    "too-many-stretches": None,
}
"""The hints of problems for which an example of the key is no help."""
_OF_RECORDING = dict.fromkeys(
    ("unknown-key", "missing-key", "no-value"), "for example:\nsay: Lean your head away.\nrecording: lean.wav"
)
"""The hints of problems inside a text with its recording."""

_KEY = "[key]"
"""Where pydantic places what is wrong with a key."""
_RANGE = re.compile(r"(?P<low>[0-9]{1,5})\s*(?:-|\u2013|to)\s*[0-9]{1,5}(?P<unit>\s?[a-z]{0,7})")
"""A number that leaves room for another: `20-30 s`."""
_IN_WORDS = re.compile(rf"(?P<count>{'|'.join(WORDS)})[ -](?P<unit>seconds?|minutes?|breaths?)", re.IGNORECASE)
"""A duration in words: `five breaths`."""


def problems_of(error: ValidationError, part: type[BaseModel], document: Mapping) -> list[Problem]:
    """Return what is wrong with `document`, which is not a valid `part`."""
    found = error.errors(include_url=False, include_input=False)
    unknown: dict[Path, list[str]] = {}
    for details in found:
        if details["type"] == "extra_forbidden":
            unknown.setdefault(details["loc"][:-1], []).append(str(details["loc"][-1]))
    problems: list[Problem] = []
    for details in found:
        if not _explained(details, unknown) and not _told(details, unknown):
            # a hint takes its time, and no more than these problems are shown
            hinted = len(problems) < MOST_PROBLEMS
            problems.append(_problem(part, details, document) if hinted else _unhinted(details, document))
    return problems


def _explained(details: ErrorDetails, unknown: dict[Path, list[str]]) -> bool:
    """Return whether a missing key is there under a misspelt name, which is reported as an unknown key."""
    if details["type"] != "missing":
        return False
    *place, key = details["loc"]
    if (key, *place[-2:-1]) == ("at", "during") and "every" in unknown.get(tuple(place), []):
        return True  # the cue is meant for another place
    beside = unknown.get(tuple(place), [])
    return any(_means(word, str(key)) for word in beside[:MOST_PROBLEMS])


def _told(details: ErrorDetails, unknown: dict[Path, list[str]]) -> bool:
    """Return whether something is wrong only because a group was not called one, which its first unknown key says."""
    beside = unknown.get(details["loc"][:-1], [])
    if "stretches" not in beside or STRETCH_TAG not in details["loc"]:
        return False
    return details["type"] == "missing" or (details["type"] == "extra_forbidden" and details["loc"][-1] != beside[0])


def _unhinted(details: ErrorDetails, document: Mapping) -> Problem:
    """Return a problem that is only counted, because so many come before it."""
    span = span_of(document, _path(details), key=details["type"] == "extra_forbidden")
    return Problem(code=details["type"], message="this value does not fit here", span=span)


def _path(details: ErrorDetails) -> Path:
    """Return the path of what is wrong, as `document` has it."""
    path = tuple(step for step in details["loc"] if step not in (STRETCH_TAG, GROUP_TAG))
    inside = details.get("ctx", {}).get(INSIDE)
    return (*path, inside) if inside else path


def _means(written: str, key: str) -> bool:
    """Return whether `written` is a misspelt `key`, or another word for it."""
    called = [words.get(written.lower(), "") for words in (trade.IN_STRETCH, trade.IN_GROUP, trade.IN_SCRIPT)]
    return bool(did_you_mean(written, [key])) or any(hint.startswith(f"`{key}`") for hint in called)


def _problem(part: type[BaseModel], details: ErrorDetails, document: Mapping) -> Problem:
    path, kind, location = _path(details), details["type"], details["loc"]
    if location[-1:] in ((STRETCH_TAG,), (GROUP_TAG,)):  # the item itself
        location = location[:-1]
    if kind == "extra_forbidden":
        return _unknown_key(_part_at(part, location[:-1]), path, document)
    if kind == "missing":
        span, hint = first_key(document, path[:-1]), _example(part, location)
        key = str(path[-1])
        return Problem(code="missing-key", message=f"`{key}` is missing", span=span, hint=hint, missing=key)
    if path and path[-1] == _KEY:  # of what has names for keys, as the joints of a picture
        path = path[:-1]
        span = span_of(document, path, key=True)
    else:
        span = span_of(document, path)
    message = details.get("ctx", {}).get(MESSAGE)
    if message is None:  # a finding of pydantic's own, in words that are not ours
        return Problem(
            code="wrong-type", message="this value does not fit here", span=span, hint=_example(part, location)
        )
    hint = _HINTS[kind] if kind in _HINTS else _example(part, location)
    if kind in _OF_RECORDING and details.get("ctx", {}).get(INSIDE):
        hint = _OF_RECORDING[kind]
    hint = _instead(kind, path, node_at(document, path)) or hint
    if kind == "wrong-type" and BRACES.fullmatch(span.source.text, span.start, span.end):
        hint = BRACES_HINT
    elif kind in ("duration", "number"):
        hint = _one_number(path, document) or hint
    return Problem(code=kind, message=message, span=span, hint=hint)


def _instead(kind: str, path: Path, node: Node) -> str | None:
    """Return what to write in place of a value whose mistake is known."""
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    if not isinstance(node, Scalar) or node.text is None:
        return None
    text = node.text.strip().lower()
    if key == "say" and not text and "steps" in path:
        return "leave `say` out for a silent step"
    if key in ("sound", "bell") and "." not in text and (near := did_you_mean(text, (BELL, *BELLS))):
        return near
    if kind == "sound" and "bell" in path:
        return "write `bowl`, or the path of a sound file: `bells/gong.wav`"
    if kind == "duration" and (found := _IN_WORDS.fullmatch(text)):
        return f"write `{key}: {WORDS[found['count']]}{' breaths' if found['unit'][0] == 'b' else found['unit'][0]}`"
    written = trade.VALUES.get(key, {}).get(text)
    return f"write {written}" if written else None


def _example(part: type[BaseModel], path: Path) -> str | None:
    """Return a hint with an example of what can be written at `path`."""
    if not path or (isinstance(path[-1], int) and path[-2] not in _ITEMS):
        return None
    if isinstance(path[-1], int):
        return _such_as(_ITEMS[str(path[-2])])
    field = parts.field_keys(_part_at(part, path[:-1])).get(path[-1])
    return _such_as(parts.example_of(path[-1], field)) if field and field.examples else None


def _such_as(example: str) -> str:
    return f"for example:\n{example}" if "\n" in example else f"for example `{example}`"


def _part_at(part: type[BaseModel], path: Path) -> type[BaseModel]:
    names = [step for step in path if isinstance(step, str)]
    return _PARTS.get(names[-1], part) if names else part


def _in_braces(span: Span) -> bool:
    """Return whether a key without a value stands in `{ }`, where a comma has cut it off a text."""
    before = span.source.text[: span.start]
    line = before[before.rfind("\n") + 1 :]
    return line.count("{") > line.count("}")


def _one_number(path: Path, document: Mapping) -> str | None:
    """Return what to write where the value at `path` has more numbers than one: a dose, or a range."""
    node = node_at(document, path)
    if not isinstance(node, Scalar) or not node.text:
        return None
    if found := _RANGE.fullmatch(node.text.strip()):
        return f"a session needs one number: `{path[-1]}: {found['low']}{found['unit']}`, or the other one"
    of_stretch = len(path) > 2 and path[-3] == "stretches"
    dose = dose_instead(str(path[-1]), node.text) if of_stretch else None
    return f"sets, reps and a hold together are a dose: `dose: {dose}`" if dose else None


def _unknown_key(here: type[BaseModel], path: Path, document: Mapping) -> Problem:
    key = str(path[-1])
    extra = (*OVERLAY_KEYS, VARS) if here is model.Routine else ("use", DOSE) if here is Stretch else ()
    known = [*parts.field_keys(here), *extra]
    around = node_at(document, path[:-1])
    listed = here is Stretch and isinstance(around, Mapping) and "stretches" in around.entries and len(path) > 1
    known_mistake = trade.OF_GROUP if listed else _hint_for(key, here, node_at(document, path))
    hint = known_mistake or _nearest(key, known)
    return Problem(
        code="unknown-key",
        message=f"unknown key `{key}`",
        span=span_of(document, path, key=True),
        hint=hint,
    )


def _hint_for(key: str, part: type[BaseModel], value: Node) -> str | None:
    """Return what to write in place of a key whose mistake is known."""
    if "\u00a0" in key:
        return "it contains no-break spaces, as word processors write them: replace them with ordinary spaces"
    if isinstance(value, Scalar) and value.text is None and _in_braces(value.span):
        return "a comma ends a text inside `{ }`: put the whole text in quotes"
    called = re.sub(r"[\s-]+", "_", key.strip().lower())
    words = _TRADE.get(part, {})
    if called in words:
        return f"write {words[called]}"
    if " " in key and not _in_braces(value.span) and called not in parts.field_keys(part):
        return "indent a line that continues the text above further than its key, and put a text with `: ` in quotes"
    return None


def _nearest(key: str, known: list[str]) -> str:
    """Return the known keys that `key` may be a slip of, or the part of a script that it belongs to."""
    if near := did_you_mean(key, known):
        return near
    if key in (*parts.field_keys(Stretch), DOSE):
        return f"`{key}` belongs to a stretch: write it below one, under `stretches`"
    if key in parts.field_keys(model.Routine):
        return f"`{key}` belongs to the script itself: write it at the top, before `stretches`"
    return f"expected {one_of(known)}"

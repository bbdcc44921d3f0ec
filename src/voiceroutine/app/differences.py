"""What differs between two routines: settings, words, doses, and which stretches there are. Pure: it reads no file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from voiceroutine.app.describe import IN_ORDER
from voiceroutine.language.markup import noted, recording_of
from voiceroutine.language.sentences import sentences
from voiceroutine.script.dose.printing import print_dose
from voiceroutine.script.manual.reference import described
from voiceroutine.script.parts import Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from voiceroutine.script.group import Group
    from voiceroutine.script.model import Routine
    from voiceroutine.script.stretch import Stretch


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A value that differs, as it is written in a script; empty where there is none."""

    key: str
    """With a full stop where it is in another: `prompts.halfway`."""
    before: str
    after: str

    def as_json(self) -> dict[str, Any]:
        """Return it as `voiceroutine diff --json` prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextChange:
    """A text that differs: empty where nothing is said, and None where the stock words are."""

    key: str
    """With its number in a list: `setup 2`."""
    before: str | None
    after: str | None

    @property
    def words(self) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
        """The text before and after, each in pieces of whole words: the piece, and whether only this text has it."""
        return word_difference(self.before or "", self.after or "")

    def as_json(self) -> dict[str, Any]:
        """Return it as `voiceroutine diff --json` prints it."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs in a routine's own settings, in a stretch, or in a group."""

    dose: ValueChange | None = None
    """In the notation of the trade; None where it is the same."""
    values: tuple[ValueChange, ...] = ()
    texts: tuple[TextChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.dose or self.values or self.texts)

    def as_json(self) -> dict[str, Any]:
        """Return it as `voiceroutine diff --json` prints it."""
        return {
            "dose": self.dose.as_json() if self.dose else None,
            "values": [it.as_json() for it in self.values],
            "texts": [it.as_json() for it in self.texts],
        }


def word_difference(before: str, after: str) -> tuple[tuple[tuple[str, bool], ...], tuple[tuple[str, bool], ...]]:
    """Return both texts in pieces of whole words, each with whether the other text lacks it.

    >>> word_difference("Sit up tall.", "Stand up tall.")
    ((('Sit', True), ('up tall.', False)), (('Stand', True), ('up tall.', False)))
    """
    old, new = before.split(), after.split()
    was: list[tuple[str, bool]] = []
    now: list[tuple[str, bool]] = []
    for tag, start, end, start_after, end_after in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if end > start:
            was.append((" ".join(old[start:end]), tag != "equal"))
        if end_after > start_after:
            now.append((" ".join(new[start_after:end_after]), tag != "equal"))
    return tuple(was), tuple(now)


_DOSE = ("sets", "reps", "for_ms", "hold", "set_rest", "rest", "sides", "alternate", "tempo", "frequency")
"""The fields that a printed dose has."""
_TEXTS = ("name", *IN_ORDER)
"""The fields with words, as they are spoken."""
_PARTS = ("setup", "steps", "during")
"""The lists of cues, each of which has a time."""
_TIMED = {"steps": "for_ms", "during": "at"}
"""Those whose times are of the dose, each with the field that has it."""
_PICTURE = "picture"
_SESSION_TEXTS = ("title", "summary", "notice", "opening")


def session_changes(before: Routine, after: Routine) -> Changes:
    """Return what differs in two routines outside of their stretches."""
    skipped = (*_SESSION_TEXTS, "closing", "phrases", "items")
    return Changes(
        values=tuple(_values(before, after, skipped)),
        texts=(
            *_texts(before, after, _SESSION_TEXTS),
            *_aligned("closing", _some(before.closing), _some(after.closing)),
            *_phrases(before, after),
        ),
    )


def group_changes(before: Group, after: Group) -> Changes:
    """Return what differs in two groups outside of their stretches."""
    renamed = [TextChange(key="group", before=before.name, after=after.name)] if before.name != after.name else []
    return Changes(values=tuple(_values(before, after, ("name", "stretches"))), texts=tuple(renamed))


def stretch_changes(before: Stretch, after: Stretch) -> Changes:
    """Return what differs in two stretches."""
    doses = (print_dose(before), print_dose(after))
    values = list(_values(before, after, (*_DOSE, *_TEXTS, _PICTURE)))
    for key in _PARTS:
        values += _times(key, getattr(before, key), getattr(after, key))
    if before.picture != after.picture:
        drawn = ("a drawing" if before.picture else "", "another drawing" if after.picture else "")
        values.append(ValueChange(key=_PICTURE, before=drawn[0], after=drawn[1]))
    dose = ValueChange(key="dose", before=doses[0], after=doses[1]) if doses[0] != doses[1] else None
    texts = (text for key in _TEXTS for text in _aligned(key, _said_in(before, key), _said_in(after, key)))
    return Changes(dose=dose, values=tuple(values), texts=tuple(texts))


def _said_in(stretch: Stretch, key: str) -> list[str | None]:
    """Return what is said of a stretch, in order."""
    value = getattr(stretch, key)
    return [text for part in value for text in _cues(part)] if key in _PARTS else _some(value)


def _some(value: str | tuple[str, ...] | None) -> list[str | None]:
    """Return the wordings of a cue; None in place of those that are the stock words."""
    if value is None:
        return [None]
    return [noted(value)] if isinstance(value, str) and value else [*map(noted, value)]


def _said(part: Any) -> str:
    """Return what is said in a part of a stretch; its wordings, where it has several, with strokes between them."""
    said = part.say or ""  # a sound in place of words
    return noted(said) if isinstance(said, str) else " / ".join(map(noted, said))


def _cues(part: Any) -> list[str]:
    """Return what is said in a part of a stretch; of a whole setup in one text, sentence by sentence, as it is said."""
    whole = getattr(part, "wait_ms", part) is None
    return sentences(part.say) if whole and not recording_of(part.say) else [_said(part)]


def _texts(before: Part, after: Part, keys: Iterable[str]) -> Iterator[TextChange]:
    for key in keys:
        old, new = getattr(before, key), getattr(after, key)
        if old != new:
            yield TextChange(key=key, before=noted(old), after=noted(new))


def _pairs(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[int | None, int | None]]:
    """Yield the places in two lists of what belongs together: what is equal, and what stands between it."""
    for _, start, end, start_after, end_after in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield from zip_longest(range(start, end), range(start_after, end_after))


def _aligned(key: str, before: Sequence[str | None], after: Sequence[str | None]) -> Iterator[TextChange]:
    several = max(len(before), len(after)) > 1
    for old, new in _pairs(before, after):
        was, now = "" if old is None else before[old], "" if new is None else after[new]
        if was != now:
            yield TextChange(key=_numbered(key, old, new) if several else key, before=was, after=now)


def _numbered(key: str, old: int | None, new: int | None) -> str:
    return f"{key} {(new if new is not None else old or 0) + 1}"


def _times(key: str, before: Sequence[Part], after: Sequence[Part]) -> Iterator[ValueChange]:
    """Yield what differs in the times of the cues in two lists; of a cue that one list lacks, its time if it counts."""
    several = max(len(before), len(after)) > 1
    for old, new in _pairs([_said(it) for it in before], [_said(it) for it in after]):
        label = _numbered(key, old, new) if several else key
        if old is not None and new is not None:
            both = [*_values(before[old], after[new], ("say", "recording"))]
            changes = [it for it in both if key in _TIMED or (it.before and it.after)]  # a setup in one text has none
        elif key in _TIMED:
            changes = [_lone(key, None if old is None else before[old], None if new is None else after[new])]
        else:
            changes = []
        for change in changes:
            yield ValueChange(key=f"{label} {change.key}", before=change.before, after=change.after)


def _lone(key: str, before: Part | None, after: Part | None) -> ValueChange:
    """Return the time of a cue that is only in one of two lists."""
    name = _TIMED[key]
    fields = next(type(it).model_fields for it in (before, after) if it)
    was, now = ("" if it is None else _written(fields[name], getattr(it, name)) for it in (before, after))
    return ValueChange(key=fields[name].alias or name, before=was, after=now)


def _values(before: Part, after: Part, skipped: Sequence[str], prefix: str = "") -> Iterator[ValueChange]:
    for name, field in type(after).model_fields.items():
        old, new = getattr(before, name), getattr(after, name)
        if name in skipped or old == new:
            continue
        key = f"{prefix}{field.alias or name}"
        if isinstance(old, Part) and isinstance(new, Part):
            yield from _values(old, new, (), f"{key}.")
        elif isinstance(old, dict) and isinstance(new, dict):
            for word in dict.fromkeys([*old, *new]):
                if old.get(word) != new.get(word):
                    yield ValueChange(key=f"{key}.{word}", before=old.get(word, ""), after=new.get(word, ""))
        else:
            yield ValueChange(key=key, before=_written(field, old), after=_written(field, new))


def _written(field: Any, value: Any) -> str:
    """Return the value of a field as it is written in a script."""
    if isinstance(value, Part):
        given = {name: it for name, it in type(value).model_fields.items() if getattr(value, name) != it.default}
        pairs = {it.alias or name: _written(it, getattr(value, name)) for name, it in given.items()}
        return ", ".join(f"{key} {text}" for key, text in pairs.items()) or described(field).write(value)
    text = described(field).write(value)
    return ", ".join(map(str, value)) if isinstance(value, tuple) and text == str(value) else text


def _phrases(before: Routine, after: Routine) -> Iterator[TextChange]:
    old, new = (
        dict(_leaves("phrases", it.phrases.model_dump(mode="json", exclude_none=True))) for it in (before, after)
    )
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            yield TextChange(key=key, before=old.get(key), after=new.get(key))


def _leaves(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield every text in what is made of lists and mappings, with its key."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(f"{key}.{name}", inner)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(f"{key} {place + 1}", inner)
    else:
        yield key, str(value)

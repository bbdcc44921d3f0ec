"""Writes a script of what a sheet holds: in block style, with a comment for each line of the sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from voiceroutine.script.dose.notation import MOST_REPS, MOST_SETS, Dose, gathered
from voiceroutine.script.dose.printing import write_dose, write_time
from voiceroutine.script.manual.starter import MODELINE
from voiceroutine.script.sheet.amounts import lost, numbers, unread
from voiceroutine.script.sheet.contents import Contents, Exercise, Remark
from voiceroutine.script.sheet.names import KnownStretch, find
from voiceroutine.script.sheet.words import cleaned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LONGEST_SETUP = 900
"""Characters; a cue may have a few more."""

_SHORTEST_FOR_MS = 20_000
"""A shorter time of an exercise with steps is more likely a hold."""
_MANY_SETS = 8
_LIKELY_SECONDS = (20, 30, 40, 45, 60, 90, 120)
_HELD = re.compile(r"\b(?:stretch|planks?|wall sits?|balance|stance|holds?)\b", re.IGNORECASE)
"""What is held, by its name."""
_ON_SOMETHING = re.compile(r"\b(?:steps?|box|chair|block|stool|bench|stairs?|ball|sit to stand)\b", re.IGNORECASE)
"""What has a height."""
_CAUTION = re.compile(r"(?:stop|do not|don'?t|avoid|never)\b", re.IGNORECASE)
_WIDTH = 116
_PLAIN = re.compile(r"[A-Za-z][^\W_]*(?:[ ,.'()/&+-]+[^\W_]+)*[.)]?")
"""A text that needs no quotes."""
_WORDS_OF_YAML = frozenset({"yes", "no", "on", "off", "true", "false", "null", "y", "n"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A name on a sheet that may mean a stretch of the library."""

    line: int
    written: str
    """The name as it stands on the sheet."""
    key: str
    """The key of the stretch that it may mean."""
    name: str
    """And its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A script that was written of a sheet."""

    title: str
    text: str
    remarks: tuple[Remark, ...]
    """What was read otherwise than it stands on the sheet, and what was not read."""
    stretches: int
    from_library: int
    """How many of them are of the library."""


def write_script(
    contents: Contents, known: Iterable[KnownStretch], *, title: str, source: str, is_it: Callable[[Doubt], bool | None]
) -> Written:
    """Return the script of a sheet.

    Args:
        contents: What the sheet holds.
        known: The stretches of the library.
        title: The script's title where the sheet has none.
        source: What the script says that it was read from.
        is_it: Answers a doubt; None leaves it in the script, marked.
    """
    known = tuple(known)
    often = contents.frequency or _shared_frequency(contents)
    writer = _Writer(known, is_it, often)
    body = [line for item in contents.items for line in writer.item(item)]
    head = [
        MODELINE.rstrip(),
        f"# Read from {cleaned(source)[:100]} by `voiceroutine import`; the comments are the lines of the sheet.",
    ]
    head.append(f"title: {_scalar(contents.title or title)}")
    if often:
        head.append(f"frequency: {', '.join(often)}")
    remarks = sorted((*contents.remarks, *writer.remarks), key=lambda remark: remark.line)
    exercises = contents.exercises
    return Written(
        title=contents.title or title,
        text="\n".join([*head, "stretches:", *body]) + "\n",
        remarks=tuple(remarks),
        stretches=len(exercises),
        from_library=writer.from_library,
    )


def _shared_frequency(contents: Contents) -> list[str]:
    """Return how often all exercises are to be done, where each of them says the same."""
    each = [gathered(tuple(it.parts))[0].get("frequency", ()) for it in contents.exercises]
    return list(each[0]) if each and all(often == each[0] for often in each) else []


class _Writer:
    def __init__(
        self, known: tuple[KnownStretch, ...], is_it: Callable[[Doubt], bool | None], often: list[str]
    ) -> None:
        self.remarks: list[Remark] = []
        self.from_library = 0
        self._known = known
        self._is_it = is_it
        self._often = often

    def item(self, item: Any) -> Iterator[str]:
        """Yield the lines of one item of the list of stretches."""
        yield f"  # line {item.line}: {item.written}"
        if isinstance(item, Exercise):
            yield from self._stretch(item)

    def _found(self, exercise: Exercise) -> tuple[KnownStretch | None, str]:
        """Return the library stretch that an exercise is, and what is unsure about its name."""
        match = find(exercise.name, self._known)
        if match and match.sure:
            return match.known, ""
        unsure = "its name has a number, which may be of the dose" if numbers(exercise.name) else ""
        if match is None:
            return None, unsure
        doubt = Doubt(line=exercise.line, written=exercise.name, key=match.known.key, name=match.known.name)
        answer = self._is_it(doubt)
        if answer is None:
            said = f"it may be the library's `{match.known.key}`: then write `use: {match.known.key}`"
            unsure = f"{said}; {unsure}" if unsure else said
        return (match.known, "") if answer else (None, unsure)

    def _stretch(self, exercise: Exercise) -> Iterator[str]:
        known, unsure = self._found(exercise)
        dose, extra, remarks = fitting_dose(exercise, known)
        if list(dose.frequency) == self._often:
            dose = replace(dose, frequency=())
        remarks = [*exercise.unread, *remarks]
        notes = _sentences(note for note in exercise.notes if not _CAUTION.match(note))
        cautions = _sentences(note for note in exercise.notes if _CAUTION.match(note))
        if known and exercise.notes:
            said = _sentences(exercise.notes)
            remarks.append(Remark(line=exercise.line, text=f"`{said}` is not in the session: it has its own words"))
        elif known is None and dose == Dose() and not extra:
            remarks.append(Remark(line=exercise.line, text=f"`{exercise.name}` has no dose: it is held once for 30 s"))
        if known and dose == Dose() and not extra and exercise.unread:
            text = f"the library's own dose of `{known.key}` is in the session"
            remarks.append(Remark(line=exercise.line, text=text))
        kept = [part.written for part in exercise.parts if part.values]
        kept += [unread(remark) for remark in exercise.unread] + exercise.notes + [exercise.name]
        remarks += lost(exercise.lines, kept)
        for remark in remarks:
            yield f"  # {'' if remark.line == exercise.line else f'line {remark.line}: '}{remark.text}"
        if unsure:
            yield f"  # unsure: {unsure}"
            self.remarks.append(Remark(line=exercise.line, text=f"`{exercise.name}`: {unsure}"))
        self.remarks += remarks
        self.from_library += known is not None
        yield f"  - use: {known.key}" if known else f"  - name: {_scalar(exercise.name)}"
        if known is None:
            yield from _block("setup", notes)
            yield from _block("caution", cautions)
        yield from (f"    {key}: {value}" for key, value in extra.items())
        if written := write_dose(dose):
            yield f"    dose: {written}"


def fitting_dose(exercise: Exercise, known: KnownStretch | None) -> tuple[Dose, dict[str, str], list[Remark]]:
    """Return the dose of an exercise as far as a session can have it, keys besides it, and what it cannot have."""
    values, _, double = gathered(tuple(exercise.parts))
    remarks = [
        Remark(
            line=exercise.line,
            text=f"`{part.written}` is not in the session: the sheet says `{key}` twice, and the first is read",
        )
        for key, part in double
    ]
    kind = known.kind if known else "counted"
    remarks += [
        *_perhaps_seconds(values, exercise, kind),
        *_perhaps_inches(exercise),
        *_perhaps_turned(values, exercise),
    ]
    extra, said = _besides(values, exercise, kind)
    remarks += said
    left_out = {
        "sets": not 1 <= values.get("sets", 1) <= MOST_SETS,
        "reps": not 1 <= values.get("reps", 1) <= MOST_REPS,
        "hold": values.get("hold") == 0 or (kind == "steps" and "hold" in values),
    }
    held = ("hold" in values and not left_out["hold"]) or kind == "held"
    left_out["tempo"] = values.get("tempo") == 0 or ("tempo" in values and (held or kind == "steps"))
    left_out["rest"] = "rest" in values and not held and kind != "steps"
    for key in [key for key, out in left_out.items() if out and key in values]:
        said = values.pop(key)
        shown = f"{said / 1000:g} s" if key in ("hold", "tempo", "rest") else str(said)
        remarks.append(Remark(line=exercise.line, text=f"`{key} {shown}` does not fit here and is left out"))
    return _dose(values, exercise), extra, remarks


def _perhaps_inches(exercise: Exercise) -> Iterator[Remark]:
    """Yield a remark where seconds are more likely the height of a step: `Step up 8" x 12`."""
    for part in exercise.parts if _ON_SOMETHING.search(exercise.name) else ():
        if "hold" in part.values and re.search(r"[0-9]\s?[\"\u2033\u201d]", part.written):
            text = f"`{part.written}` is read as seconds: if inches are meant, remove the hold"
            yield Remark(line=exercise.line, text=text)


def _perhaps_turned(values: dict[str, Any], exercise: Exercise) -> Iterator[Remark]:
    """Yield a remark where sets and reps are more likely the other way round: `15 x 2`."""
    sets, reps = values.get("sets", 1), values.get("reps", 1)
    if sets >= _MANY_SETS and 1 < reps < sets:
        text = f"`{sets} x {reps}` is read as {sets} sets of {reps}: if {reps} sets are meant, write `{reps} x {sets}`"
        yield Remark(line=exercise.line, text=text)


def _perhaps_seconds(values: dict[str, Any], exercise: Exercise, kind: str) -> Iterator[Remark]:
    """Yield a remark where many reps of something that is held are more likely seconds: `UT stretch 3 x 30`."""
    held = kind == "held" or (kind == "counted" and _HELD.search(exercise.name))
    if held and "hold" not in values and values.get("reps", 0) in _LIKELY_SECONDS:
        text = f"`{values['reps']}` is read as reps: if seconds are meant, write `{values['reps']} s`"
        yield Remark(line=exercise.line, text=text)


def _besides(values: dict[str, Any], exercise: Exercise, kind: str) -> tuple[dict[str, str], list[Remark]]:
    """Take what no dose has out of `values`: return the keys of a stretch that have it, and remarks."""
    extra: dict[str, str] = {}
    remarks: list[Remark] = []
    if values.pop("alternate", None):
        values.setdefault("sides", ("left", "right"))
        text = "`alternating` is read as each side, one side after the other"
        remarks.append(Remark(line=exercise.line, text=text))
    breaths = values.pop("breaths", None)
    if breaths and kind != "steps" and "hold" not in values:
        extra["hold"] = f"{breaths} breath{'' if breaths == 1 else 's'}"
        values.setdefault("reps", 1)
    elif breaths is not None:
        remarks.append(Remark(line=exercise.line, text=f"`{breaths} breaths` does not fit here and is left out"))
    timed = kind == "steps" and "reps" not in values and not _says_hold(exercise)
    if timed and values.get("hold", 0) >= _SHORTEST_FOR_MS:
        extra["for"] = write_time(values.pop("hold"))
    return extra, remarks


def _dose(values: dict[str, Any], exercise: Exercise) -> Dose:
    if "hold" in values and "reps" not in values and not _says_hold(exercise):
        values["reps"] = 1
    frequency = values.get("frequency", ())
    return Dose(
        sets=values.get("sets"),
        reps=values.get("reps"),
        hold_ms=values.get("hold"),
        set_rest_ms=values.get("set_rest"),
        rest_ms=values.get("rest"),
        sides=values.get("sides", ()),
        tempo_ms=values.get("tempo"),
        frequency=frequency,
    )


def _says_hold(exercise: Exercise) -> bool:
    return "hold" in exercise.written.lower()


def _sentences(notes: Iterable[str]) -> str:
    """Return the sentences about an exercise as one text."""
    text = " ".join(note[:1].upper() + note[1:] + ("" if note.endswith((".", "!", "?")) else ".") for note in notes)
    text = text.translate(str.maketrans("{}", "()"))
    return text if len(text) <= LONGEST_SETUP else text[: text.rfind(" ", 0, LONGEST_SETUP)] + "."


def _block(key: str, text: str) -> Iterator[str]:
    """Yield a key and its text in block style, broken into lines at spaces."""
    if not text:
        return
    yield f"    {key}: >-"
    line = "     "
    for word in text.split():
        if len(line) + len(word) >= _WIDTH and line.strip():
            yield line
            line = "     "
        line += f" {word}"
    yield line


def _scalar(text: str) -> str:
    """Return a text as YAML has it: with quotes where they are needed."""
    text = text.translate(str.maketrans("{}", "()"))
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return "'" + text.replace("'", "''") + "'"

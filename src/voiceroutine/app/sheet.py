"""Brings a script and its timeline together as what stands on a handout."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from voiceroutine import __version__
from voiceroutine.app.pictures import shapes_of_stretch
from voiceroutine.language.languages import language_for
from voiceroutine.language.markup import fill, shown
from voiceroutine.language.phrases import capital
from voiceroutine.paper.sheet import Exercise, GroupHead, Row, Sheet, Week
from voiceroutine.plan.director import teller_of
from voiceroutine.script.dose.frequency import read_frequency, write_frequency
from voiceroutine.script.dose.printing import print_dose, write_time
from voiceroutine.script.group import Group
from voiceroutine.script.wording import language_of
from voiceroutine.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.language.forms import Side
    from voiceroutine.language.languages import Language
    from voiceroutine.language.paper import PaperWords
    from voiceroutine.picture.shapes import Shape
    from voiceroutine.plan.teller import Teller
    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.loader import Script
    from voiceroutine.script.stretch import Stretch

_NO_WORDS = "\N{EN DASH}"
"""In place of the words of a step that has none: one goes on as before."""
MOST_ON_A_LINE = 4
"""Steps."""
LONGEST_PATIENT = 200
"""Characters of a name."""
_UNCHANGED: dict[str, Any] = {"frequency": "", "rest": None, "sides": (), "alternate": False}
"""What fitting leaves as it is on paper, and is not said again of a dose that it changes."""
MOST_ROWS = 6
"""Boxes a day; more often than that, one tall box takes a mark each time."""


def sheet_of(
    script: Script,
    timeline: Timeline,
    *,
    patient: str = "",
    link: str = "",
    on_paper: Script | None = None,
    written: Script | None = None,
) -> Sheet:
    """Return the handout of a script.

    Its words and its rests are all that the script has, whatever its `guidance`; its doses and its length are the
    session's.

    Args:
        script: The session's.
        timeline: The session's, for its length.
        patient: Whose it is; empty for a line to write a name on.
        link: Where the session can be heard; empty for none.
        on_paper: Where the session is fitted to a length: the script with its doses and with all the words.
        written: Where it is fitted: the script before that. Which doses are different is printed.
    """
    language = language_of(script.routine)
    words = language.paper or _english()
    # how long it takes is that of the session, in which not all the words may be
    teller = replace(teller_of(script.routine, language.phrases), routine=(on_paper or script).routine)
    maker = _Maker(language, words, teller)
    return maker.sheet(timeline, patient, link, written.routine.stretches if written else ())


def _english() -> PaperWords:
    found = language_for("en").paper
    assert found is not None  # noqa: S101 its data file has them
    return found


def week_of(frequency: str, caption: str) -> Week:
    """Return the boxes to tick off for a frequency."""
    read = read_frequency(frequency)
    if read is None or read.period in ("week", "month"):
        return Week(caption=caption)
    if read.period == "hour" or read.times > MOST_ROWS:
        return Week(caption=caption, tall=True)
    return Week(caption=caption, rows=read.times)


@dataclass(frozen=True, slots=True)
class _Maker:
    """Writes the parts of a sheet in its language."""

    language: Language
    words: PaperWords
    teller: Teller
    pictures: dict[tuple[str, Side], tuple[Shape, ...]] = field(default_factory=dict)
    """Those that were drawn: a stretch may come often, and drawing it takes long."""

    def sheet(self, timeline: Timeline, patient: str, link: str, written: tuple[Stretch, ...]) -> Sheet:
        """Return all of it."""
        routine, phrases = self.teller.routine, self.language.phrases
        often = self._often(routine.frequency)
        closing = phrases.closing if routine.closing is None else routine.closing
        return Sheet(
            language=routine.language,
            words=self.words,
            title=self._text(routine.title),
            clinic="" if routine.artist == "voiceroutine" else shown(routine.artist),
            patient=shown(patient)[:LONGEST_PATIENT],
            facts=(*self._facts(timeline, often), *self._changes(written)),
            intro=tuple(self._text(text) for text in (routine.notice, routine.opening) if text),
            boxes=tuple(self._boxes()),
            items=tuple(self._items()),
            closing=self._text(closing),
            week=week_of(routine.frequency, often),
            link=link,
            disclaimer=phrases.disclaimer,
            made_with=f"voiceroutine {__version__}",
        )

    def _text(self, text: str, side: Side | None = None) -> str:
        return shown(self.teller.text(text, side))

    def _often(self, text: str) -> str:
        return write_frequency(text, self.words.often_words, self.language.phrases)

    def _facts(self, timeline: Timeline, often: str) -> Iterator[Row]:
        yield Row(label=self.words.length, text=f"{clock(timeline.duration_ms)} min")
        if often:
            yield Row(label=self.words.often, text=often)
        if any(stretch.equipment for stretch in self.teller.routine.stretches):
            yield Row(label=self.words.needs, text=self.teller.words["equipment"])

    def _changes(self, written: tuple[Stretch, ...]) -> Iterator[Row]:
        """Yield the doses that are not as they are written, where the session was fitted to a length."""
        left = deque(self.teller.routine.stretches)
        changes: list[str] = []
        for before in written:
            name = self._text(before.name)
            if not left or left[0].name != before.name:  # fitting keeps the order
                changes.append(f"{name}: {self.words.left_out}")
                continue
            now, was = (
                print_dose(it.model_copy(update=_UNCHANGED), self.words.dose) for it in (left.popleft(), before)
            )
            if now != was:
                changes.append(f"{name}: {now} ({fill(self.words.instead_of, dose=was)})")
        if changes:
            yield Row(label=self.words.fitted, text="; ".join(changes))

    def _boxes(self) -> Iterator[Row]:
        routine, phrases = self.teller.routine, self.language.phrases
        if phrases.pain_rule:
            yield Row(label=self.words.stop, text=phrases.pain_rule, strong=True)
        if routine.screening and phrases.screening:
            areas = [area for stretch in routine.stretches for area in stretch.areas]
            yield Row(label=self.words.before, text=" ".join(phrases.screening.sentences(areas)))

    def _items(self) -> Iterator[Exercise | GroupHead]:
        number = 0
        for item in self.teller.routine.items:
            if isinstance(item, Group):
                yield GroupHead(name=self._text(item.name), rounds=self._rounds(item))
            for stretch in item.stretches if isinstance(item, Group) else (item,):
                number += 1
                yield self._exercise(number, stretch)

    def _rounds(self, group: Group) -> str:
        if group.rounds == 1:
            return ""
        phrases = self.language.phrases
        rounds = capital(phrases.with_noun(group.rounds, phrases.rounds))
        rest = fill(self.words.rest_between_rounds, time=write_time(group.rest, self.words.dose.decimal))
        return f"{rounds}, {rest}" if group.rest else rounds

    def _exercise(self, number: int, stretch: Stretch) -> Exercise:
        name = self._text(stretch.name)
        side: Side | None = stretch.sides[0] if stretch.sides else None
        dosed = stretch.model_copy(update={"frequency": self._often(stretch.frequency)})
        return Exercise(
            number=number,
            name=name,
            dose=print_dose(dosed, self.words.dose),
            dose_in_words=self.teller.dose(stretch),
            purpose=self._text(stretch.purpose, side),
            rows=tuple(row for row in self._rows(stretch, side) if row.text),
            picture=self._picture(stretch, side or "right"),
            picture_text=fill(self.words.picture_of, name=name),
        )

    def _picture(self, stretch: Stretch, side: Side) -> tuple[Shape, ...]:
        if stretch.picture is None:
            return ()
        key = (stretch.picture.model_dump_json(), side)
        if key not in self.pictures:
            self.pictures[key] = shapes_of_stretch(stretch, side)
        return self.pictures[key]

    def _rows(self, stretch: Stretch, side: Side | None) -> Iterator[Row]:
        labels = self.words.rows
        yield Row(label=labels.avoid_if, text=self._text(stretch.avoid_if, side), strong=True)
        yield Row(label=labels.setup, text=self._joined(stretch.setup_texts, side))
        yield from self._movement(stretch, side)
        said = dict.fromkeys(cue.say for cue in stretch.during if cue.say)
        yield Row(label=labels.during, text=self._joined(said, side))
        release = self._joined((stretch.release or ())[:1], side)
        yield Row(label=labels.release, text=" ".join(filter(None, (release, self._other(stretch)))))
        yield Row(label=labels.feel, text=self._text(stretch.feel, side))
        yield Row(label=labels.easier, text=self._text(stretch.easier, side))
        yield Row(label=labels.caution, text=self._text(stretch.caution, side), strong=True)

    def _movement(self, stretch: Stretch, side: Side | None) -> Iterator[Row]:
        """Yield how a rep goes: what begins it, and its steps with their times; many each on a line of its own."""
        start = self._joined((stretch.start or ())[:1], side)
        steps = ((self._text(step.say[0], side) if step.say else _NO_WORDS, step.for_ms) for step in stretch.steps)
        texts = [start, *(self._timed(text, time_ms) for text, time_ms in steps)]
        lines = [text for text in texts if text]
        if len(stretch.steps) <= MOST_ON_A_LINE:
            lines = [" ".join(lines)]
        for place, text in enumerate(lines):
            yield Row(label="" if place else self.words.rows.start, text=text)

    def _timed(self, text: str, time_ms: int) -> str:
        """Return a text with a time in brackets before its full stop: `Arch up (3 s).` of `Arch up.`."""
        time = f"({write_time(time_ms, self.words.dose.decimal)})".replace(" ", "\N{NO-BREAK SPACE}")
        mark = text[-1:] if text.endswith((".", "!", ",")) else ""
        return " ".join(filter(None, (text.removesuffix(mark), f"{time}{mark}")))

    def _other(self, stretch: Stretch) -> str:
        """Return what says that the other side follows, where a stretch has two."""
        if len(stretch.sides) < 2:
            return ""
        other = stretch.sides[1]
        return self.words.other_side.left if other == "left" else self.words.other_side.right

    def _joined(self, texts: Iterable[str], side: Side | None) -> str:
        return " ".join(self._text(text, side) for text in texts)

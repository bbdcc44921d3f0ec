"""The words of a page, in the language of the sessions that it is about, or else in English."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from voiceroutine.language.languages import label_key, language_for, languages
from voiceroutine.language.tags import primary
from voiceroutine.session.cover import rounded_time

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine.language.languages import Language
    from voiceroutine.language.screen import PageWords

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a page says, and in which language."""

    tag: str
    """BCP 47: that of the sessions, with its region if they share one."""
    words: PageWords
    _language: Language

    def area(self, label: str) -> str:
        """Return what the page's language calls an area that any language names; empty if it has no name for it."""
        return self._language.names.areas.get(label_key(label), "")

    def areas(self, labels: Iterable[str]) -> tuple[str, ...]:
        """Return what the page calls areas, each once; what it has no name for is as it is written."""
        return tuple(dict.fromkeys(self.area(label) or label for label in labels))

    def figure(self, number: str) -> str:
        """Return a number that is written with a point as the language has it: `0,75`."""
        decimal = self._language.paper.dose.decimal if self._language.paper else "."
        return number.replace(".", decimal)

    def playing_time(self, time_ms: int) -> str:
        """Return `time_ms` for reading: `40 s`, `25 min`, `1 h 5 min`. From a minute on, it is rounded to minutes."""
        site = self.words.site
        units = {"h": site.hours, "min": site.minutes, "s": site.seconds}
        return " ".join(units[unit].replace("{count}", str(count)) for unit, count in rounded_time(time_ms).items())

    def megabytes(self, size_bytes: int) -> str:
        """Return `3.4 MB`."""
        return f"{self.figure(f'{size_bytes / 1_000_000:.1f}')} MB"


@cache
def wording(tag: str = ENGLISH) -> Wording:
    """Return the words for a page about what is in the language `tag`; the English ones if there are none in it."""
    if primary(tag) in languages():
        language = language_for(primary(tag))
        if language.page is not None:
            return Wording(tag, language.page, language)
    return wording(ENGLISH)


def shared(tags: Iterable[str]) -> Wording:
    """Return the words for a page about sessions in languages: theirs, if it is one for all, else English."""
    found = set(tags)
    if len(found) == 1:
        return wording(found.pop())
    common = {primary(tag) for tag in found}
    return wording(common.pop() if len(common) == 1 else ENGLISH)

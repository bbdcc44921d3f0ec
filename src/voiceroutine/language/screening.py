"""The screening: a spoken question whether today is a day to stretch at all, by the parts of the body.

What is asked, why, and in which words is data, in `screening.yaml`, with the sources beside each item.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import zip_longest
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from voiceroutine.document.nodes import plain
from voiceroutine.document.reader import read_text
from voiceroutine.language.markup import fill

if TYPE_CHECKING:
    from collections.abc import Collection

MOST_ITEMS = 4
"""As many as fit into a question that is still understood at the first hearing: about 8 s of speech."""
GENERAL = "general"
"""The group for a routine that calls for no other."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Item(_Data):
    """Something that is asked about."""

    fact: str
    """Why it matters."""
    source: tuple[str, ...]
    words: dict[str, str]
    """By language: what fills the question."""


class Group(_Data):
    """The items for some parts of the body, the most important first."""

    areas: tuple[str, ...] = ()
    """In lower case, in any language."""
    unless: tuple[str, ...] = ()
    """Groups that make this one unnecessary."""
    items: tuple[str, ...]


class Frame(_Data):
    """The sentences of one language."""

    question: str
    """Names `{items}`."""
    advice: str
    ask_first: str
    last: str


class Screening(_Data):
    """All of the data."""

    items: dict[str, Item]
    groups: dict[str, Group]
    frame: dict[str, Frame]

    def items_for(self, areas: Collection[str]) -> tuple[str, ...]:
        """Return the keys of the items to ask about before a routine for these parts of the body."""
        wanted = {area.lower() for area in areas}
        called = {name for name, group in self.groups.items() if wanted.intersection(group.areas)}
        names = [name for name in self.groups if name in called and not called.intersection(self.groups[name].unless)]
        groups = [self.groups[name].items for name in names or [GENERAL]]
        in_turn = dict.fromkeys(item for row in zip_longest(*groups) for item in row if item)
        chosen = [*in_turn][:MOST_ITEMS]
        return tuple(item for item in dict.fromkeys(item for group in groups for item in group) if item in chosen)


@cache
def screening() -> Screening:
    """Return the data."""
    file = resources.files("voiceroutine.language") / "screening.yaml"
    return Screening.model_validate(plain(read_text(file.read_bytes(), file.name)))


class ScreeningWords(_Data):
    """The screening in one language."""

    language: str
    """The primary tag: one that the data has."""
    list_or: str
    """Joins the items: names `{items}` and `{last}`."""

    def sentences(self, areas: Collection[str]) -> tuple[str, ...]:
        """Return what is said before a routine for these parts of the body, sentence by sentence.

        The first is the question; the last is what shorter guidance keeps.
        """
        data, frame = screening(), screening().frame[self.language]
        *most, last = (data.items[key].words[self.language] for key in data.items_for(areas))
        asked = fill(self.list_or, items=", ".join(most), last=last)
        return fill(frame.question, items=asked), frame.advice, frame.ask_first, frame.last

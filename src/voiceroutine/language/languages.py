"""The registry of languages: each is one file in `data/`, which needs no entry anywhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from voiceroutine.document.nodes import plain
from voiceroutine.document.reader import read_text
from voiceroutine.language.checks import Checks
from voiceroutine.language.labels import Labels
from voiceroutine.language.numbers import NumberWords
from voiceroutine.language.paper import PaperWords
from voiceroutine.language.phrases import Phrases
from voiceroutine.language.reading.data import Reading
from voiceroutine.language.screen import PageWords
from voiceroutine.language.screening import ScreeningWords, screening
from voiceroutine.language.tags import primary

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)  # its tables cannot be hashed, and each is loaded once
class Language:
    """All that is known about one language."""

    tag: str
    """BCP 47, with the region that was asked for."""
    phrases: Phrases
    reading: Reading | None = None
    """How numbers and abbreviations in texts are read; if None, they are left to the engine."""
    checks: Checks = field(default_factory=Checks)
    names: Labels = field(default_factory=Labels)
    paper: PaperWords | None = None
    """None for a language without a data file."""
    page: PageWords | None = None
    """None for a language whose pages are in English."""

    def area(self, label: str) -> str:
        """Return what a reader calls an area that a script in any language names; an unknown one as it is written."""
        return self.names.areas.get(label_key(label), label)


class _File(BaseModel):
    """A language's data file, by its sections."""

    model_config = ConfigDict(extra="forbid")

    phrases: dict[str, Any]
    numbers: dict[str, Any] = {}
    reading: Reading | None = None
    checks: Checks
    names: Labels = Labels()
    paper: PaperWords
    page: PageWords | None = None


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a data file, as primary tags in alphabetical order."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _folder().iterdir() if file.name.endswith(".yaml")))


@cache
def language_for(tag: str) -> Language:
    """Return the language for a tag (BCP 47) whose primary tag is one of `languages()`.

    A region changes the number words only: `pt-BR` counts in its own way.
    """
    name = f"{primary(tag)}.yaml"
    file = _File.model_validate(plain(read_text((_folder() / name).read_bytes(), name)))
    numbers = NumberWords.model_validate({"tag": tag, **file.numbers})
    abbreviations = file.reading.shortened if file.reading else frozenset()
    asked = None
    if primary(tag) in screening().frame:
        asked = ScreeningWords(language=primary(tag), list_or=file.phrases["list_or"])
    phrases = Phrases.model_validate(
        {**file.phrases, "numbers": numbers, "abbreviations": abbreviations, "screening": asked}
    )
    return Language(
        tag=tag,
        phrases=phrases,
        reading=file.reading,
        checks=file.checks,
        names=file.names,
        paper=file.paper,
        page=file.page,
    )


def phrases_for(tag: str) -> Phrases:
    """Return the stock phrases for a tag; see `language_for`."""
    return language_for(tag).phrases


def label_key(label: str) -> str:
    """Return what the bundled stretches call an area or equipment that is named in any language: `nacken` is `neck`.

    A label that is not known is returned in lower case.
    """
    return _label_keys().get(label.lower(), label.lower())


@cache
def _label_keys() -> dict[str, str]:
    return {name: key for tag in languages() for name, key in language_for(tag).names.keys_by_name().items()}


def _folder() -> Traversable:
    return resources.files("voiceroutine.language") / "data"

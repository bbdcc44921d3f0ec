"""What a speaker of each language expects to hear: one file per language in `data/`, named by its tag."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field

from voiceroutine.language.languages import languages

_T = TypeVar("_T")
_K = TypeVar("_K")

Texts = Annotated[tuple[_T, ...], Field(min_length=2)]
Table = Annotated[dict[_K, str], Field(min_length=4)]

FOLDER = Path(__file__).parent / "data"


class Cue(BaseModel):
    """A user's cue with `{side}`, and what it says on each side."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cue: str
    left: str
    right: str


class Expected(BaseModel):
    """The file of one language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    counts: Table[int]
    """The cue that counts a number."""
    regions: dict[str, dict[int, str]] = {}
    """By tag, numbers for which a region has its own words."""
    agreement: tuple[tuple[int, str, str], ...] = ()
    """A number, a noun (its form for one) and the number's words before that noun."""
    durations: Table[int]
    """From seconds."""
    filled: Table[str]
    """Stock phrases by key with 21 of what is counted, two sets, 30 s, left: numbers that grammar may trip over."""
    side: Cue
    disclaimer: dict[str, str]
    """Each clause that the disclaimer must contain, and the words that say it. The keys are those of `en.yaml`."""
    espeak_voices: Annotated[tuple[str, ...], Field(min_length=1)]
    """Voices of espeak-ng that speak the disclaimer in 15 to 30 s."""
    as_in_english: frozenset[str] = frozenset()
    """Words and phrases that are the same in English."""
    names_a_side: Texts[str]
    """Texts that say left or right."""
    names_no_side: Texts[str]
    """Texts that do not, though they seem to."""
    spoken: Table[str]
    """From texts with numbers, units and abbreviations to their words."""
    unchanged: Texts[str]
    """Texts that seem to contain some, and do not."""


@cache
def expected(language: str) -> Expected:
    """Return the file of a language."""
    return Expected.model_validate(yaml.safe_load((FOLDER / f"{language}.yaml").read_text(encoding="utf-8")))


ALL = {language: expected(language) for language in languages() if (FOLDER / f"{language}.yaml").exists()}
"""Those that there are; a test says which are missing."""

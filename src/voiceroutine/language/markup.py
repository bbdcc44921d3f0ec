"""Braces in a text: `{side}`, a placeholder, and `{word|how it is spoken}`, a word with its respelling. Pure.

A text that was recorded ends with its recording in braces, `Sit tall.{=tall.wav}`. That is how the model and the plan
carry it; nobody writes it so, and `fault` refuses it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BRACES = re.compile(r"\{([^{}]*)\}")
_RESPELLING = re.compile(r"\{([^{}|]*)\|([^{}|]*)\}")
_SIDE = re.compile(r"\{(?:other_)?side[.}]")
_RECORDING = re.compile(r"\{=((?:[^{}]|\{[^{}]*\})+)\}$")
_EXPECTED = "`{word|how it is spoken}`"


def fill(text: str, **words: str) -> str:
    """Return `text` with its placeholders replaced by `words`. Other braces stay.

    >>> fill("Lift your {side} {scapula|SKAP-yoo-la}.", side="left")
    'Lift your left {scapula|SKAP-yoo-la}.'
    """
    return _BRACES.sub(lambda match: words.get(match[1], match[0]), text)


def shown(text: str) -> str:
    """Return `text` as it is displayed: each respelled word without its respelling, and without its recording.

    >>> shown("Lower your {scapulae|SKAP-yoo-lee}.")
    'Lower your scapulae.'
    """
    return _RESPELLING.sub(lambda match: match[1].strip(), words_of(text))


def recorded(words: str, recording: str) -> str:
    """Return the text of words that were recorded.

    Args:
        words: A text without a recording.
        recording: The file as the script names it. Braces in it are placeholders.

    >>> recorded("Sit tall.", "tall.wav")
    'Sit tall.{=tall.wav}'
    """
    return f"{words}{{={recording}}}"


def recording_of(text: str) -> str | None:
    """Return the file in which a text was recorded, as the script names it; None where it was not.

    >>> recording_of("Lean to the {side}.{=lean-{side}.wav}")
    'lean-{side}.wav'
    """
    found = _RECORDING.search(text)
    return found[1] if found else None


def words_of(text: str) -> str:
    """Return a text without its recording.

    >>> words_of("Sit tall.{=tall.wav}")
    'Sit tall.'
    """
    return _RECORDING.sub("", text) if text.endswith("}") else text


def noted(text: str) -> str:
    """Return a text for whoever writes scripts: with its respellings, and the name of its recording behind it.

    >>> noted("Sit tall.{=tall.wav}")
    'Sit tall. [tall.wav]'
    """
    recording = recording_of(text)
    return f"{words_of(text)} [{recording}]" if recording else text


def names_side(text: str) -> bool:
    """Return whether a text names a side, in whatever form, so that it must be said again on the other one.

    >>> names_side("Lean to the {other_side}.")
    True
    """
    return _SIDE.search(text) is not None


def pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the pieces of `text` as they are displayed, each with its respelling or None."""
    text = words_of(text)
    end = 0
    for match in _RESPELLING.finditer(text):
        yield text[end : match.start()], None
        yield match[1].strip(), match[2].strip()
        end = match.end()
    yield text[end:], None


def fault(text: str, names: Iterable[str]) -> str | None:
    """Return what is wrong with the braces in `text`, as a sentence for the user, or None.

    Args:
        text: A cue or a stock phrase.
        names: The placeholders that are allowed. The message leaves out those with a full stop: forms of another.
    """
    for match in _BRACES.finditer(text):
        inside, found = match[1], _short(match[0])
        word, bar, spoken = inside.partition("|")
        if not bar and inside not in names:
            expected = [f"`{{{name}}}`" for name in names if "." not in name] or [_EXPECTED]
            choice = " or ".join(part for part in (", ".join(expected[:-1]), expected[-1]) if part)
            return f"unknown placeholder `{found}`; expected {choice}"
        if "|" in spoken:
            return f"`{found}` has more than one `|`; expected {_EXPECTED}"
        if bar and not word.strip():
            return f"`{found}` has no word before the `|`; expected {_EXPECTED}"
        if bar and not any(char.isalnum() for char in spoken):
            return f"`{found}` has nothing to speak after the `|`; expected {_EXPECTED}"
    rest = _BRACES.sub("", text)
    if alone := re.search(r"[{}]", rest):
        return f"this `{alone[0]}` has no matching brace; braces hold a placeholder, or a word and how it is spoken"
    return None


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "\N{HORIZONTAL ELLIPSIS}"

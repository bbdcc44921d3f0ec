"""Makes text that anybody may have written safe to print: what acts on a terminal, or is invisible, is made visible."""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"
"""Zero width, and part of how Persian, Hindi and some emoji are written: harmless between letters of that kind."""
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")
"""Letters and marks that have no shape, though Unicode does not count them among the format characters."""


def visible(text: str) -> str:
    r"""Return `text` on one line with each character that a terminal would act on replaced by a visible one.

    These are control characters, line breaks among them; marks that turn the direction of a line; characters of no
    width; and halves of surrogate pairs, which cannot be printed at all. The result has as many characters as `text`.

    >>> import voiceroutine
    >>> voiceroutine.visible("a\x1b]0;title\x07b")
    'a�]0;title�b'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_visible(text, at) for at in range(len(text)))


def visible_lines(text: str) -> str:
    """Return `text` as `visible` does, with its line breaks kept. For texts whose line breaks are ours."""
    return "\n".join(map(visible, text.split("\n")))


def visible_json(text: str) -> str:
    """Return JSON with every such character inside of its strings escaped: it says the same."""
    return "".join(char if char == "\n" or not _acts(char) else _escaped(char) for char in text)


def without_invisible(text: str) -> str:
    """Return `text` without the characters that nobody sees or hears."""
    return _INVISIBLE.sub("", "".join(char for char in text if char in "\t\n" or not _acts(char)))


def _visible(text: str, at: int) -> str:
    char = text[at]
    if char == "\t":
        return "\N{RIGHTWARDS ARROW}"
    if not _acts(char) or (char in _JOINERS and _joins(text, at)):
        return char
    return "\N{REPLACEMENT CHARACTER}"


def _joins(text: str, at: int) -> bool:
    around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return len(around) == 2 and all(ord(char) > 0x2FF and not _acts(char) for char in around)


def _acts(char: str) -> bool:
    """Return whether a character is a control, a mark of direction or of no width, a line separator, or half of one."""
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")


def _escaped(char: str) -> str:
    code = ord(char)
    if code > 0xFFFF:
        code -= 0x10000
        return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
    return f"\\u{code:04x}"

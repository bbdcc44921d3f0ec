"""Diagnoses of invalid YAML, in the words of somebody who writes a cue script.

A YAML parser says where it stopped and where the construct began that it was reading. Only these two places are
used, and the text around them: the parser's wording differs between libyaml, PyYAML and their versions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Source, Span
from voiceroutine.document.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

BRACES = re.compile(r"\{[^{}:,]+\}")
"""A placeholder or a respelling in a text. Where a text begins with one, YAML takes it for keys and values."""
BRACES_HINT = "put the whole text in quotes, because it contains a `{`"
_NO_SPACE = re.compile(r"[ ]*(?P<sign>-(?=[a-z_]+:\s)|(?:- )?[a-z_]+:(?=[^\s:/]))")
"""A key or a list item that lacks the space that YAML wants after `:` or `-`."""
_OTHER_BULLET = re.compile(r"[ ]*(?P<sign>[\u2010-\u2015\u2022\u2023\u25aa\u25cf\u00b7])[ ]+[\w-]+:\s")
_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)

_EMPHASIS = re.compile(r"(\*{1,2})[^*\n]+\1")
_ENDS = (".", ",", "!", "?", ";")
"""What a line of a text ends with, and a key does not."""
_KEY = re.compile(r"[ ]*(?:- )*(?P<key>[\w-]+):[ ]+(?=\S)")
"""A line with a key and a value."""

_BRACKET = re.compile(r"[\[\]{}]")


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a parser gave up."""

    source: Source
    at: int
    """The offset at which it stopped; the length of the text at its end."""
    opened: int | None
    """The offset of the construct it was reading: a quote, a bracket, the first key of a mapping; None if unknown."""

    @property
    def text(self) -> str:
        """The whole text."""
        return self.source.text

    @property
    def char(self) -> str:
        """The character at which it stopped; empty at the end of the text."""
        return self.text[self.at : self.at + 1]

    @property
    def opening(self) -> str:
        """The first character of the construct it was reading; empty if it names none."""
        return "" if self.opened is None else self.text[self.opened : self.opened + 1]

    @property
    def line(self) -> str:
        """The line on which it stopped."""
        return self.source.line(self.source.position(self.at)[0])

    @property
    def line_start(self) -> int:
        """The offset at which that line begins."""
        return self.at - self.source.position(self.at)[1] + 1

    @property
    def before(self) -> str:
        """The line up to the place at which it stopped."""
        return self.text[self.line_start : self.at]


def syntax_problem(source: Source, at: int, opened: int | None) -> Problem:
    """Return what is wrong with a text that is not YAML, at the place where a person would look for it.

    Args:
        source: The text.
        at: The offset at which the parser stopped.
        opened: The offset of the construct that it was reading, if it names one.
    """
    stop = Stop(source, min(at, len(source.text)), opened if opened is None else min(opened, len(source.text)))
    for diagnose in _SURE:
        if problem := diagnose(stop):
            return problem
    problem = next(filter(None, (diagnose(stop) for diagnose in _LIKELY)), None) or _misfit(stop)
    if BRACES.search(stop.line):
        return _problem(problem.span, problem.message, BRACES_HINT)
    return problem


def bracket_depth(text: str) -> int:
    """Return how deep brackets are nested in `text`; those in quotes and comments count, too."""
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "[{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest


def _open_brackets(text: str) -> list[int]:
    """Return the offsets of the brackets in `text` that are not closed; those in quotes and comments count, too."""
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        if found[0] in "[{":
            opened.append(found.start())
        elif opened:
            opened.pop()
    return opened


def _problem(span: Span, message: str, hint: str | None, code: str = "yaml") -> Problem:
    return Problem(code=code, message=message, span=span, hint=hint)


def _here(stop: Stop, message: str, hint: str) -> Problem:
    """Return a problem at the place where the parser stopped; at the end of the file, at the last thing written."""
    text, at = stop.text, stop.at
    while at and (at == len(text) or text[at].isspace()) and text[at - 1].isspace():
        at -= 1
    at = max(0, min(at, len(text) - 1))
    return _problem(Span(stop.source, at, min(at + 1, len(text))), message, hint)


def _open_quote(stop: Stop) -> Problem | None:
    if stop.opened is None or stop.opening not in "'\"" or not stop.opening:
        return None
    if _QUOTED.match(stop.text, stop.opened) and not stop.text.startswith(("---", "..."), stop.at):
        return None
    span = Span(stop.source, stop.opened, stop.opened + 1)
    return _problem(span, "this quote is never closed", "end the text with the same quote")


def _tab(stop: Stop) -> Problem | None:
    if stop.char == "\t" and stop.before.strip():
        return _problem(Span(stop.source, stop.at, stop.at + 1), "a tab is not allowed here", "use spaces", code="tab")
    indentation = stop.line[: len(stop.line) - len(stop.line.lstrip())]
    if "\t" not in indentation:
        return None
    tab = stop.line_start + indentation.index("\t")
    return _problem(Span(stop.source, tab, tab + 1), "the indentation contains a tab", "indent with spaces", code="tab")


def _missing_space(stop: Stop) -> Problem | None:
    line_above = stop.text.rfind("\n", 0, max(0, stop.line_start - 1)) + 1
    for start in (line_above, stop.line_start):
        if found := _NO_SPACE.match(stop.text, start):
            at = found.end("sign") - 1
            sign = stop.text[at]
            return _problem(
                Span(stop.source, at, at + 1), f"a space is missing after this `{sign}`", f"write `{sign} `"
            )
    return None


def _other_bullet(stop: Stop) -> Problem | None:
    """Find a list item that begins with another sign than `- `, as word processors write it, on this line or above."""
    for start in (stop.line_start, stop.text.rfind("\n", 0, max(0, stop.line_start - 1)) + 1):
        if found := _OTHER_BULLET.match(stop.text, start):
            span = Span(stop.source, found.start("sign"), found.end("sign"))
            return _problem(span, f"a list item begins with `- `, and not with `{found['sign']}`", "write `- ` instead")
    return None


def _escape(stop: Stop) -> Problem | None:
    quoted = _QUOTED.match(stop.text, stop.opened) if stop.opened is not None and stop.opening == '"' else None
    if stop.opened is None or not quoted or stop.at >= quoted.end():
        return None
    at = stop.text.rfind("\\", stop.opened, stop.at + 1)
    if at < 0:
        return None
    message = "in double quotes a backslash begins an escape, and YAML does not know this one"
    return _problem(Span(stop.source, at, at + 1), message, "use single quotes")


def _tag(stop: Stop) -> Problem | None:
    if "!" not in (stop.char, stop.opening):
        return None
    at = stop.at if stop.char == "!" or stop.opened is None else stop.opened
    end = at + len(stop.text[at : at + 60].split()[0])
    message, hint = "YAML tags (`!...`) are not allowed in a script", "put a text that begins with `!` in quotes"
    return _problem(Span(stop.source, at, end), message, hint, code="tag")


def _never_first(stop: Stop) -> Problem | None:
    at = stop.opened if stop.opened is not None and stop.opening and stop.opening in "&*" else stop.at
    char = stop.text[at : at + 1]
    if not char or char not in "&*%@`":
        return None
    shown = "a backtick" if char == "`" else f"`{char}`"
    hint = "put the text in quotes"
    if _EMPHASIS.match(stop.text, at):
        hint = "leave the stars out: the voice has no bold and no italics; else put the whole text in quotes"
    return _problem(Span(stop.source, at, at + 1), f"a text cannot begin with {shown}", hint)


def _block_text(stop: Stop) -> Problem | None:
    at = stop.opened if stop.opened is not None and stop.opening in ("|", ">") else stop.at
    sign = stop.text[at : at + 1]
    if sign not in ("|", ">"):
        return None
    hint = "begin the text on the next line, indented further; put a text that begins with this sign in quotes"
    return _problem(Span(stop.source, at, at + 1), f"nothing but a line break may follow this `{sign}`", hint)


def _key_without_colon(stop: Stop) -> Problem | None:
    if stop.opened is None or stop.opening in "[{" or _begins_item(stop.text, stop.opened):
        return None
    if stop.opened >= stop.at or re.search(r":(?:\s|$)", stop.text[stop.opened : stop.at]):
        return None
    key = stop.text[stop.opened : stop.at].splitlines()[0].rstrip()
    span = Span(stop.source, stop.opened, stop.opened + max(1, len(key)))
    above = _key_above(stop.text, stop.opened)
    if above and (key[-1:] in _ENDS or len(key.split()) > 3):
        hint = f"indent it further than `{above['key']}`, or write all of the text on one line"
        return _problem(span, f"this line seems to continue the text of `{above['key']}`", hint)
    return _problem(span, "this key lacks its `:`", "write `key: value`; indent a line that continues the text above")


def _colon(stop: Stop) -> Problem | None:
    if stop.char != ":" or (stop.opening and stop.opening in "[{"):
        return None
    if re.search(r":\s", stop.before):
        hint = "put a text that contains `: ` in quotes"
        if (outer := _KEY.match(stop.line)) and re.fullmatch(r"[a-z_-]+", inner := stop.before[outer.end() :]):
            hint += f"; if `{inner}` is a key below `{outer['key']}`, begin a line with it, indented further"
        return _here(stop, "there is a second `: ` on this line", hint)
    above, here = _key_above(stop.text, stop.at), _KEY.match(stop.line)
    if above and here and here.end("key") == len(stop.before):
        span = Span(stop.source, stop.line_start + here.start("key"), stop.at)
        hint = f"line it up with `{above['key']}` above; if it continues that text, put the whole text in quotes"
        return _problem(span, f"this key is indented further than `{above['key']}` above it", hint)
    message = "this `: ` is part of a text that began on a line above"
    return _here(stop, message, "line the key up with the keys above, or put the whole text in quotes")


def _key_above(text: str, at: int) -> re.Match[str] | None:
    """Return the key with a value that the line above that of offset `at` holds."""
    start = text.rfind("\n", 0, at) + 1
    above = text.rfind("\n", 0, max(0, start - 1)) + 1
    return _KEY.match(text, above, max(above, start - 1)) if start else None


def _item_in_a_line(stop: Stop) -> Problem | None:
    if not _begins_item(stop.text, stop.at) or not stop.before.strip(" -"):
        return None
    return _here(stop, "a list item cannot begin here", "put `- ` on a line of its own, or the text in quotes")


def _missing_value(stop: Stop) -> Problem | None:
    if not stop.char or stop.char not in ",]}":
        return None
    if not _open_brackets(stop.text[: stop.at]):
        return _here(stop, f"no bracket is open before this `{stop.char}`", "remove it, or put the text in quotes")
    if stop.opened != stop.at:
        return None
    message = f"there is no value before this `{stop.char}`"
    return _here(stop, message, f"write one, or remove the `{stop.char}`; put a text that begins with it in quotes")


def _open_bracket(stop: Stop) -> Problem | None:
    opened = stop.opened if stop.opening and stop.opening in "[{" else None
    if not re.search(r"^(?!\s*#).*\S", stop.text[stop.at :], re.MULTILINE):  # nothing else follows
        opened = next(reversed(_open_brackets(stop.text)), None) if opened is None else opened
        if opened is None:
            return None
        bracket = stop.text[opened]
        message, hint = f"this `{bracket}` is never closed", f"close it with `{']' if bracket == '[' else '}'}`"
        return _problem(Span(stop.source, opened, opened + 1), message, hint)
    if opened is None or opened == stop.at:
        return None
    elsewhere = "" if opened >= stop.line_start else f" of line {stop.source.position(opened)[0]}"
    hint = f"close the `{stop.opening}`{elsewhere}, or put a comma between its parts"
    return _here(stop, "a comma or a closing bracket is missing before this", hint)


def _after_its_end(stop: Stop) -> Problem | None:
    written = stop.before.rstrip()
    if not written.endswith(("'", '"', "]", "}")) or not stop.char.strip():
        return None
    hint = "put the whole text in quotes; inside single quotes, write an apostrophe twice"
    return _here(stop, f"there is more text after this value was closed with `{written[-1]}`", hint)


def _after_the_end(stop: Stop) -> Problem | None:
    if found := re.search(r"^\.\.\.\s*$", stop.text[: stop.at], re.MULTILINE):
        span = Span(stop.source, found.start(), found.start() + 3)
        return _problem(span, "a line `...` ends the script, and there is more text below it", "remove the `...` line")
    return None


def _misfit(stop: Stop) -> Problem:
    message = "the indentation of this line does not match the lines above it"
    if stop.opened is not None and _begins_item(stop.text, stop.opened):
        return _here(stop, message, "begin it with `- `, or line it up with the keys above")
    hint = "line it up with the keys above; put a text that begins with a quote or contains `: ` in quotes"
    return _here(stop, message, hint)


def _begins_item(text: str, at: int) -> bool:
    return re.match(r"-(?:\s|$)", text[at : at + 2]) is not None


_SURE: tuple[Callable[[Stop], Problem | None], ...] = (_open_quote, _tab, _missing_space, _other_bullet, _escape, _tag)
"""What can be seen for certain, whatever else is on the line."""
_LIKELY: tuple[Callable[[Stop], Problem | None], ...] = (
    _never_first,
    _block_text,
    _key_without_colon,
    _colon,
    _item_in_a_line,
    _missing_value,
    _open_bracket,
    _after_its_end,
    _after_the_end,
)
"""What it most likely is, the surest first. Where the line has a placeholder, the hint speaks of that instead."""

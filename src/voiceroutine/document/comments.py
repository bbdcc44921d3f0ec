"""Finds comments that look like a part of a text: ` #` begins a comment, and the rest of the line is lost."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Mapping, Scalar, Sequence, Span
from voiceroutine.document.problems import Finding, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Node, Path

CODE = "swallowed-comment"
_MESSAGE = "a space and `#` begin a comment, so the rest of this line is not part of the text"
_HINT = "put the whole text in quotes; if this is meant as a comment, write two spaces before the `#`"
_COMMENT = re.compile(r"(?P<gap>[ \t]+)(?P<comment>#[^\n]*)")
_NUMBERED = re.compile(r"# ?[0-9]")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "\N{HORIZONTAL ELLIPSIS}")


def swallowed(document: Node) -> Iterator[tuple[Finding, Problem]]:
    """Yield a warning for each comment behind a text that it seems to belong to, and the same at the comment's place.

    A comment is one space away, and begins with a number (`exercise #3`), has no space after its `#`, or breaks off a
    text in the middle of a sentence.
    """
    for path, scalar in _scalars(document):
        source, end = scalar.span.source, scalar.span.end
        found = _COMMENT.match(source.text, end) if source.text[end : end + 1] in (" ", "\t") else None
        if found and len(found["gap"]) == 1 and _belongs(scalar, found["comment"].rstrip()):
            warning = Finding(code=CODE, message=_MESSAGE, path=path, hint=_HINT, severity="warning")
            span = Span(source, found.start("comment"), found.start("comment") + len(found["comment"].rstrip()))
            yield warning, Problem(code=CODE, message=_MESSAGE, span=span, hint=_HINT, severity="warning")


def _belongs(scalar: Scalar, comment: str) -> bool:
    text = scalar.text or ""
    if scalar.span.source.text[scalar.span.start : scalar.span.start + 1] in ("'", '"', "|", ">"):
        return False
    words = re.findall(r"[^\W\d_]{2,}", text)
    if _NUMBERED.match(comment):
        return bool(words)
    if comment[1:2].strip():
        return len(words) >= 2
    return len(words) >= 3 and not text.endswith(_SENTENCE_ENDS)


def _scalars(document: Node) -> Iterator[tuple[Path, Scalar]]:
    """Yield every text below `document` and the way to it, with a stack: documents can be deep."""
    stack: list[tuple[Path, Node]] = [((), document)]
    while stack:
        path, node = stack.pop()
        if isinstance(node, Scalar):
            yield path, node
        elif isinstance(node, Sequence):
            stack.extend(((*path, place), item) for place, item in enumerate(node.items))
        elif isinstance(node, Mapping):
            stack.extend(((*path, key), entry.value) for key, entry in node.entries.items())

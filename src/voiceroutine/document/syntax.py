"""What YAML's parser complains of, in the words of somebody who writes a cue script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Source, Span
from voiceroutine.document.problems import Problem

if TYPE_CHECKING:
    import yaml

BRACES = re.compile(r"\{[^{}:,]+\}")
"""What is filled in, or respelled, in a text; for YAML the beginning of keys and values, in some places."""
BRACES_HINT = "put a text with `{` in it wholly in quotes"
_NO_SPACE = re.compile(r"[ ]*(?P<sign>-(?=[a-z_]+:\s)|(?:- )?[a-z_]+:(?=[^\s:/]))")
"""A key or a list's item without the space that YAML wants."""
_SYNTAX = (
    (
        "mapping values are not allowed",
        "a second `: ` on this line makes no sense",
        "put a text that has a colon in it in quotes",
    ),
    (
        "could not find expected ':'",
        "a key without its `:`",
        "write `key: value`, with a space after the colon",
    ),
    (
        "did not find expected key",
        "this line does not fit the ones around it",
        "line it up with the keys above; put a text that begins with a quote or has `: ` in it wholly in quotes",
    ),
    (
        "did not find expected '-' indicator",
        "this line does not fit the list above it",
        "begin it with `- `, or line it up with the keys above",
    ),
    ("expected <block end>", "this line does not fit the ones around it", "line it up with the keys above"),
    (
        "did not find expected ',' or",
        "a list or mapping in brackets is not closed, or lacks a comma",
        "close it with `]` or `}`",
    ),
    (
        "expected ',' or",
        "a list or mapping in brackets is not closed, or lacks a comma",
        "close it with `]` or `}`",
    ),
    (
        "did not find expected node content",
        "a value is missing here",
        "write it, or remove the comma or bracket",
    ),
    ("cannot start any token", "a text cannot begin with this character", "put the text in quotes"),
    (
        "block sequence entries are not allowed",
        "a list item cannot begin here",
        "put `- ` on a line of its own, or the text in quotes",
    ),
    (
        "unknown escape character",
        "a backslash in double quotes begins an escape that YAML does not know",
        "use single quotes",
    ),
    (
        "undefined tag handle",
        "a tag (`!...`) has no place in a script",
        "put a text that begins with `!` in quotes",
    ),
)
"""libyaml's words and PyYAML's, and what they mean to somebody who writes a cue script."""


def syntax_problem(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    """Return what the parser stumbled over, at the place a person would look for it."""
    text = source.text
    mark = error.problem_mark or error.context_mark
    index = min(mark.index, len(text)) if mark else 0
    problem, context = str(error.problem or ""), str(error.context or "")
    if "quoted scalar" in context and "escape" not in problem and error.context_mark:
        index = error.context_mark.index
        return _problem(
            "yaml",
            "this quote is never closed",
            Span(source, index, index + 1),
            "end the text with the same quote",
        )
    line_number, column = source.position(index)
    line = source.line(line_number)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        tab = index - column + 1 + line.index("\t")
        return _problem(
            "tab",
            "a tab stands in the indentation",
            Span(source, tab, tab + 1),
            "indent with spaces",
        )
    own_line = index - column + 1
    line_above = text.rfind("\n", 0, max(0, own_line - 1)) + 1
    for start in (line_above, own_line):
        if found := _NO_SPACE.match(text, start):
            at = found.end("sign") - 1
            what = f"a space is missing after this `{text[at]}`"
            return _problem("yaml", what, Span(source, at, at + 1), f"write `{text[at]} `")
    message, hint = _plain_words(problem, context)
    if BRACES.search(line):
        hint = BRACES_HINT
    while index and (index == len(text) or text[index].isspace()) and text[index - 1].isspace():
        index -= 1  # the end of the file: point at the last thing written
    index = max(0, min(index, len(text) - 1))
    return Problem(code="yaml", message=message, span=Span(source, index, min(index + 1, len(text))), hint=hint)


def _problem(code: str, message: str, span: Span, hint: str | None = None) -> Problem:
    return Problem(code=code, message=message, span=span, hint=hint)


def _plain_words(problem: str, context: str) -> tuple[str, str | None]:
    for theirs, ours, hint in _SYNTAX:
        if theirs in problem:
            return ours, hint
    return f"this is not YAML: {problem or context}", None

"""Invalid YAML is told in our words, whichever parser PyYAML has and however that words it."""

from __future__ import annotations

import pytest
import yaml

from voiceroutine.document import reader
from voiceroutine.document.problems import FaultyScriptError, Problem

PARSERS = [getattr(yaml, "CLoader", yaml.SafeLoader), yaml.SafeLoader]

SYNTAX: dict[str, tuple[str, str]] = {
    "title: 'T\nb: x\n": ("1:8", "this quote is never closed"),
    "title: 'T\n---\nb: 'x'\n": ("1:8", "this quote is never closed"),
    "title: [{name: 'A}]\n": ("1:16", "this quote is never closed"),
    "title: 'It's here'\n": ("1:12", "there is more text after this value was closed with `'`"),
    "title: {word|wurd} here\n": ("1:20", "there is more text after this value was closed with `}`"),
    "title: [a, {b: c}\n": ("1:8", "this `[` is never closed"),
    "title: [\n": ("1:8", "this `[` is never closed"),
    "title: {a: b,  # not yet\n": ("1:8", "this `{` is never closed"),
    "title: [{a: b} {a: c}]\n": ("1:16", "a comma or a closing bracket is missing before this"),
    "title: [a, , b]\n": ("1:12", "there is no value before this `,`"),
    "title: ]\n": ("1:8", "no bracket is open before this `]`"),
    "title: @T\n": ("1:8", "a text cannot begin with `@`"),
    "title: `T`\n": ("1:8", "a text cannot begin with a backtick"),
    "title: & b\n": ("1:8", "a text cannot begin with `&`"),
    "title: !a!b c\n": ("1:8", "YAML tags (`!...`) are not allowed in a script"),
    "title: >text\n": ("1:8", "nothing but a line break may follow this `>`"),
    'title: "a\\xZZ"\n': ("1:10", "in double quotes a backslash begins an escape, and YAML does not know this one"),
    "title: - a\n": ("1:8", "a list item cannot begin here"),
    "title: T\nsummary\n": ("2:1", "this key lacks its `:`"),
    "title: T\nopening: Hello\nthere.\nb: x\n": ("3:1", "this line seems to continue the text of `opening`"),
    "title: a: b\n": ("1:9", "there is a second `: ` on this line"),
    "stretches:\n  \u2013 name: A\n    hold: 5s\n": ("2:3", "a list item begins with `- `, and not with `\u2013`"),
    "title:\n  foo\n  bar: x\n": ("3:6", "this `: ` is part of a text that began on a line above"),
    "title: T\nb:\n  - a: x\n   c: y\n": ("4:4", "the indentation of this line does not match the lines above it"),
    "title: T\n...\nb: x\n": ("2:1", "a line `...` ends the script, and there is more text below it"),
}


def problem_in(text: str) -> Problem:
    with pytest.raises(FaultyScriptError) as caught:
        reader.read_text(text.encode(), "x.yaml")
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("parser", PARSERS, ids=["fastest", "pure Python"])
@pytest.mark.parametrize("text", SYNTAX)
def test_invalid_yaml_is_told_in_our_words(text: str, parser: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PARSER", parser)
    problem = problem_in(text)
    _, line, column = problem.place
    assert (f"{line}:{column}", problem.message) == SYNTAX[text]


@pytest.mark.parametrize("parser", PARSERS, ids=["fastest", "pure Python"])
@pytest.mark.parametrize(
    "text", ["title: " + "[" * 10_000, "- " * 60 + "a", "".join(f"{' ' * n}a:\n" for n in range(60))]
)
def test_deep_nesting_is_bounded_by_us(text: str, parser: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PARSER", parser)
    assert problem_in(text).code == "too-deep"


def test_brackets_in_a_text_are_not_nesting() -> None:
    assert problem_in("title: T\nopening: >\n  " + "[ " * 50 + "\nfoo\n").message == "this key lacks its `:`"


def test_a_tab_that_only_the_slower_parser_refuses_is_called_a_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "PARSER", yaml.SafeLoader)
    assert (problem_in("title: a\tb\n").code, problem_in("title: a\tb\n").place[1:]) == ("tab", (1, 9))

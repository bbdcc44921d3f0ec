"""What the command line changes in a script: the same as an overlay, written in options."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Entry, Mapping, Node, Scalar, Sequence, Source, Span
from voiceroutine.document.problems import FaultyScriptError, Problem
from voiceroutine.document.reader import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SETTING = re.compile(r"\s*(?P<key>[^.=\s][^.=]*?)\s*\.\s*(?P<field>[\w-]+)\s*=\s*(?P<value>.*\S)\s*", re.DOTALL)
_WORD = re.compile(r"[^,\s](?:[^,]*[^,\s])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustments:
    """What is different from a script for once. All are texts as in a script, with the same checks.

    >>> import voiceroutine
    >>> shorter = voiceroutine.Adjustments(only=("chin-tuck",), set=("chin-tuck.reps=5",))
    >>> [(it.name, it.reps) for it in voiceroutine.load_script("neck", adjustments=shorter).routine.stretches]
    [('Head glide, also called the chin tuck', 5)]
    """

    only: tuple[str, ...] = ()
    """Keys of stretches: no others are done. One in a group is `sun-salutation/mountain`."""
    skip: tuple[str, ...] = ()
    """Keys of stretches that are left out."""
    guidance: str | None = None
    """`full`, `brief` or `minimal`."""
    pace: str | None = None
    """How fast the voice speaks: `0.5` to `2.0`."""
    length: str | None = None
    """How long the session is to be: `12m`."""
    set: tuple[str, ...] = ()
    """Fields of stretches: `upper-trap.hold=20s`."""

    @property
    def options(self) -> tuple[str, ...]:
        """What is asked for, as options of the command line."""
        lists = ((key, ", ".join(words)) for key, words in (("only", self.only), ("skip", self.skip)) if words)
        values = ((key, getattr(self, key)) for key in ("guidance", "pace", "length"))
        given = (*lists, *values, *(("set", text) for text in self.set))
        return tuple(f"--{key} {text}" for key, text in given if text is not None)

    @classmethod
    def of_options(cls, options: Iterable[str]) -> Adjustments | None:
        """Return what was asked for, given `options` as they are recorded; None if there is one that is not known."""
        lists: dict[str, tuple[str, ...]] = {}
        values: dict[str, str] = {}
        for option in options:
            key, _, text = option.removeprefix("--").partition(" ")
            if key in ("only", "skip"):
                lists[key] = tuple(text.split(", "))
            elif key == "set":
                lists[key] = (*lists.get(key, ()), text)
            elif key in ("guidance", "pace", "length"):
                values[key] = text
            else:
                return None
        return cls(
            only=lists.get("only", ()),
            skip=lists.get("skip", ()),
            set=lists.get("set", ()),
            guidance=values.get("guidance"),
            pace=values.get("pace"),
            length=values.get("length"),
        )

    def document(self) -> Mapping:
        """Return it as an overlay, of which each part lies in the option where it is written.

        Raises:
            FaultyScriptError: A part of `set` names no field, or no value.
        """
        entries = dict(self._entries())
        nowhere = Span(Source("options", ""), 0, 0)
        return Mapping(entries, nowhere)

    def _entries(self) -> Iterator[tuple[str, Entry]]:
        for key, words in (("only", self.only), ("skip", self.skip)):
            if words:
                whole = _whole(f"--{key}", ", ".join(words))
                yield key, Entry(whole, Sequence(tuple(_words(whole)), whole))
        for key in ("guidance", "pace", "length"):
            text: str | None = getattr(self, key)
            if text is not None:
                whole = _whole(f"--{key}", text)
                yield key, Entry(whole, Scalar(text, whole))
        if self.set:
            yield "change", self._change()

    def _change(self) -> Entry:
        fields: dict[str, Entry] = {}
        problems: list[Problem] = []
        for text in self.set:
            whole = _whole("--set", text)
            match = _SETTING.fullmatch(text)
            if match is None:
                message = f"expected `KEY.FIELD=VALUE`, found `{text}`"
                hint = "for example `--set upper-trap.hold=20s`"
                problems.append(Problem(code="option", message=message, span=whole, hint=hint))
                continue
            key, field, value = (_part(whole, match, name) for name in ("key", "field", "value"))
            entry = Entry(field.span, _value(value))
            before = fields.get(key.text or "")
            inside = before.value.entries if before and isinstance(before.value, Mapping) else {}
            fields[key.text or ""] = Entry(key.span, Mapping({**inside, field.text or "": entry}, whole))
        if problems:
            raise FaultyScriptError(problems)
        first = _whole("--set", self.set[0])
        return Entry(first, Mapping(fields, first))


AS_WRITTEN = Adjustments()
"""Nothing is different."""


def _whole(option: str, text: str) -> Span:
    return Span(Source(option, text), 0, len(text))


def _words(whole: Span) -> Iterator[Scalar]:
    """Yield the words of a list whose commas separate them."""
    for match in _WORD.finditer(whole.source.text):
        yield Scalar(match[0], Span(whole.source, *match.span()))


def _part(whole: Span, match: re.Match[str], name: str) -> Scalar:
    return Scalar(match[name], Span(whole.source, *match.span(name)))


def _value(written: Scalar) -> Node:
    """Return a value. A list, keys and values, and what is quoted are as in YAML; all else is a text as it stands."""
    text, source = written.text or "", written.span.source
    if not text.startswith(("[", "{", '"', "'")):
        return written
    # spaces in place of what stands before it, so that the places are those in the option
    content = (" " * written.span.start + text).encode(errors="replace")
    try:
        return _moved(read_text(content, source.name), source)
    except FaultyScriptError as error:
        moved = (replace(it, span=Span(source, it.span.start, it.span.end)) for it in error.problems)
        raise FaultyScriptError(moved) from None


def _moved(node: Node, source: Source) -> Node:
    """Return `node` with its places in `source`."""
    span = Span(source, node.span.start, node.span.end)
    if isinstance(node, Scalar):
        return Scalar(node.text, span)
    if isinstance(node, Sequence):
        return Sequence(tuple(_moved(item, source) for item in node.items), span)
    entries = {
        key: Entry(Span(source, it.key_span.start, it.key_span.end), _moved(it.value, source))
        for key, it in node.entries.items()
    }
    return Mapping(entries, span)

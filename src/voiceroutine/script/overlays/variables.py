"""Replaces `{patient}` by what `vars` says it is, in every text of a script.

It is done once the script is whole and before it is validated: the model sees plain texts, each still at its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from operator import is_
from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Entry, Mapping, Node, Scalar, Sequence, Span
from voiceroutine.document.problems import FaultyScriptError, Problem
from voiceroutine.language.markup import fault
from voiceroutine.script.overlays.items import slug
from voiceroutine.script.reading import MOST_CHARACTERS
from voiceroutine.script.values import LONGEST_TEXT, PLACEHOLDERS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from voiceroutine.script.overlays.collector import Collector

KEY = "vars"
PATIENT = "patient"
"""The var that a handout prints as a name."""
LONGEST_NAME = 50
IN_PHRASES = frozenset(
    ("duration", "items", "last", "name", "number", "reps", "sets", "side", "the", "times", "total", "where")
)
"""What stock phrases name. There it keeps its meaning, and elsewhere a var may be called so: `{name}`."""

_PLACEHOLDER = re.compile(r"\{([^{}|]*)\}")
_NAME = re.compile(r"[^\W\d_][\w-]*")
_MOST_IN_A_CIRCLE = 6
"""How many vars of a circle are shown."""


@dataclass(slots=True)
class Expansion:
    """A script whose texts are as they are meant to be spoken."""

    document: Mapping
    """Without `vars`."""
    collector: Collector
    known: tuple[str, ...]
    """What a text may name: vars, and what is built in."""
    words: dict[str, str] = field(default_factory=dict)
    """What each var stands for."""
    unknown: dict[tuple[str, int], str] = field(default_factory=dict)
    """By the file and the place of a text: the first name in it that stands for nothing."""

    unused: dict[str, Span] = field(default_factory=dict)
    """The vars that no text names, with their places."""

    def hinted(self, problem: Problem) -> Problem:
        """Return `problem`; one about a name that stands for nothing with a hint that knows the vars."""
        name = self.unknown.get(_place(problem.span)) if problem.code == "placeholder" else None
        if name is None or problem.hint:
            return problem
        return replace(problem, hint=_hint(name, self.known, self.collector))


def expanded(document: Mapping, collector: Collector, *, open_names: bool = False) -> Expansion:
    """Return a script with its vars in its texts. What is wrong with the vars goes to `collector`.

    Args:
        document: The whole script.
        collector: Takes the problems.
        open_names: Whether a name that stands for nothing may be that of a var in a script that extends this one. It
            stands for itself, then.

    Raises:
        FaultyScriptError: The vars make the texts longer than a script may be.
    """
    entry = document.entries.get(KEY)
    found = _Vars(entry, collector, open_names=open_names) if entry else None
    words = found.resolved() if found else {}
    expansion = Expansion(document, collector, _with_built_in(words), words)
    rest = document.without(KEY)
    texts = _Texts(words, expansion, open_names=open_names or bool(found and found.unreadable))
    entries = {
        key: Entry(entry.key_span, texts.node(entry.value, IN_PHRASES if key == "phrases" else frozenset()))
        for key, entry in rest.entries.items()
    }
    expansion.document = Mapping(entries, rest.span)
    if found and not collector.incomplete:
        used = found.reached(texts.used)
        expansion.unused = {name: span for name, span in found.places.items() if name not in used}
    return expansion


class _Vars:
    """The vars of a script: names, and the text that each stands for."""

    def __init__(self, entry: Entry, collector: Collector, *, open_names: bool) -> None:
        self._collector = collector
        self._open_names = open_names
        self._nodes: dict[str, Scalar] = {}
        self._words: dict[str, str] = {}
        self.places: dict[str, Span] = {}
        """Where the name of each is written."""
        self.unreadable = not isinstance(entry.value, Mapping)
        if not isinstance(entry.value, Mapping):
            hint = "for example:\nvars:\n  patient: Anna"
            empty = isinstance(entry.value, Scalar) and entry.value.text is None
            message = "this key has no value" if empty else "expected names, each with a text"
            span = entry.key_span if empty else entry.value.span
            collector.add_problem("no-value" if empty else "wrong-type", message, span, hint)
            return
        for name, named in entry.value.entries.items():
            self._add(name, named)

    def _add(self, name: str, entry: Entry) -> None:
        add_problem, node = self._collector.add_problem, entry.value
        if name in PLACEHOLDERS:
            message, hint = f"`{{{name}}}` has a meaning of its own in every script", "choose another name"
            add_problem("var-name", message, entry.key_span, hint)
        elif not _is_name(name):
            better = slug(name)[:LONGEST_NAME]
            hint = f"write it with letters, digits, `-` and `_`{f': `{better}`' if _is_name(better) else ''}"
            add_problem("var-name", f"a var cannot be called `{name[:LONGEST_NAME]}`", entry.key_span, hint)
        elif isinstance(node, Scalar) and node.text is not None:
            self._nodes[name] = node
            self.places[name] = entry.key_span
        elif isinstance(node, Scalar):
            self._words[name] = name
            hint = f"give it a text: `{name}: Anna`, or `{name}: ''` for none"
            add_problem("no-value", "this key has no value", entry.key_span, hint)
        else:
            self._words[name] = name
            add_problem("wrong-type", f"`{name}` must be one text", node.span, f"for example `{name}: Anna`")

    def resolved(self) -> dict[str, str]:
        """Return what each var stands for, with the vars that it names in their places.

        One that is wrong stands for its own name, so that the texts that use it are not called wrong as well.
        """
        names = {**self._nodes, **self._words}.keys()
        known = _with_built_in(names)
        for name, node in self._nodes.items():
            if not self._is_sound(node, names, known):
                self._words[name] = name
        for name in self._nodes:
            self._resolve(name)
        return self._words

    def reached(self, names: Iterable[str]) -> set[str]:
        """Return `names` and every var that is named on the way from them."""
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._below(name) if name in self._nodes else ()
        return found

    def _is_sound(self, node: Scalar, names: Collection[str], known: tuple[str, ...]) -> bool:
        """Return whether a var's own text is one that a script may have; `names` are those of the vars."""
        text = node.text or ""
        if len(text) > LONGEST_TEXT:
            message = f"this text has {len(text)} characters, and a text may have at most {LONGEST_TEXT}"
            self._collector.add_problem("long-text", message, node.span, "say less")
            return False
        for name in _names(text):
            if name not in names and self._open_names and _may_be_open(name, known, self._collector):
                self._words[name] = name
        plain = _PLACEHOLDER.sub(lambda match: "" if match[1] in names or match[1] in self._words else match[0], text)
        wrong = fault(plain, PLACEHOLDERS)
        if wrong is None:
            return True
        strange = next((it for it in _names(plain) if it not in PLACEHOLDERS), None)
        hint = _hint(strange, known, self._collector) if strange else None
        self._collector.add_problem("placeholder", wrong, node.span, hint)
        return False

    def _resolve(self, start: str) -> None:
        """Find what `start` stands for, and every var on the way there; with a stack, for the way can be long."""
        way: dict[str, Iterator[str]] = {start: self._below(start)} if start not in self._words else {}
        while way:
            name, below = next(reversed(way.items()))
            further = next((it for it in below if it not in self._words), None)
            if further is None:
                del way[name]
                self._words.setdefault(name, self._filled(name))
            elif further in way:
                names = [*way]
                self._refuse_circle(names[names.index(further) :])
            else:
                way[further] = self._below(further)

    def _below(self, name: str) -> Iterator[str]:
        """Return the vars that `name` names."""
        return (it for it in _names(self._nodes[name].text or "") if it in self._nodes)

    def _filled(self, name: str) -> str:
        node = self._nodes[name]
        text = node.text or ""
        length = _length(text, self._words)
        if length <= LONGEST_TEXT:
            return _filled(text, self._words)
        message = f"with the vars in it, this text has {length} characters, and a text may have at most {LONGEST_TEXT}"
        self._collector.add_problem("long-text", message, node.span, "say less")
        return name

    def _refuse_circle(self, circle: list[str]) -> None:
        shown = [*circle, circle[0]]
        if len(shown) > _MOST_IN_A_CIRCLE:
            shown = [*circle[: _MOST_IN_A_CIRCLE - 2], "...", circle[0]]
        message = f"these vars name each other in a circle: {' -> '.join(shown)}"
        span = self._nodes[circle[-1]].span
        self._collector.add_problem("circle", message, span, f"take `{{{circle[0]}}}` out of this text")
        self._words.update((name, name) for name in circle)


class _Texts:
    """Replaces the vars in the texts of a script."""

    def __init__(self, words: dict[str, str], expansion: Expansion, *, open_names: bool) -> None:
        self._words = words
        self._expansion = expansion
        self._open_names = open_names
        self._characters = 0
        self.used: set[str] = set()
        """The vars that the texts name."""

    def node(self, node: Node, kept: frozenset[str]) -> Node:
        """Return `node` with the vars in its texts, but for the names `kept`."""
        if isinstance(node, Scalar):
            return self._text(node, kept) if node.text and "{" in node.text else node
        if isinstance(node, Sequence):
            items = [self.node(item, kept) for item in node.items]
            same = all(map(is_, items, node.items))
            return node if same else Sequence(tuple(items), node.span)
        values = [self.node(entry.value, kept) for entry in node.entries.values()]
        if all(value is entry.value for value, entry in zip(values, node.entries.values(), strict=True)):
            return node
        entries = zip(node.entries.items(), values, strict=True)
        return Mapping({key: Entry(entry.key_span, value) for (key, entry), value in entries}, node.span)

    def _text(self, node: Scalar, kept: frozenset[str]) -> Scalar:
        text = node.text or ""
        words = {name: self._words[name] for name in _names(text) if name in self._words and name not in kept}
        self.used.update(words)
        for name in _names(text):
            if name not in words and name not in PLACEHOLDERS and name not in kept:
                if self._open_names and _may_be_open(name, self._expansion.known, self._expansion.collector):
                    words[name] = name
                else:
                    self._expansion.unknown.setdefault(_place(node.span), name)
        if not words:
            return node
        self._characters += _length(text, words)
        if self._characters > MOST_CHARACTERS:
            message = f"with the vars in its texts, this script has over {MOST_CHARACTERS:,} characters"
            problem = Problem(code="too-large", message=message, span=node.span, hint="use shorter vars, or fewer")
            raise FaultyScriptError([*self._expansion.collector.problems, problem])
        return Scalar(_filled(text, words), node.span)


def _with_built_in(names: Iterable[str]) -> tuple[str, ...]:
    return (*names, *(name for name in PLACEHOLDERS if "." not in name))


def _may_be_open(name: str, known: tuple[str, ...], collector: Collector) -> bool:
    """Return whether `name` is left to the scripts that extend this one: it is no slip of one that is known."""
    return _is_name(name) and not collector.similar(name, known)


def _is_name(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and len(name) <= LONGEST_NAME


def _names(text: str) -> Iterator[str]:
    return (match[1] for match in _PLACEHOLDER.finditer(text))


def _length(text: str, words: dict[str, str]) -> int:
    """Return the characters of `text` with `words` in it. It is not written for that: it could be enormous."""
    return len(text) + sum(len(words[name]) - len(name) - 2 for name in _names(text) if name in words)


def _filled(text: str, words: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: words.get(match[1], match[0]), text)


def _place(span: Span) -> tuple[str, int]:
    return span.source.name, span.start


def _hint(name: str, known: tuple[str, ...], collector: Collector) -> str | None:
    """Return what to write in place of a name that stands for nothing."""
    if near := collector.similar(name, known):
        return near.replace(" `", " `{").replace("`,", "}`,").replace("` or", "}` or").replace("`?", "}`?")
    if not _is_name(name):
        return None
    return f"if it is a name of your own, give it a text:\nvars:\n  {name}: what it stands for"

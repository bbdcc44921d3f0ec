"""Reads a YAML file into nodes.

The nodes are composed here from the parser's events instead of by PyYAML's composer, so that every scalar stays text,
duplicate keys are refused, and neither deep nesting nor aliases can exhaust the machine.
"""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NoReturn

import yaml

from voiceroutine.document.nodes import Entry, Mapping, Node, Scalar, Sequence, Source, Span
from voiceroutine.document.problems import FaultyScriptError, Problem
from voiceroutine.document.syntax import bracket_depth, syntax_problem
from voiceroutine.files import reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LARGEST_FILE_BYTES = 2_000_000
"""Room for two thousand stretches with all their words."""
DEEPEST_NESTING = 40
MOST_NODES = 100_000
"""With aliases expanded. A script of two thousand stretches has about 40 000 nodes."""

UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")
YAML_LINE_ENDS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " "})
"""YAML 1.1 takes these for line ends and editors do not. One character replaces one, so that offsets stay right."""

PARSER: Callable[[str], Any] = getattr(yaml, "CLoader", yaml.SafeLoader)
"""libyaml's where PyYAML was built with it, because it is ten times faster."""


def read_file(path: Path, name: str | None = None) -> Node:
    """Return the document in `path` as nodes.

    Args:
        path: The file.
        name: What problems call it; by default the path.

    Raises:
        FaultyScriptError: It cannot be read, or is not one YAML document of plain values.
    """
    name = name or str(path)
    return read_text(read_content(path, name), name)


def read_content(path: Path, name: str) -> bytes:
    """Return what is in the file at `path`; arguments and errors as `read_file`, whatever it holds."""
    try:
        return _read(path)
    except OSError as error:
        message = f"this file cannot be read: {reason(error)}"
        raise _fault("unreadable", message, Span(Source(name, ""), 0, 0)) from error


def _read(path: Path) -> bytes:
    try:
        info = path.stat()
    except FileNotFoundError as error:
        why = "it is a link to a file that does not exist" if path.is_symlink() else "it does not exist"
        raise OSError(why) from error
    if stat.S_ISDIR(info.st_mode):
        raise OSError("it is a folder")
    if not stat.S_ISREG(info.st_mode):
        raise OSError("it is not an ordinary file")
    if info.st_size > LARGEST_FILE_BYTES:
        raise OSError(f"it has {info.st_size:,} bytes, and a script may have at most {LARGEST_FILE_BYTES:,}")
    return path.read_bytes()


def read_text(content: bytes, name: str) -> Node:
    """Return the document in `content` as nodes; `name` is what problems call it.

    Raises:
        FaultyScriptError: It is not one YAML document of plain values in UTF-8 (or UTF-16 with its mark).
    """
    for most_bytes, kept in _KEPT:
        if len(content) <= most_bytes:
            return kept(content, name)
    return _composed(content, name)


def _composed(content: bytes, name: str) -> Node:
    source = Source(name, decode(content, name).translate(YAML_LINE_ENDS))
    if found := UNPRINTABLE.search(source.text):
        char = f"U+{ord(found.group()):04X}"
        raise _fault(
            "unprintable",
            f"the character {char} is not allowed in a script",
            Span(source, found.start(), found.end()),
            "delete it; text that is copied from another program can contain such characters",
        )
    node = _Composer(source, PARSER).compose()
    if node is None:
        raise _fault(
            "empty-script",
            "this script is empty",
            Span(source, 0, 0),
            "`voiceroutine new NAME` writes one to start from",
        )
    return node


_KEPT = ((16_000, lru_cache(maxsize=100)(_composed)), (80_000, lru_cache(maxsize=20)(_composed)))
"""The documents that were read last, by their size in bytes: reading many scripts of one routine reads its file and its
stretches' again and again. Nodes never change. Few are large, for their nodes take much more memory than their text."""

_OTHER_FILES = {b"PK\x03\x04": "a Word or a zip file", b"\xd0\xcf\x11\xe0": "a Word file", b"%PDF": "a PDF"}
"""Files that a word processor may save in place of a text, by their first bytes."""


def decode(content: bytes, name: str) -> str:
    """Return the text of a file, with line feeds at the ends of its lines; arguments as `read_text`.

    Raises:
        FaultyScriptError: It is no text in UTF-8 (or UTF-16 with its mark).
    """
    for beginning, kind in _OTHER_FILES.items():
        if content.startswith(beginning):
            nowhere = Span(Source(name, ""), 0, 0)
            raise _fault(
                "not-utf8", f"this is {kind}, not a text file", nowhere, "save the script as plain text in UTF-8"
            )
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, errors="replace")
        byte = content[error.start]
        shown = Source(name, content.decode(encoding, errors="replace"))
        raise _fault(
            "not-utf8",
            f"the byte 0x{byte:02X} is not {'UTF-16' if encoding == 'utf-16' else 'UTF-8'} text",
            Span(shown, len(before), len(before) + 1),
            "save the script as UTF-8 in your editor",
        ) from error


def _fault(code: str, message: str, span: Span, hint: str | None = None) -> FaultyScriptError:
    return FaultyScriptError([Problem(code=code, message=message, span=span, hint=hint)])


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not been read yet."""

    mapping: bool
    start: int
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    weight: int = 1


class _Composer:
    """Builds nodes from parser events, with a stack of its own instead of recursion."""

    def __init__(self, source: Source, parser: Callable[[str], Any]) -> None:
        self._source = source
        self._parser = parser
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._root: Node | None = None
        self._count = 0
        self._problems: list[Problem] = []

    def compose(self) -> Node | None:
        """Return the document's node, or None if there is nothing in it."""
        parser = self._parser(self._source.text)
        documents = 0
        try:
            while parser.check_event():
                event = parser.get_event()
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        raise _fault(
                            "several-documents",
                            "a second YAML document begins here, and a script is one document",
                            self._span(event),
                            "remove the `---` line, or move what follows into a script of its own",
                        )
                elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
                    self._take(event)
        except yaml.YAMLError as error:
            self._diagnose(error)
        finally:
            parser.dispose()
        if self._problems:
            raise FaultyScriptError(self._problems)
        if isinstance(self._root, Scalar) and self._root.text is None:
            return None
        return self._root

    def _diagnose(self, error: yaml.YAMLError) -> NoReturn:
        """Raise what `error` means, told by its places alone and never by its words."""
        if self._parser is not yaml.SafeLoader and bracket_depth(self._source.text) >= DEEPEST_NESTING:
            # libyaml reads ahead and can give up on deep nesting before any of it is handed out. PyYAML's own parser,
            # slower, does not: with it, the bound here is met first.
            _Composer(self._source, yaml.SafeLoader).compose()
        stopped, opened = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
        at = stopped or opened
        raise FaultyScriptError(
            [syntax_problem(self._source, at.index if at else 0, opened.index if opened else None)]
        ) from error

    def _span(self, event: yaml.Event) -> Span:
        start = _start(event)
        return Span(self._source, start, max(start, _end(event)))

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
            return
        if isinstance(event, yaml.AliasEvent):
            self._alias(event)
            return
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent):
            return
        self._count += 1
        if event.tag and event.tag != "!":
            start = _start(event)
            raise _fault(
                "tag",
                "YAML tags (`!...`) are not allowed in a script",
                Span(self._source, start, start + len(self._source.text[start : start + 60].split()[0])),
                "write the value alone; put it in quotes if it begins with `!`",
            )
        if isinstance(event, yaml.ScalarEvent):
            if found := UNPRINTABLE.search(event.value):
                message = f"the character U+{ord(found.group()):04X} is not allowed in a script"
                raise _fault("unprintable", message, self._span(event), "remove the escape from the text")
            text = None if event.style in (None, "") and not event.value else event.value
            self._add(Scalar(text, self._span(event)), 1, event.anchor)
            return
        if len(self._stack) >= DEEPEST_NESTING:
            raise _fault(
                "too-deep",
                f"lists and keys are nested more than {DEEPEST_NESTING} levels deep here",
                self._span(event),
                "check the brackets and the indentation",
            )
        self._stack.append(_Open(isinstance(event, yaml.MappingStartEvent), _start(event), event.anchor))

    def _alias(self, event: yaml.AliasEvent) -> None:
        if event.anchor not in self._anchors:
            raise _fault(
                "unknown-alias",
                f"`*{event.anchor}` refers to a value marked `&{event.anchor}`, and there is none above it",
                self._span(event),
                "put a text that begins with `*` in quotes",
            )
        node, weight = self._anchors[event.anchor]
        self._count += weight
        self._add(node, weight, None, self._span(event))

    def _close(self, event: yaml.Event) -> None:
        part = self._stack.pop()
        span = Span(self._source, part.start, self._end_of(part, event))
        node = self._mapping(part.items, span) if part.mapping else Sequence(tuple(part.items), span)
        self._add(node, part.weight, part.anchor)

    def _end_of(self, part: _Open, event: yaml.Event) -> int:
        """Return where a collection ends for a reader: for the parser, a block ends where the next token begins."""
        end = _end(event)
        return end if end > _start(event) or not part.items else part.items[-1].span.end

    def _add(self, node: Node, weight: int, anchor: str | None, span: Span | None = None) -> None:
        if self._count > MOST_NODES:
            raise _fault(
                "too-large",
                f"this script has over {MOST_NODES:,} values, counting those that its aliases repeat",
                span or node.span,
            )
        if anchor:
            self._anchors[anchor] = (node, weight)
        if not self._stack:
            self._root = node
            return
        self._stack[-1].items.append(node)
        self._stack[-1].weight += weight

    def _mapping(self, items: list[Node], span: Span) -> Mapping:
        entries: dict[str, Entry] = {}
        for key, value in zip(items[::2], items[1::2], strict=True):
            if not isinstance(key, Scalar) or key.text is None:
                self._problem(
                    "key",
                    "a key must be a word, not a list, keys and values, or nothing",
                    key.span,
                    "put a text that contains `{`, `[` or `: ` in quotes",
                )
            elif key.text in entries:
                first_line, _ = self._source.position(entries[key.text].key_span.start)
                self._problem(
                    "duplicate-key",
                    f"the key `{key.text}` appears twice",
                    key.span,
                    f"it is already on line {first_line}; remove one of the two",
                )
            else:
                entries[key.text] = Entry(key.span, value)
        return Mapping(entries, span)

    def _problem(self, code: str, message: str, span: Span, hint: str) -> None:
        self._problems.append(Problem(code=code, message=message, span=span, hint=hint))


def _start(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0

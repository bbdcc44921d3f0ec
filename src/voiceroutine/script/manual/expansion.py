"""Writes a script with all the words that it takes from others: to be translated, or changed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from voiceroutine.document.nodes import Entry, Mapping, Scalar, Sequence, node_at
from voiceroutine.document.writer import entry_lines, item_lines
from voiceroutine.files import from_home
from voiceroutine.script.parts import OWN_BEDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.document.nodes import Node
    from voiceroutine.document.nodes import Path as FieldPath
    from voiceroutine.script.loader import Script


def expanded(script: Script) -> str:
    """Return the text of a script that says the same as `script`, and takes nothing from another file.

    Sound files and voices stay where they are, and are named by their whole path. The comments at the beginning of the
    script and of each library stretch are kept.
    """
    lines = [*_head_comment(script.path)]
    for key, entry in _self_contained(script).entries.items():
        if key == "stretches" and isinstance(entry.value, Sequence):
            lines.append("stretches:")
            for item in entry.value.items:
                lines += [*_comment_of(item, script), *item_lines(item, 2), ""]
        else:
            lines += entry_lines(key, entry.value, 0)
    return "\n".join(lines).rstrip("\n") + "\n"


def _self_contained(script: Script) -> Mapping:
    """Return the script's keys and values, the title first, with whole paths in place of those beside another file."""
    document = script.document
    entries = {"title": document.entries["title"], **document.entries}
    music = document.get("music")
    if script.music is not None and script.music not in OWN_BEDS and music is not None:
        entries["music"] = _at_file(entries["music"], str(Path(script.music).absolute()))
    kind, colon, rest = script.routine.voice.partition(":")
    model = script.written_in(("voice",)).parent / from_home(rest)
    if colon and model.is_file():
        entries["voice"] = _with_text(entries["voice"], f"{kind}:{model.absolute()}")
    found: Mapping = Mapping(entries, document.span)
    for field in dict.fromkeys(field for field, _, _ in script.recordings()):
        named = node_at(document, field)
        if isinstance(named, Scalar) and named.text:
            whole = (script.written_in(field).parent / from_home(named.text)).absolute()
            found = cast("Mapping", _replaced(found, field, str(whole)))
    return found


def _replaced(node: Node, path: FieldPath, text: str) -> Node:
    """Return a node with another text at a path in it."""
    if not path:
        return Scalar(text, node.span)
    key, *rest = path
    if isinstance(node, Mapping):
        entry = node.entries[str(key)]
        value = _replaced(entry.value, tuple(rest), text)
        return Mapping({**node.entries, str(key): Entry(entry.key_span, value)}, node.span)
    if isinstance(node, Sequence) and isinstance(key, int):
        items = [*node.items]
        items[key] = _replaced(items[key], tuple(rest), text)
        return Sequence(tuple(items), node.span)
    raise AssertionError("a recording stands where its script says")


def _at_file(music: Entry, path: str) -> Entry:
    if isinstance(music.value, Mapping):
        file = _with_text(music.value.entries["file"], path)
        return Entry(music.key_span, Mapping({**music.value.entries, "file": file}, music.value.span))
    return _with_text(music, path)


def _with_text(entry: Entry, text: str) -> Entry:
    return Entry(entry.key_span, Scalar(text, entry.value.span))


def _head_comment(path: Path) -> Iterator[str]:
    """Yield the comment lines that a file begins with."""
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if not line.startswith("#"):
            return
        if not line.startswith("# yaml-language-server:"):
            yield line.rstrip()


def _comment_of(item: Node, script: Script) -> Iterator[str]:
    """Yield the comment of the library stretch that an item of the list has its words from."""
    for file in script.library_files(item):
        yield f"  # from the library's `{file.stem}`"
        yield from (f"  {line}" for line in _head_comment(file))

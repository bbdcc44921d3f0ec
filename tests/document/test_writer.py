"""Whatever is written as YAML is read back as the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from voiceroutine.document.nodes import Entry, Mapping, Node, Scalar, Sequence, Source, Span, plain
from voiceroutine.document.reader import read_text
from voiceroutine.document.writer import lines_of

NOWHERE = Span(Source("", ""), 0, 0)
WORDS = (
    "a",
    "Glide",
    "1:30",
    "no",
    "#3",
    "- x",
    "{side}",
    "it's",
    '"',
    ": ",
    ",",
    "*slowly*",
    "é",
    "肩",
    "\n",
    "\t",
    "x:",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join) | st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), max_size=60
)
KEYS = st.sampled_from(["title", "say", "at", "setup", "a key", "1", "no"])


def node_of(value: object) -> Node:
    if isinstance(value, dict):
        return Mapping({key: Entry(NOWHERE, node_of(it)) for key, it in value.items()}, NOWHERE)
    if isinstance(value, list):
        return Sequence(tuple(map(node_of, value)), NOWHERE)
    return Scalar(value if isinstance(value, str) else None, NOWHERE)


VALUES = st.recursive(
    st.none() | TEXTS,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(KEYS, below, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_what_is_written_is_read_back_as_the_same(content: dict[str, object]) -> None:
    node = node_of(content)
    assert isinstance(node, Mapping)
    written = "\n".join(lines_of(node)) + "\n"
    assert plain(read_text(written.encode(), "x.yaml")) == content


def test_a_long_text_is_a_block_and_a_short_list_is_one_line() -> None:
    node = node_of({"setup": "Sit up tall. " * 12 + "Go.", "areas": ["neck", "upper back"], "hold": "1:30"})
    assert isinstance(node, Mapping)
    lines = list(lines_of(node))
    assert lines[0] == "setup: >-"
    assert all(line.startswith("  ") and len(line) <= 100 for line in lines[1:-2])
    assert lines[-2:] == ["areas: [neck, upper back]", "hold: 1:30"]

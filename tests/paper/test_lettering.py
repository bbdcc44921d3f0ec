"""Where the lines of a handout end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voiceroutine.paper.document import Document
from voiceroutine.paper.style import Style

STYLES = [Style(10.5), Style(21, "B"), Style(9, "I")]


@pytest.fixture(scope="module")
def document() -> Iterator[Document]:
    found = Document("a4", title="", author="", language="en", made_with="")
    yield found
    found.close()


@given(text=st.text(max_size=300), width=st.floats(8, 180), style=st.sampled_from(STYLES))
def test_no_line_is_wider_than_its_room_and_no_letter_is_lost(
    document: Document, text: str, width: float, style: Style
) -> None:
    lines = document.lines(text, style, width)
    assert lines
    assert all(document.text_width(line, style) <= width + 1e-6 or len(line) == 1 for line in lines)
    assert "".join(lines).replace(" ", "") == document.lettering.writable(text).replace(" ", "")


def test_a_line_is_not_broken_at_a_space_that_holds_together(document: Document) -> None:
    style = Style(10)
    width = document.text_width("Breathe in, let go (4", style)
    assert document.lines("Breathe in, let go (4\u00a0s).", style, width) == ["Breathe in, let go", "(4\u00a0s)."]

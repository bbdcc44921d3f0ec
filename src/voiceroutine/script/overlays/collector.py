"""Collects what is wrong while a script is put together, and bounds the time that hints take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.document.nodes import Mapping, Node, Scalar, Span
from voiceroutine.document.problems import MOST_PROBLEMS, FaultyScriptError, Problem, did_you_mean, one_of
from voiceroutine.script.reading import mapping

if TYPE_CHECKING:
    from collections.abc import Collection

_MOST_LISTED = 20
"""How many words a hint lists."""
_MOST_COMPARED = 20_000
"""How many words are compared with others for hints: half a second of work."""


class Collector:
    """The problems found so far. What is wrong is left out, and the rest is put together all the same."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.incomplete = False
        """Whether keys can be missing because a script that this one extends could not be read."""
        self.extended = "the script that this one extends"
        """What problems call the script whose stretches are changed."""
        self.unresolved: list[Span] = []
        """Stretches that use one which the library lacks: what they lack themselves may be in that one."""
        self._compared = 0
        """Words that were compared with others for hints."""

    def add_problem(self, code: str, message: str, span: Span, hint: str | None = None) -> None:
        """Add an error at `span`."""
        self.problems.append(Problem(code=code, message=message, span=span, hint=hint))

    def mapping(self, node: Node, what: str) -> Mapping:
        """Return `node` if it is keys and values; otherwise none, and a problem that begins with `what`."""
        try:
            return mapping(node, what)
        except FaultyScriptError as error:
            self.problems.extend(error.problems)
            return Mapping({}, node.span)

    def word(self, node: Node, expected: str) -> str | None:
        """Return the text of `node` without the space around it; None, and a problem, if it has none."""
        if isinstance(node, Scalar) and node.text and node.text.strip():
            return node.text.strip()
        self.add_problem("wrong-type", f"expected {expected}", node.span)
        return None

    def similar(self, word: str, known: Collection[str]) -> str | None:
        """Return a hint that names the known words nearest to `word`, or None; of very many problems not for all."""
        if not known or not self._shown:
            return None
        self._compared += len(known)
        return did_you_mean(word, known)

    def nearest(self, word: str, known: Collection[str], beginning: str) -> str | None:
        """Return a hint that names the known words nearest to `word`, or lists them after `beginning`."""
        if not known or not self._shown:
            return None
        if hint := self.similar(word, known):
            return hint
        if len(known) > _MOST_LISTED:
            listed = [key for key, _ in zip(known, range(_MOST_LISTED), strict=False)]
            return f"{beginning} {', '.join(f'`{key}`' for key in listed)} and others"
        return f"{beginning} {one_of(known)}"

    @property
    def _shown(self) -> bool:
        """Whether a further problem would still be shown, so that a hint is worth its time."""
        return len(self.problems) < MOST_PROBLEMS and self._compared < _MOST_COMPARED

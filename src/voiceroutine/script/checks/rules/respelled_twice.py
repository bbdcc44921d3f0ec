"""`say_as` does not distinguish capital letters, so no word may be in it twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.script.checks.base import Context, Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = "duplicate-key"
SEVERITY = "error"


def check(context: Context) -> Iterator[Fault]:
    """Yield a fault for each word that differs from an earlier one in its capital letters alone."""
    first: dict[str, str] = {}
    for word in context.routine.say_as if context.routine else ():
        earlier = first.setdefault(word.lower(), word)
        if earlier != word:
            yield Fault(
                path=("say_as", word),
                message=f"the word `{word}` appears twice: capital and small letters are the same here",
                hint=f"it is already there as `{earlier}`; remove one of the two",
                at_key=True,
            )

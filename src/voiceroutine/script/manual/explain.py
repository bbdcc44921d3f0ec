"""What the codes of problems mean, for `voiceroutine explain` and the reference page."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict

from voiceroutine.document.nodes import plain
from voiceroutine.document.problems import did_you_mean
from voiceroutine.document.reader import read_text
from voiceroutine.errors import VoiceroutineError


class Explanation(BaseModel):
    """One code."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Literal["error", "warning"]
    meaning: str
    wrong: str | None = None
    """A whole script that has this problem, where one can be shown."""
    right: str | None = None
    """The same script without it."""
    example: Literal["none"] | None = None
    """Set where no example can be written down."""


@cache
def explanations() -> dict[str, Explanation]:
    """Return every code with its explanation, in the order of the reference page."""
    file = resources.files("voiceroutine.script.manual") / "explanations.yaml"
    content = plain(read_text(file.read_bytes(), file.name))
    if not isinstance(content, dict):
        raise TypeError("explanations.yaml is a mapping")
    return {code: Explanation.model_validate(value) for code, value in content.items()}


def explain(code: str) -> str:
    """Return what a problem's code means, with a wrong and a right example, as text for a terminal.

    Raises:
        VoiceroutineError: There is no such code.
    """
    code = code.strip("[]").lower()
    known = explanations()
    if code not in known:
        hint = did_you_mean(code, known) or "`voiceroutine explain` lists them all"
        raise VoiceroutineError(f"there is no code `{code}`", hint)
    return _as_text(code, known[code])


def markdown(code: str, explanation: Explanation) -> str:
    """Return the section of one code."""
    parts = [f"## {code}", f"*{explanation.severity}.* {explanation.meaning}"]
    if explanation.wrong and explanation.right:
        for word, script in (("Wrong", explanation.wrong), ("Right", explanation.right)):
            parts += [f"{word}:", f"```yaml\n{script.rstrip()}\n```"]
    return "\n\n".join(parts)


def _as_text(code: str, explanation: Explanation) -> str:
    parts = [f"{code} ({explanation.severity})", explanation.meaning]
    for word, script in (("wrong", explanation.wrong), ("right", explanation.right)):
        if script:
            parts.append(f"{word}:\n" + "\n".join(f"    {line}".rstrip() for line in script.rstrip().splitlines()))
    return "\n\n".join(parts)

"""The meanings of problems' codes, for `voiceroutine explain` and the reference page: one file a code."""

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
    """What one code means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    severity: Literal["error", "warning"]
    meaning: str
    wrong: str | None = None
    """A whole script that has this problem, where one can be shown."""
    right: str | None = None
    """The same script without it."""
    example: Literal["none"] | None = None
    """Set where no example can be written down."""
    allowable: bool = False
    """Whether it is an error that a script may `allow`, as every warning."""

    @property
    def can_be_allowed(self) -> bool:
        """Whether an `allow` may name it."""
        return self.allowable or self.severity == "warning"

    @property
    def kind(self) -> str:
        """What it is, for a reader: `error`, `warning`, or `error, until it is allowed`."""
        return f"{self.severity}, until it is allowed" if self.allowable else self.severity


@cache
def explanations() -> dict[str, Explanation]:
    """Return every code with its explanation: the errors by name, then the warnings by name."""
    folder = resources.files("voiceroutine.script.manual") / "explanations"
    found = {
        file.name.removesuffix(".yaml"): Explanation.model_validate(plain(read_text(file.read_bytes(), file.name)))
        for file in folder.iterdir()
        if file.name.endswith(".yaml")
    }
    return dict(sorted(found.items(), key=lambda item: (item[1].severity, item[0])))


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
    """Return the section about one code for the reference page."""
    parts = [f"## {code}", f"*{explanation.kind}.* {explanation.meaning}"]
    if explanation.wrong and explanation.right:
        for word, script in (("Wrong", explanation.wrong), ("Right", explanation.right)):
            parts += [f"{word}:", f"```yaml\n{script.rstrip()}\n```"]
    return "\n\n".join(parts)


def _as_text(code: str, explanation: Explanation) -> str:
    """Return what `voiceroutine explain` prints about one code."""
    parts = [f"{code} ({explanation.kind})", explanation.meaning]
    for word, script in (("wrong", explanation.wrong), ("right", explanation.right)):
        if script:
            parts.append(f"{word}:\n" + "\n".join(f"    {line}".rstrip() for line in script.rstrip().splitlines()))
    return "\n\n".join(parts)

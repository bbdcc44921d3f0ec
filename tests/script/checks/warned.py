"""What `check` warns of in a script."""

from __future__ import annotations

from pathlib import Path

from tests.support import BUNDLED, write
from voiceroutine.app.check import check

CAUTION = "caution: Stop if it hurts."


def warned(code: str, text: str) -> list[str]:
    """Return the warnings of one code in a script, each as `line:column-end: message`."""
    problems = [problem for problem in check(write(Path("x.yaml"), text), library=BUNDLED) if problem.code == code]
    assert all(problem.severity == "warning" for problem in problems)
    return [f"{_place(problem.as_json())}: {problem.message}" for problem in problems]


def _place(found: dict[str, str | int | None]) -> str:
    end = found["end_column"] if found["line"] == found["end_line"] else f"{found['end_line']}:{found['end_column']}"
    return f"{found['line']}:{found['column']}-{end}"

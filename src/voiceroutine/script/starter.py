"""What a new script begins with."""

from __future__ import annotations

from importlib import resources

SCHEMA_FILE = "voiceroutine.schema.json"
MODELINE = f"# yaml-language-server: $schema={SCHEMA_FILE}\n"
"""Tells an editor with a YAML language server where the schema lies: beside the script."""


def starter(routine: str | None = None) -> str:
    """Return the text of a new script.

    Args:
        routine: The text of the script to begin with; by default one that teaches the language.
    """
    if routine is None:
        routine = (resources.files("voiceroutine.script") / "starter.yaml").read_text(encoding="utf-8")
    lines = [line for line in routine.splitlines(keepends=True) if not line.startswith("# yaml-language-server:")]
    return MODELINE + "".join(lines)

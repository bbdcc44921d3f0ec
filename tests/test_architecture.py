"""Imports point down, and third parties stay in their room."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import voiceroutine

PACKAGE = Path(voiceroutine.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

FLOORS = [
    "errors",
    "units",
    "chimes",
    "files",
    "cache",
    "config",
    "document",
    "language",
    "script",
    "plan",
    "voice",
    "audio",
    "session",
    "app",
    "cli",
]
"""From the ground up: a module imports from its own floor and from those below."""

MAY_NOT = {("audio", "voice"), ("session", "voice"), ("session", "audio"), ("voice", "plan"), ("voice", "script")}
"""Rooms that stand side by side."""

ROOMS = {
    "click": ["cli"],
    "rich": ["cli", "document"],
    "yaml": ["document"],
    "pydantic": ["script", "language", "plan.timeline_json"],
    "pydantic_core": ["script"],
    "rapidfuzz": ["script.sheet"],
    "num2words": ["language"],
    "langcodes": ["language"],
    "pydub": ["audio"],
    "imageio_ffmpeg": ["audio"],
    "mutagen": ["session"],
    "PIL": ["session"],
    "hibari": ["voice"],
    "piper": ["voice"],
    "pyttsx3": ["voice"],
    "espeakng_loader": ["voice"],
    "soundfile": ["voice"],
    "soxr": ["voice", "audio"],
    "platformdirs": ["script.library", "cache", "config"],
    "numpy": ["voice", "audio"],
}


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    floor = name_of(path).split(".")[0]
    if floor in ("__init__", "__main__"):
        return
    for module in imports(path):
        if not module.startswith("voiceroutine."):
            continue
        other = module.split(".")[1]
        assert FLOORS.index(other) <= FLOORS.index(floor), f"{name_of(path)} imports {module}, which lies above it"
        assert (floor, other) not in MAY_NOT, f"{name_of(path)} imports {module}, which stands beside it"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_third_parties_stay_in_their_room(path: Path) -> None:
    name = name_of(path)
    for module in imports(path):
        package = module.split(".")[0]
        if package in sys.stdlib_module_names or package == "voiceroutine":
            continue
        rooms = ROOMS[package]
        assert any(name == room or name.startswith(f"{room}.") for room in rooms), f"{name} imports {package}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_module_holds_two_ideas(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 320, f"{name_of(path)} has {lines} lines"


def test_help_imports_click_and_nothing_heavy() -> None:
    code = "import sys, voiceroutine.cli; print(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "click" in loaded
    assert not {"numpy", "pydantic", "yaml", "pydub", "rich", "onnxruntime", "mutagen"} & set(loaded)

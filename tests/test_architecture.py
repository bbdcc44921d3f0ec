"""Imports point down, third parties stay in their room, and nothing goes round in a circle.

`python tests/test_architecture.py` prints the figures of the house; with a folder, those of another `voiceroutine`.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

import voiceroutine

PACKAGE = Path(voiceroutine.__file__).parent
FRONT_DOOR = ""
"""The name of the package's own module here: `import voiceroutine`."""

FLOORS = [
    "errors",
    "units",
    "chimes",
    "files",
    "cache",
    "config",
    "document",
    "language",
    "picture",
    "paper",
    "script",
    "plan",
    "voice",
    "audio",
    "session",
    "app",
    "web",
    FRONT_DOOR,
    "cli",
    "__main__",
]
"""From the ground up: a module imports from its own floor and from those below."""

SUB_ROOMS = [
    "document.edit",
    "script.checks",
    "script.dose",
    "script.forms",
    "script.manual",
    "script.overlays",
    "script.sheet",
    "plan.fit",
]
"""Folders that are rooms of their own, with a purpose of their own; a room and its sub-rooms may import each other."""

MAY_NOT = {("audio", "voice"), ("session", "voice"), ("session", "audio"), ("voice", "plan"), ("voice", "script")}
"""Rooms that stand side by side."""

LARGEST_SHARE = 1 / 5
"""Of all lines: the most that a room may have."""

ROOMS = {
    "click": ["cli"],
    "rich.cells": ["cli.terminal", "document.problems"],
    "rich.console": ["cli.terminal", "cli.batching"],
    "rich.progress": ["cli.terminal", "cli.batching"],
    "yaml": ["document.reader", "document.edit.tree"],
    "pydantic": ["script", "language", "plan.timeline_json", "session"],
    "pydantic_core": ["script.invalid", "script.picture_parts", "script.spoken", "script.values", "session.record"],
    "rapidfuzz": ["script.sheet.names"],
    "num2words": ["language.numbers"],
    "langcodes": ["language.tags"],
    "pydub": ["audio.mix"],
    "imageio_ffmpeg": ["audio.encode"],
    "mutagen": ["session.tags", "session.sample", "session.containers", "session.ogg"],
    "PIL": ["session.cover", "session.art", "session.card", "session.lettering"],
    "fpdf": ["paper.document", "paper.lettering"],
    "segno": ["paper.code"],
    "starlette": ["web"],
    "jinja2": ["web.pages"],
    "uvicorn": ["web.server"],
    "watchfiles": ["app.watch", "web.studio.editor"],
    "icalendar": ["paper.events"],
    "hibari": ["voice.engines.hibari"],
    "piper": ["voice.engines.piper"],
    "pyttsx3": ["voice.engines._system_child"],
    "espeakng_loader": ["voice.engines._system_child"],
    "soundfile": ["voice.recording"],
    "soxr": ["voice.shape", "audio.measure"],
    "platformdirs": ["files"],
    "numpy": ["voice", "audio"],
}
"""Which modules, or rooms, may import a library, or a part of one."""


@dataclass(frozen=True)
class Module:
    """A module of the package."""

    name: str
    """Without the package's own: `plan.layout`; a folder's `__init__` is named like the folder."""
    path: Path

    @cached_property
    def lines(self) -> int:
        return len(self.path.read_text(encoding="utf-8").splitlines())

    @cached_property
    def imports(self) -> frozenset[tuple[str, str | None]]:
        """Everything imported anywhere in it, for the type checker too: modules, each with the name taken from it."""
        found: set[tuple[str, str | None]] = set()
        for node in ast.walk(ast.parse(self.path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update((alias.name, None) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path}: a relative import"
                found.update((node.module or "", alias.name) for alias in node.names)
        return frozenset(found)


class House:
    """A tree of modules with its rooms, and the arrows between them: imports."""

    def __init__(self, package: Path) -> None:
        paths = sorted(package.rglob("*.py"))
        self.modules = {name: Module(name, path) for path in paths for name in [self._name(path, package)]}

    @staticmethod
    def _name(path: Path, package: Path) -> str:
        parts = path.relative_to(package).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def room(self, name: str) -> str:
        """Return the room that a module is in: a folder, or for a module that is in none the module itself."""
        return next((room for room in SUB_ROOMS if f"{name}.".startswith(f"{room}.")), name.split(".")[0])

    @cached_property
    def arrows(self) -> dict[str, set[str]]:
        """Which modules of the house each module imports."""
        return {name: {*self._of_the_house(module)} - {name} for name, module in self.modules.items()}

    def _of_the_house(self, module: Module) -> Iterable[str]:
        for source, taken in module.imports:
            package, _, inner = source.partition(".")
            if package != "voiceroutine" or taken == "__version__":  # the version is a fact, and no way to any room
                continue
            whole = f"{inner}.{taken}".lstrip(".")
            yield whole if whole in self.modules else inner

    def between(self, rooms: Mapping[str, str]) -> dict[str, set[str]]:
        """Return the arrows between rooms, where `rooms` names the room of each module."""
        found: dict[str, set[str]] = {room: set() for room in rooms.values()}
        for name, others in self.arrows.items():
            found[rooms[name]].update(rooms[other] for other in others if rooms[other] != rooms[name])
        return found

    @cached_property
    def rooms(self) -> dict[str, str]:
        """The room of each module, sub-rooms among them."""
        return {name: self.room(name) for name in self.modules}

    @cached_property
    def floors(self) -> dict[str, str]:
        """The floor that each module is on."""
        return {name: name.split(".")[0] for name in self.modules}

    @cached_property
    def shares(self) -> list[tuple[float, str]]:
        """The share of each room in all lines, the largest first."""
        lines: Counter[str] = Counter()
        for name, module in self.modules.items():
            lines[self.room(name)] += module.lines
        return sorted(((count / lines.total(), room) for room, count in lines.items()), reverse=True)

    def figures(self) -> str:
        share, largest = self.shares[0]
        arrows = self.between(self.rooms)
        lines = sum(module.lines for module in self.modules.values())
        return "\n".join(
            [
                f"rooms: {len(self.shares)}, modules: {len(self.modules)}, lines: {lines}",
                f"arrows between rooms: {sum(map(len, arrows.values()))}",
                f"circles of rooms: {described(circles(self.between(self.floors)))}",
                f"circles of modules: {described(circles(self.arrows))}",
                f"largest room: {largest}, {share:.1%} of the lines",
                f"largest module: {max((m.lines, name) for name, m in self.modules.items())}",
            ]
        )


def described(found: list[list[str]]) -> str:
    return f"{len(found)}" + "".join(f"\n  {', '.join(circle)}" for circle in found)


def circles(arrows: Mapping[str, set[str]]) -> list[list[str]]:
    """Return the groups of nodes that can all be reached from each other, the largest first."""
    reached = {node: reachable(node, arrows) for node in arrows}
    groups: dict[tuple[str, ...], None] = {}
    for node in sorted(arrows):
        together = tuple(sorted(other for other in reached[node] if node in reached[other]))
        if together:
            groups[together] = None
    return sorted(map(list, groups), key=len, reverse=True)


def reachable(start: str, arrows: Mapping[str, set[str]]) -> set[str]:
    """Return what can be reached from `start` by one arrow or more."""
    found: set[str] = set()
    waiting = list(arrows[start])
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting.extend(arrows[node])
    return found


HOUSE = House(PACKAGE)


@pytest.mark.parametrize("name", HOUSE.modules, ids=lambda name: name or "voiceroutine")
def test_imports_point_down(name: str) -> None:
    floor = HOUSE.floors[name]
    for other in HOUSE.arrows[name]:
        below = HOUSE.floors[other]
        assert FLOORS.index(below) <= FLOORS.index(floor), f"{name} imports {other}, which lies above it"
        assert (floor, below) not in MAY_NOT, f"{name} imports {other}, which stands beside it"


def test_no_import_leads_back_to_where_it_began() -> None:
    assert circles(HOUSE.arrows) == []
    assert circles(HOUSE.between(HOUSE.floors)) == []


def test_no_room_holds_a_fifth_of_the_lines() -> None:
    assert [(room, share) for share, room in HOUSE.shares if share >= LARGEST_SHARE] == []


@pytest.mark.parametrize("name", HOUSE.modules, ids=lambda name: name or "voiceroutine")
def test_third_parties_stay_in_their_room(name: str) -> None:
    for module, taken in HOUSE.modules[name].imports:
        if module.split(".")[0] in (*sys.stdlib_module_names, "voiceroutine"):
            continue
        allowed = [rooms for part, rooms in ROOMS.items() if f"{module}.{taken}.".startswith(f"{part}.")]
        assert allowed, f"{name} imports {module}, which has no room"
        rooms = allowed[0]
        assert any(f"{name}.".startswith(f"{room}.") for room in rooms), f"{name} imports {module}"


def test_every_library_with_a_room_is_used() -> None:
    used = {f"{module}.{taken}." for found in HOUSE.modules.values() for module, taken in found.imports}
    assert [part for part in ROOMS if not any(name.startswith(f"{part}.") for name in used)] == []


@pytest.mark.parametrize("name", [name for name, floor in HOUSE.floors.items() if floor == "cli"])
def test_the_command_line_goes_through_the_front_door(name: str) -> None:
    for other in HOUSE.arrows[name]:
        assert other == FRONT_DOOR or HOUSE.floors[other] == "cli", f"{name} imports {other}"


def test_a_circle_is_found() -> None:
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"d"}}
    assert circles(arrows) == [["b", "c"], ["d"]]


def test_an_import_is_followed_however_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    files = {
        "one.py": "from voiceroutine.room import two\nfrom voiceroutine.room.three import THREE\n",
        "room/__init__.py": "",
        "room/two.py": "def late():\n    import voiceroutine.one\n",
        "room/three.py": "if TYPE_CHECKING:\n    from voiceroutine.room import two\nTHREE = 3\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    house = House(tmp_path)
    assert house.arrows == {
        "one": {"room.two", "room.three"},
        "room": set(),
        "room.two": {"one"},
        "room.three": {"room.two"},
    }
    assert circles(house.between(house.floors)) == [["one", "room"]]


@pytest.mark.parametrize("name", HOUSE.modules, ids=lambda name: name or "voiceroutine")
def test_no_module_holds_two_ideas(name: str) -> None:
    assert HOUSE.modules[name].lines <= 320


def test_help_imports_click_and_nothing_heavy() -> None:
    code = "import sys, voiceroutine.cli; print(' '.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "click" in loaded
    assert not {"numpy", "pydantic", "yaml", "pydub", "rich", "onnxruntime", "mutagen"} & set(loaded)


if __name__ == "__main__":
    print(House(Path(sys.argv[1]) if sys.argv[1:] else PACKAGE).figures())  # noqa: T201 it is what this program says

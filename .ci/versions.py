"""Answers about the versions of packages, as lines of `name==version`, for .ci/run."""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
NOT_OURS = {"pip", "setuptools", "wheel", "uv", "voiceroutine"}  # what an environment begins with, and the project


def plain(name: str) -> str:
    """Return a package's name as indexes write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lowest() -> list[str]:
    """Return the lowest version that pyproject.toml allows of each package that the project needs."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = []
    for requirement in map(Requirement, project["dependencies"]):
        (version,) = (bound.version for bound in requirement.specifier if bound.operator in {">=", "=="})
        marker = f" ; {requirement.marker}" if requirement.marker else ""
        lines.append(f"{requirement.name}=={version}{marker}")
    return lines


def installed() -> list[str]:
    """Return what this environment has."""
    found = {plain(each.metadata["Name"]): each.version for each in distributions()}
    return sorted(f"{name}=={version}" for name, version in found.items() if name not in NOT_OURS)


def unpinned() -> list[str]:
    """Return what this environment has otherwise than constraints.txt says, or without its saying anything."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {line.split(";")[0].strip() for line in lines}
    return [each for each in installed() if each not in pins]


if __name__ == "__main__":
    print("\n".join({"lowest": lowest, "installed": installed, "unpinned": unpinned}[sys.argv[1]]()))

"""The pictures that there are: those of the named poses, and those of the bundled stretches."""

from __future__ import annotations

from functools import cache

from tests.support import BUNDLED
from voiceroutine.picture.contact import settled
from voiceroutine.picture.drawing import shapes_of
from voiceroutine.picture.pose import Pose
from voiceroutine.picture.poses import POSES
from voiceroutine.picture.shapes import Shape
from voiceroutine.picture.skeleton import Skeleton
from voiceroutine.script.alone import load_stretch


def of_stretches() -> dict[str, Pose]:
    stretches = {key: load_stretch(path) for key, (path, _) in BUNDLED.stretches().items()}
    return {key: stretch.picture.drawn() for key, stretch in stretches.items() if stretch.picture}


PICTURES: dict[str, Pose] = {**{f"pose {name}": pose for name, pose in POSES.items()}, **of_stretches()}


@cache
def skeleton(name: str) -> Skeleton:
    return settled(PICTURES[name])


@cache
def shapes(name: str) -> tuple[Shape, ...]:
    return shapes_of(PICTURES[name])

"""The points that hands and feet can reach, and straps and arrows begin at: those of the body and of the props."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.picture.anatomy import SIDES

if TYPE_CHECKING:
    from voiceroutine.picture.pose import Pose
    from voiceroutine.picture.skeleton import Skeleton
    from voiceroutine.picture.vectors import Vector

FLOOR, WALL = "floor", "wall"

SEAT_HEIGHT, SEAT_HALF, BACK_HEIGHT = 0.235, 0.13, 0.5
"""Of a chair: its height, half of its depth and breadth, and the height of its back."""

_OF_LIMBS = (
    *("shoulder", "elbow", "wrist", "hand", "fingers"),
    *("hip", "knee", "ankle", "heel", "toes"),
)
_OF_THE_TRUNK = (
    *("pelvis", "belly", "ribs", "chest", "neck", "head", "face", "forehead", "chin", "crown", "nape"),
    *("breastbone", "navel", "tailbone", "upper spine", "lower spine", "right ear", "left ear", "middle of the head"),
    *("right of the neck", "left of the neck"),
)
BODY_PLACES = (*_OF_THE_TRUNK, *(f"{side} {name}" for side in SIDES for name in _OF_LIMBS))
PROP_PLACES = ("right seat", "left seat", "chair back", "right chair back", "left chair back", "door frame", "post")
PLACES = (WALL, *BODY_PLACES, *PROP_PLACES)
"""The names of `places`."""
TARGETS = (FLOOR, *PLACES)
"""What can be reached."""


def places(skeleton: Skeleton, pose: Pose) -> dict[str, Vector]:
    """Return every point of the body and of the props."""
    return {**skeleton.points, **_of_props(skeleton, pose)}


def number(pose: Pose, prop: str, place: int, default: float) -> float:
    """Return one of the numbers that say where a prop is, or the default."""
    numbers = pose.props.get(prop, ())
    value = numbers[place] if place < len(numbers) else default
    return default if isinstance(value, str) else value


def chair_at(skeleton: Skeleton, pose: Pose) -> tuple[float, float, float]:
    """Return where the middle of the chair's seat is: forward, left; and the sign of the way that it faces."""
    forward = number(pose, "chair", 0, skeleton.points["pelvis"][0] + 0.03)
    left = -number(pose, "chair", 1, -skeleton.points["pelvis"][1])
    return forward, left, -1.0 if number(pose, "chair", 2, 0) == 180 else 1.0


def _of_props(skeleton: Skeleton, pose: Pose) -> dict[str, Vector]:
    forward, left, way = chair_at(skeleton, pose)
    behind = forward - way * SEAT_HALF
    door = number(pose, "doorway", 0, 0.0)
    return {
        WALL: (number(pose, "wall", 0, 0.4), 0.0, 0.0),
        "right seat": (forward, left - SEAT_HALF, SEAT_HEIGHT),
        "left seat": (forward, left + SEAT_HALF, SEAT_HEIGHT),
        "chair back": (behind, left, BACK_HEIGHT),
        "right chair back": (behind, left - 0.09, BACK_HEIGHT),
        "left chair back": (behind, left + 0.09, BACK_HEIGHT),
        "door frame": (door, -number(pose, "doorway", 1, 0.2), 0.7),
        "post": (number(pose, "post", 0, 0.5), 0.0, number(pose, "post", 2, 0.55)),
    }

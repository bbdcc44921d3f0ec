"""Brings the figure to the ground, and its hands and feet to where they reach."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from voiceroutine.picture import anatomy
from voiceroutine.picture.anatomy import RADII, SECTIONS, SIDES
from voiceroutine.picture.places import FLOOR, SEAT_HEIGHT, WALL, places
from voiceroutine.picture.skeleton import Skeleton, arm, leg, outward, straight_from
from voiceroutine.picture.vectors import (
    FORWARD,
    UP,
    Frame,
    Vector,
    cross,
    frame_of,
    length,
    minus,
    plus,
    square_to,
    times,
    unit,
)

if TYPE_CHECKING:
    from voiceroutine.picture.pose import Pose, Reach

SEATED = "seat"
"""In `ground`: the pelvis is on a seat."""

_Balls = tuple[tuple[str, float], ...]
_LIMBS: dict[str, _Balls] = {
    "foot": (("heel", RADII["heel"]), ("toes", RADII["toes"])),
    "heel": (("heel", RADII["heel"]),),
    "toes": (("toes", RADII["toes"]),),
    "knee": (("knee", RADII["knee"]),),
    "shank": (("knee", RADII["knee"]), ("ankle", RADII["ankle"])),
    "hand": (("hand", RADII["hand"]),),
    "forearm": (("elbow", RADII["elbow"]), ("wrist", RADII["wrist"])),
    "elbow": (("elbow", RADII["elbow"]),),
    "shoulder": (("shoulder", RADII["shoulder"]),),
    "hip": (("hip", RADII["hip"]),),
}
"""The parts of a limb that can rest on the ground: their points, and how thick they are there."""
_TRUNK = {
    "pelvis": ("pelvis", "pelvis", SECTIONS["pelvis"]),
    "ribs": ("chest", "ribs", SECTIONS["ribs"]),
    "chest": ("neck", "chest", SECTIONS["chest"]),
    "head": ("middle of the head", "head", anatomy.HEAD),
}
"""The same of the trunk: a point, a frame, and half of the measures."""
GROUNDS = (SEATED, *_TRUNK, *(f"{side} {part}" for side in SIDES for part in _LIMBS))
"""What can rest on the ground."""

HANDS = tuple(f"{side} hand" for side in SIDES)
FEET = tuple(f"{side} foot" for side in SIDES)


def settled(pose: Pose) -> Skeleton:
    """Return the figure of a pose: on the ground, with its hands and feet where they reach."""
    return _settled(pose)[0]


def misses(pose: Pose) -> dict[str, float]:
    """Return how far each hand and foot stays away from where it should reach, in statures."""
    return _settled(pose)[1]


def _settled(pose: Pose) -> tuple[Skeleton, dict[str, float]]:
    skeleton = _grounded(straight_from(pose), pose)
    missed: dict[str, float] = {}
    for limb in sorted(pose.reach, key=HANDS.__contains__):  # a hand may hold a foot
        reach = pose.reach[limb]
        target = _target(skeleton, pose, limb, reach)
        side, _, kind = limb.partition(" ")
        skeleton = (_hand_at if kind == "hand" else _foot_at)(skeleton, side, target, reach)
        end = skeleton.points[limb if kind == "hand" else f"{side} ankle"]
        missed[limb] = length(minus(end, target))
    return skeleton, missed


def _grounded(skeleton: Skeleton, pose: Pose) -> Skeleton:
    """Return the figure at its height: on the seat, or with its lowest resting part on the ground."""
    if SEATED in pose.ground:
        return skeleton.shifted((0.0, 0.0, SEAT_HEIGHT - lowest(skeleton, "pelvis")))
    resting = [part for part in pose.ground if part not in pose.reach] or pose.ground
    if not resting:
        return skeleton
    return skeleton.shifted((0.0, 0.0, pose.lift - min(_height(skeleton, pose, part) for part in resting)))


def _height(skeleton: Skeleton, pose: Pose, part: str) -> float:
    """Return how high a part is above the floor: a foot that will stand flat, by its ankle."""
    if part in FEET and part in pose.reach:
        return skeleton.points[f"{part.partition(' ')[0]} ankle"][2] - anatomy.ANKLE_HEIGHT
    return lowest(skeleton, part)


def lowest(skeleton: Skeleton, part: str) -> float:
    """Return how high the lowest point of a part is above the floor."""
    if part in _TRUNK:
        point, frame, half = _TRUNK[part]
        axes = skeleton.frames[frame]
        down = math.hypot(
            *(axis[2] * size for axis, size in zip((axes.forward, axes.left, axes.up), half, strict=True))
        )
        return skeleton.points[point][2] - down
    side, _, name = part.partition(" ")
    return min(skeleton.points[f"{side} {point}"][2] - radius for point, radius in _LIMBS[name])


def _target(skeleton: Skeleton, pose: Pose, limb: str, reach: Reach) -> Vector:
    """Return the point to which a hand, or the ankle of a foot, is brought."""
    side, _, kind = limb.partition(" ")
    forward, right, up = reach.by
    known = places(skeleton, pose)
    if kind == "hand":
        root, thick = skeleton.points[f"{side} shoulder"], RADII["hand"]
    else:
        root, thick = skeleton.points[f"{side} ankle"], anatomy.ANKLE_HEIGHT
    if reach.to == FLOOR:
        point: Vector = (root[0], root[1], thick)
    elif reach.to == WALL:
        wall = known[WALL][0]
        point = (wall - math.copysign(thick, wall), root[1], root[2])
    else:
        point = known[reach.to]
    return plus(point, (forward, -right, up))


def _hand_at(skeleton: Skeleton, side: str, target: Vector, reach: Reach) -> Skeleton:
    """Return the figure with the middle of a hand at `target`: flat on the floor or on a wall, else in line."""
    chest = skeleton.frames["chest"]
    out = chest.at(0.0, outward(side), 0.0)
    shoulder = skeleton.points[f"{side} shoulder"]
    flat = {FLOOR: square_to(cross(chest.left, UP), UP) or FORWARD, WALL: UP}.get(reach.to)
    beyond = anatomy.HAND / 2
    usual = plus(times(out, 0.6), times(chest.up, -0.6), times(chest.forward, -0.4))
    aim = _aim(chest, side, reach) or usual
    if flat:
        wrist_at = minus(target, times(flat, beyond))
        elbow, wrist = two_bones(shoulder, wrist_at, (anatomy.UPPER_ARM, anatomy.FOREARM), aim)
        direction = flat
    else:
        elbow, end = two_bones(shoulder, target, (anatomy.UPPER_ARM, anatomy.FOREARM + beyond), aim)
        direction = unit(minus(end, elbow))
        wrist = plus(elbow, times(direction, anatomy.FOREARM))
    upper = frame_of(unit(minus(shoulder, elbow)), minus(wrist, shoulder))
    fore = frame_of(unit(minus(elbow, wrist)), minus(wrist, shoulder))
    hand = frame_of(times(direction, -1), fore.forward)
    return skeleton.with_limb(*arm(side, (shoulder, elbow, wrist), (upper, fore, hand)))


def _foot_at(skeleton: Skeleton, side: str, target: Vector, reach: Reach) -> Skeleton:
    """Return the figure with an ankle at `target`: the foot flat on the floor, else square to the shank."""
    pelvis = skeleton.frames["pelvis"]
    hip = skeleton.points[f"{side} hip"]
    aim = _aim(pelvis, side, reach) or plus(pelvis.forward, times(pelvis.up, 0.2))
    knee, ankle = two_bones(hip, target, (anatomy.THIGH, anatomy.SHANK), aim)
    thigh = frame_of(unit(minus(hip, knee)), aim)
    shank = frame_of(unit(minus(knee, ankle)), aim)
    foot = frame_of(UP, square_to(cross(pelvis.left, UP), UP) or FORWARD) if reach.to == FLOOR else shank
    return skeleton.with_limb(*leg(side, (hip, knee, ankle), (thigh, shank, foot)))


def _aim(trunk: Frame, side: str, reach: Reach) -> Vector | None:
    """Return the direction to which an elbow or a knee points, if the data say so."""
    words = {
        "forward": trunk.forward,
        "back": times(trunk.forward, -1),
        "out": times(trunk.left, outward(side)),
        "in": times(trunk.left, -outward(side)),
        "up": trunk.up,
        "down": times(trunk.up, -1),
    }
    return plus(*(words[word] for word in reach.bend)) if reach.bend else None


def two_bones(root: Vector, target: Vector, lengths: tuple[float, float], aim: Vector) -> tuple[Vector, Vector]:
    """Return where the middle joint and the end of two bones are.

    Args:
        root: The upper end of the first bone.
        target: Where the end should be. It is brought as near as the bones allow.
        lengths: Of both bones.
        aim: The direction to which the middle joint points.
    """
    first, second = lengths
    way = minus(target, root)
    distance = length(way)
    toward = times(way, 1 / distance) if distance > 1e-6 else UP
    reached = min(max(distance, abs(first - second) + 1e-4), first + second - 1e-4)
    along = (first * first - second * second + reached * reached) / (2 * reached)
    aside = square_to(aim, toward) or square_to(UP, toward) or FORWARD
    joint = plus(root, times(toward, along), times(aside, math.sqrt(max(first * first - along * along, 0.0))))
    return joint, plus(root, times(toward, reached))

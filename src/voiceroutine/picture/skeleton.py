"""Where the joints of the figure are, from the angles of its joints."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from voiceroutine.picture import anatomy
from voiceroutine.picture.anatomy import RADII, SIDES
from voiceroutine.picture.vectors import Frame, Vector, plus, times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from voiceroutine.picture.pose import Pose

_AnyT = TypeVar("_AnyT", Vector, Frame)

_TRUNK = (
    ("pelvis", "low back", anatomy.PELVIS),
    ("belly", "mid back", anatomy.BELLY),
    ("ribs", "upper back", anatomy.RIBS),
    ("chest", "neck", anatomy.CHEST),
    ("neck", "head", anatomy.NECK),
    ("head", "", 0),
)
"""Each piece of the trunk, the joint at its upper end, by which the next one is bent, and its length."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The points and the frames of a figure."""

    points: Mapping[str, Vector]
    """The joints, and other points of the body, by name: `right elbow`."""
    frames: Mapping[str, Frame]
    """How the parts lie, by name: `right forearm`."""

    def shifted(self, by: Vector) -> Skeleton:
        """Return the same figure elsewhere."""
        return replace(self, points={name: plus(point, by) for name, point in self.points.items()})

    def with_limb(self, points: Mapping[str, Vector], frames: Mapping[str, Frame]) -> Skeleton:
        """Return the figure with some of its points and frames replaced."""
        return Skeleton({**self.points, **points}, {**self.frames, **frames})


def angles_of(pose: Pose, joint: str) -> tuple[float, ...]:
    """Return all angles of a joint, those that are left out as 0. `right elbow` has those of `elbow` if it has none."""
    kind = kind_of(joint)
    given = pose.joints.get(joint, pose.joints.get(kind, ()))
    return (*given, *[0.0] * (len(anatomy.RANGES[kind]) - len(given)))


def kind_of(joint: str) -> str:
    """Return the name of a joint without its side."""
    first, _, rest = joint.partition(" ")
    return rest if first in SIDES else joint


def straight_from(pose: Pose) -> Skeleton:
    """Return the figure of a pose by its angles alone, with its pelvis at the origin."""
    points: dict[str, Vector] = {}
    frames: dict[str, Frame] = {}
    here: Vector = (0.0, 0.0, 0.0)
    frame = Frame().bent(*angles_of(pose, "body"))
    for part, joint, size in _TRUNK:
        points[part], frames[part] = here, frame
        here = plus(here, times(frame.up, size))
        if joint:
            frame = frame.bent(*angles_of(pose, joint))
    for name, (forward, left, up) in _ON_THE_HEAD.items():
        points[name] = plus(points["head"], frames["head"].at(forward, left, up))
    for name, part, at in _ON_THE_TRUNK:
        points[name] = plus(points[part], frames[part].at(*at))
    skeleton = Skeleton(points, frames)
    for side in SIDES:
        skeleton = _with_arm(skeleton, pose, side)
        skeleton = _with_leg(skeleton, pose, side)
    return skeleton


_FACE, _EAR = anatomy.HEAD[0] + anatomy.HEAD_CENTRE[0], anatomy.HEAD[1]
_ON_THE_HEAD: dict[str, Vector] = {
    "middle of the head": anatomy.HEAD_CENTRE,
    "face": (_FACE, 0.0, 0.05),
    "forehead": (_FACE - 0.012, 0.0, 0.09),
    "chin": (_FACE - 0.03, 0.0, -0.01),
    "crown": (0.0, 0.0, anatomy.HEAD_CENTRE[2] + anatomy.HEAD[2]),
    "nape": (-0.05, 0.0, 0.03),
    "right ear": (0.01, -_EAR, 0.06),
    "left ear": (0.01, _EAR, 0.06),
}
_ON_THE_TRUNK: tuple[tuple[str, str, Vector], ...] = (
    ("breastbone", "chest", (0.055, 0.0, 0.02)),
    ("navel", "belly", (0.055, 0.0, 0.02)),
    ("right of the neck", "neck", (0.0, -0.034, 0.03)),
    ("left of the neck", "neck", (0.0, 0.034, 0.03)),
    ("tailbone", "pelvis", (-0.06, 0.0, 0.0)),
    ("upper spine", "chest", (-0.055, 0.0, 0.0)),
    ("lower spine", "belly", (-0.05, 0.0, 0.03)),
)


def outward(side: str) -> int:
    """Return the sign of what is on a side, along the direction to the left."""
    return 1 if side == "left" else -1


def _with_arm(skeleton: Skeleton, pose: Pose, side: str) -> Skeleton:
    raised, drawn = angles_of(pose, "shoulders")
    chest = skeleton.frames["chest"]
    out = outward(side)
    blade = chest.rotated(chest.forward, out * raised)
    blade = blade.rotated(blade.up, -out * drawn)
    joint = plus(skeleton.points["neck"], blade.at(0.0, out * anatomy.SHOULDER_WIDTH, -anatomy.SHOULDER_DROP))
    upper = raised_frame(chest, angles_of(pose, f"{side} shoulder"), side)
    elbow = plus(joint, times(upper.up, -anatomy.UPPER_ARM))
    fore = upper.rotated(upper.left, -angles_of(pose, f"{side} elbow")[0])
    wrist = plus(elbow, times(fore.up, -anatomy.FOREARM))
    hand = fore.rotated(fore.left, -angles_of(pose, f"{side} wrist")[0])
    return skeleton.with_limb(*arm(side, (joint, elbow, wrist), (upper, fore, hand)))


def _with_leg(skeleton: Skeleton, pose: Pose, side: str) -> Skeleton:
    pelvis = skeleton.frames["pelvis"]
    hip = plus(skeleton.points["pelvis"], times(pelvis.left, outward(side) * anatomy.HIP_WIDTH))
    thigh = raised_frame(pelvis, angles_of(pose, f"{side} hip"), side)
    knee = plus(hip, times(thigh.up, -anatomy.THIGH))
    shank = thigh.rotated(thigh.left, angles_of(pose, f"{side} knee")[0])
    ankle = plus(knee, times(shank.up, -anatomy.SHANK))
    foot = shank.rotated(shank.left, -angles_of(pose, f"{side} ankle")[0])
    return skeleton.with_limb(*leg(side, (hip, knee, ankle), (thigh, shank, foot)))


def raised_frame(trunk: Frame, angles: tuple[float, ...], side: str) -> Frame:
    """Return the frame of an upper arm or a thigh that is raised, in a plane, and rolled outward."""
    raised, plane, rolled = angles
    out = outward(side)
    aside = trunk.rotated(trunk.up, out * plane)
    frame = trunk.rotated(aside.left, -raised)
    return frame.rotated(frame.up, out * rolled)


def arm(
    side: str, joints: tuple[Vector, Vector, Vector], frames: tuple[Frame, Frame, Frame]
) -> tuple[dict[str, Vector], dict[str, Frame]]:
    """Return the points and the frames of an arm, from its shoulder, elbow and wrist."""
    hand = frames[2]
    shoulder, elbow, wrist = joints
    points = {
        "shoulder": shoulder,
        "elbow": elbow,
        "wrist": wrist,
        "hand": plus(wrist, times(hand.up, -anatomy.HAND / 2)),
        "fingers": plus(wrist, times(hand.up, RADII["fingers"] - anatomy.HAND)),
    }
    return _named(side, points), _named(side, dict(zip(("upper arm", "forearm", "hand"), frames, strict=True)))


def leg(
    side: str, joints: tuple[Vector, Vector, Vector], frames: tuple[Frame, Frame, Frame]
) -> tuple[dict[str, Vector], dict[str, Frame]]:
    """Return the points and the frames of a leg, from its hip, knee and ankle."""
    foot = frames[2]
    hip, knee, ankle = joints
    points = {
        "hip": hip,
        "knee": knee,
        "ankle": ankle,
        "heel": plus(ankle, foot.at(*anatomy.HEEL)),
        "toes": plus(ankle, foot.at(*anatomy.TOES)),
    }
    return _named(side, points), _named(side, dict(zip(("thigh", "shank", "foot"), frames, strict=True)))


def _named(side: str, parts: dict[str, _AnyT]) -> dict[str, _AnyT]:
    return {f"{side} {name}": part for name, part in parts.items()}

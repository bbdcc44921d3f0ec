"""The parts of the body that a picture can mark, and where their marks lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from voiceroutine.picture.anatomy import RADII, SIDES
from voiceroutine.picture.skeleton import outward
from voiceroutine.picture.vectors import Vector, between, plus

if TYPE_CHECKING:
    from voiceroutine.picture.skeleton import Skeleton

_Anchor: TypeAlias = tuple[str, str, Vector]
"""A point, a frame, and how far from the point the anchor lies in it: forward, outward (of the trunk: left), up."""
_Line: TypeAlias = tuple[_Anchor, ...]

_SPINE = -0.034
_OF_THE_TRUNK: dict[str, tuple[_Line, ...]] = {
    "back of the neck": ((("neck", "neck", (-0.018, 0, 0)), ("head", "neck", (-0.018, 0, 0.01))),),
    "front of the neck": ((("neck", "neck", (0.02, 0, 0.01)), ("head", "neck", (0.02, 0, 0))),),
    "upper back": ((("chest", "ribs", (_SPINE, 0, 0)), ("neck", "chest", (_SPINE, 0, 0))),),
    "middle back": ((("ribs", "ribs", (_SPINE, 0, 0)), ("chest", "ribs", (_SPINE, 0, 0.02))),),
    "lower back": ((("belly", "belly", (_SPINE, 0, -0.03)), ("ribs", "belly", (_SPINE, 0, 0))),),
    "whole back": (
        (
            ("pelvis", "pelvis", (_SPINE, 0, 0.04)),
            ("belly", "belly", (_SPINE, 0, 0.02)),
            ("ribs", "ribs", (_SPINE, 0, 0)),
            ("chest", "ribs", (_SPINE, 0, 0.02)),
            ("neck", "chest", (_SPINE, 0, 0)),
        ),
    ),
    "chest": ((("neck", "chest", (0.03, 0.06, -0.02)), ("neck", "chest", (0.03, -0.06, -0.02))),),
    "belly": ((("belly", "belly", (0.03, 0, -0.01)), ("ribs", "belly", (0.034, 0, 0))),),
    "shoulder blades": (
        (("neck", "chest", (-0.03, 0.03, -0.01)), ("chest", "ribs", (-0.03, 0.03, 0.01))),
        (("neck", "chest", (-0.03, -0.03, -0.01)), ("chest", "ribs", (-0.03, -0.03, 0.01))),
    ),
    "jaw": ((("middle of the head", "head", (0.02, 0.03, -0.045)), ("middle of the head", "head", (0.05, 0, -0.05)),
             ("middle of the head", "head", (0.02, -0.03, -0.045))),),
}  # fmt: skip
_OF_A_SIDE: dict[str, tuple[_Line, ...]] = {
    "side of the neck": ((("neck", "neck", (0, 0.02, 0.0)), ("head", "neck", (0, 0.02, 0.01))),),
    "trap": (
        (
            ("head", "neck", (-0.01, 0.02, 0)),
            ("neck", "neck", (-0.01, 0.026, 0.014)),
            ("shoulder", "chest", (0, -0.015, 0.02)),
        ),
    ),
    "corner of the neck": (
        (
            ("head", "neck", (-0.012, 0.018, 0)),
            ("neck", "neck", (-0.018, 0.03, 0)),
            ("neck", "chest", (-0.03, 0.045, -0.02)),
        ),
    ),
    "front of the shoulder": ((("neck", "chest", (0.04, 0.055, -0.025)), ("shoulder", "chest", (0.022, 0, 0))),),
    "back of the shoulder": (
        (("shoulder", "chest", (-0.02, -0.02, -0.01)), ("shoulder", "upper arm", (-0.02, 0, -0.05))),
    ),
    "shoulder": ((("shoulder", "chest", (0, 0.012, 0.012)), ("shoulder", "upper arm", (0, 0.018, -0.05))),),
    "flank": (
        (
            ("pelvis", "pelvis", (0, 0.066, 0.035)),
            ("belly", "belly", (0, 0.054, 0.04)),
            ("chest", "ribs", (0, 0.068, 0)),
            ("neck", "chest", (0, 0.08, -0.03)),
        ),
    ),
    "buttock": ((("pelvis", "pelvis", (-0.046, 0.03, 0.03)), ("hip", "thigh", (-0.036, 0, -0.03))),),
    "front of the hip": ((("hip", "pelvis", (0.036, 0, 0.05)), ("hip", "thigh", (0.034, 0, -0.07))),),
    "outside of the hip": ((("hip", "pelvis", (0, 0.03, 0.05)), ("hip", "thigh", (0, 0.034, -0.07))),),
    "sole": ((("heel", "foot", (0, 0, -0.008)), ("toes", "foot", (0, 0, -0.006))),),
    "foot": ((("ankle", "foot", (0.02, 0, -0.02)), ("toes", "foot", (0, 0, 0))),),
    "hand": ((("wrist", "hand", (0, 0, 0)), ("fingers", "hand", (0, 0, 0))),),
}
_ALONG: dict[str, tuple[str, str, str, float, float, Vector]] = {
    "front of the upper arm": ("upper arm", "shoulder", "elbow", 0.25, 0.85, (0.7, 0, 0)),
    "back of the upper arm": ("upper arm", "shoulder", "elbow", 0.25, 0.85, (-0.7, 0, 0)),
    "inside of the forearm": ("forearm", "elbow", "wrist", 0.1, 0.85, (0.6, 0, 0)),
    "outside of the forearm": ("forearm", "elbow", "wrist", 0.1, 0.85, (-0.6, 0, 0)),
    "front of the thigh": ("thigh", "hip", "knee", 0.2, 0.85, (0.66, 0, 0)),
    "back of the thigh": ("thigh", "hip", "knee", 0.25, 0.95, (-0.66, 0, 0)),
    "inside of the thigh": ("thigh", "hip", "knee", 0.2, 0.85, (0, -0.6, 0)),
    "shin": ("shank", "knee", "ankle", 0.15, 0.8, (0.6, 0, 0)),
    "calf": ("shank", "knee", "ankle", 0.12, 0.6, (-0.6, 0, 0)),
    "low calf": ("shank", "knee", "ankle", 0.5, 0.97, (-0.6, 0, 0)),
}
"""Marks along a bone: its frame, its ends, from where to where, and to which side, as a part of its thickness there."""

_PAIRED = (*_OF_A_SIDE, *_ALONG)
MARKS = (*_OF_THE_TRUNK, *(f"{side} {name}" for side in SIDES for name in _PAIRED))
"""The names of the marks."""


def lines_of(mark: str, skeleton: Skeleton) -> tuple[tuple[Vector, ...], ...]:
    """Return the lines of a mark."""
    if mark in _OF_THE_TRUNK:
        return tuple(tuple(_at(skeleton, "", anchor) for anchor in line) for line in _OF_THE_TRUNK[mark])
    side, _, name = mark.partition(" ")
    if name in _OF_A_SIDE:
        return tuple(tuple(_at(skeleton, side, anchor) for anchor in line) for line in _OF_A_SIDE[name])
    return (_along(skeleton, side, name),)


def _at(skeleton: Skeleton, side: str, anchor: _Anchor) -> Vector:
    point, frame, (forward, out, up) = anchor
    sign = outward(side) if side else 1
    where = skeleton.points.get(f"{side} {point}") or skeleton.points[point]
    axes = skeleton.frames.get(f"{side} {frame}") or skeleton.frames[frame]
    return plus(where, axes.at(forward, sign * out, up))


def _along(skeleton: Skeleton, side: str, name: str) -> tuple[Vector, ...]:
    part, upper, lower, start, end, (forward, out, _) = _ALONG[name]
    axes = skeleton.frames[f"{side} {part}"]
    points = (skeleton.points[f"{side} {upper}"], skeleton.points[f"{side} {lower}"])
    found = []
    for here in (start, (start + end) / 2, end):
        thick = RADII[upper] + (RADII[lower] - RADII[upper]) * here
        aside = axes.at(forward * thick, outward(side) * out * thick, 0.0)
        found.append(plus(between(*points, here), aside))
    return tuple(found)

"""The figure's body: parts with an outline, from far to near, without the lines between parts that are joined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from voiceroutine.picture import anatomy
from voiceroutine.picture.anatomy import RADII, SECTIONS, SIDES
from voiceroutine.picture.camera import Ball, Camera, outline
from voiceroutine.picture.shapes import Shape, common, hull
from voiceroutine.picture.vectors import Frame, Vector, between, dot, minus, plus, times

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from voiceroutine.picture.shapes import Point
    from voiceroutine.picture.skeleton import Skeleton

NEAR, FAR = 0.0125, 0.0075
"""The width of the body's lines, as a part of the picture's side."""
_FAR_DEPTH = 0.02
"""In statures: parts that are so much further away than the trunk have thinner lines, seen from the side."""
_LEG, _ARM = 0.03, 0.06
"""How much further away than the trunk they may be and still be drawn over it: a hand lies on a thigh, and so on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of the body between two balls."""

    name: str
    balls: tuple[Ball, ...]
    joint: tuple[Ball, ...]
    """Where it is joined to what it grows out of."""
    grows_from: tuple[str, ...] = ()
    before: float = 0.0
    """How much further away it may be than another part and still be drawn over it, in statures; of limbs, not 0."""


def parts_of(skeleton: Skeleton) -> Iterator[Part]:
    """Yield the parts of the body."""
    points, frames = skeleton.points, skeleton.frames
    waist = between(points["belly"], points["ribs"], 0.5)
    sections = {
        "pelvis": Ball(points["pelvis"], SECTIONS["pelvis"], frames["pelvis"]),
        "waist": Ball(waist, SECTIONS["waist"], frames["belly"]),
        "ribs": Ball(points["chest"], SECTIONS["ribs"], frames["ribs"]),
        "chest": Ball(points["neck"], SECTIONS["chest"], frames["chest"]),
    }
    throat, skull = (_ball(points[name], RADII["neck"]) for name in ("neck", "head"))
    head = Ball(points["middle of the head"], anatomy.HEAD, frames["head"])
    yield from _chain(
        {
            "hips": (sections["waist"], sections["pelvis"]),
            "loin": (sections["waist"], sections["ribs"]),
            "thorax": (sections["ribs"], sections["chest"]),
            "neck": (throat, skull),
        },
    )
    yield Part(name="head", balls=(head,), joint=(skull,), grows_from=("neck",))
    slope = _ball(plus(points["neck"], times(frames["chest"].up, anatomy.SLOPE)), RADII["slope"])
    for side in SIDES:
        girdle = (slope, _ball(points[f"{side} shoulder"], RADII["shoulder"]))
        yield Part(name=f"{side} girdle", balls=girdle, joint=girdle, grows_from=("thorax", "neck"))
        arm = {
            f"{side} upper arm": ("shoulder", "elbow"),
            f"{side} forearm": ("elbow", "wrist"),
            f"{side} hand": ("wrist", "fingers"),
        }
        leg = {
            f"{side} thigh": ("hip", "knee"),
            f"{side} shank": ("knee", "ankle"),
            f"{side} foot": ("ankle", "heel", "toes"),
        }
        for limb, roots, before in ((arm, (f"{side} girdle", "thorax"), _ARM), (leg, ("hips", "loin"), _LEG)):
            balls = {
                name: tuple(_ball(points[f"{side} {joint}"], RADII[joint]) for joint in joints)
                for name, joints in limb.items()
            }
            yield from _chain(balls, roots, before)


def _chain(pieces: Mapping[str, tuple[Ball, ...]], roots: tuple[str, ...] = (), before: float = 0.0) -> Iterator[Part]:
    """Yield parts of which each grows out of the one before it, the first out of `roots`, at its first ball."""
    for name, balls in pieces.items():
        yield Part(name=name, balls=balls, joint=balls[:1], grows_from=roots, before=before)
        roots = (name,)


def _ball(middle: Vector, radius: float) -> Ball:
    return Ball(middle, (radius, radius, radius), Frame())


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """Shapes that are drawn together, and how near they are to whoever looks."""

    depth: float
    shapes: tuple[Shape, ...]


def layers_of(skeleton: Skeleton, seen: Camera) -> list[Layer]:
    """Return the body's layers, the farthest first."""
    parts = {part.name: part for part in parts_of(skeleton)}
    depths = {name: _depth(part, seen) for name, part in parts.items()}
    depths["head"] += _LEG * dot(skeleton.frames["head"].forward, seen.toward)  # a chin is before the neck
    order = sorted(parts, key=lambda name: (depths[name], name))
    layers: list[Layer] = []
    for place, name in enumerate(order):
        width = FAR if depths[name] < depths["loin"] - _FAR_DEPTH and seen.from_the_side else NEAR
        shapes = [Shape(points=tuple(_around(parts[name].balls, seen)), fill="paper", line="ink", width=width)]
        shapes += _joins(parts, order[: place + 1], seen)
        if name == "head":
            shapes += _face(skeleton, seen)
        layers.append(Layer(depth=depths[name], shapes=tuple(shapes)))
    return layers


def _around(balls: tuple[Ball, ...], seen: Camera, more: float = 0.0) -> list[Point]:
    """Return the outline of balls and of what is between them, or one that is `more` further out."""
    return hull(point for ball in balls for point in outline(ball, seen, more))


def _depth(part: Part, seen: Camera) -> float:
    """Return how near a part is: a limb that lies beside the trunk is before it."""
    depth = sum(seen.depth(ball.middle) for ball in part.balls) / len(part.balls) + part.before
    return round(depth, 6)  # parts that are equally near keep their order on every machine


def _joins(parts: Mapping[str, Part], drawn: list[str], seen: Camera) -> Iterator[Shape]:
    """Yield what covers the line between the last of the parts `drawn` and each one that it is joined to."""
    last = parts[drawn[-1]]
    for name in drawn[:-1]:
        other = parts[name]
        if other.name in last.grows_from:
            joint = last.joint
        elif last.name in other.grows_from and (last.before or not other.before):
            joint = other.joint
        else:
            continue
        patch = common(_around(joint, seen, NEAR), _around(other.balls, seen, -NEAR / 2))
        if len(patch) > 2:
            yield Shape(points=tuple(patch), fill="paper")


def _face(skeleton: Skeleton, seen: Camera) -> Iterator[Shape]:
    """Yield the nose and the eyes, as far as they can be seen."""
    frame, middle = skeleton.frames["head"], skeleton.points["middle of the head"]
    turned = dot(frame.forward, seen.toward)
    if turned > -0.5:
        nose = tuple(seen.at(plus(middle, frame.at(*at))) for at in anatomy.NOSE)
        yield Shape(points=nose, closed=False, fill="paper", line="ink", width=NEAR * 0.8)
    forward, left, up = anatomy.EYES
    for side in (1, -1):
        eye = plus(middle, frame.at(forward, side * left, up))
        if dot(minus(eye, middle), seen.toward) > 0.012:
            yield Shape(points=(seen.at(eye),), closed=False, line="ink", width=NEAR * 1.3)

"""A picture's data as shapes in the unit square."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from voiceroutine.picture.body import layers_of
from voiceroutine.picture.camera import camera
from voiceroutine.picture.contact import settled
from voiceroutine.picture.marks import lines_of
from voiceroutine.picture.places import places
from voiceroutine.picture.pose import VIEWS
from voiceroutine.picture.props import prop_layers
from voiceroutine.picture.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.picture.camera import Camera
    from voiceroutine.picture.pose import Arrow, Pose
    from voiceroutine.picture.shapes import Point
    from voiceroutine.picture.skeleton import Skeleton

MARGIN = 0.05
LARGEST_SCALE = 1.05
"""Of a stature, as a part of the picture's side: sitting and kneeling figures are not drawn larger than this."""
MARK_WIDTH = 0.024
ARROW_WIDTH, ARROW_HEAD = 0.013, 0.042


def shapes_of(pose: Pose, side: str = "right") -> tuple[Shape, ...]:
    """Return the shapes of a picture, in the order in which they are drawn: to the right and down, in a unit square.

    Args:
        pose: What is drawn: the right side of the body, where one is stretched.
        side: `left` for its mirror image.
    """
    skeleton = settled(pose)
    raw = seen = camera(*VIEWS[pose.view])
    for _ in range(2):  # the lengths of arrows are those on the page: they do not grow with the figure
        points = [point for shape in _drawn(skeleton, pose, seen) for point in shape.points]
        (across, up), scale = seen.shift, seen.scale
        seen = raw.fitted([((x - across) / scale, (y - up) / scale) for x, y in points], MARGIN, LARGEST_SCALE)
    return tuple(_on_paper(shape, mirrored=side == "left") for shape in _drawn(skeleton, pose, seen))


def _on_paper(shape: Shape, *, mirrored: bool) -> Shape:
    return replace(shape, points=tuple((1 - x if mirrored else x, 1 - y) for x, y in shape.points))


def _drawn(skeleton: Skeleton, pose: Pose, seen: Camera) -> Iterator[Shape]:
    layers = [*prop_layers(skeleton, pose, seen), *layers_of(skeleton, seen)]
    for layer in sorted(layers, key=lambda layer: layer.depth):
        yield from layer.shapes
    for mark in pose.mark:
        for line in lines_of(mark, skeleton):
            points = tuple(map(seen.at, line))
            yield Shape(points=points, closed=False, line="accent", width=MARK_WIDTH * max(seen.scale, 0.8))
    known = places(skeleton, pose)
    for arrow in pose.arrows:
        yield from _arrow(arrow, seen.at(known[arrow.at]))


def _arrow(arrow: Arrow, at: Point) -> Iterator[Shape]:
    """Yield the shaft, bowed to a side, and the head of an arrow."""
    angle = math.radians(arrow.toward)
    along, left = (math.sin(angle), math.cos(angle)), (-math.cos(angle), math.sin(angle))
    start = (at[0] + arrow.by[0], at[1] + arrow.by[1])
    shaft = arrow.length - ARROW_HEAD * 0.8

    def point(part: float) -> Point:
        aside = 4 * part * (1 - part) * arrow.bow * arrow.length
        return (
            start[0] + along[0] * part * arrow.length + left[0] * aside,
            start[1] + along[1] * part * arrow.length + left[1] * aside,
        )

    last = shaft / arrow.length
    steps = 8 if arrow.bow else 1
    line = tuple(point(last * step / steps) for step in range(steps + 1))
    yield Shape(points=line, closed=False, line="accent", width=ARROW_WIDTH)
    tip, root = point(1.0), line[-1]
    far = math.dist(tip, root)
    ahead = ((tip[0] - root[0]) / far, (tip[1] - root[1]) / far)
    base = (tip[0] - ahead[0] * ARROW_HEAD, tip[1] - ahead[1] * ARROW_HEAD)
    wing = (-ahead[1] * ARROW_HEAD * 0.5, ahead[0] * ARROW_HEAD * 0.5)
    head = (tip, (base[0] + wing[0], base[1] + wing[1]), (base[0] - wing[0], base[1] - wing[1]))
    yield Shape(points=head, fill="accent")

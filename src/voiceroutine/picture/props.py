"""What a figure sits on, leans on and holds: chairs, walls, mats, rollers, straps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.picture.body import Layer
from voiceroutine.picture.camera import Ball, outline
from voiceroutine.picture.contact import SEATED
from voiceroutine.picture.places import BACK_HEIGHT, SEAT_HALF, SEAT_HEIGHT, chair_at, number, places
from voiceroutine.picture.shapes import Shape, hull
from voiceroutine.picture.vectors import Frame, Vector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from voiceroutine.picture.camera import Camera
    from voiceroutine.picture.pose import Pose
    from voiceroutine.picture.skeleton import Skeleton

LINE = 0.01
"""The width of lines, as a part of the picture's side."""


def prop_layers(skeleton: Skeleton, pose: Pose, seen: Camera) -> list[Layer]:
    """Return the layers of a pose's props."""
    return [layer for name in pose.props for layer in _DRAWN[name](skeleton, pose, seen)]


def _bar(points: Iterable[Vector], seen: Camera, width: float = LINE) -> Layer:
    found = list(points)
    line = Shape(points=tuple(map(seen.at, found)), closed=False, line="prop", width=width)
    return Layer(depth=sum(map(seen.depth, found)) / len(found), shapes=(line,))


def _plate(points: Iterable[Vector], seen: Camera, depth: float | None = None) -> Layer:
    found = list(points)
    corners = hull(map(seen.at, found))
    shape = Shape(points=tuple(corners), closed=len(corners) > 2, fill="paper", line="prop", width=LINE)
    middle = sum(map(seen.depth, found)) / len(found)
    return Layer(depth=middle if depth is None else depth, shapes=(shape,))


def _round(ball: Ball, seen: Camera) -> Layer:
    shape = Shape(points=tuple(outline(ball, seen)), fill="paper", line="prop", width=LINE)
    return Layer(depth=seen.depth(ball.middle), shapes=(shape,))


def _chair(skeleton: Skeleton, pose: Pose, seen: Camera) -> Iterator[Layer]:
    forward, left, way = chair_at(skeleton, pose)
    front, back = forward + way * SEAT_HALF, forward - way * SEAT_HALF
    sides = (left - SEAT_HALF, left + SEAT_HALF)
    for x in (front, back):
        for y in sides:
            yield _bar([(x, y, 0.0), (x, y, SEAT_HEIGHT if x == front else BACK_HEIGHT)], seen)
    for height in (BACK_HEIGHT, BACK_HEIGHT - 0.09):
        yield _bar([(back, y, height) for y in sides], seen)
    under = -8.0 if SEATED in pose.ground else None  # whoever sits on it
    yield _plate([(x, y, SEAT_HEIGHT) for x in (front, back) for y in sides], seen, depth=under)


def _wall(_: Skeleton, pose: Pose, seen: Camera) -> Iterator[Layer]:
    forward = number(pose, "wall", 0, 0.4)
    height = number(pose, "wall", 2, 1.08)
    breadth = 0.0 if abs(seen.right[0]) > 0.9 else 0.36
    yield _plate(
        [(forward, y, z) for y in (-breadth, breadth) for z in (0.0, height)],
        seen,
        depth=-9.0 if forward * seen.toward[0] <= 0 else None,
    )


def _doorway(_: Skeleton, pose: Pose, seen: Camera) -> Iterator[Layer]:
    forward, right = number(pose, "doorway", 0, 0.0), number(pose, "doorway", 1, 0.2)
    height = 1.14
    for y in (-right, 0.5 - right):
        yield _bar([(forward, y, 0.0), (forward, y, height)], seen, width=2 * LINE)
    yield _bar([(forward, -right, height), (forward, 0.5 - right, height)], seen, width=2 * LINE)


def _mat(skeleton: Skeleton, pose: Pose, seen: Camera) -> Iterator[Layer]:
    xs = [x for x, _, _ in skeleton.points.values()]
    ys = [y for _, y, _ in skeleton.points.values()]
    low, high = min(xs) - 0.05, max(xs) + 0.05
    half = number(pose, "mat", 0, max(0.17, max(map(abs, ys)) + 0.03 if seen.toward[2] < 0.9 else 0.17))
    yield _plate([(x, y, 0.0) for x in (low, high) for y in (-half, half)], seen, depth=-9.0)


def _floor(skeleton: Skeleton, pose: Pose, seen: Camera) -> Iterator[Layer]:
    points = list(skeleton.points.values())
    if "chair" in pose.props:
        forward, left, _ = chair_at(skeleton, pose)
        points += [(forward + x, left, 0.0) for x in (-SEAT_HALF, SEAT_HALF)]
    across = [seen.at(point)[0] / seen.scale - seen.shift[0] / seen.scale for point in points]
    right = seen.right
    ends = [(right[0] * x, right[1] * x, 0.0) for x in (min(across) - 0.06, max(across) + 0.06)]
    layer = _bar(ends, seen)
    yield Layer(depth=-9.0, shapes=layer.shapes)


def _roller(skeleton: Skeleton, pose: Pose, seen: Camera) -> Iterator[Layer]:
    forward = number(pose, "roller", 0, skeleton.points["chest"][0])
    radius = 0.045
    yield _round(Ball((forward, 0.0, radius), (radius, 0.15, radius), Frame()), seen)


def _ball(_: Skeleton, pose: Pose, seen: Camera) -> Iterator[Layer]:
    forward, right, height = (number(pose, "ball", place, 0.0) for place in range(3))
    yield _round(Ball((forward, -right, height), (0.028, 0.028, 0.028), Frame()), seen)


def _cushion(skeleton: Skeleton, pose: Pose, seen: Camera) -> Iterator[Layer]:
    head = skeleton.points["middle of the head"]
    forward, right = number(pose, "cushion", 0, head[0]), number(pose, "cushion", 1, -head[1])
    thick = number(pose, "cushion", 2, 0.05) / 2
    ends = [Ball((forward + x, -right, thick), (thick, 0.1, thick), Frame()) for x in (-0.07, 0.07)]
    corners = hull(point for end in ends for point in outline(end, seen))
    shape = Shape(points=tuple(corners), fill="paper", line="prop", width=LINE)
    yield Layer(depth=-8.0, shapes=(shape,))


def _post(_: Skeleton, pose: Pose, seen: Camera) -> Iterator[Layer]:
    forward = number(pose, "post", 0, 0.5)
    yield _bar([(forward, 0.0, 0.0), (forward, 0.0, 0.95)], seen, width=3 * LINE)


def _strung(name: str) -> Callable[[Skeleton, Pose, Camera], Iterator[Layer]]:
    def drawn(skeleton: Skeleton, pose: Pose, seen: Camera) -> Iterator[Layer]:
        known = places(skeleton, pose)
        points = [known[str(point)] for point in pose.props[name]]
        layer = _bar(points, seen, width=1.8 * LINE)
        yield Layer(depth=max(map(seen.depth, points)) + 0.05, shapes=layer.shapes)

    return drawn


STRUNG = ("strap", "band", "towel")
"""Props that are taut between points."""
_DRAWN: dict[str, Callable[[Skeleton, Pose, Camera], Iterator[Layer]]] = {
    "chair": _chair,
    "wall": _wall,
    "doorway": _doorway,
    "mat": _mat,
    "floor": _floor,
    "roller": _roller,
    "ball": _ball,
    "cushion": _cushion,
    "post": _post,
    **{name: _strung(name) for name in STRUNG},
}
PLACED = tuple(name for name in _DRAWN if name not in STRUNG)
"""Props that stand or lie somewhere."""
PROPS = tuple(_DRAWN)

"""What a picture shows, as data: how the joints are bent, what is reached and held, what is marked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeAlias

FREE = "free"
"""A hand or a foot that the pose below brings somewhere is where its joints bring it."""
Direction = Literal["forward", "back", "out", "in", "up", "down"]
Place: TypeAlias = tuple[float, float, float]
"""Forward, to the right, up; in statures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Where a hand or a foot is brought; the joints above it bend as they must."""

    to: str
    """A point of the body or of a prop, `floor`, `wall`, or `free`."""
    by: Place = (0.0, 0.0, 0.0)
    """How far from it."""
    bend: tuple[Direction, ...] = ()
    """Where the elbow or the knee points; empty where it goes by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrow:
    """An arrow that shows a movement. Its lengths are parts of the picture's side."""

    at: str
    """The point of the body near which it begins."""
    toward: float
    """Its direction on the page, in degrees: 0 is up, 90 is to the right."""
    length: float = 0.13
    by: tuple[float, float] = (0.0, 0.0)
    """Where it begins: how far to the right of the point, and above it."""
    bow: float = 0.0
    """How far its middle lies to the left of the straight line, as a part of its length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """A picture's data. What is empty is that of the pose that it begins with."""

    view: str = ""
    """From where the figure is seen: a name of `VIEWS`."""
    joints: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """From the name of a joint to its angles in degrees; see `anatomy.RANGES`."""
    reach: Mapping[str, Reach] = field(default_factory=dict)
    """From a hand or a foot to where it is, in the order in which they are brought there."""
    ground: tuple[str, ...] = ()
    """The parts that rest on the floor, or on the seat: they decide how high the figure is."""
    lift: float = 0.0
    """How high what they rest on is above the floor, in statures."""
    props: Mapping[str, tuple[float | str, ...]] = field(default_factory=dict)
    """From the name of a prop to where it is (forward, to the right, and its angle or its height), or for a strap to
    the points between which it is taut."""
    mark: tuple[str, ...] = ()
    """The parts of the body that are marked, as those that stretch or work."""
    arrows: tuple[Arrow, ...] = ()

    def over(self, base: Pose) -> Pose:
        """Return this data over that of `base`: joints, reaches and props one by one, all else as a whole."""
        merged: dict[str, Any] = {}
        for it in fields(self):
            own, below = getattr(self, it.name), getattr(base, it.name)
            merged[it.name] = {**below, **own} if isinstance(own, Mapping) else own or below
        merged["reach"] = {limb: reach for limb, reach in merged["reach"].items() if reach.to != FREE}
        return Pose(**merged)


VIEWS: dict[str, tuple[float, float]] = {
    "side": (90, 0),
    "front": (0, 6),
    "back": (180, 6),
    "half": (50, 12),
    "high": (0, 35),
    "top": (0, 90),
}
"""From where a figure is seen: degrees round it, from the front toward its right side, and above the horizon. `side` is
its right side; `half` is between that and the front, a little from above; `high` is the front, from above."""

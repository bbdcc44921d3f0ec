"""The picture of a stretch, as a script writes it: a pose's name, or that pose with what is different."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core.core_schema import no_info_before_validator_function

from voiceroutine.picture.contact import GROUNDS
from voiceroutine.picture.marks import MARKS
from voiceroutine.picture.places import TARGETS
from voiceroutine.picture.pose import FREE, Arrow, Direction, Pose, Reach
from voiceroutine.picture.poses import POSES
from voiceroutine.script.parts import NotNull, Part
from voiceroutine.script.picture_values import (
    ArrowLength,
    AsList,
    Degrees,
    GroundName,
    Joints,
    Length,
    LimbName,
    MarkName,
    OnPage,
    PointName,
    PoseName,
    Props,
    Target,
    ViewName,
    Way,
    one_or_list,
)
from voiceroutine.script.values import Described, keys_and_values, refused, sequence

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema


def _exactly(count: int, words: str) -> BeforeValidator:
    def read(value: object) -> object:
        if not isinstance(value, list | tuple) or len(value) != count:
            raise refused("wrong-type", f"expected a list of {words}")
        return value

    return BeforeValidator(read)


def _some(names: tuple[str, ...]) -> WithJsonSchema:
    return WithJsonSchema(one_or_list({"enum": list(names)}, len(names)))


def _write(value: tuple[float, ...]) -> str:
    return f"[{', '.join(f'{number:g}' for number in value)}]"


Shift = Annotated[
    tuple[Length, Length, Length],
    _exactly(3, "three numbers: forward, to the right, up"),
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 3, "maxItems": 3}),
    Described("three numbers", _write),
]
"""Forward, to the right, up."""
PageShift = Annotated[
    tuple[OnPage, OnPage],
    _exactly(2, "two numbers: to the right, up"),
    WithJsonSchema({"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}),
    Described("two numbers", _write),
]
"""To the right and up on the page."""


class ReachValue(Part):
    """Where a hand or a foot is brought."""

    to: Target = Field(
        description="A point; `floor`, below where the joints bring it; `wall`, before the shoulder; or `free`, where "
        "the pose brings it somewhere and it should be where its joints bring it.",
        examples=["left knee"],
    )
    by: Shift = Field(
        default=(0.0, 0.0, 0.0),
        description="How far from there: forward, to the right, up.",
        examples=["[0, 0, 0.05]"],
    )
    bend: Annotated[
        tuple[Way, ...],
        AsList,
        _some(get_args(Direction)),
    ] = Field(
        default=(),
        description="Where the elbow or the knee points: `forward`, `back`, `out`, `in`, `up`, `down`, or several.",
        examples=["[out, down]"],
    )


class ArrowValue(Part):
    """An arrow that shows a movement."""

    at: PointName = Field(description="The point near which it begins.", examples=["right hand"])
    toward: Degrees = Field(
        description="Its direction on the page in degrees: 0 is up, 90 is to the right.", examples=["90"]
    )
    length: ArrowLength = Field(
        default=0.13, description="Its length, in parts of the picture's side.", examples=["0.1"]
    )
    by: PageShift = Field(
        default=(0.0, 0.0), description="How far to the right of the point, and above it.", examples=["[0.05, 0]"]
    )
    bow: OnPage = Field(
        default=0.0, description="How far its middle lies to the left, as a part of its length.", examples=["0.2"]
    )


@dataclass(frozen=True, slots=True)
class OrItsName:
    """Lets a text stand in place of keys and values, of which it is one: in values, and in the JSON Schema."""

    key: str
    names: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the validator."""
        return no_info_before_validator_function(self._read, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return the JSON Schema."""
        return {"anyOf": [{"enum": list(self.names)}, handler(core)]}

    def _read(self, value: object) -> object:
        return {self.key: value} if isinstance(value, str) else value


Reached = Annotated[ReachValue, OrItsName("to", (FREE, *TARGETS))]


class PictureValue(Part):
    """A line drawing of a stretch."""

    pose: PoseName = Field(description="The pose that it begins with.", examples=["chair"])
    view: Annotated[ViewName | None, NotNull] = Field(
        default=None, description="From where it is seen. If omitted, as the pose is.", examples=["front"]
    )
    joints: Joints = Field(
        default={},
        description="The joints that are bent in another way than the pose's, with their angles in degrees.",
        examples=["{neck: [0, -30], right elbow: 90}"],
    )
    reach: Annotated[
        dict[LimbName, Reached],
        BeforeValidator(keys_and_values),
        Described("keys and values"),
    ] = Field(
        default={},
        description="Where hands and feet are, each a point, or keys of its own. The joints above them follow.",
        examples=["{right hand: right seat}"],
    )
    ground: Annotated[tuple[GroundName, ...], AsList, _some(GROUNDS)] = Field(
        default=(),
        description="What rests on the floor, in place of what the pose has. It decides how high the figure is.",
        examples=["[right foot, left knee]"],
    )
    lift: Annotated[Length | None, NotNull] = Field(
        default=None, description="How high above the floor that is, as on a roller.", examples=["0.08"]
    )
    props: Props = Field(
        default={},
        description="What it sits on, leans on and holds, with where it is: forward, to the right, and its height or "
        "its angle. A `strap`, a `band` or a `towel` has the points between which it is taut.",
        examples=["{wall: [0.3], strap: [right hand, right toes]}"],
    )
    mark: Annotated[tuple[MarkName, ...], AsList, _some(MARKS)] = Field(
        default=(), description="The parts of the body that stretch or work, which are marked.", examples=["right calf"]
    )
    arrows: Annotated[tuple[ArrowValue, ...], BeforeValidator(sequence)] = Field(
        default=(), description="Arrows that show a movement.", examples=["[{at: right hand, toward: 0}]"]
    )

    def drawn(self) -> Pose:
        """Return what is drawn."""
        own = Pose(
            view=self.view or "",
            joints=self.joints,
            reach={limb: Reach(to=it.to, by=it.by, bend=it.bend) for limb, it in self.reach.items()},
            ground=self.ground,
            lift=self.lift or 0.0,
            props=self.props,
            mark=self.mark,
            arrows=tuple(
                Arrow(at=it.at, toward=it.toward, length=it.length, by=it.by, bow=it.bow) for it in self.arrows
            ),
        )
        return own.over(POSES[self.pose])


def _write_picture(value: PictureValue | None) -> str:
    return value.pose if value else ""


Picture = Annotated[
    PictureValue, OrItsName("pose", tuple(POSES)), Described("a pose, or keys and values", _write_picture)
]
"""Keys and values, or the name of a pose alone."""

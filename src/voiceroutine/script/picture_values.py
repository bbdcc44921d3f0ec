"""The values of a picture: names of what it can show, angles and lengths. Each is read from text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, get_args

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema

from voiceroutine.document.problems import did_you_mean, one_of
from voiceroutine.picture.anatomy import PAIRED, RANGES, SIDES
from voiceroutine.picture.contact import FEET, GROUNDS, HANDS
from voiceroutine.picture.marks import MARKS
from voiceroutine.picture.places import PLACES, TARGETS
from voiceroutine.picture.pose import FREE, VIEWS, Direction
from voiceroutine.picture.poses import POSES
from voiceroutine.picture.props import PROPS, STRUNG
from voiceroutine.picture.skeleton import kind_of
from voiceroutine.script.values import Described, keys_and_values, refused, scalar, wrong

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

JOINTS = (*RANGES, *(f"{side} {joint}" for side in SIDES for joint in PAIRED))
"""The names of the joints: those that there are two of, alone for both or with a side."""
NAMES = {
    "poses": tuple(POSES),
    "views": tuple(VIEWS),
    "grounds": GROUNDS,
    "marks": MARKS,
    "points": TARGETS,
    "props": PROPS,
}
"""What a picture can name, by kind."""
_NUMBER = re.compile(r"[+-]?([0-9]{1,4}(\.[0-9]{0,6})?|\.[0-9]{1,6})")
_FARTHEST, _MOST_DEGREES = 3, 360
_MOST_LISTED = 10


def _number(low: float, high: float) -> BeforeValidator:
    expected = f"a number from {low:g} to {high:g}"

    def read(value: object) -> float:
        text = scalar(value, expected).replace("\N{MINUS SIGN}", "-")
        if _NUMBER.fullmatch(text) and low <= float(text) <= high:
            return float(text)
        raise wrong("number", expected, text)

    return BeforeValidator(read)


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [] if value is None else [value]


def _reader(what: str, names: Iterable[str]) -> Callable[[object], str]:
    """Return the function that reads a name that is one of `names`, which may be too many to list."""
    known = tuple(names)

    def read(value: object) -> str:
        name = re.sub(r"\s+", " ", scalar(value, f"a {what}").lower())
        if name in known:
            return name
        hint = did_you_mean(name, known) or (f"expected {one_of(known)}" if len(known) <= _MOST_LISTED else "")
        raise refused("choice", f"there is no {what} `{name[:40]}`" + f": {hint}" * bool(hint))

    return read


def _known(what: str, names: Iterable[str]) -> BeforeValidator:
    return BeforeValidator(_reader(what, names))


def _enum(names: Iterable[str]) -> WithJsonSchema:
    return WithJsonSchema({"enum": list(names)})


def _keyed(names: Iterable[str], value: Mapping[str, Any]) -> WithJsonSchema:
    return WithJsonSchema(
        {"type": "object", "propertyNames": {"enum": list(names)}, "additionalProperties": dict(value)}
    )


def _number_schema(low: float, high: float) -> dict[str, Any]:
    return {"type": "number", "minimum": low, "maximum": high}


def one_or_list(item: Mapping[str, Any], most: int) -> dict[str, Any]:
    """Return the schema of one value, or a list of at most `most`."""
    return {"anyOf": [dict(item), {"type": "array", "items": dict(item), "maxItems": most}]}


AsList = BeforeValidator(_listed)
"""One value may stand without a list, and nothing is an empty list."""
Degrees = Annotated[
    float,
    _number(-_MOST_DEGREES, _MOST_DEGREES),
    WithJsonSchema(_number_schema(-_MOST_DEGREES, _MOST_DEGREES)),
    Described("degrees"),
]
Length = Annotated[
    float,
    _number(-_FARTHEST, _FARTHEST),
    WithJsonSchema(_number_schema(-_FARTHEST, _FARTHEST)),
    Described("number"),
]
"""In statures: the figure is 1 high."""
OnPage = Annotated[
    float, _number(-0.5, 0.5), WithJsonSchema(_number_schema(-0.5, 0.5)), Described("number, -0.5 to 0.5")
]
"""In parts of the picture's side."""
ArrowLength = Annotated[
    float, _number(0.05, 0.5), WithJsonSchema(_number_schema(0.05, 0.5)), Described("number, 0.05 to 0.5")
]
"""In parts of the picture's side."""
PoseName = Annotated[str, _known("pose", POSES), _enum(POSES), Described("a pose")]
ViewName = Annotated[str, _known("view", VIEWS), _enum(VIEWS), Described("a view")]
GroundName = Annotated[str, _known("part that can rest", GROUNDS), _enum(GROUNDS), Described("a part")]
MarkName = Annotated[str, _known("mark", MARKS), _enum(MARKS), Described("a mark")]
PointName = Annotated[str, _known("point", PLACES), _enum(PLACES), Described("a point")]
Target = Annotated[str, _known("point", (FREE, *TARGETS)), _enum((FREE, *TARGETS)), Described("a point, or `free`")]
Way = Annotated[
    Direction, _known("direction", get_args(Direction)), _enum(get_args(Direction)), Described("a direction")
]
JointName = Annotated[str, _known("joint", JOINTS)]
LimbName = Annotated[str, _known("hand or foot", (*HANDS, *FEET)), _enum((*HANDS, *FEET))]
PropName = Annotated[str, _known("prop", PROPS)]


def _in_range(joints: dict[str, tuple[float, ...]]) -> dict[str, tuple[float, ...]]:
    for joint, angles in joints.items():
        ranges = RANGES[kind_of(joint)]
        if len(angles) > len(ranges):
            most = "one angle" if len(ranges) == 1 else f"{len(ranges)} angles"
            raise refused("number", f"`{joint}` has {most}, found {len(angles)}")
        for angle, (low, high) in zip(angles, ranges, strict=False):
            if not low <= angle <= high:
                raise refused("number", f"`{joint}` moves from {low:g} to {high:g} degrees, found `{angle:g}`")
    return joints


_Angles = Annotated[tuple[Degrees, ...], AsList]
Joints = Annotated[
    dict[JointName, _Angles],
    BeforeValidator(keys_and_values),
    AfterValidator(_in_range),
    _keyed(JOINTS, one_or_list(_number_schema(-_MOST_DEGREES, _MOST_DEGREES), 3)),
    Described("keys and values"),
]
"""From the name of a joint to its angles."""


_known_point = _reader("point", PLACES)


def _number_or_point(value: object) -> object:
    text = scalar(value, "a number or a point")
    return float(text) if _NUMBER.fullmatch(text) else _known_point(text)


def _as_they_are(props: dict[str, tuple[float | str, ...]]) -> dict[str, tuple[float | str, ...]]:
    for prop, values in props.items():
        words = [value for value in values if isinstance(value, str)]
        if prop in STRUNG and (len(words) < len(values) or len(words) < 2):
            raise refused("choice", f"`{prop}` needs the points between which it is taut, two or more")
        if prop not in STRUNG and (words or len(values) > 3 or any(abs(float(it)) > _MOST_DEGREES for it in values)):
            raise refused("number", f"`{prop}` needs at most three numbers: forward, to the right, and up or its angle")
    return props


_PROP_SCHEMA = one_or_list({"anyOf": [{"type": "number"}, {"enum": list(PLACES)}]}, 9)
Props = Annotated[
    dict[PropName, Annotated[tuple[Annotated[float | str, BeforeValidator(_number_or_point)], ...], AsList]],
    BeforeValidator(keys_and_values),
    AfterValidator(_as_they_are),
    _keyed(PROPS, {"anyOf": [{"type": "null"}, *_PROP_SCHEMA["anyOf"]]}),
    Described("keys and values"),
]
"""From the name of a prop to where it is."""

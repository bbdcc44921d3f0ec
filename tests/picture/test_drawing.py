"""Pictures: everything is in the square, and what the data name is drawn."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from tests.picture.pictures import PICTURES, shapes
from voiceroutine.picture.drawing import shapes_of
from voiceroutine.picture.marks import MARKS
from voiceroutine.picture.places import PLACES
from voiceroutine.picture.pose import VIEWS, Arrow, Pose
from voiceroutine.picture.poses import POSES
from voiceroutine.picture.props import PROPS, STRUNG
from voiceroutine.picture.shapes import Colour, Shape
from voiceroutine.picture.svg import DARK, LIGHT, PAGE, Colours, svg

MOST_BYTES = 6_000


def drawn_in(pose: Pose, colour: Colour) -> list[Shape]:
    return [shape for shape in shapes_of(pose) if colour in (shape.line, shape.fill)]


@pytest.mark.long
@pytest.mark.parametrize("name", PICTURES)
def test_everything_is_in_the_square(name: str) -> None:
    for shape in shapes(name):
        for x, y in shape.points:
            assert shape.width / 2 <= x <= 1 - shape.width / 2
            assert shape.width / 2 <= y <= 1 - shape.width / 2


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_small_document_of_its_own(name: str) -> None:
    text = svg(shapes(name), "A & B", "What <it> is for", PAGE)
    root = ET.fromstring(text)  # noqa: S314 it is our own
    space = "{http://www.w3.org/2000/svg}"
    assert [child.text for child in root[:2]] == ["A & B", "What <it> is for"]
    assert {child.tag for child in root} == {f"{space}title", f"{space}desc", f"{space}path"}
    assert len(text.encode()) <= MOST_BYTES
    assert text.count("http") == 1  # its own namespace
    assert "url(" not in text
    assert "id=" not in text  # several can stand on one page


@pytest.mark.parametrize("name", POSES)
def test_the_same_data_give_the_same_bytes(name: str) -> None:
    pose = POSES[name]
    assert svg(shapes_of(pose), name, "") == svg(shapes_of(pose), name, "")


@pytest.mark.parametrize("name", POSES)
def test_the_left_side_is_the_mirror_image(name: str) -> None:
    right, left = shapes_of(POSES[name]), shapes_of(POSES[name], "left")
    for one, other in zip(right, left, strict=True):
        assert other.points == tuple((1 - x, y) for x, y in one.points)


@pytest.mark.long
@pytest.mark.parametrize("mark", MARKS)
def test_every_mark_is_drawn_on_the_body(mark: str) -> None:
    pose = Pose(mark=(mark,)).over(POSES["standing"])
    body = [point for shape in drawn_in(pose, "ink") for point in shape.points]
    marked = [point for shape in drawn_in(pose, "accent") for point in shape.points]
    assert marked
    for x, y in marked:
        assert min(x for x, _ in body) <= x <= max(x for x, _ in body)
        assert min(y for _, y in body) <= y <= max(y for _, y in body)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", POSES)
def test_every_pose_can_be_seen_from_everywhere(name: str, view: str) -> None:
    assert drawn_in(Pose(view=view).over(POSES[name]), "ink")


@pytest.mark.parametrize("prop", PROPS)
def test_every_prop_is_drawn(prop: str) -> None:
    where = ("right hand", "left hand") if prop in STRUNG else ()
    bare = Pose(view="front", ground=("right foot",))
    assert not drawn_in(bare, "prop")
    assert drawn_in(Pose(props={prop: where}).over(bare), "prop")


@pytest.mark.parametrize("point", PLACES)
def test_an_arrow_begins_at_any_point(point: str) -> None:
    pose = Pose(arrows=(Arrow(at=point, toward=90),)).over(POSES["standing"])
    shaft, head = drawn_in(pose, "accent")
    assert shaft.points[0][0] < shaft.points[-1][0] < max(x for x, _ in head.points)


def test_an_arrow_that_points_up_goes_up() -> None:
    pose = Pose(arrows=(Arrow(at="crown", toward=0, bow=0.3),)).over(POSES["standing"])
    shaft = drawn_in(pose, "accent")[0].points
    assert shaft[0][1] > shaft[-1][1]
    assert min(x for x, _ in shaft[1:-1]) < shaft[0][0]  # it is bowed to the left


def test_the_nearer_arm_is_drawn_with_the_heavier_line() -> None:
    widths = {shape.width for shape in drawn_in(POSES["chair"], "ink") if shape.closed}
    assert len(widths) == 2


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_everything_stands_out_from_the_paper(colours: Colours) -> None:
    """WCAG 2.2, 1.4.11."""
    for colour in (colours.ink, colours.accent, colours.prop):
        low, high = sorted([luminance(colour), luminance(colours.paper)])
        assert (high + 0.05) / (low + 0.05) >= 3

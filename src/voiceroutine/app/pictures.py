"""The line drawing of a stretch or of a position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from voiceroutine.errors import VoiceroutineError
from voiceroutine.language.markup import shown
from voiceroutine.picture.drawing import shapes_of
from voiceroutine.picture.poses import POSES
from voiceroutine.picture.svg import DARK, LIGHT, PAGE, svg
from voiceroutine.script.alone import load_stretch
from voiceroutine.script.library import default_library

if TYPE_CHECKING:
    from voiceroutine.picture.shapes import Shape
    from voiceroutine.script.library import Library
    from voiceroutine.script.stretch import Stretch

COLOURS = {"light": LIGHT, "dark": DARK, "page": PAGE}


def picture_of(
    name: str,
    library: Library | None = None,
    *,
    side: Literal["right", "left"] = "right",
    colours: Literal["light", "dark", "page"] = "light",
) -> str:
    """Return the line drawing of a stretch or of a position, as an SVG document without a background.

    >>> import voiceroutine
    >>> voiceroutine.picture_of("hands-and-knees").startswith("<svg ")
    True

    Args:
        name: The key of a stretch, or a position: `back`.
        library: Where stretches are looked for; by default in `./scripts`, in the user's folder and among the bundled
            ones.
        side: Which side of the body stretches, where the stretch has sides.
        colours: For white paper, for a dark ground, or for a page: the colour of its text, and for the rest the CSS
            variables `--picture-paper`, `--picture-accent` and `--picture-prop`.

    Raises:
        VoiceroutineError: There is no such stretch, or it has no picture.
        FaultyScriptError: The stretch has mistakes.
    """
    known = (library or default_library()).stretches()
    if name in known:
        stretch = load_stretch(known[name][0])
        shapes = shapes_of_stretch(stretch, side)
        if not shapes:
            raise VoiceroutineError(f"the stretch `{name}` has no picture", "give it one with `picture`")
        return svg(shapes, shown(stretch.name), shown(stretch.purpose), COLOURS[colours])
    if name in POSES:
        return svg(shapes_of(POSES[name], side), name, "", COLOURS[colours])
    raise VoiceroutineError(f"there is no picture of `{name[:60]}`: it is neither a stretch nor a position")


def shapes_of_stretch(stretch: Stretch, side: Literal["right", "left"] = "right") -> tuple[Shape, ...]:
    """Return the shapes of a stretch's picture; none where it has no picture."""
    return shapes_of(stretch.picture.drawn(), side) if stretch.picture else ()

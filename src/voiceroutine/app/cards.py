"""The cards of a session's chapters: pictures that players show while a stretch is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from voiceroutine.app.pictures import shapes_of_stretch
from voiceroutine.cache import Cache, cache_folder
from voiceroutine.script.dose.printing import ENGLISH, print_dose
from voiceroutine.script.wording import language_of
from voiceroutine.session.card import CARD_VERSION, draw_card
from voiceroutine.session.palettes import palette_for

if TYPE_CHECKING:
    from voiceroutine.plan.timeline import Timeline
    from voiceroutine.script.model import Routine


def cards_for(routine: Routine, timeline: Timeline) -> tuple[bytes | None, ...]:
    """Return the card of each chapter; None for the opening, the closing, and stretches without a picture.

    Those show the cover; their title is beside it, and a card of words alone would only repeat it. A stretch with sides
    shows the one that comes first. The rounds of a group have the same cards.
    """
    palette, paper = palette_for(timeline.title), language_of(routine).paper
    cache = Cache(cache_folder() / "cards")
    cards: list[bytes | None] = [None] * len(timeline.chapters)
    for place, occurrence in enumerate(routine.occurrences, 1):  # after the opening
        stretch = occurrence.stretch
        if stretch.picture is None:
            continue
        round_of = f" {occurrence.round}/{occurrence.rounds}" if occurrence.rounds > 1 else ""
        name = timeline.chapters[place].title.removesuffix(round_of)
        # how often a day it is to be done is no matter while it is
        dose = print_dose(stretch.model_copy(update={"frequency": ""}), paper.dose if paper else ENGLISH)
        side = stretch.sides[0] if stretch.sides else "right"
        key = [CARD_VERSION, name, dose, side, repr(stretch.picture.drawn()), palette.ground]
        card = cache.get(key, name)
        if card is None:
            card = draw_card(name, dose, shapes_of_stretch(stretch, side), palette)
            cache.put(key, name, card)
        cards[place] = card
    return tuple(cards)

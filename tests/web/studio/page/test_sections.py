"""Whether the form's sections name keys that there are, and the sounds that there are."""

from __future__ import annotations

import re

import voiceroutine
from voiceroutine.script.parts import OWN_BEDS
from voiceroutine.web.pages import ASSETS

SECTIONS = (ASSETS / "studio/sections.js").read_text(encoding="utf-8")


def keys_in(name: str) -> set[str]:
    """Return the keys in a constant of `sections.js`, without the sections' titles."""
    found = re.search(rf"export const {name} = (.*?);\n", SECTIONS, re.DOTALL)
    assert found
    return set(re.findall(r'"([a-z_]+)"', found[1]))


def test_every_key_of_the_form_is_one_of_the_script() -> None:
    fields = {part: {field["key"] for field in found} for part, found in voiceroutine.form_fields().items()}
    assert keys_in("NUMBERS") <= fields["stretch"]
    assert keys_in("OF_STRETCH") <= fields["stretch"]
    assert keys_in("OF_GROUP") <= fields["group"]
    assert keys_in("OF_SCRIPT") <= fields["script"]


def test_the_form_offers_the_beds_that_need_no_file() -> None:
    assert keys_in("SOUNDS") == {*OWN_BEDS, "bowl"}

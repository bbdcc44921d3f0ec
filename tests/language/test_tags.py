from __future__ import annotations

import pytest

from voiceroutine.language.tags import alpha_3, shorter, spoken


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "eng"),
        ("pt-BR", "por"),
        ("pt_BR", "por"),
        ("DE", "deu"),
        ("cy", "cym"),
        ("gsw-CH", "gsw"),
        ("x1", "und"),
        ("s v", "und"),
    ],
)
def test_a_tag_has_three_letters_for_id3(tag: str, code: str) -> None:
    assert alpha_3(tag) == code


@pytest.mark.parametrize(
    ("tag", "short"),
    [
        ("swe", "sv"),
        ("swe-FI", "sv-FI"),
        ("GER", "de"),
        ("deu_AT", "de-AT"),
        ("wel", "cy"),
        ("sv", None),
        ("gsw", None),
        ("prs", None),
        ("fil", None),
        ("s v", None),
    ],
)
def test_three_letters_give_way_to_two_where_there_are_two(tag: str, short: str | None) -> None:
    assert shorter(tag) == short


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de"), ("no", "nb"), ("nn", "nn"), ("zh-TW", "cmn"), ("cmn", "cmn"), ("ZH", "cmn")]
)
def test_a_language_that_is_several_is_spoken_as_most_do(tag: str, language: str) -> None:
    assert spoken(tag) == language

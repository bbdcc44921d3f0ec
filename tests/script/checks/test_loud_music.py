"""Music is twenty decibels below the voice."""

from __future__ import annotations

import pytest

from tests.script.checks.warned import warned
from tests.support import codes_of

SCRIPT = "title: T\nmusic:\n  file: drone\n{music}stretches: [{{use: chin-tuck}}]\n"


def loud(music: str = "") -> list[str]:
    return warned("loud-music", SCRIPT.format(music=music))


@pytest.mark.long
def test_the_music_as_it_is_by_default_is_soft() -> None:
    assert loud() == []


@pytest.mark.long
def test_twenty_decibels_are_enough() -> None:
    assert loud("  level: -12dB\n  duck: 8dB\n") == []
    assert loud("  level: -12dB\n  duck: 7dB\n") == [
        "5:9-12: the music is 19 dB softer than the voice while the voice speaks"
    ]


def test_what_is_an_error_is_not_a_warning_too() -> None:
    assert codes_of(SCRIPT.format(music="  level: -6dB\n  duck: 6dB\n")) == {"music-too-loud": "error"}

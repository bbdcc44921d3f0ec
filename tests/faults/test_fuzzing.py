"""Mutated scripts and sessions get an answer, and what is laid out keeps the laws of time."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.fuzzing import mutated_bytes, mutated_text, try_script, try_session
from tests.support import write
from voiceroutine.app.make import MakeOptions, make
from voiceroutine.voice.base import NoSoundError
from voiceroutine.voice.engines.hibari import NeuralVoice
from voiceroutine.voice.guard import refusal

_SHARED_FOLDER = [HealthCheck.function_scoped_fixture]


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=_SHARED_FOLDER)
@given(st.integers(0, 2**32))
def test_a_mutated_script_is_refused_or_laid_out(seed: int) -> None:
    assert try_script(mutated_text(Random(seed)), Path("x.yaml")) in ("refused", "laid out")  # noqa: S311


@pytest.mark.long
@settings(max_examples=500, deadline=None, suppress_health_check=_SHARED_FOLDER)
@given(st.integers(0, 2**32), st.booleans())
def test_many_mutated_scripts_are_refused_or_laid_out(seed: int, speak: bool) -> None:
    assert try_script(mutated_text(Random(seed)), Path("x.yaml"), speak=speak) in ("refused", "laid out")  # noqa: S311


@pytest.mark.long
@settings(max_examples=400, deadline=None, suppress_health_check=_SHARED_FOLDER)
@given(st.text(min_size=1, max_size=300).filter(lambda text: any(map(str.isalnum, text))))
def test_the_voice_is_asked_about_any_text_without_an_exception(text: str) -> None:
    assert isinstance(refusal(NeuralVoice(), text), NoSoundError | None)


@pytest.mark.long
def test_a_damaged_session_is_verified_without_an_exception(tmp_path: Path) -> None:
    script = write(tmp_path / "s.yaml", "title: T\nstretches: [{name: Lean, hold: 5s}]\n")
    content = make(script, MakeOptions(folder=tmp_path)).path.read_bytes()
    answers = {try_session(mutated_bytes(Random(seed), content), tmp_path / "x.mp3") for seed in range(300)}  # noqa: S311
    assert answers <= {"refused", "faulty", "ok"}
    assert "faulty" in answers

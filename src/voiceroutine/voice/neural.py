"""The bundled neural voice: hibari, English, on the CPU. The only module that knows it."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib import metadata
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.errors import VoiceError
from voiceroutine.voice.base import Sound, VoiceUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEED = 0
"""hibari draws the noise part of its sound at random; with a seed the same text is the same sound."""


class NeuralVoice:
    """One of hibari's voices. The model is loaded at the first word."""

    def __init__(self, voice: str = "heart") -> None:
        self.name = voice

    @cached_property
    def engine(self) -> str:
        """The engine and its version."""
        try:
            return f"hibari {metadata.version('hibari-tts')}"
        except metadata.PackageNotFoundError as error:
            raise VoiceUnavailableError("the neural voice is not installed (the package hibari-tts)") from error

    @cached_property
    def _model(self) -> Any:
        try:
            from hibari import Hibari

            return Hibari(voice=self.name)
        except Exception as error:  # whatever onnxruntime or a broken install raises means the same to the user
            raise VoiceUnavailableError(f"the neural voice `{self.name}` cannot start: {error}") from error

    def speak(self, texts: Sequence[str], pace: float) -> Iterator[Sound]:
        """Yield the sound of each text; see `Voice.speak`."""
        model = self._model
        if texts:
            model.g2p  # noqa: B018 loads once, before several threads ask for it
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            yield from pool.map(lambda text: self._say(model, text, pace), texts)

    def _say(self, model: Any, text: str, pace: float) -> Sound:
        """Speak one text. The engine keeps nothing between texts, so that threads do not disturb each other."""
        samples = np.asarray(model(text, speed=pace, seed=_SEED), dtype=np.float32)
        if not samples.size:
            raise VoiceError(f"the voice `{self.name}` has no sound for `{text}`")
        return Sound(samples, model.sample_rate)

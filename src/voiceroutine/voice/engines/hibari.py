"""The neural voices: hibari, English; one is bundled, the others are downloaded. The only module that knows it."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.voice.base import NoSoundError, Sound, VoiceUnavailableError
from voiceroutine.voice.pace import engine_speed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BUNDLED = "heart"
_SEED = 0
"""hibari draws the noise part of its sound at random; with a seed the same text is the same sound."""
_PACES = (
    (0.41, 0.42), (0.484, 0.5), (0.512, 0.55), (0.613, 0.65), (0.742, 0.79), (0.794, 0.8), (0.896, 0.85), (0.952, 0.9),
    (1.0, 1.0), (1.054, 1.15), (1.156, 1.3), (1.216, 1.33), (1.33, 1.333), (1.34, 1.34), (1.477, 1.35), (1.497, 1.38),
    (1.518, 1.45), (1.614, 1.8), (1.721, 2.0), (1.842, 2.4), (2.0, 3.0),
)  # fmt: skip
"""See `pace.Paces`. hibari rounds the length of each sound of a word, most at a speed of 1.333, where it jumps from
1.22 to 1.46 as heard; and it hardly gets beyond 1.9."""


@dataclass(frozen=True, slots=True)
class NeuralVoiceInfo:
    """One of hibari's voices."""

    name: str
    language: str
    """A tag in small letters."""
    gender: str
    file: Path
    """Its model, whether it is there or not."""
    size_bytes: int
    sha256: str
    page: str
    """Where people find its file."""

    @property
    def ready(self) -> bool:
        """Whether its model is on this machine."""
        return self.file.is_file()

    @property
    def by_hand(self) -> str:
        """How to get it without a connection here."""
        return f"get {self.file.name} from {self.page} on a machine that is online, and put it into {self.file.parent}"


def neural_voices() -> tuple[NeuralVoiceInfo, ...]:
    """Return hibari's voices, the bundled one first; none if it is not installed."""
    try:
        from hibari import voices as registry
    except Exception:  # noqa: BLE001 a broken install raises what it will; the voice says so when it is to speak
        return ()
    page = registry.BASE_URL.replace("/resolve/", "/tree/").rstrip("/")
    return tuple(
        NeuralVoiceInfo(
            name=name,
            language=voice["language"].lower(),
            gender=voice["gender"],
            file=Path(registry.ASSETS if voice["bundled"] else registry.cache_dir()) / voice["file"],
            size_bytes=voice["bytes"],
            sha256=voice["sha256"],
            page=page,
        )
        for name, voice in registry.VOICES.items()
    )


def _loaded(name: str) -> Any:
    """Return hibari's model with its pronunciations: a third of a second each, at the same time."""
    from hibari import Hibari
    from hibari.g2p import G2P
    from hibari.voices import VOICES

    with ThreadPoolExecutor(1) as pool:
        pronunciations = pool.submit(G2P, british=VOICES[name]["british"])
        return Hibari(voice=name, g2p=lambda text: pronunciations.result()(text))


class NeuralVoice:
    """One of hibari's voices. The model is loaded, and downloaded if need be, at the first word."""

    def __init__(self, voice: str = BUNDLED) -> None:
        self.name = voice

    @cached_property
    def engine(self) -> str:
        """The engine and its version."""
        try:
            return f"hibari {metadata.version('hibari-tts')}"
        except metadata.PackageNotFoundError as error:
            raise VoiceUnavailableError("the neural voice is not installed (the package hibari-tts)") from error

    @property
    def download_notice(self) -> str | None:
        """What is to be downloaded, if anything is."""
        if self.name == BUNDLED or (info := self._info()) is None or info.ready:
            return None
        size = f"{info.size_bytes / 1e6:.1f} MB"
        return f"the voice `{self.name}` is not on this machine: it is downloaded once, {size} from {info.page}"

    def _info(self) -> NeuralVoiceInfo | None:
        return next((voice for voice in neural_voices() if voice.name == self.name), None)

    @cached_property
    def _model(self) -> Any:
        self._fetch()
        try:
            return _loaded(self.name)
        except Exception as error:  # whatever onnxruntime or a broken install raises means the same to the user
            raise VoiceUnavailableError(f"the neural voice `{self.name}` cannot start: {error}") from error

    def _fetch(self) -> None:
        """Download the model if it is not there; hibari checks it, and puts it in place whole or not at all."""
        info = None if self.name == BUNDLED else self._info()
        if info is None:
            return
        if not info.ready:
            from hibari.voices import voice_path

            try:
                voice_path(self.name)
            except (RuntimeError, OSError, HTTPException) as error:
                reason = str(error.__cause__ or error).strip("<>").removeprefix("urlopen error ")
                raise VoiceUnavailableError(
                    f"the voice `{self.name}` could not be downloaded: {reason}", info.by_hand
                ) from error
        # put there by hand, perhaps: half a file or another one would speak nonsense, or not at all
        if hashlib.sha256(info.file.read_bytes()).hexdigest() != info.sha256:
            raise VoiceUnavailableError(
                f"{info.file} is not the model of the voice `{self.name}`", f"remove it, and {info.by_hand}"
            )

    def speak(self, texts: Sequence[str], pace: float) -> Iterator[Sound]:
        """Yield the sound of each text; see `Voice.speak`."""
        model = self._model
        speed = engine_speed(_PACES, pace)
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            yield from pool.map(lambda text: self._say(model, text, speed), texts)

    def _say(self, model: Any, text: str, speed: float) -> Sound:
        """Speak one text. The engine keeps nothing between texts, so that threads do not disturb each other."""
        samples = np.asarray(model(text, speed=speed, seed=_SEED), dtype=np.float32)
        if not samples.size:
            raise NoSoundError(f"the voice `{self.name}` has no sound for `{text}`")
        return Sound(samples, model.sample_rate)

"""Piper: any model file with its JSON beside it, with the extra `piper`. The only module that knows Piper."""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.errors import VoiceError
from voiceroutine.files import from_home, reason
from voiceroutine.language.tags import comparable
from voiceroutine.voice.base import NoSoundError, Sound, VoiceUnavailableError, quoted
from voiceroutine.voice.engine import Engine, Found, VoiceInfo
from voiceroutine.voice.engines._pieces import pieces
from voiceroutine.voice.onnx import onnxruntime_version
from voiceroutine.voice.pace import engine_speed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

INSTALL = "pip install 'voiceroutine[piper]'"
_PACES = (
    (0.476, 2.5), (0.522, 2.25), (0.58, 2.0), (0.641, 1.75), (0.738, 1.5), (0.79, 1.4), (0.85, 1.3), (0.914, 1.2),
    (0.97, 1.1), (1.0, 1.0), (1.041, 0.9), (1.136, 0.8), (1.216, 0.75), (1.315, 0.7), (1.42, 0.65), (1.497, 0.6),
    (1.558, 0.55), (1.589, 0.5), (1.645, 0.45), (1.78, 0.4), (1.886, 0.35), (2.0, 0.3),
)  # fmt: skip
"""See `pace.Paces`; measured with the voice `en_US-joe-medium`. Piper is told how long its sounds are, and rounds
each up to whole frames: a voice that is sped up gets slower than asked."""
_NOISE = 0.0
"""Piper draws a part of its sound and of its rhythm at random. Without it, the same text is the same sound in every
run. DistillMOS hears no difference (4.17, and 4.13 with the voice's own noise)."""
_MOST_SOUNDS_AT_ONCE = 250
"""Of a sentence. Piper's memory grows with it: a sentence of 1 000 sounds takes 1 GB."""
_LONGEST_PIECE = 200
"""Characters, of the pieces that a text with a longer sentence is split into."""


def piper_installed() -> bool:
    """Return whether the extra is installed."""
    return find_spec("piper") is not None


class PiperVoice:
    """The voice in a model file, which is loaded when it first speaks."""

    download_notice: str | None = None

    def __init__(self, model: Path) -> None:
        """Find the voice in `model`, a path to an .onnx file.

        Raises:
            VoiceUnavailableError: Piper is not installed.
            VoiceError: The model or its JSON is missing or damaged.
        """
        self._path = model
        self._json = model.parent / f"{model.name}.json"
        self.name = f"piper:{model.name}"
        if not model.is_file():
            raise VoiceError(f"there is no piper voice at {model}", "write the path to its .onnx file")
        if not self._json.is_file():
            hint = f"it comes with the voice, as {self._json.name}; put it beside the model"
            raise VoiceError(f"the piper voice {model} lacks its JSON file", hint)
        if not piper_installed():
            raise VoiceUnavailableError("piper is not installed", INSTALL)

    @cached_property
    def _settings(self) -> dict[str, Any]:
        try:
            settings = json.loads(self._json.read_bytes())
        except (OSError, ValueError) as error:
            raise VoiceError(f"{self._json} cannot be read: {error}") from error
        if not isinstance(settings, dict):
            raise VoiceError(f"{self._json} does not hold the settings of a piper voice")
        return settings

    @property
    def languages(self) -> tuple[str, ...]:
        """What it speaks according to its JSON: a lower-case tag; none if the JSON does not say."""
        for part, key in (("language", "code"), ("espeak", "voice")):  # older voices have only the second
            said = self._settings.get(part)
            if isinstance(said, dict) and isinstance(said.get(key), str):
                return (comparable(said[key]),)
        return ()

    @cached_property
    def engine(self) -> str:
        """The engine and what runs its model, with their versions, and a digest of the model's files."""
        try:
            digest = hashlib.sha256(self._path.read_bytes() + self._json.read_bytes()).hexdigest()
        except OSError as error:
            raise VoiceUnavailableError(f"the piper voice {self._path} cannot be read: {reason(error)}") from error
        try:
            return f"piper {metadata.version('piper-tts')}, {onnxruntime_version()}, {self._path.name} {digest[:16]}"
        except metadata.PackageNotFoundError as error:  # another package is called piper as well
            raise VoiceUnavailableError("piper is not installed", INSTALL) from error

    @cached_property
    def _model(self) -> Any:
        try:
            from piper import PiperVoice as Model

            return Model.load(self._path)
        except Exception as error:  # onnxruntime or a damaged model may raise anything
            raise VoiceUnavailableError(f"the piper voice {self._path} cannot start: {error}") from error

    def speak(self, texts: Sequence[str], pace: float) -> Iterator[Sound]:
        """Yield the sound of each text; see `Voice.speak`."""
        model = self._model
        from piper import SynthesisConfig

        length = model.config.length_scale * engine_speed(_PACES, pace)
        how = SynthesisConfig(length_scale=length, noise_scale=_NOISE, noise_w_scale=_NOISE)
        for text in texts:
            given = _bounded(model, text)
            parts = [sentence.audio_float_array for piece in given for sentence in model.synthesize(piece, how)]
            if not parts:
                raise NoSoundError(f"the voice `{self.name}` has no sound for `{quoted(text)}`")
            yield Sound(np.concatenate(parts).astype(np.float32), model.config.sample_rate)


def _bounded(model: Any, text: str) -> list[str]:
    """Return a text as Piper is given it: in pieces if a sentence of it is too long to be spoken at once."""
    longest = max(map(len, model.phonemize(text)), default=0)
    return [text] if longest <= _MOST_SOUNDS_AT_ONCE else pieces(text, _LONGEST_PIECE)


class Piper(Engine):
    """Voices in model files, wherever they are."""

    name = "piper"
    rank = 30
    argument = "<path to .onnx>"
    example = "piper:voices/en_US-joe-medium.onnx"

    def resolve(self, rest: str, folder: Path) -> Found:
        """Return the voice in the model file at the path `rest`."""
        voice = PiperVoice(folder / from_home(rest))
        return Found(voice, voice.languages)

    def lasting(self, rest: str) -> str:
        """Return the path as an absolute one."""
        return str(from_home(rest).absolute())

    def rows(self, language: str | None) -> Sequence[VoiceInfo]:  # noqa: ARG002 it may be any
        """Return one row for all of them: their files may be anywhere."""
        ready = piper_installed()
        note = "a model of yours, with its .json beside it" + ("" if ready else f"; {INSTALL}")
        return (VoiceInfo(name=f"piper:{self.argument}", engine="piper", languages=(), ready=ready, note=note),)


ENGINE = Piper()

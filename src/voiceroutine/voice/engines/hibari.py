"""hibari: neural English voices. One is bundled, the others are downloaded. The only module that knows hibari."""

from __future__ import annotations

import hashlib
import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from http.client import HTTPException
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from voiceroutine.language.tags import comparable, primary
from voiceroutine.voice.base import NoSoundError, Sound, UnspeakableError, VoiceUnavailableError, quoted
from voiceroutine.voice.engine import Engine, Found, VoiceInfo
from voiceroutine.voice.engines._pieces import pieces
from voiceroutine.voice.onnx import onnxruntime_version
from voiceroutine.voice.pace import engine_speed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from voiceroutine.voice.base import Voice

BUNDLED = "heart"
_SEED = 0
"""hibari draws the noise in its sound at random. With a seed, the same text is always the same sound."""
_PACES = (
    (0.41, 0.42), (0.484, 0.5), (0.512, 0.55), (0.613, 0.65), (0.742, 0.79), (0.794, 0.8), (0.896, 0.85), (0.952, 0.9),
    (1.0, 1.0), (1.054, 1.15), (1.156, 1.3), (1.216, 1.33), (1.33, 1.333), (1.34, 1.34), (1.477, 1.35), (1.497, 1.38),
    (1.518, 1.45), (1.614, 1.8), (1.721, 2.0), (1.842, 2.4), (2.0, 3.0),
)  # fmt: skip
"""See `pace.Paces`. hibari rounds the length of each sound in a word. This shows most at a speed of 1.333, where the
pace as heard jumps from 1.22 to 1.46. It hardly gets faster than 1.9."""
_NATURALNESS = {"heart": 4.47}
"""By name; see `VoiceInfo.naturalness`."""
_LONGEST_WORD = 100
"""Characters without a space between them: `W` a hundred times is 800 sounds, and hibari is at work for 0.6 s."""
_MOST_PARTS_OF_A_WORD = 30
"""Runs of letters or digits, and signs, without a space between them. hibari tries every way to join them: 100 take it
0.25 s, 200 take 2.9 s, and 1 000 take minutes."""
_PART = re.compile(r"[A-ZÀ-ÖØ-Þ]+|[a-zß-öø-ÿ]+|\d+|[^\s\d]")
_MOST_DIGITS = 36
"""hibari has no names for larger numbers."""
_MOST_SOUNDS_AT_ONCE = 450
"""hibari's memory grows by a quarter of a megabyte with each sound that it is given at once. It splits a text after 400
itself, but only where there is a comma."""
_MOST_SOUNDS = 1_600
"""About eighty seconds of speech: what is longer is hardly meant to be one cue, and takes seconds to speak. A script's
longest text, of 1 000 letters in words as they commonly are, has about 1 100."""


@dataclass(frozen=True, slots=True)
class NeuralVoiceInfo:
    """One of hibari's voices."""

    name: str
    language: str
    """A lower-case tag (BCP 47)."""
    gender: str
    file: Path
    """Where its model is, or will be once it is downloaded."""
    size_bytes: int
    sha256: str
    page: str
    """The web page on which people find its file."""

    @property
    def ready(self) -> bool:
        """Whether its model is on this machine."""
        return self.file.is_file()

    @property
    def by_hand(self) -> str:
        """How to get it without a connection here."""
        return f"get {self.file.name} from {self.page} on a machine that is online, and put it into {self.file.parent}"


def neural_voices() -> tuple[NeuralVoiceInfo, ...]:
    """Return hibari's voices, the bundled one first; none if hibari is not installed."""
    try:
        from hibari import voices as registry
    except Exception:  # noqa: BLE001 a broken install may raise anything; the voice reports it when it has to speak
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


@lru_cache(maxsize=1)
def _loaded(name: str) -> Any:
    """Return hibari's model with its pronunciations. Each takes a third of a second: they are loaded in parallel.

    The last one stays for the scripts that follow: it keeps no state between texts.
    """
    from hibari import Hibari
    from hibari.g2p import G2P
    from hibari.voices import VOICES

    with ThreadPoolExecutor(1) as pool:
        pronunciations = pool.submit(G2P, british=VOICES[name]["british"])
        return Hibari(voice=name, g2p=lambda text: pronunciations.result()(text))


@cache
def _version() -> str:
    return metadata.version("hibari-tts")


class NeuralVoice:
    """One of hibari's voices. Its model is loaded, and if necessary downloaded, when it first speaks."""

    def __init__(self, voice: str = BUNDLED) -> None:
        self.name = voice

    @cached_property
    def engine(self) -> str:
        """The engine, what runs its model, and their versions."""
        try:
            return f"hibari {_version()}, {onnxruntime_version()}"
        except metadata.PackageNotFoundError as error:
            raise VoiceUnavailableError("the neural voice is not installed (the package hibari-tts)") from error

    @property
    def download_notice(self) -> str | None:
        """What will be downloaded, if anything; see `Voice.download_notice`."""
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
        except Exception as error:  # onnxruntime or a broken install may raise anything
            raise VoiceUnavailableError(f"the neural voice `{self.name}` cannot start: {error}") from error

    def _fetch(self) -> None:
        """Download the model if it is missing; hibari checks it, and puts it in place whole or not at all."""
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
        # it may have been put there by hand: a damaged or a wrong model would speak nonsense, or fail
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

    def require_sayable(self, text: str) -> None:
        """Do nothing if hibari has sounds for `text`, and can make them; see `guard.Selective`."""
        if reason := _too_much_of_a_word(text):  # told without the model, which takes a while to load
            raise UnspeakableError(self.name, text, reason)
        if not any(self._phonemes(self._model, text)):
            raise self._no_sound(text)

    def _no_sound(self, text: str) -> NoSoundError:
        return NoSoundError(f"the voice `{self.name}` has no sound for `{quoted(text)}`")

    def _say(self, model: Any, text: str, speed: float) -> Sound:
        """Speak one text. hibari keeps no state between texts, so threads do not disturb each other."""
        random = np.random.default_rng(_SEED)
        parts = [model.from_ids(model.ids(sounds), speed, random) for sounds in self._phonemes(model, text)]
        samples = np.concatenate(parts).astype(np.float32, copy=False) if parts else np.zeros(0, np.float32)
        if not samples.size:
            raise self._no_sound(text)
        return Sound(samples, model.sample_rate)

    def _phonemes(self, model: Any, text: str) -> list[str]:
        """Return the sounds of a text, one string for each part that is spoken at once.

        Raises:
            UnspeakableError: hibari would take too long, or too much memory.
        """
        if reason := _too_much_of_a_word(text):
            raise UnspeakableError(self.name, text, reason)
        # to hibari, `[text](/sounds/)` gives a word's sounds; in a script it is only text
        found = model.phonemize(text.replace("](", "] ("))
        parts = [part for sounds in found for part in pieces(sounds, _MOST_SOUNDS_AT_ONCE)]
        if max(map(len, parts), default=0) > _MOST_SOUNDS_AT_ONCE:
            raise UnspeakableError(self.name, text, "a word in it takes too long to say")
        if sum(map(len, parts)) > _MOST_SOUNDS:
            raise UnspeakableError(self.name, text, "it takes more than a minute to say")
        return parts


def _too_much_of_a_word(text: str) -> str | None:
    """Return why hibari cannot be given a text: something in it without a space is too much for it."""
    for word in text.split():
        if len(word) > _LONGEST_WORD:
            return f"it has {len(word)} characters without a space between them; at most {_LONGEST_WORD} are possible"
        count = len(_PART.findall(word)) if any(map(str.isalnum, word)) else 0
        if count > _MOST_PARTS_OF_A_WORD:
            return (
                f"it has {count} words, numbers and signs without a space between them; "
                f"at most {_MOST_PARTS_OF_A_WORD} are possible"
            )
        digits = max(map(len, re.findall(r"\d+", word.replace(",", ""))), default=0)
        if digits > _MOST_DIGITS:
            return f"it has a number of {digits} digits; at most {_MOST_DIGITS} are possible"
    return None


class Hibari(Engine):
    """The neural voices. `auto` takes them for English."""

    name = "hibari"
    rank = 10

    def names(self) -> Sequence[str]:
        """Return all its voices, on this machine or not."""
        return tuple(dict.fromkeys([BUNDLED, *(voice.name for voice in neural_voices())]))

    def find(self, name: str, language: str) -> Found | None:  # noqa: ARG002 each speaks one language
        """Return the voice of that name. The bundled one is known even where hibari cannot be imported."""
        if name == BUNDLED:
            return Found(NeuralVoice(), ("en",))
        known = next((voice for voice in neural_voices() if voice.name == name), None)
        return Found(NeuralVoice(name), (known.language,)) if known else None

    def rows(self, language: str | None) -> Sequence[VoiceInfo]:  # noqa: ARG002 few, and all English
        """Return all its voices."""
        return tuple(map(_row, neural_voices()))

    def auto(self, language: str, *, preceded: bool) -> Sequence[Voice]:  # noqa: ARG002 it has English in any case
        """Return the bundled voice for English, and before it a downloaded one that matches the accent exactly."""
        if primary(language) != "en":
            return ()
        accent = comparable(language)
        others = neural_voices() if accent not in ("en", "en-us") else ()
        exact = next((voice.name for voice in others if voice.language == accent and voice.ready), None)
        return (NeuralVoice(exact), NeuralVoice()) if exact else (NeuralVoice(),)


def _row(voice: NeuralVoiceInfo) -> VoiceInfo:
    if voice.name == BUNDLED:
        note = "bundled; what `auto` takes for English"
    else:
        note = "downloaded" if voice.ready else f"downloaded when it first speaks, {voice.size_bytes / 1e6:.1f} MB"
    return VoiceInfo(
        name=voice.name,
        engine="hibari",
        languages=(voice.language,),
        gender=voice.gender,
        naturalness=_NATURALNESS.get(voice.name),
        ready=voice.ready,
        note=note,
        by_hand="" if voice.ready else voice.by_hand,
    )


ENGINE = Hibari()

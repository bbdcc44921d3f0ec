"""Which voices there are on this machine, and which one a name means."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from voiceroutine.errors import VoiceError
from voiceroutine.voice.base import VoiceUnavailableError
from voiceroutine.voice.neural import NeuralVoice
from voiceroutine.voice.system import SystemVoice, system_voices

if TYPE_CHECKING:
    from voiceroutine.voice.base import Voice


@dataclass(frozen=True, slots=True)
class VoiceInfo:
    """A voice as `voiceroutine voices` lists it."""

    name: str
    engine: str
    languages: tuple[str, ...]
    note: str


def candidates(name: str) -> tuple[Voice, ...]:
    """Return the voices that `name` may mean, the best first; the next is for when one cannot start.

    Raises:
        VoiceError: No voice is called that.
    """
    kind, _, rest = name.partition(":")
    if name == "auto":
        return (NeuralVoice(), SystemVoice())
    if name == "heart":
        return (NeuralVoice(name),)
    if kind == "system":
        return (SystemVoice(_system_id(rest) if rest else None),)
    raise VoiceError(
        f"there is no voice `{name}`", "there are auto, heart, system and system:<id>; `voiceroutine voices` lists them"
    )


def _system_id(wanted: str) -> str:
    voices = system_voices()
    exact = [voice.id for voice in voices if voice.id.lower() == wanted.lower()]
    near = exact or [v.id for v in voices if wanted.lower() in v.id.lower() or wanted.lower() in v.name.lower()]
    if not near:
        raise VoiceError(f"the system has no voice `{wanted}`", "`voiceroutine voices` lists those it has")
    if len(near) > 1:
        raise VoiceError(
            f"`{wanted}` could be {', '.join(near[:8])}{' and more' if len(near) > 8 else ''}; name one of them"
        )
    return near[0]


def voices() -> tuple[VoiceInfo, ...]:
    """Return every voice that can speak on this machine."""
    found = []
    if find_spec("hibari") and find_spec("onnxruntime"):
        voice = NeuralVoice()
        found.append(VoiceInfo(voice.name, voice.engine, ("en-us",), "neural; what `auto` takes"))
    try:
        system = system_voices()
    except (VoiceError, VoiceUnavailableError):
        return tuple(found)
    if system:
        found.append(VoiceInfo("system", "pyttsx3", (), "the system's own choice"))
    found.extend(VoiceInfo(f"system:{voice.id}", "pyttsx3", voice.languages, voice.name) for voice in system)
    return tuple(found)

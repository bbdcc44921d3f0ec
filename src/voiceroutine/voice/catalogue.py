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


def candidates(name: str, language: str = "en") -> tuple[Voice, ...]:
    """Return the voices that `name` may mean, the best first; the next is for when one cannot start.

    Args:
        name: `auto`, `heart`, `system` or `system:` and an id or a part of a name.
        language: What the voice must speak (BCP 47), where `name` leaves that open.

    Raises:
        VoiceError: No voice is called that, or it does not speak the language.
    """
    kind, _, rest = name.partition(":")
    english = _primary(language) == "en"
    if name == "auto":
        return (NeuralVoice(), SystemVoice()) if english else (SystemVoice(_system_id_for(language)),)
    if name == "heart":
        if not english:
            hint = "write `voice: auto`, and the system's voice for the language speaks"
            raise VoiceError(f"the voice `heart` speaks English, and the script is in `{language}`", hint)
        return (NeuralVoice(name),)
    if kind == "system" and not rest:
        return (SystemVoice(None if english else _system_id_for(language)),)
    if kind == "system":
        return (SystemVoice(_system_id(rest)),)
    hint = "there are auto, heart, system and system:<id>; `voiceroutine voices` lists them"
    raise VoiceError(f"there is no voice `{name}`", hint)


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _system_id_for(language: str) -> str:
    """Return the id of the system's voice for a language: of its very tag, else of its primary language."""
    wanted = language.replace("_", "-").lower()
    tags = [(tag.replace("_", "-").lower(), voice.id) for voice in system_voices() for tag in voice.languages]
    for fits in (wanted.__eq__, _primary(wanted).__eq__, lambda tag: _primary(tag) == _primary(wanted)):
        if found := sorted(voice_id for tag, voice_id in tags if fits(tag)):
            return found[0]
    raise VoiceError(f"the system has no voice that speaks `{language}`", "`voiceroutine voices` lists those it has")


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

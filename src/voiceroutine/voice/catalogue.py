"""Which voices there are on this machine, and which one a name means."""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.errors import VoiceError
from voiceroutine.files import from_home
from voiceroutine.language.tags import comparable, primary
from voiceroutine.voice.base import WrongLanguageError, speaks
from voiceroutine.voice.hibari import BUNDLED, NeuralVoice, NeuralVoiceInfo, neural_voices
from voiceroutine.voice.piper import INSTALL, PiperVoice, piper_installed
from voiceroutine.voice.system import SystemVoice, SystemVoiceInfo, best_for, system

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voiceroutine.voice.base import Voice

_NATURALNESS = {"heart": 4.47, "system:gmw/en": 2.31, "system:gmw/en-us": 2.34}
"""By name: DistillMOS, from 1 to 5, over ten cues, as `bench/voices.py` finds it."""
_NAMED_AT_MOST = 8
"""In an error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceInfo:
    """A voice as `voiceroutine voices` lists it."""

    name: str
    engine: str
    languages: tuple[str, ...]
    """Tags in small letters; none where the voice does not say."""
    gender: str | None = None
    naturalness: float | None = None
    """From 1 to 5, as measured; None where nobody has."""
    ready: bool = True
    note: str = ""
    """What it is, or what it takes to have it."""
    by_hand: str = ""
    """How to get it where this machine is not online."""


def candidates(name: str, language: str = "en", folder: Path | None = None) -> tuple[Voice, ...]:
    """Return the voices that `name` may mean, the best first; the next is for when one cannot start.

    Args:
        name: `auto`, a neural voice, `system`, `system:` and an id or a part of a name, or `piper:` and a path.
        language: What the voice must speak (BCP 47).
        folder: What a path is relative to; the working folder if None.

    Raises:
        VoiceUnavailableError: The voice's engine is not installed.
        WrongLanguageError: The voice does not speak the language.
        VoiceError: No voice is called that, or several are.
    """
    if name == "auto":
        return _best(language)
    if name == "system":
        best_for(language)
        return (SystemVoice(language=language),)
    called, languages, voice = _named(name, folder)
    _must_speak(called, languages, language)
    return (voice,)


def language_of(name: str) -> str:
    """Return what a voice speaks first, as a tag: English, where it speaks any language or does not say.

    Raises:
        VoiceUnavailableError: The voice's engine is not installed.
        VoiceError: No voice is called `name`, or several are.
    """
    return "en" if name in ("auto", "system") else next(iter(_named(name)[1]), "en")


def _named(name: str, folder: Path | None = None) -> tuple[str, Sequence[str], Voice]:
    """Return the one voice that `name` means: what it is called, what it speaks, and itself."""
    kind, colon, rest = name.partition(":")
    if kind == "system" and colon:
        chosen = _system_voice(rest.strip())
        return f"system:{chosen.short_id}", chosen.languages, SystemVoice(chosen.id)
    if kind == "piper" and colon:
        voice = PiperVoice((folder or Path()) / from_home(rest.strip()))
        return voice.name, voice.languages, voice
    neural = _neural(name)
    return name, (neural.language,) if neural else ("en",), NeuralVoice(name)


def _best(language: str) -> tuple[Voice, ...]:
    """Return the best voices for a language: the bundled one, unless another one that is there has the very accent."""
    if primary(language) != "en":
        best_for(language)
        return (SystemVoice(language=language),)
    accent = comparable(language)
    closer = [v.name for v in (neural_voices() if accent not in ("en", "en-us") else ()) if v.language == accent]
    near = [NeuralVoice(voice) for voice in closer if NeuralVoice(voice).download_notice is None]
    return (*near[:1], NeuralVoice(), SystemVoice(language=language))


def _neural(name: str) -> NeuralVoiceInfo | None:
    """Return what is known of a neural voice; None of the bundled one, which is known without asking its package."""
    if name == BUNDLED:
        return None
    known = neural_voices()
    if found := next((voice for voice in known if voice.name == name), None):
        return found
    names = ["auto", *(dict.fromkeys([BUNDLED, *(voice.name for voice in known)])), "system", "piper"]
    if close := get_close_matches(name.lower(), names, n=3, cutoff=0.6):
        hint = f"did you mean {' or '.join(f'`{word}`' for word in close)}?"
    else:
        hint = f"there are {', '.join(names[:-1])}, system:<id> and piper:<path>; `voiceroutine voices` lists them"
    raise VoiceError(f"there is no voice `{name}`", hint)


def _must_speak(name: str, languages: Sequence[str], language: str) -> None:
    if not speaks(languages, language):
        able = [voice.name for voice in voices(language) if voice.ready and voice.languages]
        hint = f"{_some(able)} can" if able else "no voice of this machine can"
        message = f"the voice `{name}` speaks `{languages[0]}`, not `{language}`"
        raise WrongLanguageError(message, f"write `auto`, or another voice: {hint}")


def _some(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names[:_NAMED_AT_MOST]) + (" and more" * (len(names) > _NAMED_AT_MOST))


def _system_voice(wanted: str) -> SystemVoiceInfo:
    """Return the voice with an id or a name, or the only one with such a part in either."""
    known = system().voices
    word = wanted.lower()
    exact = [v for v in known if word in (v.id.lower(), v.short_id.lower(), v.name.lower())]
    near = exact or [v for v in known if word and (word in v.short_id.lower() or word in v.name.lower())]
    if not near:
        names = {text.lower(): voice.short_id for voice in known for text in (voice.short_id, voice.name)}
        close = [names[text] for text in get_close_matches(word, names, n=3, cutoff=0.6)]
        hint = f"did you mean {_some([f'system:{it}' for it in close])}?" if close else None
        raise VoiceError(f"the system has no voice `{wanted}`", hint or "`voiceroutine voices` lists those it has")
    if len(near) > 1:
        meant = ", ".join(f"{voice.short_id} ({voice.name})" for voice in near[:_NAMED_AT_MOST])
        more = " and more" * (len(near) > _NAMED_AT_MOST)
        raise VoiceError(f"`{wanted}` could be {meant}{more}", "name one of them by its id")
    return near[0]


def voices(language: str | None = None) -> tuple[VoiceInfo, ...]:
    """Return every voice of this machine, and what can be had: the neural ones, the system's, piper.

    Args:
        language: Return those alone that speak it.
    """
    found = [*_neural_rows(), *_system_rows(language), _piper_row()]
    return tuple(voice for voice in found if language is None or speaks(voice.languages, language))


def _neural_rows() -> list[VoiceInfo]:
    def note(voice: NeuralVoiceInfo) -> str:
        if voice.name == BUNDLED:
            return "bundled; what `auto` takes for English"
        return "downloaded" if voice.ready else f"downloaded when it first speaks, {voice.size_bytes / 1e6:.1f} MB"

    return [
        VoiceInfo(
            name=voice.name,
            engine="hibari",
            languages=(voice.language,),
            gender=voice.gender,
            naturalness=_NATURALNESS.get(voice.name),
            ready=voice.ready,
            note=note(voice),
            by_hand="" if voice.ready else voice.by_hand,
        )
        for voice in neural_voices()
    ]


def _system_rows(language: str | None) -> list[VoiceInfo]:
    try:
        there = system()
    except VoiceError as error:
        return [VoiceInfo(name="system", engine="pyttsx3", languages=(), ready=False, note=str(error))]
    engine = there.engine.partition(",")[0]
    rows = [
        VoiceInfo(
            name=f"system:{voice.short_id}",
            engine=engine,
            languages=voice.languages,
            gender=voice.gender,
            naturalness=_NATURALNESS.get(f"system:{voice.short_id}"),
            note=voice.name,
        )
        for voice in there.voices
    ]
    best = VoiceInfo(name="system", engine=engine, languages=(), note="the system's best for a script's language")
    if language is None:
        return [best, *rows]
    able = [row for row in rows if row.languages and speaks(row.languages, language)]
    return [replace(best, note=f"is system:{best_for(language).short_id}"), *able] if able else []


def _piper_row() -> VoiceInfo:
    """Return one row for all piper voices: their files may be anywhere."""
    ready = piper_installed()
    note = "a model of yours, with its .json beside it" + ("" if ready else f"; {INSTALL}")
    return VoiceInfo(name="piper:<path to .onnx>", engine="piper", languages=(), ready=ready, note=note)

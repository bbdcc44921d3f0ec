"""Which voices this machine has, and which one a name means. All of it comes from the registry of engines."""

from __future__ import annotations

from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

from voiceroutine.errors import VoiceError
from voiceroutine.voice.base import WrongLanguageError, listed, speaks
from voiceroutine.voice.description import Description, described_by
from voiceroutine.voice.engines import engines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.voice.base import Voice
    from voiceroutine.voice.engine import Engine, Found, VoiceInfo


def candidates(name: str, language: str = "en", folder: Path | None = None) -> tuple[Voice, ...]:
    """Return the voices that `name` may mean, the best first; the next is for when one cannot start.

    Args:
        name: `auto`, a voice's name, an engine with what it needs (`piper:<path>`), or plain words (`british female`).
        language: What the voice must speak (BCP 47).
        folder: What a path is relative to; the working folder if None.

    Raises:
        VoiceUnavailableError: The voice's engine is not installed.
        WrongLanguageError: The voice does not speak the language.
        VoiceError: No voice is called that, or several are.
    """
    if name == "auto":
        return _best(language)
    found = _named(name, language, folder or Path())
    if not speaks(found.languages, language):
        able = [f"`{voice.name}`" for voice in voices(language) if voice.ready and voice.languages]
        hint = f"{listed(able)} can" if able else "no voice of this machine can"
        raise WrongLanguageError(
            f"the voice `{found.voice.name}` speaks `{found.languages[0]}`, not `{language}`",
            f"write `auto`, or another voice: {hint}",
        )
    return (found.voice,)


def language_of(name: str) -> str:
    """Return the first language that a voice speaks, as a tag: English if it speaks any, or does not say.

    Raises:
        VoiceUnavailableError: The voice's engine is not installed.
        VoiceError: No voice is called `name`, or several are.
    """
    return "en" if name == "auto" else next(iter(_named(name, "en", Path()).languages), "en")


def accents_of(voice: str) -> tuple[str, ...]:
    """Return the lower-case tags (BCP 47) of what a voice speaks, as its engine lists it: `en-us`.

    Args:
        voice: The name of a voice, not of an engine.

    Returns:
        Nothing where the voice is not known, or does not say.
    """
    kind, colon, rest = voice.partition(":")
    for engine in engines():
        if colon and engine.argument and kind == engine.name:
            return engine.resolve(rest, Path()).languages
        if not colon and voice in engine.names():
            return next((row.languages for row in engine.rows(None) if row.name == voice), ())
    return ()


def lasting(name: str) -> str:
    """Return a voice's name as it can be kept for later: a relative path in it becomes absolute."""
    kind, colon, rest = name.partition(":")
    for engine in engines():
        if colon and engine.argument and kind == engine.name and rest.strip():
            return f"{kind}:{engine.lasting(rest.strip())}"
    return name


def voices(language: str | None = None) -> tuple[VoiceInfo, ...]:
    """Return every voice of this machine, and those that can be had, engine by engine.

    Args:
        language: Return only those that speak it.
    """
    found = [voice for engine in engines() for voice in engine.rows(language)]
    return tuple(voice for voice in found if language is None or speaks(voice.languages, language))


def _best(language: str) -> tuple[Voice, ...]:
    """Return what the engines offer for a language.

    Raises:
        VoiceError: None offers a voice; it says what the first engine that looked for one says.
    """
    found: list[Voice] = []
    refusals: list[VoiceError] = []
    for engine in engines():
        with _collected(refusals):
            found += engine.auto(language, preceded=bool(found))
    if found:
        return tuple(found)
    raise next(iter(refusals), WrongLanguageError(f"no voice of this machine speaks `{language}`"))


@contextmanager
def _collected(refusals: list[VoiceError]) -> Iterator[None]:
    try:
        yield
    except VoiceError as error:
        refusals.append(error)


def _named(name: str, language: str, folder: Path) -> Found:
    """Return the one voice that `name` means."""
    kind, colon, rest = name.partition(":")
    for engine in engines():
        if colon and engine.argument and kind == engine.name and rest.strip():
            return engine.resolve(rest.strip(), folder)
        if not colon and (found := engine.find(name, language)):
            return found
    for engine in engines():
        if kind.lower() == engine.name:
            raise _incomplete(name, engine)
    if wanted := described_by(name):
        return _named(_matching(name, wanted, language), language, folder)
    raise _unknown(name)


def _incomplete(name: str, engine: Engine) -> VoiceError:
    """Return the error for an engine's name where a voice's is expected."""
    plain = [f"`{word}`" for word in engine.names()]
    if engine.argument is None:
        return VoiceError(f"`{name}` is an engine, not a voice", f"write one of its voices: {listed(plain)}")
    alone = f", or just {listed(plain)}" if plain else ""
    example = f"`{engine.example}`" if engine.example else ""
    return VoiceError(
        f"`{name}` does not say which voice",
        f"write `{engine.name}:{engine.argument}`" + (f", for example {example}" if example else "") + alone,
    )


def _matching(name: str, wanted: Description, language: str) -> str:
    """Return the name of the best voice that plain words describe, among those that speak the language if any do.

    An engine's voices that are ready come before those that are not.

    Raises:
        VoiceError: No voice matches, or the best one must be downloaded first.
    """
    rows = [row for engine in engines() for row in sorted(engine.rows(None), key=lambda row: not row.ready)]
    found = [row for row in rows if wanted.fits(row)]
    found = [row for row in found if speaks(row.languages, language)] or found
    if not found:
        raise VoiceError(f"this machine has no `{name}` voice", "`voiceroutine voices` lists those it has")
    best = found[0]
    if best.ready:
        return best.name
    raise VoiceError(
        f"`{name}` could be {listed([f'`{row.name}`' for row in found])}",
        f"write the one you want; `{best.name}` is {best.note}",
    )


def _unknown(name: str) -> VoiceError:
    """Return the error for a name that no engine answers to, with those that are near."""
    plain = ["auto", *(word for engine in engines() for word in engine.names())]
    open_ended = {engine.name: f"{engine.name}:{engine.argument}" for engine in engines() if engine.argument}
    words = list(dict.fromkeys([*plain, *open_ended]))
    if close := get_close_matches(name.lower(), words, n=3, cutoff=0.6):
        meant = " or ".join(f"`{word if word in plain else open_ended[word]}`" for word in close)
        return VoiceError(f"there is no voice `{name}`", f"did you mean {meant}?")
    *first, last = *plain, *open_ended.values()
    return VoiceError(
        f"there is no voice `{name}`",
        f"there are {', '.join(first)} and {last}; `voiceroutine voices` lists them",
    )

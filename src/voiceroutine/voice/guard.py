"""Speaks with a voice so that whatever its engine raises becomes an error of ours that names the text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from voiceroutine.errors import VoiceroutineError
from voiceroutine.voice.base import NoSoundError, UnspeakableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from voiceroutine.voice.base import Sound, Voice


@runtime_checkable
class Selective(Protocol):
    """A voice that can tell what it cannot say without saying it."""

    def require_sayable(self, text: str) -> None:
        """Do nothing if the voice can say `text`.

        Raises:
            NoSoundError: It cannot.
            VoiceUnavailableError: The engine cannot start.
        """


def refusal(voice: Voice, text: str) -> NoSoundError | None:
    """Return why a voice cannot say a text, as far as it can tell without saying it; None if it knows no reason.

    Raises:
        VoiceUnavailableError: The engine cannot start.
    """
    if not isinstance(voice, Selective):
        return None
    try:
        voice.require_sayable(text)
    except NoSoundError as error:
        return error
    except VoiceroutineError:
        raise
    except Exception as error:  # noqa: BLE001 engines fail in ways of their own
        return _failed(voice, text, error)
    return None


def spoken(voice: Voice, texts: Sequence[str], pace: float) -> Iterator[Sound]:
    """Yield the sound of each text, in their order; see `Voice.speak`.

    Raises:
        UnspeakableError: The engine raised something on a text, or gave no sound for it.
        VoiceError: As `Voice.speak`.
    """
    sounds = iter(voice.speak(texts, pace))
    for text in texts:
        try:
            sound = next(sounds)
        except VoiceroutineError:
            raise
        except StopIteration:
            raise UnspeakableError(voice.name, text, "its engine stopped before it") from None
        except Exception as error:  # engines fail in ways of their own, running out of memory included
            raise _failed(voice, text, error) from error
        yield sound


def _failed(voice: Voice, text: str, error: Exception) -> UnspeakableError:
    return UnspeakableError(voice.name, text, f"its engine failed on it ({_described(error)})")


def _described(error: Exception) -> str:
    """Return an engine's exception on one line: its kind, and the first line of what it says."""
    said = next(iter(str(error).strip().splitlines()), "")
    return f"{type(error).__name__}: {said[:100]}" if said else type(error).__name__

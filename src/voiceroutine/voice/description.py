"""Plain words for a voice: `british`, `female`, `german male`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from voiceroutine.voice.engine import VoiceInfo

_LANGUAGES = {
    "american": "en-us", "arabic": "ar", "british": "en-gb", "brazilian": "pt-br", "bulgarian": "bg", "catalan": "ca",
    "chinese": "cmn", "croatian": "hr", "czech": "cs", "danish": "da", "dutch": "nl", "english": "en", "finnish": "fi",
    "french": "fr", "german": "de", "greek": "el", "hebrew": "he", "hindi": "hi", "hungarian": "hu",
    "indonesian": "id", "italian": "it", "japanese": "ja", "korean": "ko", "mandarin": "cmn", "mexican": "es-mx",
    "norwegian": "nb", "persian": "fa", "polish": "pl", "portuguese": "pt", "romanian": "ro", "russian": "ru",
    "scottish": "en-gb-scotland", "serbian": "sr", "slovak": "sk", "spanish": "es", "swedish": "sv", "thai": "th",
    "turkish": "tr", "ukrainian": "uk", "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip
"""English names of languages and of their variants, to lower-case tags (BCP 47)."""
_SAME = {"zh": "cmn", "no": "nb"}
"""Tags of languages that some engines use for the more exact ones of `_LANGUAGES`."""
_GENDERS = {"female": "female", "woman": "female", "male": "male", "man": "male"}
_IGNORED = {"a", "voice"}


@dataclass(frozen=True, slots=True)
class Description:
    """What plain words ask of a voice."""

    languages: tuple[str, ...]
    """Lower-case tags. The voice speaks each of them: `en` and `en-gb` for `british english`."""
    genders: tuple[str, ...]

    def fits(self, voice: VoiceInfo) -> bool:
        """Return whether a voice is known to be what is asked for."""
        spoken = [_SAME.get(tag, tag) for tag in voice.languages]
        return bool(spoken) and (
            all(any(_within(tag, wanted) for tag in spoken) for wanted in self.languages)
            and all(voice.gender == wanted for wanted in self.genders)
        )


def described_by(words: str) -> Description | None:
    """Return what `words` ask of a voice, or None if one of them is not known."""
    said = [word for word in re.split(r"[\s,_-]+", words.lower()) if word and word not in _IGNORED]
    if not said or not all(word in _LANGUAGES or word in _GENDERS for word in said):
        return None
    languages = tuple(_LANGUAGES[word] for word in said if word in _LANGUAGES)
    return Description(languages, tuple(_GENDERS[word] for word in said if word in _GENDERS))


def _within(tag: str, wanted: str) -> bool:
    """Return whether a tag is `wanted` or a variant of it, as `en-gb` is of `en`."""
    return tag == wanted or tag.startswith(f"{wanted}-")

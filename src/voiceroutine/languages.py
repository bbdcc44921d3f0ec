"""Language tags (BCP 47), as scripts, voices and tags have them."""

_ALPHA_3 = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa",
    "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra", "ga": "gle", "gl": "glg", "he": "heb", "hi": "hin",
    "hr": "hrv", "hu": "hun", "id": "ind", "is": "isl", "it": "ita", "ja": "jpn", "ko": "kor", "lt": "lit", "lv": "lav",
    "nb": "nob", "nl": "nld", "nn": "nno", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk",
    "sl": "slv", "sr": "srp", "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip
"""ISO 639-1 to ISO 639-2 (terminological)."""
_BIBLIOGRAPHIC = {
    "baq": "eu", "chi": "zh", "cze": "cs", "dut": "nl", "fre": "fr", "ger": "de", "gre": "el", "ice": "is", "per": "fa",
    "rum": "ro", "slo": "sk",
}  # fmt: skip
"""The other codes that ISO 639-2 has for some languages."""
_ALPHA_2 = {long: short for short, long in _ALPHA_3.items()} | _BIBLIOGRAPHIC


def primary(tag: str) -> str:
    """Return a tag's language without its region, in small letters: `pt` of `pt-BR` and of `pt_BR`."""
    return tag.replace("_", "-").split("-")[0].lower()


def alpha_3(tag: str) -> str:
    """Return the three letters of ISO 639-2 that ID3 wants: `por` of `pt-BR`; `und` where we know none."""
    name = primary(tag)
    return _ALPHA_3.get(name, name if len(name) == 3 else "und")


def shorter(tag: str) -> str | None:
    """Return the two letters a language must be named with, if it has them and is named with three.

    See BCP 47, 2.2.1: the shortest code is the only one.
    """
    return _ALPHA_2.get(primary(tag))

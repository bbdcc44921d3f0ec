"""Language tags (BCP 47), compared and converted."""

from __future__ import annotations

_MOSTLY_SPOKEN = {"no": "nb", "zh": "cmn"}
"""For a tag that covers several languages, the one most people mean by it: Bokmål, Mandarin."""


def comparable(tag: str) -> str:
    """Return a tag in the form in which two tags are compared: `pt-br` for `pt-BR` and for `pt_BR`."""
    return tag.replace("_", "-").lower()


def primary(tag: str) -> str:
    """Return a tag's language without its region, in lower case: `pt` for `pt-BR` and for `pt_BR`."""
    return comparable(tag).partition("-")[0]


def spoken(tag: str) -> str:
    """Return the language that a voice speaks for a tag: `de` for `de-AT`, `nb` for `no`, `cmn` for `zh-TW`."""
    name = primary(tag)
    return _MOSTLY_SPOKEN.get(name, name)


def alpha_3(tag: str) -> str:
    """Return the three-letter code (ISO 639-2) that ID3 requires: `por` for `pt-BR`; `und` if there is none."""
    from langcodes import Language  # only some commands need it
    from langcodes.tag_parser import LanguageTagError

    try:
        return Language.get(primary(tag), normalize=False).to_alpha3()
    except (LanguageTagError, LookupError):
        return "und"


def shorter(tag: str) -> str | None:
    """Return the tag with its two-letter language code in place of a three-letter one, or None if there is none.

    `sv-FI` for `swe-FI`: where a language has a two-letter code, BCP 47 (2.2.1) allows no other.
    """
    from langcodes import Language
    from langcodes.tag_parser import LanguageTagError

    long, separator, region = tag.replace("_", "-").partition("-")
    try:
        language = Language.get(long)
        # langcodes also replaces Dari by Persian and the like; only another code for the same language counts.
        its_codes = (language.to_alpha3(variant="T"), language.to_alpha3(variant="B"))
    except (LanguageTagError, LookupError):
        return None
    short = language.to_tag()
    return f"{short}{separator}{region}" if len(short) == 2 and long.lower() in its_codes else None

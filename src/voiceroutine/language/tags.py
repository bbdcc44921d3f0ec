"""Language tags (BCP 47), as scripts, voices and tags have them; and the signs that end sentences."""

SPACED_ENDS = ".!?\N{HORIZONTAL ELLIPSIS}\N{ARABIC QUESTION MARK}\N{DEVANAGARI DANDA}"
"""What ends a sentence, and has a space after it."""
UNSPACED_ENDS = "\N{IDEOGRAPHIC FULL STOP}\N{FULLWIDTH EXCLAMATION MARK}\N{FULLWIDTH QUESTION MARK}"
"""What ends one where the next follows at once."""
CLOSERS = "\"')]}\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}»"
"""What may stand after a sentence's end."""

_ALPHA_3 = {
    "aa": "aar", "ab": "abk", "ae": "ave", "af": "afr", "ak": "aka", "am": "amh", "an": "arg", "ar": "ara", "as": "asm",
    "av": "ava", "ay": "aym", "az": "aze", "ba": "bak", "be": "bel", "bg": "bul", "bi": "bis", "bm": "bam", "bn": "ben",
    "bo": "bod", "br": "bre", "bs": "bos", "ca": "cat", "ce": "che", "ch": "cha", "co": "cos", "cr": "cre", "cs": "ces",
    "cu": "chu", "cv": "chv", "cy": "cym", "da": "dan", "de": "deu", "dv": "div", "dz": "dzo", "ee": "ewe", "el": "ell",
    "en": "eng", "eo": "epo", "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "ff": "ful", "fi": "fin", "fj": "fij",
    "fo": "fao", "fr": "fra", "fy": "fry", "ga": "gle", "gd": "gla", "gl": "glg", "gn": "grn", "gu": "guj", "gv": "glv",
    "ha": "hau", "he": "heb", "hi": "hin", "ho": "hmo", "hr": "hrv", "ht": "hat", "hu": "hun", "hy": "hye", "hz": "her",
    "ia": "ina", "id": "ind", "ie": "ile", "ig": "ibo", "ii": "iii", "ik": "ipk", "io": "ido", "is": "isl", "it": "ita",
    "iu": "iku", "ja": "jpn", "jv": "jav", "ka": "kat", "kg": "kon", "ki": "kik", "kj": "kua", "kk": "kaz", "kl": "kal",
    "km": "khm", "kn": "kan", "ko": "kor", "kr": "kau", "ks": "kas", "ku": "kur", "kv": "kom", "kw": "cor", "ky": "kir",
    "la": "lat", "lb": "ltz", "lg": "lug", "li": "lim", "ln": "lin", "lo": "lao", "lt": "lit", "lu": "lub", "lv": "lav",
    "mg": "mlg", "mh": "mah", "mi": "mri", "mk": "mkd", "ml": "mal", "mn": "mon", "mr": "mar", "ms": "msa", "mt": "mlt",
    "my": "mya", "na": "nau", "nb": "nob", "nd": "nde", "ne": "nep", "ng": "ndo", "nl": "nld", "nn": "nno", "no": "nor",
    "nr": "nbl", "nv": "nav", "ny": "nya", "oc": "oci", "oj": "oji", "om": "orm", "or": "ori", "os": "oss", "pa": "pan",
    "pi": "pli", "pl": "pol", "ps": "pus", "pt": "por", "qu": "que", "rm": "roh", "rn": "run", "ro": "ron", "ru": "rus",
    "rw": "kin", "sa": "san", "sc": "srd", "sd": "snd", "se": "sme", "sg": "sag", "si": "sin", "sk": "slk", "sl": "slv",
    "sm": "smo", "sn": "sna", "so": "som", "sq": "sqi", "sr": "srp", "ss": "ssw", "st": "sot", "su": "sun", "sv": "swe",
    "sw": "swa", "ta": "tam", "te": "tel", "tg": "tgk", "th": "tha", "ti": "tir", "tk": "tuk", "tl": "tgl", "tn": "tsn",
    "to": "ton", "tr": "tur", "ts": "tso", "tt": "tat", "tw": "twi", "ty": "tah", "ug": "uig", "uk": "ukr", "ur": "urd",
    "uz": "uzb", "ve": "ven", "vi": "vie", "vo": "vol", "wa": "wln", "wo": "wol", "xh": "xho", "yi": "yid", "yo": "yor",
    "za": "zha", "zh": "zho", "zu": "zul",
}  # fmt: skip
"""ISO 639-1 to ISO 639-2 (terminological)."""
_BIBLIOGRAPHIC = {
    "alb": "sq", "arm": "hy", "baq": "eu", "bur": "my", "chi": "zh", "cze": "cs", "dut": "nl", "fre": "fr", "geo": "ka",
    "ger": "de", "gre": "el", "ice": "is", "mac": "mk", "mao": "mi", "may": "ms", "per": "fa", "rum": "ro", "slo": "sk",
    "tib": "bo", "wel": "cy",
}  # fmt: skip
"""The other codes of ISO 639-2, to ISO 639-1."""
_SPOKEN = {"no": "nb", "zh": "cmn"}
"""Of languages that are several, the one that most who name it speak: Bokmål, Mandarin."""
_ALPHA_2 = {long: short for short, long in _ALPHA_3.items()} | _BIBLIOGRAPHIC


def ends_sentence(text: str) -> bool:
    """Return whether `text` ends as a sentence does, a bracket or a quotation mark after it or not."""
    return text.rstrip(CLOSERS).endswith(tuple(SPACED_ENDS + UNSPACED_ENDS))


def comparable(tag: str) -> str:
    """Return a tag as two of them are compared: `pt-br` of `pt-BR` and of `pt_BR`."""
    return tag.replace("_", "-").lower()


def primary(tag: str) -> str:
    """Return a tag's language without its region, in small letters: `pt` of `pt-BR` and of `pt_BR`."""
    return comparable(tag).partition("-")[0]


def spoken(tag: str) -> str:
    """Return the language that a voice speaks for a tag: `de` of `de-AT`, `nb` of `no`, `cmn` of `zh-TW`."""
    name = primary(tag)
    return _SPOKEN.get(name, name)


def alpha_3(tag: str) -> str:
    """Return the three letters of ISO 639-2 that ID3 wants: `por` of `pt-BR`; `und` where there are none."""
    name = primary(tag)
    return _ALPHA_3.get(name, name if len(name) == 3 else "und")


def shorter(tag: str) -> str | None:
    """Return the tag with two letters that must stand for one with three: `sv-FI` for `swe-FI`; None if none must.

    See BCP 47, 2.2.1: the shortest code of a language is the only one.
    """
    long, separator, region = tag.replace("_", "-").partition("-")
    short = _ALPHA_2.get(long.lower())
    return f"{short}{separator}{region}" if short else None

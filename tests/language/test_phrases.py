"""The stock words of every language: complete, in that language, grammatical, and the disclaimer in full."""

from __future__ import annotations

import re
import sys
from string import Formatter

import pytest

from voiceroutine.language.phrases import Phrases, languages, phrases_for
from voiceroutine.voice.engines.system import SystemVoice, system
from voiceroutine.voice.shape import shape

TRANSLATIONS = [language for language in languages() if language != "en"]

ALSO_ENGLISH = {
    "de": {"ball", "kettlebell"},
    "fr": {"kettlebell", "{number} minutes"},
    "it": {"kettlebell"},
    "nl": {"mat", "dumbbell", "kettlebell"},
    "pt": {"kettlebell"},
}
"""What is the same word in both."""

DURATIONS_S = (1, 30, 45, 60, 61, 90, 120, 3600, 5400)

NUMBERS = {
    "de": {1: "Eins.", 2: "Zwei.", 3: "Drei.", 8: "Acht.", 21: "Einundzwanzig.", 45: "Fünfundvierzig."},
    "en": {1: "One.", 2: "Two.", 3: "Three.", 8: "Eight.", 21: "Twenty-one.", 45: "Forty-five."},
    "es": {1: "Uno.", 2: "Dos.", 3: "Tres.", 8: "Ocho.", 21: "Veintiuno.", 45: "Cuarenta y cinco."},
    "fr": {1: "Un.", 2: "Deux.", 3: "Trois.", 8: "Huit.", 21: "Vingt et un.", 45: "Quarante-cinq."},
    "it": {1: "Uno.", 2: "Due.", 3: "Tre.", 8: "Otto.", 21: "Ventuno.", 45: "Quarantacinque."},
    "nl": {1: "Één.", 2: "Twee.", 3: "Drie.", 8: "Acht.", 21: "Eenentwintig.", 45: "Vijfenveertig."},
    "pt": {1: "Um.", 2: "Dois.", 3: "Três.", 8: "Oito.", 21: "Vinte e um.", 45: "Quarenta e cinco."},
}

DURATIONS = {
    "de": {1: "eine Sekunde", 45: "fünfundvierzig Sekunden", 61: "eine Minute und eine Sekunde", 120: "zwei Minuten"},
    "en": {1: "one second", 45: "forty-five seconds", 61: "one minute one second", 120: "two minutes"},
    "es": {
        1: "un segundo",
        21: "veintiún segundos",
        31: "treinta y un segundos",
        45: "cuarenta y cinco segundos",
        90: "un minuto y treinta segundos",
        120: "dos minutos",
        3600: "una hora",
        3690: "una hora un minuto y treinta segundos",
    },
    "fr": {
        1: "une seconde",
        21: "vingt et une secondes",
        45: "quarante-cinq secondes",
        90: "une minute et trente secondes",
        120: "deux minutes",
        3600: "une heure",
    },
    "it": {
        1: "un secondo",
        21: "ventuno secondi",
        90: "un minuto e trenta secondi",
        120: "due minuti",
        3600: "un'ora",
    },
    "nl": {
        1: "één seconde",
        45: "vijfenveertig seconden",
        90: "één minuut en dertig seconden",
        120: "twee minuten",
        7200: "twee uur",
    },
    "pt": {
        1: "um segundo",
        2: "dois segundos",
        21: "vinte e um segundos",
        90: "um minuto e trinta segundos",
        120: "dois minutos",
        7200: "duas horas",
    },
}

FILLED = {
    "de": {
        "first_side": "Wir beginnen mit der linken Seite.",
        "dose_reps": "einundzwanzig Wiederholungen.",
        "dose_sets": "zwei Durchgänge.",
        "dose_once_each_side": "dreißig Sekunden pro Seite.",
    },
    "en": {
        "first_side": "The left side first.",
        "dose_reps": "twenty-one times.",
        "dose_sets": "two sets.",
        "dose_once_each_side": "thirty seconds on each side.",
    },
    "es": {
        "first_side": "Empezamos por la izquierda.",
        "dose_reps": "Hacemos veintiuno.",
        "dose_sets": "dos series.",
        "dose_once_each_side": "treinta segundos por cada lado.",
    },
    "fr": {
        "first_side": "On commence à gauche.",
        "dose_reps": "vingt et un à la suite.",
        "dose_sets": "deux séries.",
        "dose_once_each_side": "trente secondes de chaque côté.",
    },
    "it": {
        "first_side": "Cominciamo da sinistra.",
        "dose_reps": "ventuno volte.",
        "dose_sets": "due serie.",
        "dose_once_each_side": "trenta secondi per lato.",
    },
    "nl": {
        "first_side": "Eerst de linkerkant.",
        "dose_reps": "eenentwintig keer.",
        "dose_sets": "twee series.",
        "dose_once_each_side": "dertig seconden per kant.",
    },
    "pt": {
        "first_side": "Comece pela esquerda.",
        "dose_reps": "Vamos fazer vinte e um.",
        "dose_sets": "Número de séries: dois.",
        "dose_once_each_side": "trinta segundos de cada lado.",
    },
}
"""Templates with 21 reps, two sets, 30 s, left: what the grammar of a language trips over."""

USERS_CUES = {
    "de": ("Hebe den {side} Arm.", "Hebe den linken Arm.", "Hebe den rechten Arm."),
    "en": ("Lift your {side} arm.", "Lift your left arm.", "Lift your right arm."),
    "es": ("Levante la mano {side}.", "Levante la mano izquierda.", "Levante la mano derecha."),
    "fr": ("Levez la main {side}.", "Levez la main gauche.", "Levez la main droite."),
    "it": ("Giri la testa a {side}.", "Giri la testa a sinistra.", "Giri la testa a destra."),
    "nl": ("Til de {side}arm op.", "Til de linkerarm op.", "Til de rechterarm op."),
    "pt": ("Levante a mão {side}.", "Levante a mão esquerda.", "Levante a mão direita."),
}

CLAUSES = {
    "de": {
        "general": "allgemein",
        "education": "Wissen",
        "demonstration": "führt Übungen vor",
        "no medical advice": "kein medizinischer Rat",
        "no treatment plan": "kein Behandlungsplan",
        "no diagnosing yourself": "keine Selbstdiagnose",
        "no treating yourself": "keine Selbstbehandlung",
        "replaces nobody": "ersetzt weder",
        "your own doctor": "Ihren Arzt",
        "your own therapist": "Ihre Therapeutin",
        "do not put it off": "schieben Sie deswegen keinen Termin auf",
        "ask first": "Fragen Sie dort nach, bevor Sie anfangen",
        "nobody promises": "Niemand verspricht",
        "accurate": "stimmt",
        "right for you": "für Sie passt",
        "own risk": "auf eigene Gefahr",
        "if it hurts": "wehtut",
        "stop": "hören Sie auf",
    },
    "en": {
        "general": "general",
        "education": "education",
        "demonstration": "demonstration",
        "no medical advice": "not medical advice",
        "no treatment plan": "not a treatment plan",
        "no diagnosing yourself": "diagnose",
        "no treating yourself": "treat yourself",
        "replaces nobody": "does not replace",
        "your own doctor": "your own doctor",
        "your own therapist": "therapist",
        "do not put it off": "don't put off",
        "ask first": "before you start",
        "nobody promises": "promises",
        "accurate": "accurate",
        "right for you": "right for you",
        "own risk": "at your own risk",
        "if it hurts": "hurts",
        "stop": "stop",
    },
    "es": {
        "general": "general",
        "education": "educativa",
        "demonstration": "demostración",
        "no medical advice": "No es un consejo médico",
        "no treatment plan": "ni un plan de tratamiento",
        "no diagnosing yourself": "diagnosticarse",
        "no treating yourself": "tratarse",
        "replaces nobody": "No sustituye",
        "your own doctor": "su médico",
        "your own therapist": "su terapeuta",
        "do not put it off": "no aplace una visita por esto",
        "ask first": "Consulte con ellos antes de empezar",
        "nobody promises": "Nadie promete",
        "accurate": "exacta",
        "right for you": "adecuada para usted",
        "own risk": "por su cuenta y riesgo",
        "if it hurts": "duele",
        "stop": "pare",
    },
    "fr": {
        "general": "générale",
        "education": "éducative",
        "demonstration": "démonstration",
        "no medical advice": "ni un avis médical",
        "no treatment plan": "ni un plan de traitement",
        "no diagnosing yourself": "vous diagnostiquer",
        "no treating yourself": "vous soigner vous-même",
        "replaces nobody": "ne remplace ni",
        "your own doctor": "votre médecin",
        "your own therapist": "votre thérapeute",
        "do not put it off": "ne retardez pas une consultation à cause d'elle",
        "ask first": "Demandez-leur conseil avant de commencer",
        "nobody promises": "Personne ne promet",
        "accurate": "exacte",
        "right for you": "vous convient",
        "own risk": "à vos propres risques",
        "if it hurts": "mal",
        "stop": "arrêtez",
    },
    "it": {
        "general": "generale",
        "education": "educativo",
        "demonstration": "dimostrativo",
        "no medical advice": "Non è un consiglio medico",
        "no treatment plan": "né un piano di cura",
        "no diagnosing yourself": "farsi una diagnosi",
        "no treating yourself": "curarsi da sé",
        "replaces nobody": "Non sostituisce",
        "your own doctor": "il suo medico",
        "your own therapist": "il suo terapista",
        "do not put it off": "non rimandi una visita per questo",
        "ask first": "Ne parli con loro prima di iniziare",
        "nobody promises": "Nessuno promette",
        "accurate": "esatta",
        "right for you": "adatta al suo caso",
        "own risk": "a suo rischio",
        "if it hurts": "fa male",
        "stop": "si fermi",
    },
    "nl": {
        "general": "algemene",
        "education": "uitleg",
        "demonstration": "oefeningen als voorbeeld",
        "no medical advice": "geen medisch advies",
        "no treatment plan": "geen behandelplan",
        "no diagnosing yourself": "zelf een diagnose te stellen",
        "no treating yourself": "uzelf te behandelen",
        "replaces nobody": "vervangt uw eigen arts of therapeut niet",
        "your own doctor": "uw eigen arts",
        "your own therapist": "therapeut",
        "do not put it off": "stel een bezoek hierdoor niet uit",
        "ask first": "Overleg met hen voordat u begint",
        "nobody promises": "Niemand belooft",
        "accurate": "klopt",
        "right for you": "goed voor u",
        "own risk": "op eigen risico",
        "if it hurts": "pijn",
        "stop": "stop",
    },
    "pt": {
        "general": "geral",
        "education": "educativa",
        "demonstration": "demonstração",
        "no medical advice": "Não é conselho médico",
        "no treatment plan": "nem plano de tratamento",
        "no diagnosing yourself": "se diagnosticar",
        "no treating yourself": "se tratar",
        "replaces nobody": "Não substitui",
        "your own doctor": "o seu médico",
        "your own therapist": "o seu terapeuta",
        "do not put it off": "não adie uma consulta por causa dela",
        "ask first": "Fale com eles antes de começar",
        "nobody promises": "Ninguém promete",
        "accurate": "certa",
        "right for you": "sirva para o seu caso",
        "own risk": "por sua conta e risco",
        "if it hurts": "doer",
        "stop": "pare",
    },
}

NAME_A_SIDE = {
    "de": [
        "Neigen Sie den Kopf nach links.",
        "Heb den rechten Arm.",
        "Leg die linke Hand auf den Stuhl.",
        "Zur rechten Seite.",
        "Rechts länger halten.",
    ],
    "en": ["Lean to the left.", "Lift your right arm."],
    "es": [
        "Gire la cabeza a la derecha.",
        "Levante el brazo izquierdo.",
        "Apoya la mano derecha en la silla.",
        "Mire hacia su derecha.",
        "Baje el hombro derecho.",
    ],
    "fr": [
        "Tournez la tête à droite.",
        "Levez le bras gauche.",
        "Posez la main droite sur la chaise.",
        "Penchez-vous vers la droite.",
        "Pliez le genou droit.",
    ],
    "it": [
        "Giri la testa a destra.",
        "Alzi il braccio sinistro.",
        "Appoggia la mano destra sulla sedia.",
        "Verso sinistra.",
    ],
    "nl": [
        "Draai het hoofd naar links.",
        "Til de rechterarm op.",
        "Leg uw linker hand op de stoel.",
        "Rechts iets langer.",
    ],
    "pt": [
        "Vire a cabeça para a direita.",
        "Levante o braço esquerdo.",
        "Apoie a mão direita na cadeira.",
        "Incline-se à direita.",
        "Baixe o ombro direito.",
    ],
}

NAME_NO_SIDE = {
    "de": [
        "Sitzen Sie aufrecht, das ist gerade recht.",
        "Die Knie stehen im rechten Winkel.",
        "Schauen Sie abwechselnd nach links und nach rechts.",
        "Kippen Sie nicht nach rechts oder links.",
        "Zuerst die eine Seite, dann die andere.",
    ],
    "en": ["Find the right height.", "Sit up tall."],
    "es": [
        "Siéntese derecho.",
        "Mantenga la espalda derecha.",
        "La cabeza va derecha.",
        "Mire a la derecha y a la izquierda.",
        "A izquierda y derecha, sin prisa.",
    ],
    "fr": [
        "Regardez tout droit.",
        "Gardez le dos droit.",
        "Tenez-vous bien droite.",
        "Les genoux à angle droit.",
        "Regardez à droite et à gauche.",
    ],
    "it": ["Stia dritto.", "Sieda con la schiena diritta.", "Guardi a destra e a sinistra.", "Con destrezza."],
    "nl": ["Ga rechtop zitten.", "Kijk rechtuit.", "Kijk naar links en naar rechts.", "Uw linker- en rechterhand."],
    "pt": [
        "Sente-se direito.",
        "Mantenha a coluna direita.",
        "As costas bem direitas.",
        "Olhe à direita e à esquerda.",
        "Faça tudo direito.",
    ],
}

VOICES = {
    "gmw/de": "de",
    "gmw/en-us": "en",
    "roa/es": "es",
    "roa/es-419": "es",
    "roa/fr": "fr",
    "roa/it": "it",
    "gmw/nl": "nl",
    "roa/pt": "pt",
    "roa/pt-br": "pt",
}


def _values(phrases: Phrases) -> dict[str, tuple[str, ...]]:
    """Return the texts of each key."""
    fields = phrases.model_dump(exclude={"tag", "language", "names_a_side", "conjunction", "agreement", "reading"})
    return {key: (value,) if isinstance(value, str) else tuple(value) for key, value in fields.items()}


def _placeholders(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(template) if name is not None)


def _filled(phrases: Phrases, key: str, number: int, time_ms: int = 30_000, side: str = "left") -> str:
    words = {"number": phrases.number(number), "duration": phrases.duration(time_ms), "side": getattr(phrases, side)}
    return str(getattr(phrases, key)).format(**words)


def test_there_are_seven_languages_and_each_is_tested() -> None:
    assert languages() == ("de", "en", "es", "fr", "it", "nl", "pt")
    for table in (NUMBERS, DURATIONS, FILLED, USERS_CUES, CLAUSES, NAME_A_SIDE, NAME_NO_SIDE):
        assert sorted(table) == list(languages())
    assert sorted(set(VOICES.values())) == list(languages())


@pytest.mark.parametrize("language", languages())
def test_a_language_loads_whole_and_without_its_region(language: str) -> None:
    phrases = phrases_for(language)
    assert phrases.language == language
    assert phrases_for(f"{language}-XX").model_copy(update={"tag": language}) == phrases
    assert all(text.strip() for texts in _values(phrases).values() for text in texts)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_english_is_left_over(language: str) -> None:
    english, here = _values(phrases_for("en")), _values(phrases_for(language))
    for key, texts in here.items():
        same = {text for text in texts if text in english[key] and re.search(r"[a-z]", re.sub(r"\{\w+\}", "", text))}
        assert same <= ALSO_ENGLISH.get(language, set()), key


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_each_template_has_the_placeholders_of_the_english_one(language: str) -> None:
    english, here = _values(phrases_for("en")), _values(phrases_for(language))
    for key in english.keys() - {"equipment"}:
        assert [_placeholders(text) for text in here[key]] == [_placeholders(text) for text in english[key]], key


@pytest.mark.parametrize("language", languages())
def test_every_count_is_spoken_in_words(language: str) -> None:
    phrases = phrases_for(language)
    keys = ("last_count", "set_next", "dose_reps", "dose_reps_each_side", "dose_sets")
    spoken = [phrases.counted(number) for number in range(1, 61)]
    assert len(set(spoken)) == 60
    spoken += [_filled(phrases, key, number) for key in keys for number in range(1, 61)]
    for text in spoken:
        assert re.search(r"[^\W\d_]", text), text
        assert not re.search(r"[\d{}]", text), text


@pytest.mark.parametrize("language", languages())
def test_every_duration_is_spoken_in_words(language: str) -> None:
    phrases = phrases_for(language)
    spoken = [phrases.duration(seconds * 1000) for seconds in DURATIONS_S]
    assert len(set(spoken)) == len(spoken)
    for text in spoken:
        assert re.fullmatch(r"[^\d{}]*[^\W\d_][^\d{}]*", text), text


@pytest.mark.parametrize("language", languages())
def test_numbers_are_the_words_a_speaker_expects(language: str) -> None:
    phrases = phrases_for(language)
    assert {number: phrases.counted(number) for number in NUMBERS[language]} == NUMBERS[language]


@pytest.mark.parametrize("language", languages())
def test_durations_are_the_words_a_speaker_expects(language: str) -> None:
    phrases = phrases_for(language)
    assert {time: phrases.duration(time * 1000) for time in DURATIONS[language]} == DURATIONS[language]


@pytest.mark.parametrize("language", languages())
def test_filled_templates_are_grammatical(language: str) -> None:
    phrases = phrases_for(language)
    numbers = {"dose_reps": 21, "dose_sets": 2}
    filled = {key: _filled(phrases, key, numbers.get(key, 8)) for key in FILLED[language]}
    assert filled == FILLED[language]


@pytest.mark.parametrize(
    ("tag", "number", "words"),
    [
        ("pt", 16, "dezasseis"),
        ("pt-PT", 16, "dezasseis"),
        ("pt-BR", 16, "dezesseis"),
        ("pt-br", 19, "dezenove"),
        ("fr", 70, "soixante-dix"),
        ("fr-CH", 70, "septante"),
        ("de-AT", 16, "sechzehn"),
    ],
)
def test_a_region_has_its_own_number_words(tag: str, number: int, words: str) -> None:
    assert phrases_for(tag).number(number) == words


@pytest.mark.parametrize(
    ("language", "number", "noun", "words"),
    [
        ("es", 21, "un segundo", "veintiún"),
        ("es", 221, "una vez", "doscientas veintiuna"),
        ("es", 500, "una vez", "quinientas"),
        ("es", 21, None, "veintiuno"),
        ("fr", 81, "une fois", "quatre-vingt-une"),
        ("fr", 21, "un mètre", "vingt et un"),
        ("pt", 22, "uma vez", "vinte e duas"),
        ("pt", 201, "uma vez", "duzentas e uma"),
        ("pt", 22, "um minuto", "vinte e dois"),
    ],
)
def test_a_number_agrees_with_the_noun_after_it(language: str, number: int, noun: str | None, words: str) -> None:
    assert phrases_for(language).number(number, noun) == words


@pytest.mark.parametrize("language", languages())
def test_the_side_fits_into_a_cue(language: str) -> None:
    phrases = phrases_for(language)
    cue, left, right = USERS_CUES[language]
    assert cue.replace("{side}", phrases.left) == left
    assert cue.replace("{side}", phrases.right) == right


@pytest.mark.parametrize("language", languages())
def test_the_disclaimer_covers_every_clause(language: str) -> None:
    clauses, text = CLAUSES[language], phrases_for(language).disclaimer
    assert clauses.keys() == CLAUSES["en"].keys()
    assert [clause for clause, words in clauses.items() if words not in text] == []


@pytest.mark.skipif(sys.platform != "linux", reason="the names are those of espeak-ng's voices")
@pytest.mark.parametrize("voice", VOICES)
def test_the_disclaimer_is_spoken_in_under_thirty_seconds(voice: str) -> None:
    assert voice in {info.id for info in system().voices}
    (sound,) = SystemVoice(voice).speak([phrases_for(VOICES[voice]).disclaimer], 1.0)
    assert 15_000 < len(shape(sound)) / 48 < 30_000


@pytest.mark.parametrize("language", languages())
def test_a_text_that_names_a_side_is_found(language: str) -> None:
    pattern = re.compile(phrases_for(language).names_a_side, re.IGNORECASE)
    assert [text for text in NAME_A_SIDE[language] if not pattern.search(text)] == []


@pytest.mark.parametrize("language", languages())
def test_a_text_that_names_no_side_is_not_found(language: str) -> None:
    pattern = re.compile(phrases_for(language).names_a_side, re.IGNORECASE)
    assert [text for text in NAME_NO_SIDE[language] if pattern.search(text)] == []


@pytest.mark.parametrize("language", languages())
def test_equipment_is_written_as_the_check_compares_it(language: str) -> None:
    things = phrases_for(language).equipment
    assert [thing for thing in things if thing != thing.lower()] == []
    assert len(set(things)) == len(things)

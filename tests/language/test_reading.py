"""Numbers, units and abbreviations are spoken as a person would, in every language, and nothing else is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.support import Silent, write
from voiceroutine.app.preview import preview
from voiceroutine.language.phrases import languages, phrases_for
from voiceroutine.language.pronounce import pronouncer
from voiceroutine.language.reading import reader
from voiceroutine.script.library import Library
from voiceroutine.voice.engines.hibari import NeuralVoice

SPOKEN = {
    "en": {
        "Hold for 30 s.": "Hold for thirty seconds.",
        "Hold 30s, then rest 1 s.": "Hold thirty seconds, then rest one second.",
        "Do it 2x.": "Do it two times.",
        "2 x per day": "two times per day",
        "Repeat x3.": "Repeat three times.",
        "3x10": "three times ten",
        "3 \u00d7 10 reps": "three times ten reps",
        "10-15 reps": "ten to fifteen reps",
        "10\u201315 s": "ten to fifteen seconds",
        "10 - 15 times": "ten to fifteen times",
        "30s-45s": "thirty seconds to forty-five seconds",
        "Turn 1/2 way.": "Turn one half way.",
        "3/4 of the way": "three quarters of the way",
        "a pain of 3/10": "a pain of three out of ten",
        "\u00bd turn, then 1\u00bd": "one half turn, then one and one half",
        "1 1/2 min": "one and one half minutes",
        "Look L/R.": "Look left and right.",
        "Bend to 45°.": "Bend to forty-five degrees.",
        "50 %, then 100%": "fifty percent, then one hundred percent",
        "1.5 m away": "one point five metres away",
        "0.5 s": "zero point five seconds",
        "5 cm, 2 kg": "five centimetres, two kilos",
        "3 min. Then stop.": "three minutes. Then stop.",
        "30 sec. then stop": "thirty seconds then stop",
        "hold for 30 sec.": "hold for thirty seconds.",
        "After 1:30, rest.": "After one minute thirty seconds, rest.",
        "1:30 min": "one minute thirty seconds",
        "1:30-2:00": "one minute thirty seconds to two minutes",
        "1m30s": "one minute thirty seconds",
        "Hold 1m 30s.": "Hold one minute thirty seconds.",
        "1 min 30 s": "one minute thirty seconds",
        "1½ min": "one and one half minutes",
        "1:02:03": "one hour two minutes three seconds",
        "a 30 s hold": "a thirty second hold",
        "a 30-second hold, a 90° angle": "a thirty second hold, a ninety degree angle",
        "Do 30 second holds at 90 degree angles.": "Do thirty second holds at ninety degree angles.",
        "1:30 minutes": "one minute thirty seconds",
        "Sit in 90/90.": "Sit in ninety ninety.",
        "90°/45°, 30s/10s": "ninety degrees, forty-five degrees, thirty seconds, ten seconds",
        "No. 1 of 3. No. Not 2.": "number one of three. No. Not two.",
        "2-3x/week": "two to three times per week",
        "a 2x2 grid": "a two times two grid",
        "10 reps/side": "ten reps per side",
        "1 rep": "one rep",
        "e.g. a towel, approx. 10": "for example a towel, approximately ten",
        "E.g. a towel.": "For example a towel.",
        "Push vs. the wall, w/ a towel, etc.": "Push versus the wall, with a towel, et cetera.",
        "A towel etc. Then sit.": "A towel et cetera. Then sit.",
        "~10 s": "about ten seconds",
        "C5-C6, T4, L5/S1": "C five, C six, T four, L five, S one",
        "From C5-6.": "From C five, six.",
        "the 2nd set": "the second set",
        "Count to 5. Then let go.": "Count to five. Then let go.",
        "a 5": "a five",
        "8 in each hand": "eight in each hand",
        "4-7-8 breathing": "four seven eight breathing",
        "1...2...3": "one...two...three",
        "1,000 steps": "one thousand steps",
        "2024": "two thousand and twenty-four",
        "40 °C": "forty degrees Celsius",
        "1 \u00a0": "one \u00a0",
        "30\u00a0s": "thirty seconds",
    },
    "de": {
        "30 s halten, 1 s Pause": "dreißig Sekunden halten, eine Sekunde Pause",
        "2x": "zweimal",
        "1x": "einmal",
        "1 Mal": "einmal",
        "3 x 10": "dreimal zehn",
        "10-15 Wdh. pro Seite": "zehn bis fünfzehn Wiederholungen pro Seite",
        "1 Wdh.": "eine Wiederholung.",
        "1,5 m": "eins Komma fünf Meter",
        "1.000 m": "eintausend Meter",
        "50 %, 45°": "fünfzig Prozent, fünfundvierzig Grad",
        "3 Min., 5 cm, 2 kg": "drei Minuten, fünf Zentimeter, zwei Kilo",
        "1:30": "eine Minute und dreißig Sekunden",
        "1/2": "ein halb",
        "3/10": "drei von zehn",
        "L/R": "links und rechts",
        "z. B. ein Stuhl, z.B. ein Ball, usw.": "zum Beispiel ein Stuhl, zum Beispiel ein Ball, und so weiter.",
        "ca. 10 cm bzw. mehr": "circa zehn Zentimeter beziehungsweise mehr",
        "bis 10. Dann": "bis zehn. Dann",
        "Nr. 2, 5 Min./Tag": "Nummer zwei, fünf Minuten pro Tag",
        "C5-C6, L5": "C fünf, C sechs, L fünf",
        "10 Wdh./Seite": "zehn Wiederholungen pro Seite",
    },
    "es": {
        "30 s, 1 s": "treinta segundos, un segundo",
        "21 s, 31 seg. y": "veintiún segundos, treinta y un segundos y",
        "2x": "dos veces",
        "1 vez, 21 veces": "una vez, veintiuna veces",
        "10-15 rep.": "diez a quince repeticiones.",
        "1,5 m, 5 cm, 2 kg": "uno coma cinco metros, cinco centímetros, dos kilos",
        "50 %, 45°": "cincuenta por ciento, cuarenta y cinco grados",
        "1:30": "un minuto y treinta segundos",
        "1 min, 1 h": "un minuto, una hora",
        "1/2": "medio",
        "I/D": "izquierda y derecha",
        "p. ej. una toalla, aprox. 10": "por ejemplo una toalla, aproximadamente diez",
        "la T4": "la T cuatro",
        "nº 2": "número dos",
    },
    "fr": {
        "30 s, 1 s, 21 s": "trente secondes, une seconde, vingt et une secondes",
        "2x, 21 fois": "deux fois, vingt et une fois",
        "10-15 rép. par": "dix à quinze répétitions par",
        "1,5 m, 5 cm, 2 kg": "un virgule cinq mètres, cinq centimètres, deux kilos",
        "80 %, 45°": "quatre-vingts pour cent, quarante-cinq degrés",
        "1:30": "une minute et trente secondes",
        "1h30": "une heure et trente minutes",
        "1/2": "un demi",
        "la 2e série": "la deuxième série",
        "G/D": "gauche et droite",
        "p. ex. une serviette, env. 10": "par exemple une serviette, environ dix",
        "C5-C6": "C cinq, C six",
    },
    "it": {
        "30 s, 1 s": "trenta secondi, un secondo",
        "2x, 1 volta, 10-15 volte": "due volte, una volta, dieci quindici volte",
        "1,5 m, 5 cm, 2 kg": "uno virgola cinque metri, cinque centimetri, due chili",
        "50 %, 45°": "cinquanta per cento, quarantacinque gradi",
        "1:30": "un minuto e trenta secondi",
        "1 ora": "un'ora",
        "1/2": "mezzo",
        "sx/dx, la mano dx": "sinistra e destra, la mano destra",
        "ad es. una sedia, ecc. Poi": "ad esempio una sedia, eccetera. Poi",
        "10 rip.": "dieci ripetizioni.",
        "L5": "L cinque",
    },
    "nl": {
        "30 s, 1 s": "dertig seconden, één seconde",
        "2x, 10-15 keer": "twee keer, tien tot vijftien keer",
        "1,5 m, 5 cm, 2 kg": "één komma vijf meter, vijf centimeter, twee kilo",
        "50 %, 45°": "vijftig procent, vijfenveertig graden",
        "1:30": "één minuut en dertig seconden",
        "1/2": "een half",
        "de 2e serie": "de tweede serie",
        "L/R": "links en rechts",
        "bijv. een stoel, enz.": "bijvoorbeeld een stoel, enzovoort.",
        "10 herh. per kant": "tien herhalingen per kant",
    },
    "pt": {
        "30 s, 1 s, 2 h": "trinta segundos, um segundo, duas horas",
        "2x, 1 vez, 22 vezes": "duas vezes, uma vez, vinte e duas vezes",
        "10-15 reps": "dez a quinze repetições",
        "1,5 m, 5 cm, 2 kg": "um vírgula cinco metros, cinco centímetros, dois quilos",
        "50 %, 45°": "cinquenta por cento, quarenta e cinco graus",
        "1:30": "um minuto e trinta segundos",
        "1/2": "meio",
        "E/D": "esquerda e direita",
        "p. ex. uma toalha, aprox. 10": "por exemplo uma toalha, aproximadamente dez",
        "200 repetições": "duzentas repetições",
    },
}

STAYS = {
    "en": [
        "Sit up tall, and hold the seat of the chair with your left hand.",
        "Lower your chin; a rest, then again. It's the min. you need.",
        "Wait a sec. Then go.",
        "B12, A4, 3D, MP3, COVID-19, version 1.2.3, 007, 12345678901234",
        "7:30 am, at 7:30, by 12:15, a ratio of 1:2, -5, #1, $5, the 4's",
        "M and S, no. Yes. In. X. C. T. reps. vsync, ego, secs2",
        "S23 and T99",
        "left/right",
    ],
    "de": [
        "Setzen Sie sich aufrecht hin, und atmen Sie ruhig. Etwa so.",
        "die 1. Übung, um 7:30 Uhr, um 7:30, am 2. Tag, am 3.5.",
        "Die Minute ist um. Min und Max. Halten.",
    ],
    "es": ["Siéntese en la silla y respire. No. La mano de la izquierda.", "a las 7:30 h", "Es una vez más. Min."],
    "fr": ["Asseyez-vous, le dos droit. C'est une fois de plus.", "à 7:30 h", "l'air, s'il le faut, d'un côté"],
    "it": ["Si sieda con la schiena dritta. È un'ora. Destra, sinistra.", "alle 7:30 h", "S. È. C'è."],
    "nl": ["Ga rechtop zitten. U doet het goed. Een keer per dag.", "om 7:30 uur", "Dus u, en de e."],
    "pt": ["Sente-se direito. É uma vez por dia. A mão esquerda.", "às 7:30 h", "O ombro direito, a seguir."],
}


def test_every_language_has_its_tables() -> None:
    assert sorted(SPOKEN) == sorted(STAYS) == list(languages())


@pytest.mark.parametrize(
    ("language", "written"), [(language, written) for language, table in SPOKEN.items() for written in table]
)
def test_it_is_spoken(language: str, written: str) -> None:
    assert reader(phrases_for(language))(written) == SPOKEN[language][written]


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language, texts in STAYS.items() for text in texts]
)
def test_it_stays_as_it_is(language: str, text: str) -> None:
    assert reader(phrases_for(language))(text) == text


@pytest.mark.parametrize("language", languages())
def test_stock_phrases_stay_as_they_are(language: str) -> None:
    phrases = phrases_for(language)
    read = reader(phrases)
    spoken = {"agreement", "reading", "names_a_side", "equipment"}
    for key, value in phrases.model_dump(exclude=spoken).items():
        for text in (value,) if isinstance(value, str) else value:
            assert read(text) == text, key


def test_numbers_take_the_words_of_the_region() -> None:
    assert reader(phrases_for("pt-BR"))("16 s") == "dezesseis segundos"
    assert reader(phrases_for("pt"))("16 s") == "dezasseis segundos"


awkward = st.text(
    st.sampled_from("0123456789 .,:/-\u2013x\u00d7\u00bd\u00b0%smhgckCTLe\u0131\u017f\u0130\u0663'\u2019~Llr/"),
    max_size=24,
)


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(languages()), awkward | st.text(max_size=24))
@example("en", "5 \u017f")
@example("en", "\u0131.e.")
@example("fr", "0e 999999999999e 9999999999999e")
@example("es", "999999999999")
@example("en", "99h99 x99999999999999999999")
def test_any_text_can_be_read_and_words_alone_stay(language: str, text: str) -> None:
    read = reader(phrases_for(language))
    assert isinstance(read(text), str)
    words = "".join(char for char in text if char.isalpha() or char == " ")
    if not {"sx", "dx", "vs", "approx", "ca", "secs", "mins", "reps"} & set(words.lower().split()):
        assert read(words) == words


def test_a_respelling_wins_and_is_left_alone() -> None:
    say = pronouncer({"30 s": "half a minute, T4", "x": "ECKS 2"}, phrases_for("en"))
    assert say("30 s at T4, x 2x, {10|ten 5 s} 5 s.") == (
        "half a minute, t4 at T four, ecks 2 two times, ten 5 s five seconds."
    )


def test_the_disclaimer_is_spoken_as_it_stands() -> None:
    phrases = phrases_for("en").model_copy(update={"disclaimer": "Take 30 s, e.g. {x|y}."})
    assert pronouncer({"take": "give"}, phrases)(phrases.disclaimer) == phrases.disclaimer


def test_the_bundled_voice_says_them() -> None:
    texts = [*list(SPOKEN["en"])[:12], "C5-C6.", "30 s", "45°", "½"]
    script = "title: T\nstretches:\n" + "".join(
        f"  - {{name: A{n}, hold: 1s, setup: '{t}'}}\n" for n, t in enumerate(texts)
    )
    clips = preview(str(write(Path("x.yaml"), script)), Library(()), None, Silent()).clips
    assert isinstance(clips.voice, NeuralVoice)
    for text in texts:
        assert clips.length_ms(text) > 200
        assert clips.load(text).any()

"""A masculine noun beside the feminine form of a side is warned of, with the form to write."""

from __future__ import annotations

import pytest

from tests.script.checks.warned import warned

SCRIPT = (
    "title: T\nlanguage: {language}\nstretches:\n  - name: A\n    sides: both\n    settle: 2s\n    hold: 20s\n"
    "    start: {start}\n"
)


@pytest.mark.parametrize(
    ("language", "start", "said"),
    [
        ("de", "Die {side} Hand anheben.", "`Die rechten` is heard"),
        ("de", "Der {side} Arm bleibt unten.", "`Der rechten` is heard"),
        ("de", "Das {other_side} Knie beugen.", "`Das rechten` is heard"),
        ("de", "Den Kopf nach {side} drehen.", "`nach rechten` is heard"),
        ("es", "Bajamos el hombro {side}.", "`{side}` is feminine: `el hombro derecha` is heard"),
        ("es-MX", "Hacia el hombro {other_side}.", "`{other_side}` is feminine: `el hombro derecha` is heard"),
        ("fr", "Levez le bras {side}.", "`{side}` is feminine: `le bras droite` is heard"),
        ("it", "Abbassiamo il braccio {side}.", "`{side}` is feminine: `il braccio destra` is heard"),
        ("pt", "Baixe o ombro {side}.", "`{side}` is feminine: `o ombro direita` is heard"),
    ],
)
def test_it_is_found_after_a_masculine_article(language: str, start: str, said: str) -> None:
    (found,) = warned("side-gender", SCRIPT.format(language=language, start=start))
    assert found.partition(": ")[2] == said


@pytest.mark.parametrize(
    ("language", "start"),
    [
        ("es", "Bajamos el hombro {side.masculine}."),
        ("es", "Llevamos la mano {side} al suelo."),
        ("es", "Giramos el tronco hacia la {side}."),
        ("fr", "Levez la main {side}."),
        ("it", "Giriamo il busto a {side}."),
        ("de", "Senken Sie den {side} Arm."),
        ("de", "Die {side} Finger strecken, mit der {side} Hand."),
        ("de", "Die {side.feminine} Hand {side.toward} schieben."),
        ("en", "Lower the {side} arm."),
    ],
)
def test_it_is_not_found_elsewhere(language: str, start: str) -> None:
    assert warned("side-gender", SCRIPT.format(language=language, start=start)) == []

"""A script's own `phrases`: over the stock ones, and all of them in a language that has none."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from tests.support import RunCli, scripts_in, write
from voiceroutine.app.check import check as check_script
from voiceroutine.app.preview import plan_session
from voiceroutine.app.verify import verify
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.language.languages import languages, phrases_for
from voiceroutine.language.phrases import Phrases
from voiceroutine.plan.directions import ChapterPlan
from voiceroutine.script.checks.rules.disclaimer import FEWEST_WORDS, LEAST_VARIETY, MOST_OF_ONE_WORD, shortfall
from voiceroutine.script.library import Library
from voiceroutine.script.loader import load_script
from voiceroutine.script.wording import Wording, phrases_of
from voiceroutine.session.tags import read_session_info

(SWEDISH,) = [script for script in scripts_in("docs/script-format.md") if "language: sv" in script]
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="espeak-ng speaks Swedish; another system may not")

BODY = "stretches: [{name: A, caution: Stop if it hurts., hold: 30s, reps: 3, sides: [left, right]}]\n"


def phrases(text: str) -> Phrases:
    return phrases_of(load_script(write(Path("x.yaml"), text), Library(())).routine)


def direct_script(text: str) -> tuple[ChapterPlan, ...]:
    return plan_session(load_script(write(Path("x.yaml"), text), Library(())))


def codes(text: str) -> list[str]:
    with pytest.raises(FaultyScriptError) as caught:
        phrases(text)
    return [problem.code for problem in caught.value.problems]


def test_every_stock_phrase_that_is_said_can_be_worded_and_no_other() -> None:
    unsaid = {"numbers", "abbreviations", "screening"}
    assert set(Wording.model_fields) == set(Phrases.model_fields) - unsaid


def test_a_phrase_replaces_the_stock_one_and_the_others_stay() -> None:
    own = phrases(f"title: T\nphrases: {{halfway: Half the time., second: [a sec, '{{number}} secs']}}\n{BODY}")
    assert own.model_copy(update={"halfway": "Halfway.", "second": phrases_for("en").second}) == phrases_for("en")
    assert (own.halfway, own.duration(1_000), own.duration(2_000)) == ("Half the time.", "a sec", "two secs")


def test_it_is_spoken_and_shown(run_cli: RunCli) -> None:
    write(
        Path("x.yaml"),
        'title: T\nphrases: {halfway: "Half of {it|eet}.", count: "Number {number}.", switch: Change sides.,\n'
        f"  opening_chapter: Hello, closing_chapter: Bye, left: west, first_side: 'First {{side}}.'}}\n{BODY}",
    )
    shown = run_cli("show", "x.yaml").stdout
    for text in ("Half of it.", "Number three.", "Change sides.", "First west.", "Hello, 1:", "Bye, 0:"):
        assert text in shown
    assert "Halfway" not in shown
    assert run_cli("check", "x.yaml", "--strict").returncode == 0


def test_an_overlay_replaces_phrases_one_by_one() -> None:
    write(Path("base.yaml"), f"title: T\nphrases: {{halfway: Half., start: Go.}}\n{BODY}")
    own = phrases("extends: ./base.yaml\nphrases: {start: Begin.}\nchange: {a: {hold: 20s}}\n")
    assert (own.halfway, own.start) == ("Half.", "Begin.")


@pytest.mark.parametrize("language", languages())
def test_nothing_replaces_a_stock_disclaimer(language: str) -> None:
    long = "Do what you like. " * 30
    text = f"title: T\nlanguage: {language}-XX\nphrases: {{disclaimer: {long}}}\n{BODY}"
    assert codes(text) == ["disclaimer"]
    routine = load_script(write(Path("x.yaml"), f"title: T\n{BODY}"), Library(())).routine
    forged = routine.model_copy(update={"language": language, "phrases": Wording.model_construct(disclaimer=long)})
    assert phrases_of(forged).disclaimer == phrases_for(language).disclaimer, "not even around the checks"


@pytest.mark.parametrize(
    "code", ["eng", "deu", "ger", "fra", "fre", "spa", "ita", "nld", "dut", "por", "swe", "ice", "wel", "mlt", "swe-FI"]
)
def test_a_longer_code_is_no_way_around_the_code_of_a_language(code: str) -> None:
    assert codes(SWEDISH.replace("language: sv", f"language: {code}")) == ["unknown-language"]


@pytest.mark.parametrize("tag", ["swedish", "s", "sv_SE", "s v", "'sv-'", "1", "und", "mul-SE", "zxx", "qaa"])
def test_what_is_no_language_tag_is_unknown(tag: str) -> None:
    assert codes(SWEDISH.replace("language: sv", f"language: {tag}")) == ["unknown-language"]


REQUIRED = {key for key, field in Phrases.model_fields.items() if field.is_required()} - {"numbers"}


@pytest.mark.parametrize("key", sorted(REQUIRED))
def test_each_phrase_that_is_missing_is_named(key: str) -> None:
    lines = SWEDISH.splitlines(keepends=True)
    first = next(at for at, line in enumerate(lines) if line.startswith(f"  {key}:"))
    last = next(at for at in range(first + 1, len(lines)) if not lines[at].startswith("    "))
    with pytest.raises(FaultyScriptError, match=f"there are no stock phrases in `sv`, and `phrases` lacks `{key}` "):
        phrases("".join(lines[:first] + lines[last:]))


def test_what_is_not_required_is_not_said_where_it_is_left_out() -> None:
    begin, end = SWEDISH.index("  # These can be omitted."), SWEDISH.index("opening: ")
    texts = [text for plan in direct_script(SWEDISH[:begin] + SWEDISH[end:]) for text in plan.texts()]
    assert texts[:3] == [phrases(SWEDISH).disclaimer, "Nacken.", "Det här tar en minut femtio sekunder."]
    assert texts[3] == "Luta huvudet."
    assert texts[5:7] == ["Först vänster sida.", "Luta huvudet åt vänster."]


def test_the_conjunction_may_be_left_out() -> None:
    assert phrases(SWEDISH).duration(90_000) == "en minut och trettio sekunder"
    assert phrases(SWEDISH.replace("  conjunction: och\n", "")).duration(90_000) == "en minut trettio sekunder"


def with_disclaimer(text: str) -> str:
    begin, end = SWEDISH.index("  disclaimer"), SWEDISH.index("  opening_chapter")
    return f"{SWEDISH[:begin]}  disclaimer: {json.dumps(text)}\n{SWEDISH[end:]}"


def words(count: int) -> str:
    """Return as many different words."""
    return " ".join(f"{first}{second}ra" for first in "bdfghklm" for second in "aeiouyå")[: count * 5 - 1]


def test_a_disclaimer_of_ones_own_has_as_many_words_as_a_real_one() -> None:
    assert codes(with_disclaimer(words(FEWEST_WORDS - 1))) == ["disclaimer"]
    assert phrases(with_disclaimer(words(FEWEST_WORDS))).disclaimer
    for language in languages():
        assert shortfall(phrases_for(language).disclaimer) is None
    assert shortfall(phrases(SWEDISH).disclaimer) is None


@pytest.mark.parametrize(
    "text",
    [
        "la" + "\u200b" * 168 + " la" * 20,
        "la " * 70,
        "ba ce di fo gu " * 14,
        "\u3164 \u115f \u2800 " * 100,
        "1 22 333 4444 55555 " * 14,
        "- ... ! a " * 20,
        " ".join(f"{words(60).replace(' ', chr(0x200B))}" for _ in range(2)),
        "\u5b57" * 100,
    ],
    ids=["invisible", "one word", "few words", "fillers", "digits", "marks", "joined", "one sign"],
)
def test_what_is_not_spoken_or_said_again_and_again_is_no_disclaimer(text: str) -> None:
    assert shortfall(text)
    assert codes(with_disclaimer(text)) == ["disclaimer"]


def test_scripts_without_spaces_are_counted_by_their_characters() -> None:
    signs = "".join(map(chr, range(0x4E00, 0x4E00 + 2 * FEWEST_WORDS)))
    assert shortfall(signs) is None
    assert shortfall(signs[:-2])


def test_the_limits_leave_the_stock_disclaimers_room() -> None:
    for language in languages():
        said = re.findall(r"[^\W\d_]+", phrases_for(language).disclaimer.casefold())
        assert len(said) > 1.4 * FEWEST_WORDS
        assert len(set(said)) > 1.2 * LEAST_VARIETY * len(said)
        assert max(map(said.count, said)) < MOST_OF_ONE_WORD / 1.5 * len(said)


def test_counts_are_in_words_where_they_are_known_and_else_in_digits() -> None:
    assert phrases(SWEDISH).counted(3) == "Tre."
    assert phrases(SWEDISH.replace("language: sv", "language: sw")).counted(3) == "3."


@LINUX
def test_the_pages_swedish_script_is_right_and_speaks_no_word_of_english(run_cli: RunCli) -> None:
    path = write(Path("sv.yaml"), SWEDISH)
    assert check_script(path, library=Library(())) == ()
    assert run_cli("make", "-q", "sv.yaml").returncode == 0
    kept = read_session_info(Path("output/sv.mp3"))
    assert kept is not None
    texts = [event.text or "" for _, event in kept.timeline.events() if event.kind == "speech"]
    stock = phrases_for("en")
    assert not {stock.disclaimer, stock.halfway, stock.release, stock.closing, stock.counted(3)} & set(texts)
    assert not re.search(r"\b(the|and|side|seconds|now|start|each)\b", " ".join(texts))
    assert texts[0] == phrases(SWEDISH).disclaimer == kept.timeline.disclaimer
    assert {row.what for row in verify(Path("output/sv.mp3"), library=Library(())) if not row.ok} == set()


def test_a_session_in_a_stock_language_keeps_no_disclaimer_of_its_own(run_cli: RunCli) -> None:
    write(Path("x.yaml"), f"title: T\n{BODY}")
    assert run_cli("make", "-q", "x.yaml").returncode == 0
    kept = read_session_info(Path("output/x.mp3"))
    assert kept is not None
    assert kept.timeline.disclaimer is None

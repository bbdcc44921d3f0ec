"""What an engine cannot say is an error that names the text, soon, and without gigabytes."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from voiceroutine.cache import Cache
from voiceroutine.errors import VoiceError
from voiceroutine.voice.base import NoSoundError, Sound, UnspeakableError, VoiceUnavailableError, quoted
from voiceroutine.voice.clips import Clips
from voiceroutine.voice.engines._pieces import pieces
from voiceroutine.voice.engines.hibari import NeuralVoice
from voiceroutine.voice.guard import spoken

_MEASURED = """
import json, re, sys, time
from pathlib import Path
from voiceroutine.voice.base import NoSoundError
from voiceroutine.voice.engines.hibari import NeuralVoice
from voiceroutine.voice.guard import spoken

voice = NeuralVoice()
next(spoken(voice, ["Three."], 1.0))  # loads what it needs
answers = []
for text in json.load(sys.stdin):
    began = time.process_time()
    try:
        for sound in spoken(voice, [text], 1.0):
            words = f"{len(sound.samples) / sound.rate_hz:.0f} s"
    except NoSoundError as error:
        words = error.message
    answers.append([words, time.process_time() - began])
status = Path("/proc/self/status")  # getrusage would count the memory of this process's parent
peak_kb = re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else 0
print(json.dumps([answers, int(peak_kb) / 1024]))
"""
_REFUSED = {
    "W" * 1_000: "it has 1000 characters without a space between them; at most 100 are possible",
    "a-" * 500: "it has 1000 characters without a space between them; at most 100 are possible",
    "a-" * 40: "it has 80 words, numbers and signs without a space between them; at most 30 are possible",
    "W" * 100: "a word in it takes too long to say",
    "W " * 500: "it takes more than a minute to say",
    "9" * 37: "it has a number of 37 digits; at most 36 are possible",
    '"core"¹': "its engine failed on it (ValueError: ",
    "⑴": "its engine failed on it (ValueError: ",
}


class Failing:
    """A voice that says one text and raises on the next."""

    name = "failing"
    engine = "failing 1"
    download_notice = None

    def __init__(self, error: Exception | None) -> None:
        self.error = error

    def speak(self, texts: Sequence[str], pace: float) -> Iterator[Sound]:
        yield Sound(np.ones(24_000, np.float32), 24_000)
        if self.error:
            raise self.error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (IndexError("list index out of range"), "its engine failed on it (IndexError: list index out of range)"),
        (MemoryError(), "its engine failed on it (MemoryError)"),
        (RuntimeError("one line\nand another"), "its engine failed on it (RuntimeError: one line)"),
        (None, "its engine stopped before it"),
    ],
)
def test_whatever_an_engine_raises_is_an_error_that_names_the_text(
    error: Exception | None, reason: str, tmp_path: Path
) -> None:
    clips = Clips(Failing(error), cache=Cache(tmp_path))
    with pytest.raises(UnspeakableError) as caught:
        clips.prepare(["One.", "Two."])
    assert isinstance(caught.value, NoSoundError)
    assert caught.value.message == f"the voice `failing` cannot say `Two.`: {reason}"
    assert caught.value.hint == "write it in other words"


def test_an_error_of_ours_stays_as_it_is() -> None:
    with pytest.raises(VoiceUnavailableError, match=r"^not here$"):
        list(spoken(Failing(VoiceUnavailableError("not here")), ["One.", "Two."], 1.0))


def test_texts_that_hibari_cannot_say_are_refused_at_once() -> None:
    answers, peak_mb = measured(_REFUSED)
    for (text, reason), (words, took_s) in zip(_REFUSED.items(), answers, strict=True):
        assert words.startswith(f"the voice `heart` cannot say `{quoted(text)}`: {reason}")
        assert took_s < 2
    assert peak_mb < 300


@pytest.mark.long
@pytest.mark.parametrize("text", ["lean over to the left and " * 38, f"{'a-' * 14}a " * 33, "state-of-the-art " * 58])
def test_the_longest_texts_that_hibari_says_stay_within_bounds(text: str) -> None:
    ((words, took_s),), peak_mb = measured([text])
    assert words.endswith(" s")
    assert took_s < 6
    assert peak_mb < 450


def measured(texts: Iterable[str]) -> tuple[list[tuple[str, float]], float]:
    """Let a child say texts, one after the other.

    Returns:
        What came of each, with the seconds of processor time; and the child's peak memory in MB, 0 where it is unknown.
    """
    command = [sys.executable, "-c", _MEASURED]
    done = subprocess.run(command, input=json.dumps(list(texts)), capture_output=True, text=True, check=True)
    answers, peak_mb = json.loads(done.stdout)
    return answers, peak_mb


def test_brackets_are_not_taken_for_hibaris_own_markup() -> None:
    link, plain = (next(spoken(NeuralVoice(), [text], 1.0)).samples for text in ("[Lean](/k/).", "[Lean] (/k/)."))
    np.testing.assert_array_equal(link, plain)


def test_what_is_too_long_at_once_is_split_after_clauses_and_at_spaces() -> None:
    assert pieces("one, two", 20) == ["one, two"]
    assert pieces("one two, three four, five", 10) == ["one two,", "three", "four, five"]
    assert pieces("three four, five six", 12) == ["three four,", "five six"]
    assert pieces("o" * 30 + " two", 10) == ["o" * 30, "two"], "a word stays whole"


def test_a_long_text_is_quoted_on_one_line_and_cut() -> None:
    assert quoted("Lean\n over.") == "Lean over."
    assert quoted("lean " * 50) == "lean lean lean lean lean lean lean lean lean lean lean lean..."


def test_other_texts_of_the_batch_are_not_blamed() -> None:
    with pytest.raises(VoiceError, match=r"cannot say `⑴`"):
        list(spoken(NeuralVoice(), ["One.", "⑴", "Two."], 1.0))

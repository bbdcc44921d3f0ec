from __future__ import annotations

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plan import scripts
from voiceroutine.plan.timeline import Chapter, Event, Timeline
from voiceroutine.session.captions import Caption, captions, timed_lines
from voiceroutine.session.formats import caption_format

vtt, srt, lrc = (caption_format(name).write for name in ("vtt", "srt", "lrc"))

WARNING = (
    "Before we start. This is general education and demonstration. It is not medical advice, and it is not a "
    "treatment plan. It does not replace your own doctor or therapist, so don't put off seeing one because of it, "
    "and ask one before you start. You do it at your own risk. If anything hurts, stop."
)

Parsed = list[tuple[int, int, str]]  # start and end in ms, and the text


def spoken(*cues: tuple[str, int, int], title: str = "Test", chapter: str = "One") -> Timeline:
    """Lay out cues, each with its length and the silence after it in ms."""
    events = []
    now_ms = 0
    for text, length_ms, silence_ms in cues:
        events.append(Event(kind="speech", start_ms=now_ms, length_ms=length_ms, text=text))
        now_ms += length_ms
        if silence_ms:
            events.append(Event(kind="rest", start_ms=now_ms, length_ms=silence_ms))
        now_ms += silence_ms
    return Timeline(title=title, chapters=(Chapter(title=chapter, length_ms=now_ms, events=tuple(events)),))


def only(text: str, length_ms: int = 10_000) -> tuple[Caption, ...]:
    return captions(spoken((text, length_ms, 0)))


def texts(text: str, length_ms: int = 10_000) -> list[str]:
    return [caption.text for caption in only(text, length_ms)]


def time_ms(clock: str) -> int:
    hours, minutes, seconds, ms = (int(part) for part in re.split("[:.,]", clock))
    assert max(minutes, seconds) < 60
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


VTT_TIMES = re.compile(r"(\d{2,}:\d\d:\d\d\.\d{3}) --> (\d{2,}:\d\d:\d\d\.\d{3})")
SRT_TIMES = re.compile(r"(\d{2,}:\d\d:\d\d,\d{3}) --> (\d{2,}:\d\d:\d\d,\d{3})")


def parse_vtt(text: str) -> Parsed:
    """Read WebVTT as strictly as its grammar (section 4 of the standard) is written."""
    assert text.endswith("\n")
    head, *blocks = text.removesuffix("\n").split("\n\n")
    assert head == "WEBVTT"
    cues = []
    for block in blocks:
        if re.match(r"NOTE($|\s)", block):
            assert "-->" not in block
            continue
        first, _, payload = block.partition("\n")
        match = VTT_TIMES.fullmatch(first)
        assert match, block
        assert payload
        assert not re.search(r"[<>]|&(?!(amp|lt|gt);)|\n$", payload), payload
        cues.append((time_ms(match[1]), time_ms(match[2]), html.unescape(payload)))
    return cues


def parse_srt(text: str) -> Parsed:
    cues = []
    for number, block in enumerate(text.removesuffix("\n").split("\n\n") if text else [], 1):
        count, times, payload = block.split("\n", 2)
        assert int(count) == number
        match = SRT_TIMES.fullmatch(times)
        assert match, block
        assert payload.strip() == payload
        cues.append((time_ms(match[1]), time_ms(match[2]), payload))
    return cues


def parse_lrc(text: str) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """Return the header, and the lines with their times in hundredths of a second."""
    assert text.endswith("\n")
    header: dict[str, str] = {}
    lines: list[tuple[int, str]] = []
    for row in text.removesuffix("\n").split("\n"):
        if match := re.fullmatch(r"\[([a-z]+):(.*)\]", row):
            assert not lines, "the header comes first"
            header[match[1]] = match[2]
            continue
        match = re.fullmatch(r"\[(\d{2,}):([0-5]\d)\.(\d\d)\](.*)", row)
        assert match, row
        assert not re.search(r"[\[\]]|<\d+:", match[4]), "a player would read it as a time"
        lines.append(((int(match[1]) * 60 + int(match[2])) * 100 + int(match[3]), match[4]))
    return header, lines


def said(start_ms: int, length_ms: int, text: str) -> Event:
    return Event(kind="speech", start_ms=start_ms, length_ms=length_ms, text=text)


TILT = (
    said(0, 6_000, "Lean your head to the left, until you feel a gentle stretch on the other side."),
    Event(kind="hold", start_ms=6_000, length_ms=3_590_000),
    said(16_000, 700, "Halfway."),
    Event(kind="chime", start_ms=3_595_100, length_ms=480),
    said(3_596_000, 1_000, "And\nrelease."),
)
SMALL = Timeline(
    title="Neck & [back]",
    chapters=(
        Chapter(title="Opening", length_ms=9_600, events=(said(0, 8_001, "Sit tall & breathe <slowly>."),)),
        Chapter(title="Tilt --> left", length_ms=3_600_000, events=TILT),
    ),
)


def test_webvtt_as_a_whole() -> None:
    assert vtt(SMALL) == (
        "WEBVTT\n\n"
        "NOTE Opening\n\n"
        "00:00:00.000 --> 00:00:08.001\nSit tall &amp; breathe &lt;slowly&gt;.\n\n"
        "NOTE Tilt -> left\n\n"
        "00:00:09.600 --> 00:00:15.600\n"
        "Lean your head to the left,\nuntil you feel a gentle stretch on the other side.\n\n"
        "00:00:25.600 --> 00:00:26.300\nHalfway.\n\n"
        "01:00:05.600 --> 01:00:06.600\nAnd release.\n"
    )


def test_subrip_as_a_whole() -> None:
    assert srt(SMALL) == (
        "1\n00:00:00,000 --> 00:00:08,001\nSit tall & breathe <slowly>.\n\n"
        "2\n00:00:09,600 --> 00:00:15,600\n"
        "Lean your head to the left,\nuntil you feel a gentle stretch on the other side.\n\n"
        "3\n00:00:25,600 --> 00:00:26,300\nHalfway.\n\n"
        "4\n01:00:05,600 --> 01:00:06,600\nAnd release.\n"
    )


def test_lrc_as_a_whole() -> None:
    assert lrc(SMALL) == (
        "[ti:Neck & (back)]\n"
        "[length:60:09]\n"
        "[00:00.00]Sit tall & breathe <slowly>.\n"
        "[00:09.60]Lean your head to the left,\n"
        "[00:11.70]until you feel a gentle stretch on the other side.\n"
        "[00:15.60]\n"
        "[00:25.60]Halfway.\n"
        "[00:26.30]\n"
        "[60:05.60]And release.\n"
    )


def test_a_session_without_a_word_gives_valid_empty_files() -> None:
    silent = spoken((" \n\x07 ", 1_000, 9_000), title="", chapter="")
    assert vtt(silent) == "WEBVTT\n\nNOTE\n"
    assert srt(silent) == ""
    assert lrc(silent) == "[ti:]\n[length:00:10]\n"
    assert timed_lines(silent) == ()


def test_a_long_cue_is_split_at_the_ends_of_sentences() -> None:
    pages = texts(WARNING, 20_000)
    assert len(pages) > 2
    assert all(page.endswith(".") for page in pages)


def test_the_full_stop_of_an_abbreviation_ends_no_sentence() -> None:
    before = "Lift the arm as far as it goes by itself, without any pull, i.e."
    text = f"{before} without the other hand. Then let it sink, slowly, and rest it on the thigh until the next one."
    first, *_ = texts(text, 20_000)
    assert first.replace("\n", " ").endswith("the other hand.")


def test_a_sentence_too_long_is_split_between_its_clauses() -> None:
    first = "Now bend your knees and let your back sink a little towards the floor while you keep on breathing slowly"
    second = "and lift your breastbone without letting go of the edge of the chair behind you."
    assert [page.replace("\n", " ") for page in texts(f"{first}, {second}")] == [f"{first},", second]


def test_a_clause_too_long_is_split_between_words_into_even_parts() -> None:
    pages = texts("hold " * 40)
    assert {word for page in pages for word in page.split()} == {"hold"}
    sizes = [len(page) for page in pages]
    assert len(sizes) == 2
    assert max(sizes) - min(sizes) <= len("hold ")


def test_the_fewest_captions_are_made() -> None:
    assert len(texts("Breathe in. Breathe out. Let go.")) == 1
    assert len(texts(("x" * 64 + ". ") * 4)) == 2


def test_a_line_is_broken_after_punctuation_where_that_leaves_no_stump() -> None:
    assert texts("Lift your chest as high as you can. Then let the shoulders fall back down.") == [
        "Lift your chest as high as you can.\nThen let the shoulders fall back down."
    ]
    above, below = texts("Good. Lean your head away from that hand until you can feel a gentle pull.")[0].split("\n")
    assert abs(len(above) - len(below)) < 15


@pytest.mark.parametrize("length", [65, 66, 130, 131, 1_000])
def test_a_word_longer_than_a_line_is_split_hard(length: int) -> None:
    lines = [line.text for caption in only("x" * length) for line in caption.lines]
    assert "".join(lines) == "x" * length
    assert [len(line) for line in lines[:-1]] == [65] * (len(lines) - 1)


def test_a_script_without_spaces_is_split_after_its_own_punctuation() -> None:
    lines = [line.text for caption in only("ゆっくりと首を左に倒します。" * 20, 60_000) for line in caption.lines]
    assert all(line.endswith("。") for line in lines)


def test_time_is_divided_in_proportion_to_the_characters() -> None:
    lines = [line for caption in only(WARNING, 20_000) for line in caption.lines]
    ms_per_character = 20_000 / sum(len(line.text) for line in lines)
    for line in lines:
        assert line.end_ms - line.start_ms == pytest.approx(len(line.text) * ms_per_character, abs=len(lines) + 1)


def test_a_cue_shorter_than_its_lines_in_milliseconds_still_has_whole_captions() -> None:
    shown = only("x" * 1_000, length_ms=3)
    assert [(line.start_ms, line.end_ms) for caption in shown for line in caption.lines] == [(0, 1), (1, 2), (2, 3)]


@pytest.mark.parametrize(("silence_ms", "cleared"), [(0, False), (5_000, False), (5_001, True), (60_000, True)])
def test_the_last_line_goes_before_a_silence_of_over_five_seconds(silence_ms: int, cleared: bool) -> None:
    between = spoken(("Hold.", 1_000, silence_ms), ("Release.", 1_000, 0))
    assert (("", 1_000) in timed_lines(between)) is cleared
    assert ("[00:01.00]\n" in lrc(between)) is cleared
    at_the_end = spoken(("Hold.", 1_000, silence_ms))
    assert (("", 1_000) in timed_lines(at_the_end)) is cleared


def test_lrc_counts_minutes_beyond_99_and_webvtt_hours() -> None:
    long = spoken(("Begin.", 1_000, 100 * 3_600_000), ("Release.", 1_000, 0))
    assert "\n[length:6000:02]\n" in lrc(long)
    assert "\n[6000:01.00]Release.\n" in lrc(long)
    assert "\n100:00:01.000 --> 100:00:02.000\n" in vtt(long)


def test_a_text_that_looks_like_times_is_not_read_as_times() -> None:
    text = "[00:12.00] <00:13.00> 00:00:01,000 --> 00:00:02,000 --->"
    session = spoken((text, 1_000, 0), title="a]b", chapter="x ---> y")
    assert parse_vtt(vtt(session)) == [(0, 1_000, text)]
    assert parse_srt(srt(session)) == [(0, 1_000, "[00:12.00] <00:13.00> 00:00:01,000 -> 00:00:02,000 ->")]
    header, lines = parse_lrc(lrc(session))
    assert header["ti"] == "a)b"
    assert lines == [(0, "(00:12.00) (00:13.00) 00:00:01,000 --> 00:00:02,000 --->")]


def test_prompts_inside_a_hold_are_captioned_in_their_place() -> None:
    timeline = scripts.timeline({"name": "Lean", "hold": "30s", "during": [{"at": "5s", "say": "Let it drop."}]})
    speech = [event for _, event in timeline.events() if event.kind == "speech"]
    shown = captions(timeline)
    assert {event.start_ms for event in speech} <= {caption.start_ms for caption in shown}
    assert [caption.start_ms for caption in shown] == sorted(caption.start_ms for caption in shown)
    assert "Let it drop." in [caption.text for caption in shown]


ODD = st.text(
    st.one_of(st.sampled_from("aaa   bc.,;:!?&<>-[]0123456789/\n\t。、"), st.characters(exclude_categories=["Cs"])),
    max_size=400,
)
CUES = st.lists(
    st.tuples(ODD, st.integers(min_value=400, max_value=40_000), st.integers(min_value=0, max_value=8_000)), max_size=5
)


@given(CUES)
def test_captions_fill_every_cue_with_all_of_its_words(cues: list[tuple[str, int, int]]) -> None:
    shown = list(captions(spoken(*cues)))
    now_ms = 0
    for text, length_ms, silence_ms in cues:
        mine = [caption for caption in shown if now_ms <= caption.start_ms < now_ms + length_ms]
        lines = [line for caption in mine for line in caption.lines]
        bare = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", text)
        assert "".join("".join(line.text for line in lines).split()) == "".join(bare.split())
        if lines:
            assert lines[0].start_ms == now_ms
            assert lines[-1].end_ms == now_ms + length_ms
        assert all(line.start_ms < line.end_ms for line in lines)
        assert all(line.end_ms == after.start_ms for line, after in pairwise(lines))
        now_ms += length_ms + silence_ms
    assert {len(caption.lines) for caption in shown} <= {1, 2}
    assert all(1 <= len(line.text) <= 65 for caption in shown for line in caption.lines)
    assert all(line.text == " ".join(line.text.split()) for caption in shown for line in caption.lines)


@given(CUES, ODD)
def test_every_format_reads_back_as_the_captions(cues: list[tuple[str, int, int]], title: str) -> None:
    session = spoken(*cues, title=title, chapter=title)
    shown = [(caption.start_ms, caption.end_ms, caption.text) for caption in captions(session)]
    assert parse_vtt(vtt(session)) == shown
    assert parse_srt(srt(session)) == [(start, end, re.sub("-+>", "->", text)) for start, end, text in shown]
    pairs = timed_lines(session)
    assert [text for text, _ in pairs if text] == [line for *_, text in shown for line in text.split("\n")]
    assert [start_ms for _, start_ms in pairs] == sorted({start_ms for _, start_ms in pairs})
    header, lines = parse_lrc(lrc(session))
    assert set(header) == {"ti", "length"}
    assert [(hundredths, len(text)) for hundredths, text in lines] == [(ms // 10, len(text)) for text, ms in pairs]

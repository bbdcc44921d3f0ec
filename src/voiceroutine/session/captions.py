"""Captions: what the voice says, as text with times. WebVTT, SRT, LRC, and the pairs of an ID3 SYLT frame.

All are written from the captions that `captions` makes, so that they agree about words and times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from voiceroutine.language.sentences import CLOSERS, INITIALS, ends_sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from voiceroutine.plan.timeline import Event, Timeline

LINE_CHARACTERS = 65
"""The longest line. Characters are counted as they are read, before a format escapes them."""
CAPTION_LINES = 2
"""The most lines seen at once."""
LINGER_MS = 5_000
"""A silence longer than this takes the last line away, where a line stays until something follows it."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls, and halves of UTF-16 pairs, which UTF-8 cannot hold."""
_CLAUSE_ENDS = tuple(",;:\N{EN DASH}\N{EM DASH}\N{IDEOGRAPHIC COMMA}\N{FULLWIDTH COMMA}،؛")
_SENTENCE, _CLAUSE, _WORD = range(3)
"""How well a text may be split after a word; less is better."""
_RAGGED_CHARACTERS = 20
"""How much longer one line may be than the other, if it is then split at the next better place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a caption, with the time in which it is spoken."""

    text: str
    """1 to 65 characters, without a line break."""
    start_ms: int
    """From the session's beginning."""
    end_ms: int
    """After `start_ms`; end-exclusive."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What is seen at once."""

    lines: tuple[Line, ...]
    """One or two, by time, without a gap."""
    chapter: int
    """The position of its chapter in the timeline."""

    @property
    def start_ms(self) -> int:
        """From the session's beginning."""
        return self.lines[0].start_ms

    @property
    def end_ms(self) -> int:
        """The first millisecond that is no longer part of it."""
        return self.lines[-1].end_ms

    @property
    def text(self) -> str:
        """Its lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


def captions(timeline: Timeline) -> tuple[Caption, ...]:
    """Return the captions of a session, by time.

    A long cue becomes several. They fill its time without a gap, each in proportion to its characters.
    """
    return tuple(
        caption
        for chapter, event in timeline.events()
        if event.kind == "speech"
        for caption in _captions_of(event, chapter)
    )


def vtt(timeline: Timeline) -> str:
    """Return the captions as WebVTT (W3C, https://www.w3.org/TR/webvtt1/), each chapter's title as a comment."""
    chapters = [[f"NOTE {_without_arrows(_clean(chapter.title))}".rstrip()] for chapter in timeline.chapters]
    for caption in captions(timeline):
        times = f"{_clock(caption.start_ms, '.')} --> {_clock(caption.end_ms, '.')}"
        chapters[caption.chapter].append(f"{times}\n{_escaped(caption.text)}")
    return "\n\n".join(["WEBVTT", *(block for blocks in chapters for block in blocks)]) + "\n"


def srt(timeline: Timeline) -> str:
    """Return the captions as SubRip, which has neither comments nor escapes."""
    blocks = []
    for number, caption in enumerate(captions(timeline), 1):
        times = f"{_clock(caption.start_ms, ',')} --> {_clock(caption.end_ms, ',')}"
        blocks.append(f"{number}\n{times}\n{_without_arrows(caption.text)}\n")
    return "\n".join(blocks)


def lrc(timeline: Timeline) -> str:
    """Return the lines as LRC, the lyrics that music players show: `[mm:ss.xx]text`, minutes beyond 99 where needed.

    Times are rounded down to 10 ms. A time without a text takes the last line away before a silence of over 5 s.
    """
    minutes, seconds = divmod(timeline.duration_ms // 1000, 60)
    rows = [f"[ti:{_without_tags(_clean(timeline.title))}]", f"[length:{minutes:02}:{seconds:02}]"]
    for text, start_ms in synchronised(timeline):
        minutes, rest_ms = divmod(start_ms, 60_000)
        rows.append(f"[{minutes:02}:{rest_ms // 1000:02}.{rest_ms % 1000 // 10:02}]{_without_tags(text)}")
    return "\n".join(rows) + "\n"


def synchronised(timeline: Timeline) -> tuple[tuple[str, int], ...]:
    """Return each line with its start in ms from the session's beginning, for an ID3v2.3 SYLT frame (section 4.10).

    An empty text takes the last line away before a silence of over 5 s.
    """
    said = captions(timeline)
    pairs: list[tuple[str, int]] = []
    for position, caption in enumerate(said):
        pairs.extend((line.text, line.start_ms) for line in caption.lines)
        next_ms = said[position + 1].start_ms if position + 1 < len(said) else timeline.duration_ms
        if next_ms - caption.end_ms > LINGER_MS:
            pairs.append(("", caption.end_ms))
    return tuple(pairs)


def _captions_of(event: Event, chapter: int) -> Iterator[Caption]:
    """Yield the captions of one cue."""
    pages = _pages(event.shown or "")
    # No line is shorter than a millisecond. A cue of fewer milliseconds than lines, which no voice speaks, loses some.
    texts = [text for page in pages for text in page][: event.length_ms]
    times = _times([len(text) for text in texts], event)
    lines = [
        Line(text=text, start_ms=start_ms, end_ms=end_ms)
        for text, start_ms, end_ms in zip(texts, times, times[1:], strict=False)
    ]
    first = 0
    for page in pages:
        if shown := lines[first : first + len(page)]:
            yield Caption(lines=tuple(shown), chapter=chapter)
        first += len(page)


def _times(characters: Sequence[int], event: Event) -> list[int]:
    """Return when each line begins, and at last when the event ends: a millisecond each, the rest in proportion."""
    spare_ms = event.length_ms - len(characters)
    so_far = [0, *accumulate(characters)]
    return [event.start_ms + place + spare_ms * done // (so_far[-1] or 1) for place, done in enumerate(so_far)]


def _clean(text: str) -> str:
    """Return `text` on one line, single spaces between its words."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def _words(text: str) -> list[str]:
    """Return the words of `text`, one that is longer than a line in pieces.

    Only the last piece is shorter than a line, unless the word (or the sentence, in a script without spaces) has
    punctuation to be split at.
    """
    words: list[str] = []
    for word in text.split():
        rest = word
        while len(rest) > LINE_CHARACTERS:
            ends = [place for place in range(1, LINE_CHARACTERS) if _rank(rest[:place]) < _WORD]
            size = ends[-1] if ends else LINE_CHARACTERS
            words.append(rest[:size])
            rest = rest[size:]
        words.append(rest)
    return words


def _rank(word: str) -> int:
    """Return how well a text may be split after `word`."""
    bare = word.rstrip(CLOSERS)
    if INITIALS.fullmatch(bare):
        return _WORD
    return _SENTENCE if ends_sentence(bare) else _CLAUSE if bare.endswith(_CLAUSE_ENDS) else _WORD


@lru_cache(4_096)
def _pages(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each caption of a cue; counts come again and again, and every format asks."""
    return tuple(tuple(_lines(words)) for words in _split(_words(_clean(text))))


def _split(words: Sequence[str]) -> list[Sequence[str]]:
    """Return the words of each caption.

    Of all the ways it is the one with the fewest captions that end inside a clause, then the fewest that end inside
    a sentence, then the fewest at all, then the most even.
    """
    # best[n]: the cost of the best way to split the first n words, and where its last caption begins.
    best: list[tuple[tuple[int, int, int, int], int]] = [((0, 0, 0, 0), 0)]
    for end in range(1, len(words) + 1):
        rank = _rank(words[end - 1]) if end < len(words) else _SENTENCE
        ways = []
        size = -1
        for start in range(end - 1, -1, -1):
            size += len(words[start]) + 1
            if size > (LINE_CHARACTERS + 1) * CAPTION_LINES - 1:
                break
            if size <= LINE_CHARACTERS or _line_breaks(words[start:end]):
                in_clause, in_sentence, count, uneven = best[start][0]
                cost = (in_clause + (rank == _WORD), in_sentence + (rank == _CLAUSE), count + 1, uneven + size**2)
                ways.append((cost, start))
        best.append(min(ways))
    pages = []
    end = len(words)
    while end:
        start = best[end][1]
        pages.append(words[start:end])
        end = start
    return pages[::-1]


def _line_breaks(words: Sequence[str]) -> list[int]:
    """Return after how many of `words` they can be broken into two lines."""
    ends = list(accumulate(len(word) + 1 for word in words))
    return [
        count
        for count, end in enumerate(ends[:-1], 1)
        if end - 1 <= LINE_CHARACTERS and ends[-1] - end - 1 <= LINE_CHARACTERS
    ]


def _lines(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a caption in one line or, broken where it reads best, in two."""
    whole = " ".join(words)
    if len(whole) <= LINE_CHARACTERS:
        return (whole,)

    def roughness(count: int) -> int:
        above, below = len(" ".join(words[:count])), len(" ".join(words[count:]))
        return abs(above - below) + _RAGGED_CHARACTERS * _rank(words[count - 1])

    count = min(_line_breaks(words), key=roughness)
    return " ".join(words[:count]), " ".join(words[count:])


def _clock(time_ms: int, point: str) -> str:
    """Return `time_ms` as `01:02:03.004`, with the decimal `point` of the format."""
    seconds, ms = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{ms:03}"


def _escaped(text: str) -> str:
    """Return `text` as WebVTT cue text; with `>` escaped it holds no arrow."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _without_arrows(text: str) -> str:
    """Return `text` for where `-->` would be read as a cue's times and cannot be escaped."""
    return re.sub("-+>", "->", text)


def _without_tags(text: str) -> str:
    """Return `text` for LRC, in which square brackets are tags and `<00:12.00>` is the time of a word."""
    return re.sub(r"<(\d+:[^>]*)>", r"(\1)", text).translate(str.maketrans("[]", "()"))


CAPTIONS = {"vtt": vtt, "srt": srt, "lrc": lrc}
"""The formats that can be written beside a session, by their endings."""


def caption_formats() -> tuple[str, ...]:
    """Return the formats of captions, by their file endings."""
    return tuple(CAPTIONS)

"""Captions: what the voice says, as lines of text with times.

The formats in `session.formats` and the lyrics in a session's tags are all written from what `captions` returns, so
they agree about words and times.
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
"""The longest line. Characters are counted as they are read, before a format escapes any."""
CAPTION_LINES = 2
"""The most lines on screen at once."""
LINGER_MS = 5_000
"""In formats where a line stays until the next one, it is cleared before a silence longer than this."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, and halves of UTF-16 surrogate pairs, which UTF-8 cannot encode."""
_CLAUSE_ENDS = tuple(",;:\N{EN DASH}\N{EM DASH}\N{IDEOGRAPHIC COMMA}\N{FULLWIDTH COMMA}،؛")
_SENTENCE, _CLAUSE, _WORD = range(3)
"""What ends at a place where a text could be split: the lower, the better the place."""
_RAGGED_CHARACTERS = 20
"""How many characters longer than the other one line may be, for a break at the next better kind of place."""


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
    """The lines that are on screen together."""

    lines: tuple[Line, ...]
    """One or two, in order of time, without a gap between them."""
    chapter: int
    """The position of its chapter in the timeline."""

    @property
    def start_ms(self) -> int:
        """When it appears, from the session's beginning."""
        return self.lines[0].start_ms

    @property
    def end_ms(self) -> int:
        """When it goes; end-exclusive."""
        return self.lines[-1].end_ms

    @property
    def text(self) -> str:
        """Its lines, with a line break between them."""
        return "\n".join(line.text for line in self.lines)


def captions(timeline: Timeline) -> tuple[Caption, ...]:
    """Return the captions of a session in order of time.

    A long cue becomes several captions. They fill its time without a gap, each in proportion to its characters.
    """
    return tuple(
        caption
        for chapter, event in timeline.events()
        if event.kind == "speech"
        for caption in _captions_of(event, chapter)
    )


def timed_lines(timeline: Timeline) -> tuple[tuple[str, int], ...]:
    """Return each line with its start in ms from the session's beginning: the pairs of an ID3v2.3 SYLT frame (4.10).

    An empty text clears the last line before a silence of over 5 s.
    """
    said = captions(timeline)
    pairs: list[tuple[str, int]] = []
    for position, caption in enumerate(said):
        pairs.extend((line.text, line.start_ms) for line in caption.lines)
        next_ms = said[position + 1].start_ms if position + 1 < len(said) else timeline.duration_ms
        if next_ms - caption.end_ms > LINGER_MS:
            pairs.append(("", caption.end_ms))
    return tuple(pairs)


def one_line(text: str) -> str:
    """Return `text` on one line, with single spaces between its words and nothing unprintable."""
    return " ".join(_UNPRINTABLE.sub(" ", text).split())


def timestamp(time_ms: int, point: str) -> str:
    """Return `time_ms` as `01:02:03.004`, with `point` as the decimal separator."""
    seconds, ms = divmod(time_ms, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{ms:03}"


def without_arrows(text: str) -> str:
    """Return `text` without `-->`, for places where it would be read as a cue's times and cannot be escaped."""
    return re.sub("-+>", "->", text)


def _captions_of(event: Event, chapter: int) -> Iterator[Caption]:
    """Yield the captions of one cue."""
    pages = _pages(event.shown or "")
    # each line lasts a millisecond or more, so a cue with more lines than milliseconds loses some (no voice is so fast)
    texts = [text for page in pages for text in page][: event.length_ms]
    times = _times([len(text) for text in texts], event)
    lines = [
        Line(text=text, start_ms=start_ms, end_ms=end_ms)
        for text, start_ms, end_ms in zip(texts, times, times[1:], strict=False)
    ]
    first = 0
    for page in pages:
        if visible := lines[first : first + len(page)]:
            yield Caption(lines=tuple(visible), chapter=chapter)
        first += len(page)


def _times(characters: Sequence[int], event: Event) -> list[int]:
    """Return when each line begins, and after them when the event ends.

    Each line gets a millisecond, and its share of the rest in proportion to its characters.
    """
    spare_ms = event.length_ms - len(characters)
    so_far = [0, *accumulate(characters)]
    return [event.start_ms + place + spare_ms * done // (so_far[-1] or 1) for place, done in enumerate(so_far)]


def _words(text: str) -> list[str]:
    """Return the words of `text`, cutting those that are longer than a line.

    Such a word (or a sentence, in a script without spaces) is cut at punctuation where it has any, else at the line's
    full length.
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
    """Return what ends after `word`: `_SENTENCE`, `_CLAUSE` or just a `_WORD`."""
    bare = word.rstrip(CLOSERS)
    if INITIALS.fullmatch(bare):
        return _WORD
    return _SENTENCE if ends_sentence(bare) else _CLAUSE if bare.endswith(_CLAUSE_ENDS) else _WORD


@lru_cache(4_096)
def _pages(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each caption of a cue. Cached: counts recur, and every format asks again."""
    return tuple(tuple(_lines(words)) for words in _split(_words(one_line(text))))


def _split(words: Sequence[str]) -> list[Sequence[str]]:
    """Return the words of each caption.

    Of all possible splits, this is the one in which the fewest captions end inside a clause; among those, the fewest
    end inside a sentence; then the one with the fewest captions; then the most even one.
    """
    # best[n]: the cost of the best split of the first n words, and where its last caption begins
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
    """Return every number of words that could go on the first of two lines."""
    ends = list(accumulate(len(word) + 1 for word in words))
    return [
        count
        for count, end in enumerate(ends[:-1], 1)
        if end - 1 <= LINE_CHARACTERS and ends[-1] - end - 1 <= LINE_CHARACTERS
    ]


def _lines(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a caption on one line or, if they do not fit, on two, broken where it reads best."""
    whole = " ".join(words)
    if len(whole) <= LINE_CHARACTERS:
        return (whole,)

    def roughness(count: int) -> int:
        above, below = len(" ".join(words[:count])), len(" ".join(words[count:]))
        return abs(above - below) + _RAGGED_CHARACTERS * _rank(words[count - 1])

    count = min(_line_breaks(words), key=roughness)
    return " ".join(words[:count]), " ".join(words[count:])

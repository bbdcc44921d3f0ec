"""The sessions as a podcast: RSS 2.0, with the elements of Apple's directory and of the podcast namespace.

https://www.rssboard.org/rss-specification, https://podcasters.apple.com/support/823-podcast-requirements and
https://podcasting2.org/docs/podcast-namespace have the elements. All addresses are absolute, as readers need them.
"""

from __future__ import annotations

import re
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from voiceroutine.session.cover import playing_time
from voiceroutine.session.record import UNKNOWN_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from voiceroutine.web.catalogue import Entry

TITLE = "Voice routines"
DESCRIPTION = "Voice-guided stretching sessions, made by voiceroutine."
CHAPTERS_VERSION = "1.2.0"
"""Of the JSON chapters format."""

_NAMESPACES = (
    'xmlns:atom="http://www.w3.org/2005/Atom" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" '
    'xmlns:podcast="https://podcastindex.org/namespace/1.0"'
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 has no way to write."""


def write(entries: Iterable[Entry], base: str) -> str:
    """Return the feed of some sessions.

    Args:
        entries: The newest first.
        base: The whole address of the site, with a `/` at its end.
    """
    entries = tuple(entries)
    languages = {entry.language for entry in entries} - {UNKNOWN_LANGUAGE}
    artists = {entry.artist for entry in entries if entry.artist}
    author = artists.pop() if len(artists) == 1 else TITLE
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<rss version="2.0" {_NAMESPACES}>',
        "<channel>",
        _element("title", TITLE),
        _element("link", base),
        _element("description", DESCRIPTION),
        f'<atom:link rel="self" type="application/rss+xml" href={_quoted(f"{base}feed.xml")}/>',
        *([_element("language", languages.pop())] if len(languages) == 1 else []),
        _element("itunes:author", author),
        '<itunes:category text="Health &amp; Fitness"/>',
        "<itunes:explicit>false</itunes:explicit>",
        "<itunes:block>yes</itunes:block>",  # a private feed: no directory is to list it
        *([f"<itunes:image href={_quoted(_address(entries[0], base) + 'cover.jpg')}/>"] if entries else []),
        *(line for entry in entries for line in _item(entry, base)),
        "</channel>",
        "</rss>",
    ]
    return "\n".join(lines) + "\n"


def _item(entry: Entry, base: str) -> Iterator[str]:
    address = _address(entry, base)
    yield "<item>"
    yield _element("title", entry.title)
    yield _element("link", address)
    # readers take a description for HTML: it is escaped once for that, and once for XML
    yield _element("description", escape(entry.summary or _facts(entry)))
    # the same session at another address is the same one, and a session that was made anew is another
    yield f'<guid isPermaLink="false">{entry.identity}</guid>'
    yield _element("pubDate", format_datetime(entry.made_at, usegmt=True))
    audio = _quoted(f"{address}{entry.slug}.mp3")
    yield f'<enclosure url={audio} length="{entry.size_bytes}" type="audio/mpeg"/>'
    yield _element("itunes:duration", str(round(entry.duration_ms / 1000)))
    yield _element("itunes:author", entry.artist or TITLE)
    yield f"<itunes:image href={_quoted(f'{address}cover.jpg')}/>"
    yield "<itunes:explicit>false</itunes:explicit>"
    yield f'<podcast:chapters url={_quoted(f"{address}chapters.json")} type="application/json+chapters"/>'
    transcript = _quoted(f"{address}captions.vtt")
    language = "" if entry.language == UNKNOWN_LANGUAGE else f" language={_quoted(entry.language)}"
    yield f'<podcast:transcript url={transcript} type="text/vtt"{language}/>'
    yield "</item>"


def _facts(entry: Entry) -> str:
    """Return what a session is for and how long it is, as the list of sessions says it."""
    return " · ".join(filter(None, (", ".join(entry.areas), playing_time(entry.duration_ms))))


def chapters(entry: Entry, base: str | None) -> dict[str, Any]:
    """Return the chapters of a session as podcast players read them: times in seconds.

    Args:
        entry: The session.
        base: As for `write`; None leaves the pictures out, whose addresses are absolute.
    """
    found: list[dict[str, Any]] = []
    for position, (start_ms, chapter) in enumerate(entry.timeline.starts()):
        found.append({"startTime": start_ms / 1000, "title": chapter.title})
        found[-1]["endTime"] = (start_ms + chapter.length_ms) / 1000
        if base and position in entry.pictures:
            found[-1]["img"] = f"{_address(entry, base)}chapter-{position:03}.png"
    return {"version": CHAPTERS_VERSION, "title": entry.title, "author": entry.artist, "chapters": found}


def _address(entry: Entry, base: str) -> str:
    return f"{base}sessions/{entry.slug}/"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(_UNPRINTABLE.sub(' ', text))}</{name}>"


def _quoted(text: str) -> str:
    return quoteattr(_UNPRINTABLE.sub(" ", text))

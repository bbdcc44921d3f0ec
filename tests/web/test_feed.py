"""The feed, as another program reads it: over HTTP, with a parser of feeds."""

from __future__ import annotations

import json
from dataclasses import replace
from xml.etree import ElementTree

import feedparser

from tests.web.serving import Served, ask
from voiceroutine.session.captions import captions
from voiceroutine.session.tags import read_session_info
from voiceroutine.web import feed
from voiceroutine.web.catalogue import Catalogue

PODCAST = "{https://podcastindex.org/namespace/1.0}"


def test_a_reader_of_podcasts_finds_each_session(served: Served) -> None:
    reply = ask(served, "feed.xml")
    assert reply.headers["content-type"] == "application/rss+xml; charset=utf-8"
    found = feedparser.parse(reply.body, response_headers=reply.headers)
    assert not found.bozo
    assert found.version == "rss20"
    assert found.feed.link == served.url
    assert found.feed.language == "en"
    assert found.feed.author == "Hill Street Physio"
    assert found.feed.image.href == f"{served.url}sessions/short/cover.jpg"
    (item,) = found.entries
    assert item.title == 'Neck & shoulders, in the "short" form'
    assert item.summary == "For the tests of what a phone is shown."
    assert item.link == f"{served.url}sessions/short/"
    assert item.author == "Hill Street Physio"
    info = read_session_info(served.folder / "short.mp3")
    assert info is not None
    assert item.itunes_duration == str(round(info.timeline.duration_ms / 1000))
    assert (item.id, item.guidislink) == (info.provenance.fingerprint, False)
    (sound,) = item.enclosures
    assert (sound.href, sound.type) == (f"{served.url}sessions/short/short.mp3", "audio/mpeg")
    there = ask(served, sound.href.removeprefix(served.url), method="HEAD").headers
    assert sound.length == there["content-length"] == str((served.folder / "short.mp3").stat().st_size)
    assert item.published_parsed is not None


def test_a_description_is_text_and_never_markup(served: Served) -> None:
    (entry,) = Catalogue(served.folder).entries()
    (item,) = feedparser.parse(feed.write([replace(entry, summary="Neck <b>& arms</b>")], served.url)).entries
    assert item.summary == "Neck &lt;b&gt;&amp; arms&lt;/b&gt;"
    (item,) = feedparser.parse(feed.write([replace(entry, summary="")], served.url)).entries
    assert item.summary == "Neck, Between neck and shoulder, Shoulders · 3 min"


def test_the_feed_is_the_same_each_time(served: Served) -> None:
    assert ask(served, "feed.xml").body == ask(served, "feed.xml").body


def test_chapters_and_transcript_are_where_the_feed_says(served: Served) -> None:
    (item,) = ElementTree.fromstring(ask(served, "feed.xml").body).iter("item")  # noqa: S314 it is our own
    chapters, transcript = item.find(f"{PODCAST}chapters"), item.find(f"{PODCAST}transcript")
    assert chapters is not None
    assert transcript is not None
    assert chapters.get("type") == "application/json+chapters"
    content = json.loads(ask(served, chapters.attrib["url"].removeprefix(served.url)).body)
    info = read_session_info(served.folder / "short.mp3")
    assert info is not None
    assert content["version"] == "1.2.0"
    assert [(it["startTime"], it["title"]) for it in content["chapters"]] == [
        (start_ms / 1000, chapter.title) for start_ms, chapter in info.timeline.starts()
    ]
    assert all(it["img"].startswith(served.url) for it in content["chapters"] if "img" in it)
    assert (transcript.get("type"), transcript.get("language")) == ("text/vtt", "en")
    said = ask(served, transcript.attrib["url"].removeprefix(served.url)).body.decode()
    assert said.startswith("WEBVTT")
    assert said.count(" --> ") == len(captions(info.timeline))

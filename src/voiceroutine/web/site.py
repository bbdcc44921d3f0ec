"""What is at each address of a site, whether it is served or published: see the room's docstring for the addresses."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from voiceroutine.plan.timeline_json import as_json
from voiceroutine.session.formats import caption_format
from voiceroutine.session.pictures import chapter_picture_of, cover_of
from voiceroutine.web import feed, pages
from voiceroutine.web.files import Content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from voiceroutine.web.catalogue import Catalogue, Entry

MEDIA_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "mp3": "audio/mpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "vtt": "text/vtt; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "xml": "application/rss+xml; charset=utf-8",
}
"""By the ending of a name: all that a site has."""

_SESSION = re.compile(r"sessions/([a-z0-9-]+)/(?:([a-z0-9.-]+))?")
_PICTURE = re.compile(r"chapter-([0-9]{3,5})\.png")


def media_type(name: str) -> str:
    """Return the type of what is called so.

    Raises:
        KeyError: A site has nothing of that ending.
    """
    return MEDIA_TYPES[name.rpartition(".")[2]]


@lru_cache(maxsize=2)
def assets(below: str = "") -> dict[str, bytes]:
    """Return the style sheets, the scripts and the icons by their names: all sites', or those in a folder `below`."""
    folder = files("voiceroutine.web") / "assets" / below
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.name.rpartition(".")[2] in MEDIA_TYPES}


class Site:
    """The pages and the files of a folder's sessions."""

    def __init__(self, catalogue: Catalogue, *, published: bool = False, can_make: bool = False) -> None:
        """Take what it shows.

        Args:
            catalogue: The sessions.
            published: Whether it is for a host of plain files, over https.
            can_make: Whether there is a page to make sessions with.
        """
        self.catalogue = catalogue
        self._published = published
        self._can_make = can_make

    def content(self, address: str, base: str | None) -> Content | None:
        """Return what is at an address.

        Args:
            address: From the site's own beginning; empty for the index.
            base: The whole address of the site, with a `/` at its end; None where it is not known. Feeds need it.
        """
        if match := _SESSION.fullmatch(address):
            entry = self.catalogue.entry(match[1])
            return self._of_session(entry, match[2] or "index.html", base) if entry else None
        if address.startswith("assets/"):
            found = assets().get(address.removeprefix("assets/"))
            return Content(media_type=media_type(address), body=found) if found is not None else None
        text = self._page(address or "index.html", base)
        return Content(media_type=media_type(address or "index.html"), body=text.encode()) if text is not None else None

    def _page(self, name: str, base: str | None) -> str | None:
        offline, can_make = self._published, self._can_make
        if name == "index.html":
            has_feed = "feed.xml" if base else None
            return pages.index_page(self.catalogue.entries(), can_make=can_make, offline=offline, feed=has_feed)
        if name == "diary.html":
            return pages.diary_page(offline=offline, can_make=can_make)
        if name == "feed.xml" and base:
            return feed.write(self.catalogue.entries(), base)
        return None

    def _of_session(self, entry: Entry, name: str, base: str | None) -> Content | None:
        if name == f"{entry.slug}.mp3":
            return Content(media_type=media_type(name), path=entry.path, stamp=entry.stamp)
        body = self._made(entry, name, base)
        return Content(media_type=media_type(name), body=body) if body is not None else None

    def _made(self, entry: Entry, name: str, base: str | None) -> bytes | None:
        if match := _PICTURE.fullmatch(name):
            position = int(match[1])
            known = position in entry.pictures and name == picture_name(position)
            return chapter_picture_of(entry.path, position) if known else None
        if name == "cover.jpg":
            return cover_of(entry.path)
        if name == "index.html":
            page = pages.session_page(entry, handout=False, offline=self._published, can_make=self._can_make)
            return page.encode()
        if name == "timeline.json":
            return json.dumps(as_json(entry.timeline), ensure_ascii=False, separators=(",", ":")).encode()
        if name == "captions.vtt":
            return caption_format("vtt").write(entry.timeline).encode()
        if name == "chapters.json":
            return json.dumps(feed.chapters(entry, base), ensure_ascii=False).encode()
        return None

    def addresses(self, base: str | None) -> Iterator[str]:
        """Yield the addresses of everything; arguments as `content`."""
        yield from ("index.html", "diary.html")
        if base:
            yield "feed.xml"
        yield from (f"assets/{name}" for name in sorted(assets()))
        for entry in self.catalogue.entries():
            for name in names_of(entry):
                yield f"sessions/{entry.slug}/{name}"


def names_of(entry: Entry) -> tuple[str, ...]:
    """Return the names of what every site has of a session."""
    pictures = (picture_name(position) for position in sorted(entry.pictures))
    texts = ("index.html", "timeline.json", "captions.vtt", "chapters.json", "cover.jpg")
    return (*texts, f"{entry.slug}.mp3", *pictures)


def picture_name(position: int) -> str:
    """Return the name of the picture of the chapter at `position`."""
    return f"chapter-{position:03}.png"

"""What is at each address of a site, whether it is served or published: see the room's docstring for the addresses."""

from __future__ import annotations

import json
import re
import threading
import time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from voiceroutine.plan.timeline_json import as_json
from voiceroutine.session.cover import draw_cover
from voiceroutine.session.formats import caption_format
from voiceroutine.session.pictures import chapter_picture_of, cover_of
from voiceroutine.web import feed, pages
from voiceroutine.web.files import Content
from voiceroutine.web.wording import shared

if TYPE_CHECKING:
    from collections.abc import Callable

    from voiceroutine.web.catalogue import Catalogue, Entry
    from voiceroutine.web.wording import Wording

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

MOMENT_S = 10.0
"""To read a script and all that it uses takes 20 ms, and a hundred phones may ask at once."""
MOST_HANDOUTS = 20
"""That a server keeps in memory; one has about 100 kB."""

MISSING = "missing/session/index.html"
"""What a published site shows without a network in place of a session's page; as deep as that, for its links."""
MAKING = ("live.js", "make.js", "studio.css", "studio-form.css")
"""The assets of pages that need a server."""

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
    folder = pages.ASSETS / below
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.suffix[1:] in MEDIA_TYPES}


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
        self._one_at_a_time = threading.Lock()
        self._handouts: dict[str, bytes | None] = {}
        """By the session's identity; None where there is none."""
        self._scripts: dict[str, tuple[float, bool]] = {}
        """By the session's identity: whether its script was as it was, and until when that is believed."""

    def content(self, address: str, base: str | None, version: str | None = None) -> Content | None:
        """Return what is at an address.

        Args:
            address: From the site's own beginning; empty for the index.
            base: The whole address of the site, with a `/` at its end; None where it is not known. Feeds need it.
            version: Of the session that is meant; None for whatever is there now. There is nothing of any other one.
        """
        if match := _SESSION.fullmatch(address):
            entry = self.catalogue.entry(match[1])
            if entry is None or version not in (None, entry.version):
                return None
            return self._of_session(entry, match[2] or "index.html", base)
        name = address or "index.html"
        body = self._page(name, base)
        return Content(media_type=media_type(name), body=body) if body is not None else None

    def missing(self, root: str) -> bytes:
        """Return the page that says that there is nothing; `root` is the way to the site's first folder."""
        return self._missing(root, not_kept=False)

    def _missing(self, root: str, *, not_kept: bool) -> bytes:
        offline, can_make = self._published, self._can_make
        found = pages.missing_page(self._wording(), not_kept=not_kept, root=root, offline=offline, can_make=can_make)
        return found.encode()

    def _wording(self) -> Wording:
        """Return the words of the pages that are about all sessions."""
        return shared(entry.language for entry in self.catalogue.entries())

    def _page(self, name: str, base: str | None) -> bytes | None:
        offline, can_make = self._published, self._can_make
        if name.startswith("assets/"):
            return assets().get(name.removeprefix("assets/"))
        if name == "index.html":
            has_feed = "feed.xml" if base else None
            entries = self.catalogue.entries()
            return pages.index_page(entries, can_make=can_make, offline=offline, feed=has_feed).encode()
        if name == "diary.html":
            return pages.diary_page(self._wording(), offline=offline, can_make=can_make).encode()
        if name == MISSING and offline:
            return self._missing("../../", not_kept=True)
        if name == "feed.xml" and base:
            return feed.write(self.catalogue.entries(), base).encode()
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
        makers: dict[str, Callable[[], bytes | None]] = {
            "index.html": lambda: self._session_page(entry),
            # a program that edits tags may have taken it out
            "cover.jpg": lambda: cover_of(entry.path) or draw_cover(entry.title, entry.areas, entry.timeline),
            "timeline.json": lambda: _json(as_json(entry.timeline)),
            "captions.vtt": lambda: caption_format("vtt").write(entry.timeline).encode(),
            "chapters.json": lambda: _json(feed.chapters(entry, base)),
            "handout.pdf": lambda: self._handout(entry),
        }
        return makers[name]() if name in makers else None

    def _session_page(self, entry: Entry) -> bytes:
        has = self.has_handout(entry)
        return pages.session_page(entry, handout=has, offline=self._published, can_make=self._can_make).encode()

    def has_handout(self, entry: Entry) -> bool:
        """Return whether a session has a handout: its script is here, and says what it said, or did a moment ago."""
        from voiceroutine.app.session_handout import session_script

        if self._published:
            return self._handout(entry) is not None
        with self._one_at_a_time:
            until, has = self._scripts.get(entry.identity, (0.0, False))
            if until < time.monotonic():
                has = session_script(entry.path, refit=False) is not None
                self._scripts[entry.identity] = (time.monotonic() + MOMENT_S, has)
            return has

    def _handout(self, entry: Entry) -> bytes | None:
        """Return the handout of a session. A phone does not wait until a voice has started to fit it again."""
        from voiceroutine.app.session_handout import session_handout

        with self._one_at_a_time:
            if entry.identity not in self._handouts:
                found = session_handout(entry.path, refit=self._published)
                if len(self._handouts) >= MOST_HANDOUTS and not self._published:
                    self._handouts.pop(next(iter(self._handouts)))
                self._handouts[entry.identity] = found
            return self._handouts[entry.identity]

    def pages(self, base: str | None) -> tuple[str, ...]:
        """Return the addresses of all that belongs to no session; arguments as `content`."""
        names = ["index.html", "diary.html", *(["feed.xml"] if base else []), *([MISSING] if self._published else [])]
        return (*names, *(f"assets/{name}" for name in assets() if self._can_make or name not in MAKING))

    def session(self, entry: Entry) -> tuple[str, ...]:
        """Return the addresses of all that belongs to a session."""
        names = ["index.html", f"{entry.slug}.mp3", "timeline.json", "captions.vtt", "chapters.json", "cover.jpg"]
        names += [picture_name(position) for position in sorted(entry.pictures)]
        names += ["handout.pdf"] if self.has_handout(entry) else []
        return tuple(f"sessions/{entry.slug}/{name}" for name in names)


def _json(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def picture_name(position: int) -> str:
    """Return the name of the picture of the chapter at `position`."""
    return f"chapter-{position:03}.png"

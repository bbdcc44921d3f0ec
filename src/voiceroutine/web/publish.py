"""Publishes the sessions of a folder as another folder, which any host of plain files can serve over https.

What was written is recorded in the folder itself. What is there and is not ours, or was changed since, stays as it is.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from voiceroutine.app.reporter import SilentReporter
from voiceroutine.errors import VoiceroutineError
from voiceroutine.files import make_folder
from voiceroutine.web.catalogue import Catalogue
from voiceroutine.web.files import GoneError, opened
from voiceroutine.web.site import Site
from voiceroutine.web.written import WrittenFolder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from voiceroutine.app.reporter import Reporter
    from voiceroutine.web.catalogue import Entry

_BLOCK = 1 << 20
SITE = "site.json"
"""Tells the service worker what there is; see the room's docstring."""

_PUBLISHED = Path(__file__).parent / "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A site that was published."""

    folder: Path
    sessions: int
    """How many it has."""
    written: int
    """How many files were written."""
    unchanged: int
    """How many were there already."""
    removed: int
    """How many were ours, and are no longer part of it."""
    notes: tuple[str, ...]
    """What was left out, and why, each a sentence."""


def publish(
    folder: str | Path,
    *,
    sessions: str | Path = "output",
    url: str | None = None,
    force: bool = False,
    reporter: Reporter | None = None,
) -> Published:
    """Write a site of sessions into a folder, for any host of plain files: pages, sound, handouts and a feed.

    Over https, a phone can install it, and keeps the sessions that are chosen for times without a network. Only what
    has changed is written. Files that are not ours stay.

    Args:
        folder: Made if it is missing.
        sessions: The folder of the sessions, as `make` writes them.
        url: Where the site will be found. Without it there is no feed, which needs whole addresses.
        force: Replace files that voiceroutine did not make, or that were changed since.
        reporter: Is told how far it is, and what is left out.

    Raises:
        VoiceroutineError: There are no sessions, the address is none, or the folder is that of the sessions.
        OutputError: A file of others is in the way, and nothing was written; or something cannot be written.
    """
    target, source, reporter = Path(folder), Path(sessions), reporter or SilentReporter()
    base = _base(url) if url is not None else None
    if target.resolve() == source.resolve():
        raise VoiceroutineError(f"{folder} is the folder of the sessions", "name another folder for the site")
    site = Site(Catalogue(source), published=True)
    entries = site.catalogue.entries()
    if not entries:
        raise VoiceroutineError(f"there are no sessions in {source}", "`voiceroutine make neck` makes one")
    reporter.progress("reading the sessions", 0.0)
    parts = _parts(site, entries, base)
    notes = tuple(_notes(site, entries, base))
    for note in notes:
        reporter.note(note)
    written = WrittenFolder(target)
    if not force:
        for address, content in (*parts, (SITE, _bytes(b""))):
            written.require_own(address, content)
    make_folder(target)
    for number, (address, content) in enumerate(parts):
        reporter.progress(address, number / len(parts))
        written.put(address, content)
    written.put(SITE, _bytes(_site(written, site, entries)))
    removed = written.remove_others()
    reporter.progress("done", 1.0)
    return Published(
        folder=target,
        sessions=len(entries),
        written=written.count,
        unchanged=len(parts) + 1 - written.count,
        removed=removed,
        notes=notes,
    )


def _parts(site: Site, entries: tuple[Entry, ...], base: str | None) -> list[tuple[str, Callable[[], Iterator[bytes]]]]:
    """Return all files but the one that lists them, in the order in which they are written.

    What names others comes after them, so that a phone never looks for what is not there yet.
    """
    addresses = [address for entry in entries for address in site.session(entry)]
    addresses += sorted(site.pages(base), key=lambda address: not address.startswith("assets/"))
    parts = [(address, partial(_blocks, site, address, base)) for address in addresses]
    return [*parts, *((path.name, _bytes(path.read_bytes())) for path in sorted(_PUBLISHED.iterdir()))]


def _bytes(content: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter((content,))


def _blocks(site: Site, address: str, base: str | None) -> Iterator[bytes]:
    """Yield the content of an address.

    Raises:
        VoiceroutineError: It was there, and has gone.
    """
    content = site.content(address, base)
    try:
        if content is None:
            raise GoneError(address)
        if content.path is None or content.stamp is None:
            yield content.body
            return
        with opened(content.path, content.stamp) as file:
            while block := file.read(_BLOCK):
                yield block
    except GoneError as error:
        raise VoiceroutineError(f"{error} has gone, or was changed meanwhile", "publish again") from error


def _notes(site: Site, entries: Iterable[Entry], base: str | None) -> Iterator[str]:
    if base is None:
        yield "There is no feed: it needs the site's whole address (--url)."
    elif not base.startswith("https://"):
        yield "A phone installs the site, and keeps sessions for times without a network, over https alone."
    for entry in entries:
        if not site.has_handout(entry):
            yield f"{entry.path.name} has no handout: its script is not here, or says something else now."


def _site(written: WrittenFolder, site: Site, entries: Iterable[Entry]) -> bytes:
    """Return what the service worker is told."""

    def group(addresses: Iterable[str]) -> dict[str, Any]:
        files = sorted(addresses)
        content = "".join(f"{written.hashes[address]} {address}\n" for address in files)
        return {"version": hashlib.sha256(content.encode()).hexdigest()[:16], "files": files}

    def parts(entry: Entry) -> dict[str, Any]:
        found = group(site.session(entry))
        # a page names itself, and all else in the version that it was written for
        found["files"] = [name if name.endswith(".html") else f"{name}?v={entry.version}" for name in found["files"]]
        return found

    sessions = {entry.slug: parts(entry) for entry in entries}
    return json.dumps({**group([*site.pages(None), "manifest.webmanifest"]), "sessions": sessions}, indent=1).encode()


def _base(url: str) -> str:
    """Return the whole address of a site, with a `/` at its end.

    Raises:
        VoiceroutineError: It is none.
    """
    text = url.strip()
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    plain = text.isascii() and text.isprintable() and not any(char in text for char in " <>\"'")
    if not (host and plain and parts.scheme in ("http", "https") and not parts.query and not parts.fragment):
        message = f"`{text[:60]}` is no address of a site"
        raise VoiceroutineError(message, "write it whole, for example `--url https://example.org/sessions/`")
    return text.rstrip("/") + "/"

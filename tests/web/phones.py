"""Many phones at once: each opens pages and asks for ranges of a session, and some hardly read what they asked for."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

RANGE_BYTES = 256 << 10


@dataclass
class Found:
    """What phones have seen."""

    first_s: list[float] = field(default_factory=list)
    """From asking to the first byte."""
    whole_s: list[float] = field(default_factory=list)
    bytes: int = 0
    failed: list[str] = field(default_factory=list)


class Phone:
    """A connection to the server."""

    def __init__(self, url: str, found: Found) -> None:
        self.parts = urlsplit(url)
        self.found = found

    async def __aenter__(self) -> Phone:
        self.reader, self.writer = await asyncio.open_connection(self.parts.hostname, self.parts.port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    async def ask(self, address: str, wanted: range | None = None) -> bytes:
        """Return the body of a response, and keep how long it took."""
        began = time.perf_counter()
        asked = f"range: bytes={wanted.start}-{wanted.stop - 1}\r\n" if wanted else ""
        host = f"{self.parts.hostname}:{self.parts.port}"
        self.writer.write(f"GET {self.parts.path}{address} HTTP/1.1\r\nhost: {host}\r\n{asked}\r\n".encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        self.found.first_s.append(time.perf_counter() - began)
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        body = await self.reader.readexactly(length)
        self.found.whole_s.append(time.perf_counter() - began)
        self.found.bytes += length
        status = int(head.split()[1])
        if status != (206 if wanted else 200) or (wanted and length != len(wanted)):
            self.found.failed.append(f"{address}: {status}, {length} bytes")
        return body


async def play(url: str, slug: str, sound: bytes, found: Found, seed: int, ranges: int) -> None:
    """Open the pages, then ask for ranges of the sound, and compare each with what it is."""
    chosen = random.Random(seed)  # noqa: S311 the same places each time
    try:
        async with Phone(url, found) as phone:
            for address in ("", "assets/app.css", f"sessions/{slug}/", f"sessions/{slug}/timeline.json"):
                await phone.ask(address)
            for _ in range(ranges):
                start = chosen.randrange(len(sound) - RANGE_BYTES)
                wanted = range(start, start + RANGE_BYTES)
                if await phone.ask(f"sessions/{slug}/{slug}.mp3", wanted) != sound[start : wanted.stop]:
                    found.failed.append(f"wrong bytes at {start}")
    except (OSError, EOFError, asyncio.IncompleteReadError) as error:
        found.failed.append(repr(error))


async def dawdle(url: str, slug: str) -> None:
    """Ask for a whole session, and hardly read it."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=4096)
    host = f"{parts.hostname}:{parts.port}"
    writer.write(f"GET {parts.path}sessions/{slug}/{slug}.mp3 HTTP/1.1\r\nhost: {host}\r\n\r\n".encode())
    try:
        while True:
            await reader.read(4096)
            await asyncio.sleep(1)
    finally:
        writer.close()


async def crowd(
    url: str, slug: str, sound: bytes, *, phones: int, ranges: int, slow_phones: int
) -> tuple[Found, float]:
    """Let phones play at once; return what they saw, and how many seconds it took.

    Args:
        url: The server's index.
        slug: Of the session.
        sound: Its MP3.
        phones: How many play.
        ranges: How many each asks for.
        slow_phones: How many beside them have asked for the whole session, and read 4 kB of it a second.
    """
    slow = [asyncio.create_task(dawdle(url, slug)) for _ in range(slow_phones)]
    await asyncio.sleep(0.5)
    found, began = Found(), time.perf_counter()
    await asyncio.gather(*(play(url, slug, sound, found, seed, ranges) for seed in range(phones)))
    took_s = time.perf_counter() - began
    if ended := [task for task in slow if task.done()]:
        found.failed.append(f"{len(ended)} slow phones were cut off")
    for task in slow:
        task.cancel()
    await asyncio.gather(*slow, return_exceptions=True)
    return found, took_s

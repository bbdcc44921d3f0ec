"""A session that somebody crafted is told to be none, in a moment and without a traceback."""

from __future__ import annotations

import json
import os
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from mutagen.id3 import CHAP, ID3

from tests.faults.crafting import craft, event, record, run_measured, timeline, with_frame
from tests.machine import slowness
from tests.support import RunCli, write
from voiceroutine.app.verify import verify
from voiceroutine.plan.timeline_json import MOST_EVENTS
from voiceroutine.script.library import Library
from voiceroutine.session.tags import read_session_info

pytestmark = pytest.mark.long  # sessions are made, damaged and measured

SHORT = "title: Short\nstretches: [{name: Lean, hold: 1s, ready: 0}]\n"

CRAFTED: dict[str, Any] = {
    "a text": "hello",
    "a number": 5,
    "null": None,
    "a list": [record()],
    "empty": b"",
    "not JSON": b"{",
    "not UTF-8": b'{"fingerprint": "\xff\xfe"}',
    "nested deep": b"[" * 100_000 + b"]" * 100_000,
    "nested deep inside": json.dumps(record()).encode()[:-1] + b', "more": ' + b"[" * 10**5 + b"]" * 10**5 + b"}",
    "a number of a million digits": b'{"sound_bytes": ' + b"9" * 10**6 + b"}",
    "half a surrogate pair": json.dumps(record(voice="\ud800")).encode(),
    "the timeline a text": record(timeline="T"),
    "no chapters": timeline(chapters=[], duration_ms=0),
    "a chapter's index out of range": event(chapter=7),
    "a chapter's index below zero": event(chapter=-1),
    "a length below zero": event(length_ms=-1),
    "a length of zero": event(length_ms=0),
    "a fraction": event(length_ms=0.5),
    "no number": event(length_ms=float("nan")),
    "infinite": event(length_ms=float("inf")),
    "true": event(length_ms=True),
    "before the beginning": event(start_ms=-1),
    "beyond its chapter": event(start_ms=23_999),
    "no channels": record(channels=0),
    "three channels": record(channels=3),
    "channels in a text": record(channels="1"),
    "10^13 ms": timeline(duration_ms=10**13, chapters=[{"title": "A", "start_ms": 0, "length_ms": 10**13}], events=[]),
    "many years in legal parts": timeline(
        duration_ms=10**13,
        chapters=[{"title": "A", "start_ms": n * 10**8, "length_ms": 10**8} for n in range(9_000)],
        events=[],
    ),
    "sounds on top of each other": timeline(events=[record()["timeline"]["events"][0]] * 5_000),
    "holds on top of each other": timeline(events=[record()["timeline"]["events"][1]] * 5_000),
    "bytes below zero": record(sound_bytes=-1),
    "more bytes than a disk": record(sound_bytes=10**18),
    "no fingerprint": record(fingerprint="abc"),
    "a fingerprint in capitals": record(fingerprint="A" * 64),
    "a bed without end": record(bed_lufs=float("inf")),
    "no pace": record(pace=0),
    "tags a text": record(tags="all"),
    "a huge text": record(voice="x" * 10**7),
    "a huge title": timeline(title="x" * 10**7),
    "a path": record(script="/etc/passwd"),
    "a path above": record(script="../../etc/passwd"),
    "a path with backslashes": record(script="..\\secret"),
    "a drive": record(script="C:secret"),
    "a hidden file": record(script=".secret"),
    "a name of two lines": record(script="a\nb"),
    "no name": record(script=""),
}


@pytest.mark.parametrize("content", CRAFTED.values(), ids=CRAFTED.keys())
def test_a_crafted_record_makes_no_session(content: Any, run_cli: RunCli) -> None:
    path = craft(Path("output/short.mp3"), content)
    before = path.read_bytes()
    done = run_cli("verify", str(path))
    assert (done.returncode, done.stderr) == (1, "")
    assert "an MP3 that does not say how it was made" in done.stdout
    write(Path("short.yaml"), SHORT)
    done = run_cli("make", "short.yaml")
    assert done.returncode == 1
    assert done.stderr.startswith("error: there is a file at output/short.mp3 that voiceroutine did not make; move")
    assert done.stderr.count("\n") == 1
    assert path.read_bytes() == before


def test_the_record_that_the_crafted_ones_are_made_from_is_read() -> None:
    """Or none of them would show anything."""
    kept = read_session_info(craft(Path("a.mp3"), record()))
    assert kept
    assert (kept.provenance.script, kept.timeline.duration_ms) == ("nobody", 24_000)


@pytest.mark.parametrize("data", [b"", b"x", zlib.compress(json.dumps(record()).encode())[:-5]])
def test_a_frame_that_cannot_be_unpacked_makes_no_session(data: bytes, run_cli: RunCli) -> None:
    path = with_frame(Path("a.mp3"), data)
    assert "does not say how it was made" in run_cli("verify", str(path)).stdout


def zeros(count: int) -> bytes:
    """Return what unpacks to so many spaces, whole MB of them, a thousandth as large.

    A MB is packed once, so that it needs nothing before it, and repeated; the checksum (Adler-32) is worked out.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    low, high = 1 + 32 * count, count + 32 * (count * (count + 1) // 2)
    head, last = b"\x78\xda", packer.flush()
    return head + packed * (count >> 20) + last + struct.pack(">HH", high % 65_521, low % 65_521)


def many(item: bytes, count: int) -> bytes:
    return zlib.compress(b'{"timeline": {"events": [' + b",".join([item] * count) + b"]}}", 1)


def most_events() -> bytes:
    """Return a record that is as large as one may be, and right."""
    one = {"kind": "speech", "chapter": 0, "length_ms": 1, "text": "One.", "role": "count", "rep": 1, "reps": 9}
    events = [{**one, "start_ms": at, "field": ["stretches", 10, "reps"]} for at in range(MOST_EVENTS)]
    chapters = [{"title": "A", "start_ms": 0, "length_ms": 120_000}]
    return zlib.compress(json.dumps(timeline(duration_ms=120_000, chapters=chapters, events=events)).encode(), 1)


def compressed_frame(path: Path) -> Path:
    """Write a tag with a frame that says it holds 400 MB, as ID3v2.3 packs them: with mutagen it is unpacked."""
    packed = struct.pack(">I", 400 << 20) + zeros(400 << 20)
    frame = b"PRIV" + struct.pack(">I", len(packed)) + b"\x00\x80" + packed
    size = bytes(len(frame) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(b"ID3\x03\x00\x00" + size + frame)
    return path


def nested_frames(path: Path) -> Path:
    """Write chapters in chapters in chapters."""
    body = b"x\0" + bytes(16)
    for _ in range(3_000):
        body = b"c\0" + bytes(16) + b"CHAP" + struct.pack(">I", len(body)) + b"\0\0" + body
    frame = b"CHAP" + struct.pack(">I", len(body)) + b"\0\0" + body
    craft(path, record())
    content = path.read_bytes()
    at = 10 + sum(byte << shift for byte, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
    tag = content[10:at].rstrip(b"\0") + frame
    size = bytes(len(tag) >> shift & 0x7F for shift in (21, 14, 7, 0))
    path.write_bytes(content[:6] + size + tag + content[at:])
    return path


def many_chapters(path: Path) -> Path:
    craft(path, record())
    tags = ID3(path)
    for n in range(15_000):
        tags.add(CHAP(element_id=str(n), start_time=n, end_time=n + 1, sub_frames=[]))
    tags.save(path, v2_version=3)
    return path


def long_session(path: Path) -> Path:
    """Write two days in a file of a second."""
    hold = {"kind": "hold", "chapter": 0, "start_ms": 0, "length_ms": 172_800_000}
    chapter = {"title": "A", "start_ms": 0, "length_ms": 172_800_000}
    return craft(path, timeline(duration_ms=172_800_000, chapters=[chapter], events=[hold]))


COSTLY = {
    "2.9 MB that unpack to 3 GB": lambda path: with_frame(path, zeros(3_000 << 20)),
    "a frame of 20 MB": lambda path: with_frame(path, os.urandom(20 << 20)),
    "millions of numbers": lambda path: with_frame(path, many(b"0", 20_000_000)),
    "millions of lists": lambda path: with_frame(path, many(b"[]", 12_000_000)),
    "hundreds of thousands of faulty events": lambda path: with_frame(path, many(b"{}", 600_000)),
    "a million texts in the wrong place": lambda path: with_frame(path, many(b'"abcdefgh"', 1_400_000)),
    "many faulty events": lambda path: with_frame(path, many(b"{}", 60_000)),
    "as many events as there may be": lambda path: with_frame(path, most_events()),
    "a packed frame": compressed_frame,
    "chapters in chapters": nested_frames,
    "thousands of chapters": many_chapters,
    "two days in a second": long_session,
}


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a process cost")
@pytest.mark.parametrize("write_it", COSTLY.values(), ids=COSTLY.keys())
def test_no_file_costs_verify_minutes_or_gigabytes(write_it: Any) -> None:
    done = run_measured("verify", str(write_it(Path("a.mp3"))))
    assert done.cpu_s < 2 * slowness()
    assert done.megabytes < 300
    assert (done.code, done.stderr) == (1, "")


@pytest.mark.parametrize("place", ["secret", "nested/secret.yaml"])
def test_a_session_opens_no_file_that_it_names(place: str, run_cli: RunCli) -> None:
    """Only what lies on a shelf of scripts."""
    write(Path(place), "PASSWORD: hunter2\n")
    done = run_cli("verify", str(craft(Path("a.mp3"), record(script="secret"))))
    assert "`secret` is not here, and not compared" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_no_session(run_cli: RunCli) -> None:
    os.mkfifo("a.mp3")
    done = run_cli("verify", "a.mp3")
    assert (done.returncode, done.stderr) == (1, "error: cannot read a.mp3: it is not a regular file\n")


def test_the_files_after_one_that_is_missing_are_verified(run_cli: RunCli) -> None:
    craft(Path("b.mp3"), record())
    done = run_cli("verify", "gone.mp3", "b.mp3")
    assert done.returncode == 1
    assert done.stderr == "error: cannot read gone.mp3: no such file or directory\n"
    assert "b.mp3" in done.stdout


def test_a_script_of_any_name_makes_a_session_that_can_be_read(run_cli: RunCli) -> None:
    names = [".hidden", "a:b", "back\\slash"] if os.name == "posix" else [".hidden"]
    for name in names:
        write(Path(f"{name}.yaml"), SHORT)
        assert run_cli("make", "-q", f"./{name}.yaml").returncode == 0
        rows = verify(Path(f"output/{name}.mp3"), library=Library(()))
        assert all(row.ok for row in rows)
        assert "up to date" in run_cli("make", f"./{name}.yaml").stdout


def test_a_tag_that_ends_too_early_makes_no_session() -> None:
    content = craft(Path("a.mp3"), record()).read_bytes()
    for end in range(0, 400, 7):
        Path("a.mp3").write_bytes(content[:end])
        assert read_session_info(Path("a.mp3")) is None
    for size in (b"\x7f\x7f\x7f\x7f", b"\xff\xff\xff\xff"):
        Path("a.mp3").write_bytes(content[:6] + size + content[10:])
        assert read_session_info(Path("a.mp3")) is None

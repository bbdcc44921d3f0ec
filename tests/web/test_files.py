"""Files as phones ask for them, at the socket (RFC 9110, 13 and 14)."""

from __future__ import annotations

import os
import re
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import ID3

from tests.web.serving import Reply, Served, ask, read_reply, running
from voiceroutine.web.files import part_of

SOUND = "sessions/short/short.mp3"


@pytest.fixture(scope="session")
def sound(made_once: Path) -> bytes:
    return (made_once / "short.mp3").read_bytes()


@pytest.fixture
def own(made_once: Path, tmp_path: Path) -> Path:
    """Return a folder of one's own with the session."""
    folder = tmp_path / "sessions of mine"
    folder.mkdir()
    shutil.copy(made_once / "short.mp3", folder / "short.mp3")
    return folder


def test_a_file_is_sent_whole(served: Served, sound: bytes) -> None:
    reply = ask(served, SOUND)
    assert (reply.status, reply.body) == (200, sound)
    assert reply.headers["content-type"] == "audio/mpeg"
    assert reply.headers["content-length"] == str(len(sound))
    assert reply.headers["accept-ranges"] == "bytes"
    assert reply.headers["etag"].startswith('"')  # a strong one
    assert set(reply.many.values()) == {1}


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-1", 0, 1),  # what Safari asks first
        ("bytes=0-", 0, -1),
        ("bytes=1000-1999", 1000, 1999),
        ("bytes=-500", -500, -1),
        ("bytes=-999999999", 0, -1),
        ("bytes=5-999999999", 5, -1),
        ("BYTES=7-7", 7, 7),
    ],
)
def test_a_range_is_sent_alone(served: Served, sound: bytes, asked: str, first: int, last: int) -> None:
    first, last = first % len(sound), last % len(sound)
    reply = ask(served, SOUND, range=asked)
    assert reply.status == 206
    assert reply.headers["content-range"] == f"bytes {first}-{last}/{len(sound)}"
    assert reply.headers["content-length"] == str(last + 1 - first)
    assert reply.body == sound[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=999999999-", "bytes=999999999-1000000000", "bytes=-0"])
def test_a_range_that_the_file_does_not_have_is_refused_with_its_length(
    served: Served, sound: bytes, asked: str
) -> None:
    reply = ask(served, SOUND, range=asked)
    assert (reply.status, reply.body) == (416, b"")
    assert reply.headers["content-range"] == f"bytes */{len(sound)}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-2", "bytes=-", "bytes=a-b", "bytes", "items=0-1", "bytes=0-1,5-9", "bytes=+1-2", f"bytes={'9' * 5000}-"],
)
def test_what_is_no_single_range_gets_the_whole(served: Served, sound: bytes, asked: str) -> None:
    reply = ask(served, SOUND, range=asked)
    assert (reply.status, len(reply.body)) == (200, len(sound))
    assert "content-range" not in reply.headers


def test_head_says_what_get_would_and_sends_nothing(served: Served) -> None:
    whole, head = ask(served, SOUND), ask(served, SOUND, method="HEAD", range="bytes=0-1")
    assert (head.status, head.body) == (200, b"")
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}


@pytest.mark.parametrize("kept", ["{}", "W/{}", '"other", {}', "*"])
def test_what_a_phone_has_is_not_sent_again(served: Served, kept: str) -> None:
    etag = ask(served, SOUND, method="HEAD").headers["etag"]
    reply = ask(served, SOUND, if_none_match=kept.format(etag), range="bytes=0-1")
    assert (reply.status, reply.body) == (304, b"")
    assert reply.headers["etag"] == etag


def test_another_etag_gets_the_file(served: Served, sound: bytes) -> None:
    assert ask(served, SOUND, if_none_match='"other"').body == sound


def test_a_range_is_sent_if_the_file_is_the_same(served: Served, sound: bytes) -> None:
    etag = ask(served, SOUND, method="HEAD").headers["etag"]
    assert ask(served, SOUND, range="bytes=0-9", if_range=etag).body == sound[:10]
    for other in ('"other"', f"W/{etag}", "Mon, 30 Nov 2026 20:47:52 GMT"):
        assert ask(served, SOUND, range="bytes=0-9", if_range=other).body == sound


@pytest.mark.parametrize(
    ("name", "kind", "beginning"),
    [
        ("", "text/html; charset=utf-8", b"<!doctype html>"),
        ("timeline.json", "application/json", b'{"format":"voiceroutine-timeline"'),
        ("cover.jpg", "image/jpeg", b"\xff\xd8\xff"),
        ("captions.vtt", "text/vtt; charset=utf-8", b"WEBVTT"),
        ("chapters.json", "application/json", b'{"version":"1.2.0"'),
    ],
)
def test_what_goes_with_a_session_has_its_type(served: Served, name: str, kind: str, beginning: bytes) -> None:
    reply = ask(served, f"sessions/short/{name}")
    assert (reply.status, reply.headers["content-type"]) == (200, kind)
    assert reply.body[: len(beginning)].lower() == beginning.lower()
    again = ask(served, f"sessions/short/{name}", if_none_match=reply.headers["etag"])
    assert again.status == 304
    assert ask(served, f"sessions/short/{name}", range="bytes=2-5").body == reply.body[2:6]


@pytest.mark.parametrize("name", ["short.mp3", "timeline.json", "cover.jpg", "captions.vtt"])
def test_an_address_may_say_which_session_is_meant(served: Served, name: str) -> None:
    version = re.findall(r"short\.mp3\?v=([0-9a-f]{16})\"", ask(served, "sessions/short/").body.decode())[0]
    address = f"sessions/short/{name}"
    assert ask(served, f"{address}?v={version}").body == ask(served, address).body
    for other in ("0" * 16, version[:-1], ""):
        assert ask(served, f"{address}?v={other}").status == 404


def test_where_nothing_is_a_page_leads_to_the_list(served: Served) -> None:
    reply = ask(served, "sessions/gone/")
    assert (reply.status, reply.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert f'href="{served.url}index.html">Sessions</a>' in reply.body.decode()


@contextmanager
def beginning(site: Served) -> Iterator[socket.socket]:
    """Give the connection of a download that has begun, and that cannot go on until it is read."""
    with socket.socket() as phone:
        phone.settimeout(10)
        phone.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        phone.connect((site.host, site.port))
        phone.sendall(f"GET /{site.token}/{SOUND} HTTP/1.1\r\nhost: {site.host}:{site.port}\r\n\r\n".encode())
        assert phone.recv(100, socket.MSG_PEEK)
        yield phone


def rest_of(phone: socket.socket) -> Reply:
    phone.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
    return read_reply(phone)


def test_the_handout_is_there_while_the_script_says_the_same(made_once: Path) -> None:
    script = made_once.parent / "short.yaml"
    with running(made_once) as site:
        page = ask(site, "sessions/short/").body.decode()
        reply = ask(site, "sessions/short/handout.pdf")
        assert "handout.pdf" in page
        assert reply.headers["content-type"] == "application/pdf"
        assert reply.body.startswith(b"%PDF")
    script.rename(script.with_suffix(".gone"))
    try:
        with running(made_once) as site:
            assert "handout.pdf" not in ask(site, "sessions/short/").body.decode()
            assert ask(site, "sessions/short/handout.pdf").status == 404
    finally:
        script.with_suffix(".gone").rename(script)


def test_a_file_that_is_replaced_while_it_is_sent_is_sent_to_its_end(own: Path) -> None:
    before = (own / "short.mp3").read_bytes()
    with running(own) as site, beginning(site) as phone:
        other = own / "other"
        other.write_bytes(bytes(len(before)))
        other.replace(own / "short.mp3")
        assert rest_of(phone).body == before
        assert ask(site, SOUND).status == 404  # what is there now is no session of ours


def test_a_file_that_is_written_to_while_it_is_sent_is_broken_off(own: Path) -> None:
    ID3(own / "short.mp3").save(v2_version=3, padding=lambda _: 8 << 20)  # longer than all buffers on the way
    before = (own / "short.mp3").read_bytes()
    with running(own) as site, beginning(site) as phone:
        with (own / "short.mp3").open("rb+") as file:
            file.write(bytes(len(before)))
        os.utime(own / "short.mp3", ns=(0, 0))
        body = rest_of(phone).body
    assert len(body) < len(before)
    assert body == before[: len(body)]


def test_sessions_come_change_and_go_without_a_restart(own: Path) -> None:
    with running(own) as site:
        before = ask(site, SOUND).headers["etag"]
        shutil.copy(own / "short.mp3", own / "Zweite Sitzung.mp3")
        page = ask(site).body.decode()
        assert "sessions/zweite-sitzung-" in page
        assert "sessions/short/" in page
        os.utime(own / "short.mp3", ns=(1, 1))
        after = ask(site, SOUND)
        assert (after.status, after.headers["etag"] != before) == (200, True)
        (own / "short.mp3").unlink()
        assert ask(site, SOUND).status == 404
        assert "sessions/short/" not in ask(site).body.decode()


def test_a_session_that_is_still_being_copied_is_not_shown(own: Path) -> None:
    content = (own / "short.mp3").read_bytes()
    with running(own) as site:
        (own / "half.mp3").write_bytes(content[:-1000])
        assert ask(site, "sessions/half/").status == 404
        (own / "half.mp3").write_bytes(content)
        assert ask(site, "sessions/half/").status == 200


def test_a_phone_that_goes_away_ends_its_download(own: Path) -> None:
    """Its file is closed: on Windows, it could not be replaced until then."""
    with running(own) as site:
        with beginning(site):
            assert _open_files(own) == 1
        until = time.monotonic() + 5
        while _open_files(own):
            assert time.monotonic() < until
            time.sleep(0.01)


def _open_files(folder: Path) -> int:
    links = []
    for number in Path("/proc/self/fd").iterdir():
        if number.is_symlink():
            try:
                links.append(number.readlink())
            except FileNotFoundError:  # the one that lists them
                continue
    return sum(link.parent == folder for link in links)


@given(st.integers(1, 30), st.integers(0, 40), st.none() | st.integers(0, 40))
def test_a_range_is_what_lies_between_its_ends(size: int, first: int, last: int | None) -> None:
    content = bytes(range(size))
    part = part_of(f"bytes={first}-{'' if last is None else last}", size)
    if last is not None and last < first:
        assert part is None
    else:
        assert part is not None
        assert content[part.start : part.stop] == content[first : size if last is None else last + 1]


@given(st.integers(1, 30), st.integers(0, 40))
def test_a_suffix_is_the_end(size: int, count: int) -> None:
    content = bytes(range(size))
    part = part_of(f"bytes=-{count}", size)
    assert part is not None
    assert content[part.start : part.stop] == content[max(0, size - count) :]

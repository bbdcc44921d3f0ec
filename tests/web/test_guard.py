"""Who gets in, at the socket."""

from __future__ import annotations

import os
import shutil
import socket
import stat
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from starlette.types import Receive, Scope, Send

from tests.support import write
from tests.web.serving import TOKEN, Served, ask, read_reply, running
from voiceroutine.config import config_file
from voiceroutine.errors import VoiceroutineError
from voiceroutine.web import server
from voiceroutine.web.catalogue import Catalogue
from voiceroutine.web.files import GoneError, opened
from voiceroutine.web.guard import HEADERS, LARGEST_BODY, LARGEST_HEAD, Guard, Hosts, token_of_user

WRONG = 22 * "u"


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/index.html",
        "/favicon.ico",
        f"/{WRONG}/",
        f"/{TOKEN[:-1]}/",
        f"/{TOKEN}t/",
        f"/{TOKEN.upper()}/",
        f"//{TOKEN}/",
        f"/{WRONG}/sessions/short/short.mp3",
        f"/sessions/{TOKEN}/short.mp3",
        f"/%74{TOKEN[1:]}/",
        f"/?/{TOKEN}/",
        f"/#/{TOKEN}/",
        "*",
        f"http://127.0.0.1/{TOKEN}/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_the_token_nothing_is_found(served: Served, address: str, method: str) -> None:
    reply = ask(
        served, address, raw=f"{method} {address} HTTP/1.1\r\nhost: {served.host}:{served.port}\r\n\r\n".encode()
    )
    assert reply.status == 404
    assert reply.headers["connection"] == "close"
    assert reply.body in (b"Not found.\n", b"")


@pytest.mark.parametrize(
    "address",
    [
        "..",
        "../../etc/passwd",
        "sessions/../../short.mp3",
        "sessions/short/../short/short.mp3",
        "sessions/short//short.mp3",
        "//etc/passwd",
        "sessions/short/%2e%2e/short.mp3",
        "sessions%2fshort%2fshort.mp3",
        "sessions/short/short.mp3%00.html",
        "sessions/short/short.mp3\0",
        "sessions\\short\\short.mp3",
        "sessions/short/short.mp3.",
        "sessions/short/short.mp3::$DATA",
        "sessions/short/SHORT.MP3",
        "sessions/SHORT~1/short.mp3",
        "sessions/con/con.mp3",
        "sessions/short",
        "sessions/",
        "short.mp3",
        "sessions/short/short.yaml",
        "assets/",
        "assets/../server.py",
        "assets/nothing.js",
        "templates/index.html",
        "sessions/short/chapter-000.png",
        "sessions/short/chapter-0001.png",
        "sessions/short/chapter-99999.png",
        "a" * 5000,
        "/".join("a" * 200),
    ],
)
def test_nothing_but_what_we_made_is_found(served: Served, address: str) -> None:
    assert ask(served, address).status in (400, 404)


@pytest.mark.parametrize("where", ["file", "folder", "inside", "hard"])
def test_no_link_is_followed(made_once: Path, tmp_path: Path, where: str) -> None:
    folder = tmp_path / "linked"
    folder.mkdir()
    shutil.copy(made_once / "short.mp3", folder / "own.mp3")
    if where == "file":
        (folder / "linked.mp3").symlink_to(made_once / "short.mp3")
    elif where == "folder":
        (folder / "linked").symlink_to(made_once, target_is_directory=True)
    elif where == "inside":
        (folder / "linked.mp3").symlink_to(folder / "own.mp3")
    else:
        write(tmp_path / "secret", "secret")
        os.link(tmp_path / "secret", folder / "linked.mp3")  # a file like any other; it is no session
    with running(folder) as site:
        assert ask(site, "sessions/own/own.mp3").status == 200
        for address in ("sessions/linked/linked.mp3", "sessions/linked/", "sessions/short/short.mp3"):
            assert ask(site, address).status == 404


def test_a_link_in_the_place_of_a_session_is_not_opened(made_once: Path, tmp_path: Path) -> None:
    """Even where it takes its place between the look and the opening."""
    folder = tmp_path / "swapped"
    folder.mkdir()
    shutil.copy(made_once / "short.mp3", folder / "own.mp3")
    entry = Catalogue(folder).entry("own")
    assert entry is not None
    (folder / "own.mp3").rename(tmp_path / "own.mp3")
    (folder / "own.mp3").symlink_to(tmp_path / "own.mp3")
    with pytest.raises(GoneError):
        opened(entry.path, entry.stamp)


@pytest.mark.parametrize("kind", ["text", "folder", "pipe", "music", "edited"])
def test_what_we_did_not_make_is_not_shown(made_once: Path, tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    path = folder / "other.mp3"
    if kind == "text":
        write(path, "secret")
    elif kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "music":
        path.write_bytes(b"ID3\x03\0\0\0\0\0\0" + b"\xff\xfb\x90\x64" * 1000)
    else:
        path.write_bytes((made_once / "short.mp3").read_bytes() + b"and a secret")
    with running(folder) as site:
        assert ask(site, "sessions/other/other.mp3").status == 404
        assert "other" not in ask(site).body.decode()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:{port}", 200),
        ("", 400),
        ("evil.example", 421),
        ("evil.example:{port}", 421),
        ("127.0.0.1", 421),
        ("127.0.0.1:{port}.evil.example", 421),
        ("127.0.0.1:1", 421),
        ("127.0.0.1@evil.example:{port}", 421),
        ("localhost:{port}", 421),
        ("[::1]:{port}", 421),
        ("10.0.0.1:{port}", 421),
        (":{port}", 421),
    ],
)
def test_only_its_own_name_is_answered_to(served: Served, host: str, status: int) -> None:
    assert ask(served, host=host.format(port=served.port)).status == status


def test_two_hosts_are_none(served: Served) -> None:
    raw = f"GET /{served.token}/ HTTP/1.1\r\nhost: {served.host}:{served.port}\r\nhost: evil.example\r\n\r\n"
    assert ask(served, raw=raw.encode()).status in (400, 421)


def test_where_all_addresses_are_served_a_name_must_be_known() -> None:
    hosts = Hosts(8470, addresses=["0.0.0.0", "mine.local"], any_address=True)  # noqa: S104 what is tested
    allowed = ("192.168.1.5:8470", "[fe80::1]:8470", "mine.local:8470", "MINE.local:8470")
    assert [name for name in allowed if not hosts.allow(name)] == []
    refused = ("evil.example:8470", "192.168.1.5", "192.168.1.5:80", "1.evil.example:8470", "", "[::1]", "mine.local:")
    assert [name for name in refused if hosts.allow(name)] == []


def test_on_port_80_no_port_is_named() -> None:
    hosts = Hosts(80, addresses=["127.0.0.1", "::1"])
    assert hosts.allow("127.0.0.1")
    assert hosts.allow("[::1]")
    assert hosts.allow("[::1]:80")
    assert not hosts.allow("::1:80")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_page_of_another_site_gets_nothing(served: Served, origin: str, method: str) -> None:
    assert ask(served, method=method, origin=origin.format(port=served.port)).status == 403


def test_its_own_page_gets_everything(served: Served) -> None:
    assert ask(served, origin=f"http://127.0.0.1:{served.port}").status == 200


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"])
def test_other_methods_are_refused(served: Served, method: str) -> None:
    assert ask(served, method=method).status == 405


def test_posting_to_a_page_is_refused(served: Served) -> None:
    assert ask(served, method="POST", content_length="0").status == 405


@pytest.mark.parametrize("address", ["", "sessions/short/short.mp3", "nothing", "/", "sessions/short/timeline.json"])
def test_every_response_has_the_headers_that_protect_it(served: Served, address: str) -> None:
    for reply in (ask(served, address), ask(served, address, method="PUT"), ask(served, address, host="evil.example")):
        assert {name: reply.headers[name.lower()] for name in HEADERS} == HEADERS
        assert "server" not in reply.headers
        assert "access-control-allow-origin" not in reply.headers


def test_the_policy_lets_nothing_in_that_is_not_ours() -> None:
    policy = dict(part.strip().split(" ", 1) for part in HEADERS["Content-Security-Policy"].split(";"))
    assert policy.pop("default-src") == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert set(policy.values()) == {"'self'", "'none'"}


def test_the_token_alone_leads_to_the_page(served: Served) -> None:
    reply = ask(served, f"/{served.token}")
    assert (reply.status, reply.headers["location"]) == (308, f"/{served.token}/")


def test_large_requests_are_refused(served: Served) -> None:
    assert ask(served, method="POST", content_length=str(LARGEST_BODY + 1)).status == 413
    assert ask(served, method="POST", content_length="99999999999999999999").status == 413
    assert ask(served, cookie="a" * LARGEST_HEAD).status in (400, 431)  # by how much of it arrives at once
    with suppress(ConnectionError):  # it may be closed while the request is still being sent
        assert ask(served, cookie="a" * (200 * LARGEST_HEAD)).status == 400


def test_a_large_body_without_a_length_is_refused(served: Served) -> None:
    with socket.create_connection((served.host, served.port), timeout=10) as phone:
        phone.sendall(
            f"POST /{served.token}/ HTTP/1.1\r\nhost: {served.host}:{served.port}\r\n"
            "transfer-encoding: chunked\r\n\r\n".encode()
        )
        for _ in range(3):
            phone.sendall(f"{LARGEST_BODY // 2:x}\r\n".encode() + bytes(LARGEST_BODY // 2) + b"\r\n")
        assert read_reply(phone).status == 413


@pytest.mark.parametrize("before", [0, 1])
@pytest.mark.parametrize("sent", ["GET /", "GET / HTTP/1.1\r\nhost: "])
def test_a_connection_without_a_whole_request_is_closed(
    served: Served, before: int, sent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HEAD_S", 0.2)
    with socket.create_connection((served.host, served.port), timeout=5) as phone:
        for _ in range(before):
            phone.sendall(f"GET /{served.token}/ HTTP/1.1\r\nhost: {served.host}:{served.port}\r\n\r\n".encode())
            assert read_reply(phone).status == 200
        phone.sendall(sent.encode())
        assert phone.recv(10) == b""


def test_a_connection_without_any_request_is_closed(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "HEAD_S", 0.2)
    with socket.create_connection((served.host, served.port), timeout=5) as phone:
        assert phone.recv(10) == b""


def test_more_connections_than_are_served_at_once_are_told_so(made_once: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 3)
    with running(made_once) as site, ExitStack() as held:
        for _ in range(3):
            held.enter_context(socket.create_connection((site.host, site.port)))
        assert ask(site).status == 503
        held.close()
        while ask(site).status == 503:  # until the server has noticed that they have gone
            pass


def test_a_failure_of_ours_is_told_here_and_not_on_the_phone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    async def fails(scope: Scope, receive: Receive, send: Send) -> None:
        raise RuntimeError("this is a bug")

    outside = Hosts(0, addresses=["127.0.0.1"])
    outside.allow = lambda header: True  # type: ignore[method-assign] # its port is not known yet
    with running(tmp_path, app=Guard(fails, TOKEN, outside)) as site:
        reply = ask(site)
    assert reply.status == 500
    assert b"bug" not in reply.body
    assert "this is a bug" in caplog.text
    assert TOKEN not in caplog.text + "".join(capfd.readouterr())


def test_no_token_is_written_anywhere(
    served: Served, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level("DEBUG")
    for address in ("", "nothing", "sessions/short/short.mp3"):
        ask(served, address)
        ask(served, raw=f"GET /{TOKEN}/{address} HTTP/9.9\r\nbroken\r\n\r\n".encode())
    assert TOKEN not in caplog.text + "".join(capfd.readouterr())


def test_the_token_is_kept_for_its_owner_alone() -> None:
    token = token_of_user()
    assert len(token) == 22
    assert token_of_user() == token
    path = config_file().parent / "serve.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    other = token_of_user(new=True)
    assert other != token
    assert token_of_user() == other


@pytest.mark.parametrize("content", ["", "{}", '{"token": "short"}', '{"token": "../../../../../../../.."}', "[1]"])
def test_a_damaged_token_is_not_used(content: str) -> None:
    write(config_file().parent / "serve.json", content)
    with pytest.raises(VoiceroutineError, match="--new-token"):
        token_of_user()
    assert len(token_of_user(new=True)) == 22

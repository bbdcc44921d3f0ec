"""`voiceroutine serve`, as a process of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import segno

from tests.support import RunCli
from tests.web.serving import LOOPBACK, Served, ask
from voiceroutine.errors import VoiceroutineError
from voiceroutine.web import address
from voiceroutine.web.server import Serving, serve

URL = re.compile(r"http://([0-9.]+):([0-9]+)/([A-Za-z0-9_-]{22})/")


@contextmanager
def serving(folder: Path, *options: str, **to: object) -> Iterator[tuple[subprocess.Popen[str], Served]]:
    """Give the process of a server that runs, and where it is found."""
    command = [sys.executable, "-m", "voiceroutine", "serve", str(folder), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            match = URL.fullmatch(process.stdout.readline().strip())
            assert match, process.communicate(timeout=10)
            yield process, Served(folder, int(match[2]), match[3], match[1])
        finally:
            process.kill()


def test_ctrl_c_ends_it_at_once_with_a_download_in_flight(made_once: Path) -> None:
    with serving(made_once, "--host", LOOPBACK, "--port", "0") as (process, site), socket.socket() as phone:
        phone.settimeout(10)
        phone.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        phone.connect((site.host, site.port))
        phone.sendall(
            f"GET /{site.token}/sessions/short/short.mp3 HTTP/1.1\r\nhost: {site.host}:{site.port}\r\n\r\n".encode()
        )
        assert phone.recv(12) == b"HTTP/1.1 200"
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
        took_s = time.monotonic() - began
    assert (process.returncode, out, err) == (0, "", "")
    assert took_s < 3  # an idle machine needs a quarter of a second; uvicorn by itself waits for the download to end


@pytest.mark.long
def test_it_keeps_its_port_and_its_token(made_once: Path) -> None:
    found = []
    for _ in range(2):
        with serving(made_once, "--host", LOOPBACK) as (process, site):
            assert ask(site, "sessions/short/").status == 200
            found.append((site.port, site.token))
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
    assert found[0] == found[1]
    with serving(made_once, "--host", LOOPBACK, "--new-token") as (_, site):
        assert site.token != found[0][1]
        assert ask(site, f"/{found[0][1]}/").status == 404


@pytest.mark.long
def test_on_a_terminal_it_shows_a_code(made_once: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "voiceroutine", "serve", str(made_once), "--host", LOOPBACK, "--port", "0"]
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80", "TERM": "xterm"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=env) as process:
        os.close(theirs)
        shown = b""
        try:
            while b"Ctrl-C" not in shown:
                shown += os.read(ours, 4096)
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
            os.close(ours)
    text = shown.decode()
    url = URL.search(text)
    assert url
    wanted = [bytes(row) for row in segno.make_qr(url[0], error="m").matrix_iter(border=0)]
    assert modules(text) == wanted


def modules(shown: str) -> list[bytes]:
    """Return the rows of a code as a camera sees them, without its margin: 1 where a module is black."""
    rows: list[bytes] = []
    for line in shown.splitlines():
        if "▀" in line:
            upper, lower, colours = bytearray(), bytearray(), ("", "")
            for above, below, halves in re.findall(r"\x1b\[38;5;(\d+)m\x1b\[48;5;(\d+)m(▀+)", line):
                colours = (above, below)
                assert set(colours) <= {"16", "231"}
                upper += bytes([above == "16"]) * len(halves)
                lower += bytes([below == "16"]) * len(halves)
            rows += [bytes(upper), bytes(lower)]
    width = len(rows[0])
    assert {len(row) for row in rows} == {width}
    quiet = [any(row) for row in rows].index(True)
    assert quiet == 4
    size = width - 2 * quiet
    assert not any(any(row[:quiet]) or any(row[-quiet:]) for row in rows)
    assert not any(any(row) for row in rows[quiet + size :])
    return [row[quiet:-quiet] for row in rows[quiet : quiet + size]]


def told(monkeypatch: pytest.MonkeyPatch, folder: Path, addresses: tuple[str, ...], host: str | None = None) -> Serving:
    """Return what `serve` says of itself on a machine with these addresses; it ends as soon as it has."""
    found: list[Serving] = []

    def ready(serving: Serving) -> None:
        found.append(serving)
        raise InterruptedError

    monkeypatch.setattr(address, "lan_addresses", lambda: addresses)
    with pytest.raises(InterruptedError):
        serve(folder, host=host, ready=ready)
    return found[0]


def test_without_a_network_it_serves_this_computer_and_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    serving = told(monkeypatch, tmp_path, ())
    assert serving.url.startswith("http://127.0.0.1:")
    assert serving.notes[0] == "No local network was found: only this computer can open it."


def test_of_several_addresses_it_takes_the_first_and_names_the_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    serving = told(monkeypatch, tmp_path, (LOOPBACK, "10.8.0.2"))
    assert serving.url.startswith("http://127.0.0.1:")
    assert "10.8.0.2" in serving.notes[0]
    assert "--host" in serving.notes[0]


def test_all_addresses_are_served_only_if_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    serving = told(monkeypatch, tmp_path, (LOOPBACK,), host="0.0.0.0")  # noqa: S104 what is tested
    assert serving.url.startswith("http://127.0.0.1:")
    assert not serving.notes or "taken" in serving.notes[0]


def test_a_port_that_is_taken_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as other:
        monkeypatch.setattr(address, "PORT", other.getsockname()[1])
        serving = told(monkeypatch, tmp_path, (LOOPBACK,))
    assert f"Port {address.PORT} is taken" in serving.notes[0]
    assert f":{address.PORT}/" not in serving.url


def test_a_port_that_was_asked_for_and_is_taken_is_an_error(run_cli: RunCli) -> None:
    Path("output").mkdir()
    with socket.create_server((LOOPBACK, 0)) as other:
        done = run_cli("serve", "--host", LOOPBACK, "--port", str(other.getsockname()[1]))
    assert done.returncode == 1
    assert "cannot listen at 127.0.0.1, port" in done.stderr
    assert "address already in use" in done.stderr


def test_a_folder_that_is_not_there_yet_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    serving = told(monkeypatch, tmp_path / "later", (LOOPBACK,))
    assert any(note.startswith(f"There is no folder {tmp_path / 'later'} yet.") for note in serving.notes)
    assert not (tmp_path / "later").exists()


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(VoiceroutineError, match="is no folder"):
        serve(tmp_path / "file")


@pytest.mark.parametrize("host", ["nowhere.invalid.", "300.1.1.1", "192.0.2.77", "ä" * 70])
def test_an_address_that_is_not_this_computer_s_is_an_error(
    run_cli: RunCli, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_name(name: str, *rest: object, **more: object) -> list[object]:  # nothing is asked of a network here
        if name == "192.0.2.77":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (name, 8470))]
        raise UnicodeError("label too long") if "ä" in name else socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", no_name)
    Path("output").mkdir()
    done = run_cli("serve", "--host", host)
    assert done.returncode == 1
    assert "cannot listen at" in done.stderr
    assert "leave out --host" in done.stderr


def test_to_find_the_address_nothing_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets for datagrams alone are used, and nothing is written to them."""
    used: list[str] = []

    class Watched(socket.socket):
        def connect(self, where: object) -> None:
            used.append(f"connect {self.type.name}")
            super().connect(where)  # type: ignore[arg-type]

        def send(self, *data: object) -> int:
            raise AssertionError("something was sent")

        sendto = send

    monkeypatch.setattr(socket, "socket", Watched)
    found = address.lan_addresses()
    assert set(used) == {"connect SOCK_DGRAM"}
    assert LOOPBACK not in found


def test_small_responses_are_sent_at_once() -> None:
    """Waiting for more is turned off (TCP_NODELAY) by asyncio where a socket says that it is TCP, and nowhere else."""
    with address.listen(LOOPBACK, 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP


@pytest.mark.parametrize(
    ("found", "private"),
    [("192.168.1.5", True), ("10.0.0.2", True), ("100.64.1.1", True), ("169.254.3.3", True), ("8.8.8.8", False)],
)
def test_an_address_that_the_whole_world_reaches_is_not_taken_unasked(
    monkeypatch: pytest.MonkeyPatch, found: str, private: bool
) -> None:
    class Elsewhere:
        def __init__(self, *_: object) -> None: ...
        def __enter__(self) -> Elsewhere:
            return self

        def __exit__(self, *_: object) -> None: ...
        def connect(self, _: object) -> None: ...
        def getsockname(self) -> tuple[str, int]:
            return (found, 1)

    monkeypatch.setattr(socket, "socket", Elsewhere)
    assert address.lan_addresses() == ((found,) if private else ())

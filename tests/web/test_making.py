"""Sessions that a phone asks for are made, and are heard meanwhile: at the socket."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import write
from tests.web.serving import Reply, Served, ask, running
from voiceroutine.audio.frames import SPEECH
from voiceroutine.script.library import Library, Shelf
from voiceroutine.session.id3 import tag_bytes
from voiceroutine.web.job import Asked, Job
from voiceroutine.web.maker import MOST_WAITING, Maker

LEAN = "title: {}\nscreening: false\nguidance: minimal\nstretches: [{{name: Lean, hold: 2s, areas: [neck]}}]\n"
FAULTY = "title: Faulty\nstretches:\n  - name: Lean\n    hold: 30 stones\n"


class Gate(Maker):
    """Begins to make a session when it is told to."""

    def __init__(self, folder: Path, library: Library) -> None:
        super().__init__(folder, library)
        self.open = threading.Event()
        self.open.set()

    def _make(self, job: Job) -> None:
        assert self.open.wait(60)
        super()._make(job)


@pytest.fixture
def maker() -> Iterator[Gate]:
    for name in ("lean", "sit", "stand", "lie", "roll", "turn", "bend", "reach"):
        write(Path(f"scripts/{name}.yaml"), LEAN.format(name.capitalize()))
    write(Path("scripts/faulty.yaml"), FAULTY)
    Path("output").mkdir()
    maker = Gate(Path("output").absolute(), Library((Shelf(Path("scripts"), "./scripts"),)))
    yield maker
    maker.open.set()
    maker.stop()


@pytest.fixture
def site(maker: Gate) -> Iterator[Served]:
    with running(Path("output").absolute(), maker=maker) as served:
        yield served


def key(number: int = 0) -> str:
    return f"{number:022}"


def order(
    site: Served, wanted: Any, number: int = 0, content_type: str = "application/json", origin: str = ""
) -> Reply:
    body = wanted if isinstance(wanted, str) else json.dumps(wanted)
    return ask(site, f"jobs/{key(number)}", method="POST", body=body, content_type=content_type, origin=origin)


def state(site: Served, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ask(site, f"jobs/{key(number)}/state.json").body)
    return found


def until(happened: Callable[[], Any]) -> None:
    end = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.02)


def made(site: Served, number: int = 0) -> dict[str, Any]:
    """Return what is told of an order once it is over."""
    until(lambda: state(site, number)["state"] in ("done", "failed"))
    return state(site, number)


def heard(site: Served, number: int = 0) -> bytes:
    """Return all that is sent to somebody who listens, without a length: what Chromium asks for."""
    request = f"GET /{site.token}/jobs/{key(number)}/live.mp3 HTTP/1.1\r\nhost: {site.host}:{site.port}\r\n"
    with socket.create_connection((site.host, site.port), timeout=60) as connection:
        connection.sendall(f"{request}range: bytes=0-\r\nconnection: close\r\n\r\n".encode())
        with connection.makefile("rb") as file:
            head = b"".join(iter(file.readline, b"\r\n"))
            if b"chunked" not in head:
                return file.read()
            parts = []
            while size := int(file.readline(), 16):
                parts.append(file.read(size))
                file.readline()
            return b"".join(parts)


def sound_of(path: Path) -> bytes:
    """Return the frames of a finished session, without its Info frame."""
    return path.read_bytes()[tag_bytes(path) + SPEECH.frame_bytes :]


def test_a_session_is_made_and_heard_meanwhile_and_is_in_the_list_at_once(site: Served) -> None:
    assert "Lean" in ask(site, "make.html").body.decode()
    reply = order(site, {"script": "lean"})
    assert reply.status == 202
    sound = heard(site)
    told = made(site)
    assert (told["state"], told["title"], told["slug"], told["problems"]) == ("done", "Lean", "lean", [])
    path = site.folder / "lean.mp3"
    assert sound == sound_of(path)
    assert told["duration_ms"] == (len(sound) // SPEECH.frame_bytes - 1) * 24
    assert [title for _, title in told["chapters"]] == ["Opening", "Lean", "Closing"]
    assert "sessions/lean/index.html" in ask(site).body.decode()
    assert ask(site, "sessions/lean/lean.mp3").body == path.read_bytes()


def test_a_part_of_it_is_answered_with_the_true_length(site: Served) -> None:
    """As Safari asks, before it plays anything."""
    order(site, {"script": "lean"})
    first = ask(site, f"jobs/{key()}/live.mp3", range="bytes=0-1")
    assert first.status == 206
    total = int(first.headers["content-range"].rpartition("/")[2])
    made(site)
    sound = sound_of(site.folder / "lean.mp3")
    assert total == len(sound)
    assert first.body == sound[:2]
    for asked, part in (("1000-1999", sound[1000:2000]), ("-500", sound[-500:]), (f"{total - 9}-", sound[-9:])):
        reply = ask(site, f"jobs/{key()}/live.mp3", range=f"bytes={asked}")
        assert (reply.status, reply.body) == (206, part)
    assert ask(site, f"jobs/{key()}/live.mp3", range=f"bytes={total}-").status == 416
    assert ask(site, f"jobs/{key()}/live.mp3", method="HEAD").headers["content-length"] == str(total)


def test_what_is_up_to_date_is_played_from_its_file(site: Served) -> None:
    order(site, {"script": "lean"})
    before = made(site)
    content = (site.folder / "lean.mp3").read_bytes()
    order(site, {"script": "lean"}, 1)
    assert made(site, 1)["identity"] == before["identity"]
    reply = ask(site, f"jobs/{key(1)}/live.mp3")
    assert (reply.status, reply.headers["location"]) == (303, "../../sessions/lean/lean.mp3")
    assert (site.folder / "lean.mp3").read_bytes() == content


def test_a_faulty_script_is_told_as_check_tells_it(site: Served) -> None:
    order(site, {"script": "faulty"})
    told = made(site)
    assert told["state"] == "failed"
    (problem,) = told["problems"]
    assert (problem["place"], problem["line"], problem["severity"]) == (
        "faulty.yaml, line 4",
        "hold: 30 stones",
        "error",
    )
    assert "30 stones" in problem["message"]
    assert problem["hint"]
    assert ask(site, f"jobs/{key()}/live.mp3").status == 409
    assert list(site.folder.iterdir()) == []


def test_a_length_that_cannot_be_had_is_a_problem_with_what_was_chosen(site: Served) -> None:
    order(site, {"script": "lean", "length": "30m"})
    (problem,) = made(site)["problems"]
    assert problem["place"] == "Length"
    assert "30:00" in problem["message"]
    assert (problem["chosen"], problem["line"], problem["hint"]) == (True, "", ""), "there is nothing to write"


def test_only_what_the_page_offers_can_be_asked_for(site: Served, maker: Gate) -> None:
    write(Path("secret.yaml"), LEAN.format("Secret"))
    for wanted, why in (
        ({"script": "../secret"}, "there is no script of that name"),
        ({"script": str(Path("secret.yaml").absolute())}, "there is no script of that name"),
        ({"script": "lean.yaml"}, "there is no script of that name"),
        ({"script": "lean", "music": "/etc/passwd"}, "`music` cannot be that"),
        ({"script": "lean", "voice": "piper:/etc/passwd"}, "`voice` cannot be that"),
        ({"script": "lean", "length": "1000h"}, "`length` cannot be that"),
        ({"script": "lean", "guidance": ["full"]}, "`guidance` cannot be that"),
        ({"script": "lean", "folder": "/"}, "`folder` cannot be that"),
        ({"script": 7}, "an order names a script"),
        ([], "an order names a script"),
        ("[" * 5_000, "an order names a script"),
        ("{", "an order names a script"),
    ):
        reply = order(site, wanted)
        assert reply.status == 400
        assert why in json.loads(reply.body)["error"]
    assert (
        ask(site, "jobs/short", method="POST", body='{"script": "lean"}', content_type="application/json").status == 400
    )
    assert order(site, {"script": "lean"}, content_type="text/plain").status == 415
    assert order(site, {"script": "lean"}, origin="http://elsewhere.example").status == 403
    assert order(site, {"script": "lean", "x": "y" * 70_000}).status == 413
    assert ask(site, f"jobs/{key()}").status == 404
    assert maker.job(key()) is None
    assert ask(site, f"jobs/{key()}/state.json").status == 404


@pytest.mark.long
def test_two_who_ask_for_the_same_get_the_same_and_others_wait(site: Served, maker: Gate) -> None:
    maker.open.clear()
    order(site, {"script": "lean"})
    until(lambda: state(site)["state"] == "waiting" and not state(site)["ahead"])
    order(site, {"script": "lean", "length": None}, 1)
    order(site, {"script": "sit"}, 2)
    assert maker.job(key()) is maker.job(key(1))
    assert state(site, 2)["ahead"] == 1
    names = ("stand", "lie", "roll", "turn")
    assert [order(site, {"script": name}, 3 + place).status for place, name in enumerate(names)] == [202] * 4
    assert len(names) + 1 == MOST_WAITING
    refused = order(site, {"script": "bend"}, 9)
    assert refused.status == 503
    assert "too many" in json.loads(refused.body)["error"]
    maker.open.set()
    assert made(site, 2)["state"] == "done"
    assert made(site, 6)["state"] == "done"


def test_it_goes_on_when_the_phone_goes_away(site: Served, maker: Gate) -> None:
    maker.open.clear()
    with socket.create_connection((site.host, site.port), timeout=10) as phone:
        head = f"GET /{site.token}/jobs/{key()}/live.mp3 HTTP/1.1\r\nhost: {site.host}:{site.port}\r\n\r\n"
        phone.sendall(head.encode())
        order(site, {"script": "lean"})
    maker.open.set()
    assert made(site)["state"] == "done"


def test_a_file_of_others_stays(site: Served) -> None:
    (site.folder / "lean.mp3").write_bytes(b"somebody's own")
    order(site, {"script": "lean"})
    told = made(site)
    assert "voiceroutine did not make" in told["error"]
    assert (site.folder / "lean.mp3").read_bytes() == b"somebody's own"


def test_where_the_sound_cannot_be_kept_it_is_told(site: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(Path("nowhere").absolute()))
    order(site, {"script": "lean"})
    told = made(site)
    assert told["error"].startswith("cannot write to the folder for temporary files")
    assert "TMPDIR" in told["hint"]
    assert list(site.folder.iterdir()) == []


def test_a_voice_that_cannot_start_is_told(site: Served) -> None:
    write(Path("scripts/sung.yaml"), LEAN.format("Sung") + "voice: piper:missing.onnx\n")
    order(site, {"script": "sung"})
    told = made(site)
    assert told["state"] == "failed"
    assert "missing.onnx" in json.dumps(told)


def test_a_script_that_comes_later_is_in_the_list(site: Served, maker: Gate) -> None:
    assert "late" not in [script.name for script in maker.scripts()]
    write(Path("scripts/late.yaml"), LEAN.format("Late"))
    assert "Late" in ask(site, "make.html").body.decode()


@pytest.mark.long
def test_ending_the_server_ends_the_making_without_a_trace(maker: Gate) -> None:
    write(Path("scripts/long.yaml"), LEAN.format("Long").replace("hold: 2s", "hold: 30s, reps: 200"))
    job = maker.ask(key(), Asked(script="long"))
    waiting = maker.ask(key(1), Asked(script="lean"))
    until(lambda: job.state == "making")
    maker.stop()
    assert job.state == "failed"
    assert waiting.state == "waiting"
    assert list(Path("output").iterdir()) == []


@pytest.mark.long
def test_interrupting_the_command_while_it_makes_a_session_ends_it_at_once() -> None:
    Path("output").mkdir()
    write(Path("scripts/long.yaml"), LEAN.format("Long").replace("hold: 2s", "hold: 2m, reps: 20"))
    command = [sys.executable, "-m", "voiceroutine", "serve", "--host", "127.0.0.1", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        url = re.fullmatch(r"http://([\d.]+):(\d+)/(\S+)/", process.stdout.readline().strip())
        assert url
        site = Served(Path("output"), int(url[2]), url[3])
        order(site, {"script": "long", "music": "waves"})
        until(lambda: state(site)["audible"])
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, complaints = process.communicate(timeout=60)
        took_s = time.monotonic() - began
    finally:
        process.kill()
        process.communicate()
    assert complaints == ""
    assert list(Path("output").iterdir()) == []
    assert took_s < 20, "on an idle machine, it takes a second or two"

"""`voiceroutine studio`, as a process of its own, and who gets in."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.web.serving import Served, ask
from tests.web.studio.conftest import SCRIPT, Studio
from voiceroutine.web.address import LOOPBACK

URL = re.compile(r"http://127\.0\.0\.1:([0-9]+)/([A-Za-z0-9_-]{22})/")


@pytest.mark.long
def test_ctrl_c_ends_it_at_once_while_a_page_waits_for_changes(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "voiceroutine", "studio", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            match = URL.fullmatch(process.stdout.readline().strip())
            assert match
            studio = Studio(int(match[1]), tmp_path, match[2])
            with studio.connected("api/scripts/neck/changes") as told:
                assert told.readline() == b"event: changed\n"
                began = time.monotonic()
                process.send_signal(signal.SIGINT)
                out, err = process.communicate(timeout=10)
                took_s = time.monotonic() - began
        finally:
            process.kill()
    assert (process.returncode, out) == (0, "")
    assert err == "Open this address in a browser on this computer. Ctrl-C ends the studio.\n"
    assert took_s < 3


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "evil.example"}, 421),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 200),
    ],
)
def test_another_site_cannot_ask(studio: Studio, headers: dict[str, str], status: int) -> None:
    assert studio.ask("GET", "api/scripts/mine", **headers).status == status


def test_without_the_token_there_is_nothing(studio: Studio) -> None:
    stranger = Studio(studio.port, studio.scripts, "x" * 22)
    assert stranger.ask("GET", "studio.html").status == 404
    assert stranger.ask("PUT", "api/scripts/mine", {"text": "title: X\n", "base_sha256": ""}).status == 404
    assert (studio.scripts / "mine.yaml").read_text(encoding="utf-8") == SCRIPT


def test_a_request_that_is_too_large_is_refused(studio: Studio) -> None:
    site = Served(studio.scripts, studio.port)
    refused = ask(site, "api/scripts/mine/look", method="POST", content_length="6000001")
    assert refused.status == 413


def test_no_other_computer_reaches_it(studio: Studio) -> None:
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.2", studio.port), timeout=2):
        pass
    with socket.create_connection((LOOPBACK, studio.port), timeout=2):
        pass

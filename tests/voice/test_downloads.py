"""Voices that are downloaded, from a server on this machine that stands in for the real one."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hibari import voices as registry

from tests.support import RunCli, write
from voiceroutine.voice.base import VoiceUnavailableError
from voiceroutine.voice.engines.hibari import NeuralVoice

MODEL = Path(registry.ASSETS, "hibari.onnx").read_bytes()
FILE = "bf_emma.int8.onnx"
BY_HAND = "get bf_emma.int8.onnx from {page} on a machine that is online, and put it into {folder}"


class Server:
    """Serves one file, whole or not."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.content = MODEL
        self.promised = len(MODEL)
        self.status = 200


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """Let emma be fetched from a server here; what it serves is the bundled model."""
    state = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked.append(self.path)
            self.send_response(state.status)
            self.send_header("Content-Length", str(state.promised))
            self.end_headers()
            self.wfile.write(state.content)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever)
        thread.start()
        monkeypatch.setattr(registry, "BASE_URL", f"http://127.0.0.1:{http.server_port}/resolve/main/voices/")
        monkeypatch.setitem(registry.VOICES["emma"], "sha256", hashlib.sha256(MODEL).hexdigest())
        yield state
        http.shutdown()
        thread.join()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "hibari"


def test_a_voice_is_downloaded_once_and_says_so_before(server: Server, folder: Path) -> None:
    voice = NeuralVoice("emma")
    assert voice.download_notice == (
        "the voice `emma` is not on this machine: it is downloaded once, 7.9 MB from "
        f"{registry.BASE_URL.replace('resolve', 'tree').rstrip('/')}"
    )
    assert server.asked == [], "nothing is fetched before it is to speak"
    assert next(iter(voice.speak(["Three."], 1.0))).samples.any()
    assert server.asked == [f"/resolve/main/voices/{FILE}"]
    assert [path.name for path in folder.iterdir()] == [FILE]
    again = NeuralVoice("emma")
    assert again.download_notice is None
    assert next(iter(again.speak(["Two."], 1.0))).samples.any()
    assert len(server.asked) == 1


def test_a_download_that_breaks_off_leaves_nothing(server: Server, folder: Path) -> None:
    server.content = MODEL[:1_000_000]
    with pytest.raises(VoiceUnavailableError, match=r"the voice `emma` could not be downloaded: .*; get bf_emma"):
        list(NeuralVoice("emma").speak(["Three."], 1.0))
    assert list(folder.iterdir()) == []


def test_another_file_than_the_voices_is_not_kept(server: Server, folder: Path) -> None:
    server.content = MODEL[:-1] + b"\0"
    with pytest.raises(VoiceUnavailableError, match=r"could not be downloaded: .*does not match"):
        list(NeuralVoice("emma").speak(["Three."], 1.0))
    assert list(folder.iterdir()) == []


def test_a_server_that_does_not_have_it_is_told(server: Server, folder: Path) -> None:
    server.status = 404
    with pytest.raises(VoiceUnavailableError, match="could not be downloaded: HTTP Error 404: Not Found"):
        list(NeuralVoice("emma").speak(["Three."], 1.0))
    assert list(folder.iterdir()) == []


def test_half_a_file_put_there_by_hand_is_not_spoken_with(server: Server, folder: Path) -> None:
    folder.mkdir()
    (folder / FILE).write_bytes(MODEL[: len(MODEL) // 2])
    page = registry.BASE_URL.replace("resolve", "tree").rstrip("/")
    with pytest.raises(VoiceUnavailableError) as caught:
        list(NeuralVoice("emma").speak(["Three."], 1.0))
    assert str(caught.value) == (
        f"{folder / FILE} is not the model of the voice `emma`; remove it, and "
        + BY_HAND.format(page=page, folder=folder)
    )
    assert server.asked == []


def test_without_a_connection_make_says_what_to_fetch_and_where_to_put_it(
    run_process: RunCli, folder: Path, tmp_path: Path
) -> None:
    write(Path("scripts/short.yaml"), "title: Short\nstretches: [{name: Drop, hold: 1s}]\n")
    # no name is known and no proxy answers: as on a machine that is offline
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "HTTP_PROXY"), "http://127.0.0.1:9")
    done = run_process("make", "short", "--voice", "emma", **proxies, VOICEROUTINE_CACHE=str(tmp_path / "fresh"))
    page = "https://huggingface.co/maureesewilliams/hibari/tree/main/voices"
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"note: the voice `emma` is not on this machine: it is downloaded once, 7.9 MB from {page}",
        "error: the voice `emma` could not be downloaded: [Errno 111] Connection refused; "
        + BY_HAND.format(page=page, folder=folder),
    ]
    assert not Path("output").exists()
    assert list(folder.iterdir()) == []

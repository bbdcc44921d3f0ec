"""Files as phones ask for them, at the socket."""

from __future__ import annotations

from tests.web.serving import Served, ask

SOUND = "sessions/short/short.mp3"


def test_a_file_is_sent_whole(served: Served) -> None:
    content = (served.folder / "short.mp3").read_bytes()
    reply = ask(served, SOUND)
    assert (reply.status, reply.body) == (200, content)
    assert reply.headers["content-type"] == "audio/mpeg"
    assert reply.headers["content-length"] == str(len(content))
    assert reply.headers["accept-ranges"] == "bytes"

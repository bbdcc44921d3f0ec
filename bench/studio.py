"""Measures what somebody waits for in the studio.

`python bench/studio.py` looks at a text of a hundred stretches after each of some keys, and has new cues of ten words
spoken. It measures at the socket, from the request to the whole answer.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time

from voiceroutine.script.library import bundled_folder, default_library

STRETCHES = 100
KEYS = 20
CUES = 10
PAUSE_S = 10
WORDS = ("slowly", "lift", "your", "left", "arm", "and", "turn", "the", "head", "while", "you", "breathe", "out")

OWN = """\
  - name: Own stretch number {number}
    setup: Sit down on the chair, and put both hands on your knees.
    caution: Stop for sharp or growing pain.
    start: Press your {{side}} heel down.
    sides: both
    reps: 3
    hold: 25s
    release: And let go.
"""


def script() -> str:
    """Return a script of a hundred stretches, every other one of the library."""
    keys = sorted(default_library().stretches())
    used = (f"  - use: {keys[number % len(keys)]}\n" for number in range(STRETCHES))
    lines = (OWN.format(number=number) if number % 2 else use for number, use in enumerate(used))
    return "title: A hundred\nstretches:\n" + "".join(lines)


class Asking:
    """A page of the studio."""

    def __init__(self, url: str) -> None:
        self._host, self._token = url.removeprefix("http://").rstrip("/").split("/")

    def post(self, address: str, body: object) -> tuple[float, bytes]:
        """Return how long a request took, in seconds, and the answer."""
        began = time.perf_counter()
        connection = http.client.HTTPConnection(self._host)
        connection.request("POST", f"/{self._token}/{address}", json.dumps(body))
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        assert answer.status == 200, content
        return time.perf_counter() - began, content


def main(folder: str) -> None:
    """Print the figures."""
    options = ["--no-browser", "--port", "0"]
    with subprocess.Popen(
        [sys.executable, "-m", "voiceroutine", "studio", *options],
        cwd=folder,
        env={**os.environ, "VOICEROUTINE_CACHE": folder, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as studio:
        assert studio.stdout
        url = next(word for line in studio.stdout for word in line.split() if word.startswith("http://"))
        try:
            measure(url)
        finally:
            studio.send_signal(signal.SIGINT)


def measure(url: str) -> None:
    """Print the figures of the studio at an address."""
    page, text = Asking(url), script()
    page.post("api/scripts/neck/look", {"text": text})
    while json.loads(page.post("api/scripts/neck/look", {"text": text})[1])["unsure"]:
        time.sleep(PAUSE_S)  # the voice speaks what must fit into a time
    looks, sizes, have = [], [], []
    for key in range(KEYS):
        text = text.replace("on your knees", f"on your knees{key % 10}", 1)
        took_s, answer = page.post("api/scripts/neck/look", {"text": text, "have": have})
        looks.append(took_s)
        sizes.append(len(answer))
        have = [chapter["key"] for chapter in json.loads(answer)["timeline"]["chapters"]]  # as the page does
    print(f"look, {STRETCHES} stretches: median {statistics.median(looks):.3f} s, most {max(looks):.3f} s")
    print(f"its answer: first {sizes[0] / 1000:,.0f} kB, then {statistics.median(sizes) / 1000:,.0f} kB")
    short = (bundled_folder() / "neck.yaml").read_text(encoding="utf-8")
    says = []
    for _ in range(CUES):
        page.post("api/scripts/neck/look", {"text": short})
        cue = " ".join(random.choices(WORDS, k=10)).capitalize() + "."
        says.append(page.post("api/scripts/neck/say", {"text": short, "cue": cue})[0])
    print(f"a new cue of ten words: median {statistics.median(says):.3f} s, most {max(says):.3f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(folder)

"""What voiceroutine is measured against: the same timeline, made the way one would without it.

`python bench/peers.py script TIMELINE.json OUT.mp3`: the script a user would write, pyttsx3 to WAV files, joined with
pydub's `+=`, exported with pydub.
`python bench/peers.py shell TIMELINE.json OUT.mp3`: one SSML document through `espeak-ng --stdin` into `lame`.
Both: 48 kHz, mono, 96 kbit/s.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import warnings
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape


def gaps(timeline: dict[str, Any]) -> list[tuple[int, str]]:
    """Return each cue with the silence before it in ms, as the timeline has them."""
    found, end = [], 0
    for event in timeline["events"]:
        if event["kind"] == "speech":
            found.append((max(0, event["start_ms"] - end), event["text"]))
            end = event["start_ms"] + event["length_ms"]
    return found


def script(timeline: dict[str, Any], out: Path) -> None:
    """Make a session as pyttsx3 and pydub scripts do."""
    import ctypes

    import espeakng_loader
    import imageio_ffmpeg

    os.environ.setdefault("ESPEAK_DATA_PATH", espeakng_loader.get_data_path())
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    import pyttsx3

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    AudioSegment.converter = imageio_ffmpeg.get_ffmpeg_exe()
    engine = pyttsx3.init()
    finished = threading.Event()
    engine.connect("finished-utterance", lambda **_: finished.set())
    session = AudioSegment.silent(0, frame_rate=48_000)
    with tempfile.TemporaryDirectory() as folder:
        for number, (gap_ms, text) in enumerate(gaps(timeline)):
            file = Path(folder) / f"{number}.wav"
            finished.clear()
            engine.save_to_file(text, str(file))
            engine.runAndWait()
            if not finished.wait(30):  # with long texts runAndWait comes back before the file is written
                raise SystemExit(f"pyttsx3 did not finish: {text}")
            session += AudioSegment.silent(gap_ms, frame_rate=48_000)
            session += AudioSegment.from_wav(str(file)).set_frame_rate(48_000)
    session.export(str(out), format="mp3", bitrate="96k")


def shell(timeline: dict[str, Any], out: Path) -> None:
    """Make a session with two programs and a pipe."""
    parts = [f'<break time="{gap_ms}ms"/>{escape(text)}' for gap_ms, text in gaps(timeline)]
    speak = subprocess.Popen(["espeak-ng", "-m", "--stdin", "--stdout"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    encode = subprocess.Popen(
        ["lame", "--quiet", "-m", "m", "-b", "96", "--resample", "48", "-", str(out)], stdin=speak.stdout
    )
    if speak.stdin is None:
        raise RuntimeError("a process without the pipe it was asked for")
    speak.stdin.write(f"<speak>{''.join(parts)}</speak>".encode())
    speak.stdin.close()
    if encode.wait() or speak.wait():
        raise SystemExit("espeak-ng or lame failed")


if __name__ == "__main__":
    peer, timeline_file, out_file = sys.argv[1:]
    {"script": script, "shell": shell}[peer](
        json.loads(Path(timeline_file).read_text(encoding="utf-8")), Path(out_file)
    )

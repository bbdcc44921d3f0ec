"""Builds sessions that nobody's voiceroutine made, and runs the command line on them with its costs measured."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mutagen.id3 import ID3, PRIV

from voiceroutine.audio.frames import SPEECH, info_frame
from voiceroutine.session.tags import OWNER

NOBODY = "0" * 64
CHAPTER_MS = 24_000


def record(**changes: Any) -> dict[str, Any]:
    """Return what a session of one chapter records, with changes."""
    events = [
        {"kind": "speech", "chapter": 0, "start_ms": 0, "length_ms": 4_000, "text": "Hello.", "role": "opening"},
        {"kind": "hold", "chapter": 0, "start_ms": 4_000, "length_ms": 20_000},
    ]
    timeline = {
        "format": "voiceroutine-timeline",
        "version": 1,
        "title": "T",
        "duration_ms": CHAPTER_MS,
        "chapters": [{"title": "Opening", "start_ms": 0, "length_ms": CHAPTER_MS}],
        "events": events,
    }
    whole = {
        "fingerprint": NOBODY,
        "script": "nobody",
        "script_sha256": NOBODY,
        "voice": "heart",
        "engine": "none",
        "pace": 1.0,
        "version": "0",
        "sound_sha256": NOBODY,
        "sound_bytes": 288 * 1_002,
        "channels": 1,
        "bed_lufs": None,
        "tags": {"items": {}, "layout": NOBODY},
        "timeline": timeline,
    }
    return {**whole, **changes}


def timeline(**changes: Any) -> dict[str, Any]:
    """Return a record with changes in its timeline."""
    whole = record()
    return {**whole, "timeline": {**whole["timeline"], **changes}}


def event(**changes: Any) -> dict[str, Any]:
    """Return a record with changes in the first event of its timeline."""
    whole = record()["timeline"]
    first, *rest = whole["events"]
    return timeline(events=[{**first, **changes}, *rest])


def craft(path: Path, content: Any) -> Path:
    """Write a session with a private frame of ours; content that is no bytes is written as JSON."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return with_frame(path, zlib.compress(data))


def with_frame(path: Path, data: bytes) -> Path:
    """Write a session whose private frame holds `data`, and a second of silence after its tag."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(info_frame(SPEECH, 41) + (SPEECH.header + bytes(284)) * 41)
    tags = ID3()
    tags.add(PRIV(owner=OWNER, data=data))
    tags.save(path, v2_version=3)
    return path


@dataclass(frozen=True)
class Costly:
    """How a run of the command line ended, and what it cost."""

    code: int
    stdout: str
    stderr: str
    cpu_s: float
    """Its own, and that of the programs that it ran."""
    megabytes: float
    """The most memory that it held at once."""


_MEASURED = """
import sys
from voiceroutine.cli import main
try:
    main()
finally:
    with open("/proc/self/status") as status, open("cost", "w") as cost:
        cost.write(next(line for line in status if line.startswith("VmHWM")))
"""


def run_measured(*args: str) -> Costly:
    """Run the command line in a process of its own; Linux alone."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [sys.executable, "-c", _MEASURED, *args], stdin=subprocess.DEVNULL, stdout=out, stderr=err
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8"))
    # the system's own figure for a process counts the memory of the one that started it
    kilobytes = int(Path("cost").read_text(encoding="utf-8").split()[1])
    return Costly(
        process.returncode, texts[0], texts[1], cpu_s=usage.ru_utime + usage.ru_stime, megabytes=kilobytes / 1e3
    )

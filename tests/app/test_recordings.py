"""Cues in one's own voice, from the file to the session: their place, their length, their level; and missing ones."""

from __future__ import annotations

import json
import subprocess
import wave
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soxr
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.support import BUNDLED, RunCli, decode, write
from voiceroutine.app.check import check
from voiceroutine.app.diff import diff_scripts
from voiceroutine.app.look import Viewer
from voiceroutine.app.make import MakeOptions, make
from voiceroutine.app.preview import preview
from voiceroutine.app.speech import clips_for, voices_for
from voiceroutine.app.verify import verify
from voiceroutine.audio.cues import likeness
from voiceroutine.audio.encode import find_ffmpeg
from voiceroutine.audio.loudness import clip_lufs
from voiceroutine.script.forms.editing import edit_script
from voiceroutine.script.loader import load_script
from voiceroutine.voice.base import Sound
from voiceroutine.voice.choice import choose, voices_of
from voiceroutine.voice.shape import shape

RATE = 44_100
ROLL = "Roll your shoulders back, and let them sink slowly."


@cache
def spoken(text: str, pace: float = 0.9) -> NDArray[np.float64]:
    """Return what somebody says, as the bundled voice says it, too softly: shape (frames,), 44.1 kHz."""
    voice = voices_of(choose("heart", "auto"), "en", None)[0][0]
    (sound,) = voice.speak([text], pace)
    return 0.15 * np.asarray(soxr.resample(sound.samples, sound.rate_hz, RATE), np.float64)


def record(name: str, sound: NDArray[np.float64], before_s: float = 0.8, after_s: float = 0.6) -> Path:
    """Write a recording in stereo, with the noise of a quiet room and silence around the words."""
    whole = np.pad(sound, (int(RATE * before_s), int(RATE * after_s)))
    whole = whole + 0.0003 * np.random.default_rng(0).standard_normal(len(whole))
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.repeat(np.round(whole * 32767), 2).astype("<i2").tobytes())
    return path


SCRIPT = f"""\
title: Own voice
screening: false
stretches:
  - name: Shoulder roll
    caution: Stop if it hurts.
    start:
      say: {ROLL}
      recording: recordings/roll.wav
    settle: 2s
    hold: 12s
    during:
      - at: 4s
        say: Keep breathing.
        recording: recordings/missing.wav
    allow: [no-recording]
"""


def test_a_recording_is_heard_at_its_time_whole_and_as_loud_as_all_other_cues() -> None:
    said = spoken(ROLL)
    record("recordings/roll.wav", said)
    path = write(Path("x.yaml"), SCRIPT)
    assert check(path, library=BUNDLED) == ()
    made = make(path, MakeOptions(folder=Path("out"), captions=("srt",)), library=BUNDLED)
    assert [it.what for it in verify(made.path, library=BUNDLED) if not it.ok] == []
    events = [event for _, event in preview(path, library=BUNDLED).timeline.events() if event.kind == "speech"]
    (start,) = (event for event in events if event.role == "start")
    assert start.recording == "recordings/roll.wav"
    trimmed = shape(Sound(said.astype(np.float32), RATE))
    assert trimmed is not None
    assert abs(start.length_ms - len(trimmed) / 48) <= 120, "as long as the words, without what is around them"
    heard = decode(made.path)
    cue = heard[start.start_ms * 48 : start.end_ms * 48]
    length = min(len(cue), len(trimmed))
    own = np.asarray(trimmed / np.abs(trimmed).max() * 20_000, np.int16)
    lags = range(-60, 61, 4)  # ms
    alike = [likeness(np.roll(cue, -lag * 48)[:length], own[:length]) for lag in lags]
    assert max(alike) > 0.97, "the words of the recording"
    assert abs(lags[int(np.argmax(alike))]) <= 50, "from the beginning of the cue on"
    levels = [clip_lufs(heard[event.start_ms * 48 : event.end_ms * 48] / 32768) for event in events]
    assert np.ptp(levels) < 0.5, levels
    assert ROLL.split(",")[0] in (Path("out") / "x.srt").read_text(encoding="utf-8")


def test_another_recording_in_the_same_file_makes_the_session_anew_and_nothing_else_does() -> None:
    record("recordings/roll.wav", spoken(ROLL))
    path, options = write(Path("x.yaml"), SCRIPT), MakeOptions(folder=Path("out"))
    before = make(path, options, library=BUNDLED)
    assert before.made
    assert not make(path, options, library=BUNDLED).made
    record("recordings/roll.wav", spoken(ROLL), before_s=0.2)  # other bytes, the same words
    assert make(path, options, library=BUNDLED).made
    Path("recordings/roll.wav").unlink()
    assert make(path, options, library=BUNDLED).made
    record("recordings/missing.wav", spoken("Keep breathing."))
    assert make(path, options, library=BUNDLED).made
    assert not make(path, options, library=BUNDLED).made


@pytest.mark.parametrize("suffix", ["flac", "m4a", "ogg", "webm", "mp3"])
def test_any_format_that_ffmpeg_reads_will_do(suffix: str) -> None:
    source = record("roll.wav", spoken(ROLL))
    Path("recordings").mkdir()
    converted = Path(f"recordings/roll.{suffix}")
    subprocess.run([find_ffmpeg(), "-v", "error", "-i", str(source), str(converted)], check=True)
    text = SCRIPT.replace("roll.wav", converted.name)
    path = write(Path("x.yaml"), text)
    assert check(path, library=BUNDLED) == ()
    events = [event for _, event in preview(path, library=BUNDLED).timeline.events()]
    assert [event.recording for event in events if event.role == "start"] == [f"recordings/{converted.name}"]


@pytest.mark.parametrize("content", [None, b"", b"no sound at all", bytes(44_100)], ids=["none", "0", "text", "zeros"])
def test_what_cannot_be_used_is_said_by_the_voice_with_a_warning(content: bytes | None) -> None:
    if content is not None:
        write(Path("recordings/roll.wav"), "").write_bytes(content)
    path = write(Path("x.yaml"), SCRIPT.replace("    allow: [no-recording]\n", ""))
    found = {problem.span.start: problem for problem in check(path, library=BUNDLED)}
    assert [problem.code for problem in found.values()] == ["no-recording", "no-recording"]
    assert {SCRIPT[at:].split("\n")[0] for at in found} == {"recordings/roll.wav", "recordings/missing.wav"}
    laid = preview(path, library=BUNDLED)
    plain = write(Path("y.yaml"), "\n".join(line for line in SCRIPT.splitlines() if "recording:" not in line))
    words = [(event.start_ms, event.text) for _, event in laid.timeline.events()]
    assert words == [(event.start_ms, event.text) for _, event in preview(plain, library=BUNDLED).timeline.events()]


def test_pace_does_not_change_a_recording() -> None:
    record("recordings/roll.wav", spoken(ROLL))
    lengths = set()
    for pace in ("0.7", "1.5"):
        script = load_script(write(Path("x.yaml"), f"pace: {pace}\n{SCRIPT}"), BUNDLED)
        clips = clips_for(script, voices_for(script, None)[0])
        lengths.add(clips.length_ms(f"{ROLL}{{=recordings/roll.wav}}"))
    assert len(lengths) == 1


def test_the_command_line_knows_what_is_recorded(run_cli: RunCli) -> None:
    record("scripts/recordings/roll.wav", spoken(ROLL))
    write(Path("scripts/x.yaml"), SCRIPT)
    shown = run_cli("show", "x").stdout
    assert f"{ROLL} [recordings/roll.wav]" in shown
    assert "Keep breathing.\n" in shown
    events = json.loads(run_cli("show", "x", "--json").stdout)["events"]
    found = [event for event in events if "recording" in event]
    assert [(event["text"], event["recording"]) for event in found] == [(ROLL, "roll.wav")]
    assert "spoken" not in found[0]
    assert run_cli("say", "x", "shoulder-roll", "start", "-o", "start.wav").returncode == 0
    assert decode(Path("start.wav")).any()
    said = run_cli("say", "x", "shoulder-roll", "during", "-o", "during.wav")
    assert "cannot read the recording" in said.stderr
    strict = run_cli("check", "--strict", "x")
    assert strict.returncode == 0, "what is allowed is no warning"
    write(Path("scripts/x.yaml"), SCRIPT.replace("    allow: [no-recording]\n", ""))
    strict = run_cli("check", "--strict", "x")
    assert strict.returncode == 1
    assert "[no-recording]" in strict.stdout + strict.stderr


def test_a_difference_names_the_recording() -> None:
    write(Path("scripts/a.yaml"), SCRIPT.replace("      recording: recordings/roll.wav\n", ""))
    write(Path("scripts/b.yaml"), SCRIPT)
    (part,) = diff_scripts("scripts/a.yaml", "scripts/b.yaml", library=BUNDLED).stretches
    (text,) = part.changes.texts
    assert (text.before, text.after) == (ROLL, f"{ROLL} [recordings/roll.wav]")
    assert part.changes.values == ()


def test_a_look_follows_a_recording_that_appears_and_goes() -> None:
    viewer, path = Viewer(BUNDLED), write(Path("x.yaml"), SCRIPT.replace("    allow: [no-recording]\n", ""))
    text = path.read_text(encoding="utf-8")

    def codes() -> int:
        return [problem.code for problem in viewer.look(path, text).problems].count("no-recording")

    assert codes() == 2
    file = record("recordings/roll.wav", spoken(ROLL))
    assert codes() == 1
    look = viewer.look(path, text)
    assert look.timeline is not None
    (start,) = (event for _, event in look.timeline.events() if event.role == "start")
    assert look.clips is not None
    assert look.clips.known_length_ms(start.text or "") == start.length_ms
    file.unlink()
    assert codes() == 2


WORDS = st.from_regex(r"[A-Za-z][a-z ,:#'\"{}-]{0,20}[a-z]\.", fullmatch=True).filter(
    lambda text: "{" not in text and "}" not in text
)
VALUES = st.one_of(
    WORDS,
    st.fixed_dictionaries({"say": WORDS, "recording": st.sampled_from(["a.wav", "b c.wav", "#1.wav", "x/é.wav"])}),
)
FIELDS = st.sampled_from(["start", "again", "release", "purpose", "feel", "setup"])


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(FIELDS, VALUES), min_size=1, max_size=6))
def test_recordings_survive_edits_and_edits_survive_recordings(edits: list[tuple[str, Any]]) -> None:
    text, wanted = SCRIPT, {}
    for key, value in edits:
        text = edit_script(text, {"kind": "set", "path": ["stretches", 0, key], "value": value})
        wanted[key] = value
    script = load_script(write(Path("any.yaml"), text), BUNDLED)
    (stretch,) = script.routine.stretches
    found: dict[str, list[str]] = {}
    for path, said in stretch.texts():
        found.setdefault(str(path[0]), []).append(said)
    for key, value in wanted.items():
        marked = value if isinstance(value, str) else f"{value['say']}{{={value['recording']}}}"
        assert found[key] == [marked]
    assert "recordings/missing.wav" in {name for _, name, _ in script.recordings()}

"""Bells as sound: ours, files of the user's, and what is heard of them in a mix and in a session."""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.plan.scripts import length_of, timeline
from tests.support import BUNDLED, decode, write
from voiceroutine.app.check import check
from voiceroutine.app.make import MakeOptions, make
from voiceroutine.app.preview import preview
from voiceroutine.app.verify import verify
from voiceroutine.audio.bells import NO_FILES, Bells, FileBell, file_bell
from voiceroutine.audio.chime import chime
from voiceroutine.audio.context import in_context
from voiceroutine.audio.loudness import SPEECH_LUFS, clip_lufs
from voiceroutine.audio.mix import mix
from voiceroutine.audio.render import Renderer
from voiceroutine.audio.sound_file import SoundFileError
from voiceroutine.chimes import CHIMES, LONGEST_BELL_MS
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.plan.timeline import Chapter, Timeline

RATE = 44_100


def struck(length_s: float, decay_s: float = 1.0, before_s: float = 0.0) -> NDArray[np.float64]:
    time_s = np.arange(int(RATE * length_s)) / RATE
    tone = 0.7 * np.exp(-time_s / decay_s) * np.sin(2 * np.pi * 500 * time_s)
    return np.concatenate([np.zeros(int(RATE * before_s)), tone])


def wav(path: Path, sound: NDArray[np.float64], channels: int = 1) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.repeat(np.round(sound * 32767), channels).astype("<i2").tobytes())
    return path


def clip_of(text: str) -> NDArray[np.int16]:
    return np.random.default_rng(0).integers(2_000, 8_000, length_of(text) * 48, dtype=np.int16)


def mixed(laid: Chapter, bells: Bells = NO_FILES) -> NDArray[np.int16]:
    return np.frombuffer(mix(laid.events, 0, laid.length_ms, clip_of, bells).raw_data, "<i2")


def breathing(bell: object = "bowl", **stretch: Any) -> Timeline:
    steps = [{"say": "In.", "sound": "bell", "for": "4s"}, {"for": "4s"}]
    return timeline({"name": "A", "steps": steps, "reps": "4", "words": "1", **stretch}, bell=bell)


def test_the_bowl_dies_away_slowly_and_beats() -> None:
    sound = chime("bowl").astype(float)
    levels = [20 * np.log10(np.sqrt((sound[at : at + 4_800] ** 2).mean())) for at in range(0, 5 * 48_000, 48_000)]
    falls = -np.diff(levels)
    assert all(3 < fall < 9 for fall in falls), falls
    spectrum = np.abs(np.fft.rfft(sound[: 48_000 * 4], 48_000 * 16))
    around = spectrum[(218 * 16) : (224 * 16)]
    peaks = [
        at for at in range(1, len(around) - 1) if around[at - 1] < around[at] > around[at + 1] > 0.2 * around.max()
    ]
    assert len(peaks) >= 2, "the lowest partial is two"


def test_silent_steps_are_digital_silence_but_for_their_bells() -> None:
    laid = breathing().chapters[1]
    sound = mixed(laid).copy()
    rung = [e for e in laid.events if e.chime == "bowl"]
    assert len(rung) == 3
    for event in (e for e in laid.events if e.sounds):
        assert sound[event.start_ms * 48 : event.end_ms * 48].any()
        sound[event.start_ms * 48 : event.end_ms * 48] = 0
    assert not sound.any()


def test_a_bell_begins_on_its_sample_and_fades_where_it_is_cut() -> None:
    steps = [{"sound": "bell", "for": "2s"}]
    laid = timeline({"name": "A", "steps": steps, "reps": "3", "prompts": {"numbers": "false"}}).chapters[1]
    first, second, _ = (e for e in laid.events if e.chime == "bowl")
    sound = mixed(laid)
    part = sound[first.start_ms * 48 : second.start_ms * 48]
    assert first.end_ms == second.start_ms
    np.testing.assert_array_equal(part[: 1_800 * 48], chime("bowl")[: 1_800 * 48])
    assert np.abs(part[-48:].astype(int)).max() < 20
    assert part[-1] == 0


def test_a_file_is_trimmed_levelled_and_no_longer_than_twenty_seconds(tmp_path: Path) -> None:
    bell = file_bell(wav(tmp_path / "gong.wav", struck(30, decay_s=9, before_s=0.7), channels=2))
    assert bell.length_ms == LONGEST_BELL_MS
    assert np.abs(bell.sound[: 20 * 48].astype(int)).max() > 1_000, "the silence before it is gone"
    assert bell.sound[-1] == 0
    assert np.abs(bell.sound.astype(int)).max() <= 32767 * 10 ** (-6 / 20)
    assert clip_lufs(bell.sound / 32767) == pytest.approx(SPEECH_LUFS + CHIMES["bowl"].level_db, abs=0.3)
    short = file_bell(wav(tmp_path / "short.wav", struck(1.0, decay_s=0.05)))
    assert 200 < short.length_ms < 700, "the silence after it is gone"


def test_a_file_rings_in_the_mix(tmp_path: Path) -> None:
    bells = Bells({"gong.wav": file_bell(wav(tmp_path / "gong.wav", struck(25, decay_s=9)))})
    laid = breathing("sounds/gong.wav").chapters[1]
    rung = next(e for e in laid.events if e.chime)
    part = mixed(laid, bells)[rung.start_ms * 48 : (rung.start_ms + 1_000) * 48]
    np.testing.assert_array_equal(part, bells.files["gong.wav"].sound[: len(part)])


@pytest.mark.parametrize(
    ("sound", "words"),
    [
        (None, "cannot read the bell .*x.wav: no such file or directory; `bowl` needs no file"),
        (np.zeros(RATE), "the bell x.wav is silent"),
        (struck(0.04), "the bell x.wav is too short"),
        (np.zeros(0), "the bell x.wav is too short"),
    ],
    ids=["missing", "silent", "too short", "empty"],
)
def test_what_cannot_be_a_bell_is_told_in_a_sentence(tmp_path: Path, sound: Any, words: str) -> None:
    if sound is not None:
        wav(tmp_path / "x.wav", sound)
    with pytest.raises(SoundFileError, match=words):
        file_bell(tmp_path / "x.wav")


def test_a_playlist_is_no_bell(tmp_path: Path) -> None:
    write(tmp_path / "list.m3u8", "#EXTM3U\n#EXTINF:2,\ntone.wav\n")
    with pytest.raises(SoundFileError, match="as a bell: it is a playlist"):
        file_bell(tmp_path / "list.m3u8")


SCRIPT = """\
title: Bells
language: en
screening: false
bell: sounds/gong.wav
stretches:
  - name: Breathe
    caution: Stop if you feel dizzy.
    for: 24s
    words: 1
    steps:
      - say: Breathe in.
        sound: bell
        for: 4s
      - for: 4s
  - name: Sit
    caution: Stop if it hurts.
    hold: 12s
    during:
      - at: 4s
        sound: bowl
"""


def test_a_session_with_a_bell_of_ones_own_is_as_its_timeline_says() -> None:
    wav(Path("sounds/gong.wav"), struck(3))
    path = write(Path("x.yaml"), SCRIPT)
    assert check(path, library=BUNDLED) == ()
    made = make(path, MakeOptions(folder=Path("out")), library=BUNDLED)
    assert [it.what for it in verify(made.path, library=BUNDLED) if not it.ok] == []
    laid = preview(path, library=BUNDLED).timeline
    heard = decode(made.path).astype(int)
    sounds = [event for _, event in laid.events() if event.sounds]
    rung = [event for event in sounds if event.chime in ("gong.wav", "bowl")]
    assert [event.chime for event in rung] == ["gong.wav", "gong.wav", "gong.wav", "bowl", "gong.wav"]
    for event in rung:
        assert np.abs(heard[event.start_ms * 48 : (event.start_ms + 100) * 48]).max() > 2_000
    quiet = np.ones(len(heard), bool)
    for event in sounds:
        quiet[max(0, event.start_ms - 60) * 48 : (event.end_ms + 60) * 48] = False
    assert np.abs(heard[quiet]).max() == 0


def test_another_sound_in_the_same_file_makes_the_session_anew_and_nothing_else_does() -> None:
    wav(Path("sounds/gong.wav"), struck(3))
    path = write(Path("x.yaml"), SCRIPT)
    options = MakeOptions(folder=Path("out"))
    assert make(path, options, library=BUNDLED).made
    assert not make(path, options, library=BUNDLED).made
    before = (Path("out") / "x.mp3").read_bytes()
    wav(Path("sounds/gong.wav"), struck(2, decay_s=0.3))
    assert make(path, options, library=BUNDLED).made
    assert (Path("out") / "x.mp3").read_bytes() != before


def test_the_key_of_a_chapter_has_the_files_content_and_not_its_name(tmp_path: Path) -> None:
    wav(tmp_path / "gong.wav", struck(3))
    one, other = file_bell(tmp_path / "gong.wav"), file_bell(wav(tmp_path / "other.wav", struck(2)))
    keys = [Bells({"gong.wav": bell}).key("gong.wav") for bell in (one, one, other)]
    assert keys[0] == keys[1] != keys[2]
    assert NO_FILES.key("bowl") == "bowl"
    assert file_bell(wav(tmp_path / "copy.wav", struck(3))).key == one.key


def test_a_bell_is_the_same_however_its_chapter_is_cut(tmp_path: Path) -> None:
    bells = Bells({"gong.wav": file_bell(wav(tmp_path / "gong.wav", struck(25, decay_s=9)))})
    laid = breathing("gong.wav", after="0").chapters
    whole = np.concatenate([mixed(one, bells) for one in laid])
    for context in in_context(laid):
        near = mix(context.events, -48, context.length_ms + 24, clip_of, bells).raw_data
        start = context.start_ms - 48
        expected = np.concatenate([np.zeros(max(0, -start) * 48, np.int16), whole[max(0, start) * 48 :]])
        part = np.frombuffer(near, "<i2")[: len(expected)]
        np.testing.assert_array_equal(part, expected[: len(part)])


def test_two_files_of_one_name_and_too_many_files_are_problems() -> None:
    for name in ("a/gong.wav", "b/gong.wav"):
        wav(Path(name), struck(1 if name[0] == "a" else 2))
    step = "{{sound: {0}, for: 4s}}"
    text = "title: T\nstretches: [{{name: A, caution: Stop if it hurts., steps: [{0}]}}]\n"
    both = text.format(", ".join(step.format(f"{folder}/gong.wav") for folder in "ab"))
    with pytest.raises(FaultyScriptError, match=r"another sound of this script is called gong.wav, too"):
        preview(write(Path("x.yaml"), both), library=BUNDLED)
    many = [f"c/{number}.wav" for number in range(25)]
    for name in many:
        wav(Path(name), struck(0.2))
    found = check(write(Path("x.yaml"), text.format(", ".join(map(step.format, many)))), library=BUNDLED)
    assert "a script can have 20 sound files, and this is one more" in [it.message for it in found]


def test_a_renderer_has_the_bells_it_is_given(tmp_path: Path) -> None:
    class Clips:
        def load(self, text: str) -> NDArray[np.int16]:
            return clip_of(text)

        def key(self, text: str) -> list[Any]:
            return [text]

    laid = breathing("gong.wav").chapters
    sounds: list[FileBell] = [file_bell(wav(tmp_path / f"{s}.wav", struck(25, decay_s=s))) for s in (8, 9)]
    made = [b"".join(f for _, f in Renderer(Clips(), (), Bells({"gong.wav": it})).frames(laid)) for it in sounds]
    assert made[0] != made[1]
    assert len(made[0]) == len(made[1])

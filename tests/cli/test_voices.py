"""The commands about voices, and that every command takes the same one."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import RunCli, decode, mp3_info, write
from voiceroutine.app import audition
from voiceroutine.app.player import find_player
from voiceroutine.language.languages import languages

SHORT = "title: Short\n{keys}stretches: [{{name: Drop, hold: 1s}}]\n"


def short(keys: str = "") -> Path:
    return write(Path("scripts/short.yaml"), SHORT.format(keys=keys))


def spoken_by(path: Path) -> str:
    from voiceroutine.session.tags import read_session_info

    kept = read_session_info(path)
    assert kept is not None
    return kept.provenance.voice


def test_voices_lists_what_can_speak_and_what_can_be_had(run_cli: RunCli) -> None:
    out = run_cli("voices").stdout
    rows = {line.split()[0]: line for line in out.splitlines() if line.strip()}
    assert {"heart", "emma", "system", "system:gmw/en-us"} <= set(rows)
    assert rows["heart"].split()[1:6] == ["hibari", "en-us", "female", "4.5", "yes"]
    assert rows["emma"].split()[3:6] == ["female", "unknown", "no"]
    assert "  emma: get bf_emma.int8.onnx from https://" in out


def test_voices_as_json_in_one_language(run_cli: RunCli) -> None:
    found = json.loads(run_cli("voices", "--json", "--language", "de").stdout)
    assert [voice["name"] for voice in found] == ["system", "system:gmw/de", "piper:<path to .onnx>"]
    assert found[1]["languages"] == ["de"]
    assert found[1]["naturalness"] is None


def test_a_language_that_nobody_speaks_is_told(run_cli: RunCli) -> None:
    done = run_cli("voices", "--language", "tlh")
    assert (done.returncode, done.stderr) == (0, "No voice of this machine speaks `tlh`.\n")


def test_an_audition_is_an_mp3_as_a_session_is(run_cli: RunCli) -> None:
    done = run_cli("audition", "heart", "system:gmw/en-us")
    assert done.returncode == 0, done.stderr
    files = [Path("output/auditions/heart.mp3"), Path("output/auditions/system-gmw-en-us.mp3")]
    assert [line.split()[0] for line in done.stdout.splitlines()] == [str(file) for file in files]
    assert sorted(Path("output/auditions").iterdir()) == files
    for file in files:
        info = mp3_info(file)
        assert (info.sample_rate, info.channels, info.bitrate) == (48_000, 1, 96_000)
        sound = decode(file)
        assert 5 < len(sound) / 48_000 < 15
        assert not sound[: 48 * 500].any(), "silence before the first word"
        assert sound.any()


def test_an_audition_says_the_text_into_the_folder_that_is_asked_for(run_cli: RunCli) -> None:
    done = run_cli("audition", "heart", "--text", "Two.", "-o", "here")
    assert (done.returncode, done.stdout.split()[0]) == (0, str(Path("here/heart-two.mp3")))
    assert 1.4 < len(decode(Path("here/heart-two.mp3"))) / 48_000 < 2.2


def test_a_voice_auditions_in_its_own_language(run_cli: RunCli) -> None:
    for folder, args in (("own", ()), ("said", ("--language", "de"))):
        done = run_cli("audition", "system:german", *args, "-o", folder)
        assert done.returncode == 0, done.stderr
    assert Path("own/system-gmw-de.mp3").read_bytes() == Path("said/system-gmw-de.mp3").read_bytes()


def test_an_audition_reads_numbers_and_respellings_as_a_session_does(run_cli: RunCli) -> None:
    for folder, text in (("a", "Hold {it|it} 30 s."), ("b", "Hold it thirty seconds.")):
        assert run_cli("audition", "heart", "--text", text, "-o", folder).returncode == 0
    (a,), (b,) = Path("a").iterdir(), Path("b").iterdir()
    assert a.read_bytes() == b.read_bytes()


def test_two_wordings_and_two_paces_are_kept_beside_each_other(run_cli: RunCli) -> None:
    for args in (("Two.",), ("Two!",), ("Two.", "--pace", "0.8"), ("Two.",)):
        assert run_cli("audition", "heart", "--text", *args, "-o", "x").returncode == 0
    plain, other, slow = sorted(Path("x").iterdir(), key=lambda path: (path.stem.count("-"), path.stem))
    assert (plain.name, slow.name) == ("heart-two.mp3", "heart-two-at-0.8.mp3")
    assert re.fullmatch(r"heart-two-[0-9a-f]{4}\.mp3", other.name)
    assert len(decode(slow)) > len(decode(plain))


def test_an_audition_at_a_pace_that_nobody_can_follow_is_refused(run_cli: RunCli) -> None:
    done = run_cli("audition", "heart", "--pace", "3")
    assert (done.returncode, "--pace" in done.stderr) == (2, True)


def test_without_a_name_the_ready_voices_of_the_language_are_heard(run_cli: RunCli) -> None:
    done = run_cli("audition")
    assert done.stderr.startswith("auditioning heart, system")
    assert done.stderr.endswith("; others by name: `voiceroutine voices --language en`\n")
    assert {path.name for path in Path("output/auditions").iterdir()} >= {"heart.mp3", "system-gmw-en.mp3"}
    done = run_cli("audition", "--language", "de", "-o", "de")
    assert {path.name for path in Path("de").iterdir()} == {"system-gmw-de.mp3"}


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("hart",), 1, "error: there is no voice `hart`; did you mean `heart`?\n"),
        (("--language", "tlh"), 1, "error: no voice of this machine speaks `tlh`; `voiceroutine voices` lists them\n"),
        (("--language", "sv"), 1, ("error: there are no stock words in `sv`; "
         f"give --text, or one of {', '.join(languages())}\n")),
        (("heart", "--language", "de"), 1, ("error: the voice `heart` speaks `en`, not `de`; write `auto`, or another "
         "voice: `system:gmw/de` can\n")),
        (("--language", "tlh", "--text", "nuqneH"), 1, ("error: no voice of this machine speaks `tlh`; "
         "`voiceroutine voices` lists them\n")),
        (("heart", "--text", " ... "), 2, "Error: Invalid value for --text: expected at least one letter or digit\n"),
    ],
)  # fmt: skip
def test_an_audition_that_cannot_be_says_why(run_cli: RunCli, args: tuple[str, ...], code: int, words: str) -> None:
    done = run_cli("audition", *args)
    assert done.returncode == code
    assert done.stderr.endswith(words)
    assert not Path("output").exists()


@pytest.mark.skipif(os.name != "posix", reason="a player made of a shell script")
def test_a_player_is_given_what_the_mp3_sounds_like(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from voiceroutine.voice.engines.hibari import NeuralVoice

    player = write(tmp_path / "bin/aplay", f'#!/bin/sh\n/bin/cp "$2" "{tmp_path}/played.wav"\n')
    player.chmod(player.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(player.parent))
    command = find_player()
    assert command == (str(player), "-q")
    sample = audition._record(NeuralVoice(), ("Two.",), tmp_path / "heart.mp3", "en")
    assert audition.play_sample(sample.path, command)
    monkeypatch.undo()
    assert (decode(tmp_path / "played.wav") == decode(sample.path)).all()
    assert not audition.play_sample(sample.path, (sys.executable, "-c", "raise SystemExit(1)"))


@pytest.mark.skipif(os.name != "posix", reason="a terminal as POSIX has them")
@pytest.mark.parametrize(
    ("options", "ends", "played", "said"),
    [
        ((), 0, True, b""),
        ((), 1, True, b"note: this machine's player could not play it\n"),
        (("--no-play",), 0, False, b""),
    ],
)
def test_an_audition_is_played_on_a_terminal(
    tmp_path: Path, options: tuple[str, ...], ends: int, played: bool, said: bytes
) -> None:
    player = write(tmp_path / "bin/aplay", f"#!/bin/sh\necho played > {tmp_path}/heard\nexit {ends}\n")
    player.chmod(player.stat().st_mode | stat.S_IXUSR)
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "voiceroutine", "audition", "heart", "--text", "Two.", *options]
    done = subprocess.run(
        command, stdout=theirs, stderr=subprocess.PIPE, check=False, env={**os.environ, "PATH": str(player.parent)}
    )
    os.close(theirs)
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, said)
    assert (tmp_path / "heard").exists() == played


def test_the_default_voice_is_set_shown_and_unset(run_cli: RunCli, tmp_path: Path) -> None:
    file = tmp_path / "config/config.json"
    assert run_cli("config").stdout == f"{file}\nvoice: auto (not set)\n"
    assert run_cli("config", "voice", "system:gmw/en-us").stdout == "voice: system:gmw/en-us\n"
    assert run_cli("config").stdout == f"{file}\nvoice: system:gmw/en-us\n"
    assert json.loads(file.read_text()) == {"voice": "system:gmw/en-us"}
    assert [path.name for path in file.parent.iterdir()] == ["config.json"], "nothing is left beside it"
    done = run_cli("config", "voice", "emma")
    assert done.stdout == "voice: emma\n"
    assert done.stderr.startswith("note: the voice `emma` is not on this machine: it is downloaded once, ")
    assert run_cli("config", "voice", "--unset").stdout == "voice: auto (not set)\n"
    assert run_cli("config", "voice").stdout == "voice: auto (not set)\n"


def test_a_default_that_is_no_voice_is_not_kept(run_cli: RunCli, tmp_path: Path) -> None:
    done = run_cli("config", "voice", "hart")
    assert (done.returncode, done.stderr) == (1, "error: there is no voice `hart`; did you mean `heart`?\n")
    assert not (tmp_path / "config").exists()
    done = run_cli("config", "voice", "piper:mine.onnx")
    assert (done.returncode, f"there is no piper voice at {Path('mine.onnx').absolute()}" in done.stderr) == (1, True)
    assert not (tmp_path / "config").exists()
    assert run_cli("config", "--unset").returncode == 2
    assert run_cli("config", "pace", "2").returncode == 2


@pytest.mark.parametrize("content", ["{", "[]", '{"voice": 3}', b"\xff".decode("latin-1")])
def test_a_damaged_file_of_settings_is_told_in_a_sentence(run_cli: RunCli, tmp_path: Path, content: str) -> None:
    file = write(tmp_path / "config/config.json", "")
    file.write_bytes(content.encode("latin-1"))
    short()
    done = run_cli("show", "short")
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {file} is damaged: ")
    assert done.stderr.endswith("; remove it, and set again what you want\n")


def test_a_file_of_settings_that_cannot_be_read_is_told_in_a_sentence(run_cli: RunCli, tmp_path: Path) -> None:
    file = tmp_path / "config/config.json"
    file.mkdir(parents=True)
    short()
    done = run_cli("show", "short")
    assert (done.returncode, done.stderr) == (1, f"error: cannot read {file}: it is a folder; remove it\n")


def test_make_show_check_and_what_is_up_to_date_take_the_same_voice(run_cli: RunCli) -> None:
    short()
    run_cli("config", "voice", "system:gmw/en-us")
    assert "made in" in run_cli("make", "short").stdout
    made = Path("output/short.mp3")
    assert spoken_by(made) == "system:gmw/en-us"
    shown = json.loads(run_cli("show", "short", "--json").stdout)["duration_ms"]
    assert abs(mp3_info(made).length * 1000 - shown) < 48
    assert "up to date" in run_cli("make", "short").stdout
    assert "made in" in run_cli("make", "short", VOICEROUTINE_VOICE="heart").stdout
    assert spoken_by(made) == "heart"
    assert "up to date" in run_cli("make", "short", "--voice", "heart").stdout
    short("voice: system\n")
    assert "made in" in run_cli("make", "short").stdout
    assert spoken_by(made) == "system:gmw/en", "the script's own before the default"


def test_a_voice_for_all_scripts_gives_way_to_one_that_speaks_the_language(run_cli: RunCli) -> None:
    short("language: de\n")
    done = run_cli("make", "short", VOICEROUTINE_VOICE="heart")
    note = "note: the voice `heart` speaks `en`, not `de`: `system:gmw/de` speaks instead of `VOICEROUTINE_VOICE`"
    assert done.stderr.splitlines().count(note) == 1
    assert spoken_by(Path("output/short.mp3")) == "system:gmw/de"
    assert run_cli("check", "short", VOICEROUTINE_VOICE="heart").returncode == 0


def test_an_accent_that_no_voice_here_has_is_told_and_can_be_allowed(run_cli: RunCli) -> None:
    told = "`heart` speaks this as in `en-us`, and not as in `en-GB` [other-accent]"
    short("language: en-GB\n")
    for command in (("make",), ("show",)):
        assert run_cli(*command, "short").stderr.count(told) == 1
    assert "  = choose a `voice` that does: `emma`, `fable`" in run_cli("check", "short").stdout
    for keys in ("language: en\n", "language: en-GB\nallow: [other-accent]\n", "language: en-GB\nvoice: heart\n"):
        short(keys)
        assert "accent" not in run_cli("check", "short").stdout


def test_a_scripts_own_voice_that_does_not_speak_its_language_is_a_mistake_of_the_script(run_cli: RunCli) -> None:
    short("language: de\nvoice: heart\n")
    place = f"{Path('scripts/short.yaml')}:3:8"
    wanted = f"""{place}: error: the voice `heart` speaks `en`, not `de` [unknown-voice]
  |
3 | voice: heart
  |        ^^^^^
  = write `auto`, or another voice: `system:gmw/de` can
"""
    for command in (("make",), ("show",)):
        done = run_cli(*command, "short")
        assert (done.returncode, done.stderr) == (1, wanted)
    assert run_cli("check", "short").stdout.strip() == wanted.strip()

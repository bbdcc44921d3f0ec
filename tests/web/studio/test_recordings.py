"""What is recorded in the studio is kept beside the script, and replaces nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import write
from tests.web.studio.conftest import Studio
from voiceroutine.web.studio.recordings import LARGEST_BYTES

WAV = b"RIFF\x24\0\0\0WAVEfmt "
KEEP = "api/scripts/mine/recordings"


def kept(studio: Studio, name: str, body: bytes = WAV, script: str = "mine") -> dict[str, str]:
    found = studio.ask("POST", f"api/scripts/{script}/recordings/{name}", body)
    assert found.status == 200, found.body
    answer: dict[str, str] = found.json
    return answer


def files(studio: Studio) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((studio.scripts / "recordings").iterdir())}


def test_a_recording_has_a_name_of_its_own(studio: Studio) -> None:
    assert kept(studio, "arm-circles-start", WAV + b"1")["recording"] == "recordings/arm-circles-start.wav"
    assert kept(studio, "arm-circles-start", WAV + b"2")["recording"] == "recordings/arm-circles-start-2.wav"
    assert kept(studio, "arm-circles-start", WAV + b"3")["recording"] == "recordings/arm-circles-start-3.wav"
    assert [content[-1:] for content in files(studio).values()] == [b"2", b"3", b"1"]


def test_both_sides_have_one_name(studio: Studio) -> None:
    write(studio.scripts / "recordings" / "lean-right.wav", "somebody else's")
    first = kept(studio, "lean?side=left", WAV + b"L")
    assert first == {"name": "lean-2", "recording": "recordings/lean-2-{side}.wav"}
    assert kept(studio, "lean-2?side=right&of=lean-2", WAV + b"R") == first
    again = studio.ask("POST", f"{KEEP}/lean-2?side=right&of=lean-2", WAV)
    assert again.status == 422
    assert again.json["message"] == "there is a recording `lean-2` already"
    assert files(studio)["lean-2-right.wav"] == WAV + b"R"
    assert files(studio)["lean-right.wav"] == b"somebody else's"


def test_a_bundled_script_has_its_recordings_beside_the_copy_that_it_becomes(studio: Studio) -> None:
    kept(studio, "neck-opening", script="neck")
    assert list(files(studio)) == ["neck-opening.wav"]


def test_nothing_is_written_through_a_link_out_of_the_folder(studio: Studio, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (studio.scripts / "recordings").symlink_to(elsewhere)
    found = studio.ask("POST", f"{KEEP}/x", WAV)
    assert found.status == 422
    assert "leads out of the folders of scripts" in found.json["message"]
    assert not list(elsewhere.iterdir())


@pytest.mark.parametrize("name", ["..", "a.wav", "A", "a_b", "-a", "a--b", "x" * 81, "a?side=up"])
def test_other_names_are_refused(studio: Studio, name: str) -> None:
    assert studio.ask("POST", f"{KEEP}/{name}", WAV).status in (400, 404)
    assert not (studio.scripts / "recordings").exists()


@pytest.mark.parametrize("body", [b"", b"RIFF", b"#EXTM3U\nhttp://x/", b"\0" * 100])
def test_what_is_no_wav_is_refused(studio: Studio, body: bytes) -> None:
    assert studio.ask("POST", f"{KEEP}/x", body).status == 400
    assert not (studio.scripts / "recordings").exists()


def test_it_is_guarded_as_all_that_writes(studio: Studio) -> None:
    assert studio.ask("POST", f"{KEEP}/x", WAV, **{"Content-Length": str(LARGEST_BYTES + 1)}).status == 413
    assert studio.ask("POST", f"{KEEP}/x", WAV, Origin="http://evil.example").status == 403
    assert studio.ask("POST", f"{KEEP}/x", WAV, Host="evil.example").status == 421
    assert Studio(studio.port, studio.scripts, "another").ask("POST", f"{KEEP}/x", WAV).status == 404
    assert studio.ask("POST", "api/scripts/nobody/recordings/x", WAV).status == 404
    assert studio.ask("GET", f"{KEEP}/x").status == 404
    assert not Path("scripts/recordings").exists()

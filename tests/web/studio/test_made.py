"""The studio's server, at its socket: what it makes, and how that comes to a phone."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.support import mp3_info, write
from tests.web.studio.conftest import SCRIPT, Studio
from voiceroutine.files import user_folder


def made(studio: Studio, script: str = "mine") -> Any:
    """Return the state of a session's making, once it is over."""
    job = studio.ask("POST", f"api/scripts/{script}/make", {})
    assert job.status == 202, job.body
    while True:
        state = studio.get(f"jobs/{job.json['job']}/state.json")
        if state["state"] in ("done", "failed"):
            return state
        time.sleep(0.05)


@pytest.mark.long
def test_a_session_is_made_verified_played_and_printed(studio: Studio) -> None:
    assert studio.get("api/scripts/mine/session") is None
    assert studio.ask("POST", "api/scripts/mine/verify", {}).json["hint"] == "make it first"
    state = made(studio)
    assert (state["state"], state["slug"]) == ("done", "mine")
    path = Path("output/mine.mp3")
    found = studio.get("api/scripts/mine/session")
    assert (found["slug"], found["size_bytes"]) == ("mine", path.stat().st_size)
    assert found["duration_ms"] == state["duration_ms"] == pytest.approx(mp3_info(path).length * 1000, abs=24)
    assert studio.ask("GET", "sessions/mine/mine.mp3").body == path.read_bytes()
    assert studio.ask("POST", "api/scripts/mine/verify", {}).json["ok"]
    printed = studio.ask("POST", "api/scripts/mine/handout", {"paper": "letter"})
    assert (printed.headers["content-type"], printed.body[:5]) == ("application/pdf", b"%PDF-")
    assert Path("output/mine.pdf").read_bytes() == printed.body


def test_what_the_script_has_wrong_is_told(studio: Studio) -> None:
    write(studio.scripts / "mine.yaml", SCRIPT.replace("reps: 4", "rep: 4"))
    state = made(studio)
    assert (state["state"], state["problems"][0]["hint"]) == ("failed", "did you mean `reps`?")
    refused = studio.ask("POST", "api/scripts/mine/handout", {})
    assert (refused.status, refused.json["problems"][0]["code"]) == (422, "unknown-key")


def test_a_phone_gets_in_while_it_is_wanted(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("voiceroutine.web.address.lan_addresses", lambda: ("127.0.0.1",))
    assert studio.get("api/phone") is None
    found = studio.ask("POST", "api/phone", {}).json
    assert found == studio.get("api/phone")
    assert found["code"].startswith("<svg ")
    _, _, host, token, _ = found["url"].split("/")
    phone = Studio(int(host.rpartition(":")[2]), studio.scripts, token)
    assert phone.ask("GET", "index.html").status == 200
    assert phone.ask("GET", "api/scripts").status == 404
    assert studio.ask("DELETE", "api/phone").status == 204
    assert studio.get("api/phone") is None
    with pytest.raises(ConnectionError):
        phone.ask("GET", "index.html")


@pytest.mark.long
def test_the_home_page_lists_what_there_is(studio: Studio) -> None:
    write(studio.scripts / "anna.yaml", "extends: mine\ntitle: For Anna\nvars:\n  patient: Anna\n")
    write(studio.scripts / "broken.yaml", SCRIPT.replace("reps: 4", "rep: 4"))
    cards = {card["id"]: card for card in studio.get("api/scripts")}
    assert set(cards) == {"anna", "broken", "mine"}
    assert (cards["anna"]["patient"], cards["anna"]["extends"], cards["anna"]["stretches"]) == ("Anna", ["mine"], 2)
    assert (cards["broken"]["errors"], cards["broken"]["duration_ms"], cards["broken"]["title"]) == (1, None, "Evening")
    assert cards["mine"]["duration_ms"] > 60_000
    assert "neck" in {card["id"] for card in studio.get("api/routines")}
    stretch = next(it for it in studio.get("api/stretches") if it["key"] == "chin-tuck")
    assert (stretch["dose"], stretch["picture"]) == ("5 s x 8, rest 3 s", True)
    write(studio.scripts / "mine.yaml", SCRIPT.replace("reps: 4", "reps: 9"))
    later = {card["id"]: card for card in studio.get("api/scripts")}
    assert later["anna"]["duration_ms"] > cards["anna"]["duration_ms"]


def test_stretches_are_drawn(studio: Studio) -> None:
    found = studio.ask("GET", "api/pictures/chin-tuck.svg")
    assert (found.headers["content-type"], found.body[:5]) == ("image/svg+xml", b"<svg ")
    assert studio.ask("GET", "api/pictures/nothing.svg").status == 422


@pytest.mark.parametrize(
    ("asked", "script", "text"),
    [
        ({"name": "My evening", "from": "nothing"}, "my-evening", "title: My evening\nstretches: []\n"),
        ({"name": "For Ben: knees", "from": "script", "source": "mine", "patient": "Ben"}, "for-ben-knees", "Ben"),
        ({"name": "My neck", "from": "routine", "source": "neck"}, "my-neck", "title: My neck\n"),
        ({"name": "Mine", "from": "script", "source": "mine"}, "mine-2", "title: Mine  # for Anna\n"),
        ({"name": "", "from": "sheet", "text": "Anna\nChin tucks 3x10, hold 5 s\n"}, "anna", "use: chin-tuck"),
    ],
)
def test_a_script_is_begun(studio: Studio, asked: dict[str, object], script: str, text: str) -> None:
    begun = studio.ask("POST", "api/new", asked)
    assert (begun.status, begun.json["id"]) == (201, script), begun.body
    written = (studio.scripts / f"{script}.yaml").read_text(encoding="utf-8")
    assert text in written
    assert "yaml-language-server" not in written  # the studio is the editor
    assert studio.get(f"api/scripts/{script}")["writable"]
    problems = studio.look(written, script=script)["problems"]
    assert [it["code"] for it in problems if it["severity"] == "error"] == (["no-stretches"] if "[]" in text else [])


def test_whether_an_exercise_of_a_sheet_is_the_librarys_is_asked_before_a_script_is_begun(studio: Studio) -> None:
    asked = {"name": "Ben", "from": "sheet", "text": "Chin tuks 3x10\nCat cow, 10 reps\n"}
    asks = studio.ask("POST", "api/new", asked)
    assert asks.status == 200
    assert [(it["line"], it["written"], it["key"]) for it in asks.json["doubts"]] == [(1, "Chin tuks", "chin-tuck")]
    assert not (studio.scripts / "ben.yaml").exists()
    for same, item in ((["1"], "- use: chin-tuck"), ([], "- name: Chin tuks")):
        begun = studio.ask("POST", "api/new", {**asked, "same": same})
        assert (begun.status, begun.json["remarks"]) == (201, [])
        assert item in (studio.scripts / f"{begun.json['id']}.yaml").read_text(encoding="utf-8")


def test_a_script_without_a_title_is_not_begun(studio: Studio) -> None:
    assert studio.ask("POST", "api/new", {"name": " ", "from": "nothing"}).status == 422
    assert studio.ask("POST", "api/new", {"name": "x", "from": "routine", "source": "nothing"}).status == 404
    assert studio.ask("POST", "api/new", {"name": "x", "from": "thin air"}).status == 400


def test_drafts_are_for_their_owner_alone(studio: Studio) -> None:
    studio.ask("PUT", "api/scripts/mine/draft", {"text": "title: Secret\n", "base_sha256": ""})
    (draft,) = (user_folder("state") / "drafts").iterdir()
    assert draft.stat().st_mode & 0o077 == 0
    assert draft.parent.stat().st_mode & 0o077 == 0

"""The studio's server, at its socket: what the editor asks."""

from __future__ import annotations

import http.client
import io
import json
import re
import threading
import wave
from pathlib import Path
from typing import Any

import pytest

from tests.support import write
from tests.web.studio.conftest import SCRIPT, Studio


def events_in(look: Any) -> list[dict[str, Any]]:
    """Return all events of a look's timeline, in order."""
    return [event for chapter in look["timeline"]["chapters"] for event in chapter["events"]]


def test_a_length_that_cannot_be_is_a_problem_of_a_script_that_is_still_shown(studio: Studio) -> None:
    found = studio.look(f"length: 1s\n{SCRIPT}")
    (problem,) = (it for it in found["problems"] if it["severity"] == "error")
    assert problem["code"] == "length"
    assert found["timeline"]["duration_ms"] == studio.look(SCRIPT)["timeline"]["duration_ms"]


@pytest.mark.parametrize("asked", ["1s", "9h"])
def test_the_nearest_length_that_can_be_is_one_click_away(studio: Studio, asked: str) -> None:
    text = f"length: {asked}\n{SCRIPT}"
    (problem,) = (it for it in studio.look(text)["problems"] if it["severity"] == "error")
    found = studio.look(text, *problem["fix"])
    assert re.match(r"length: \d+m\n", found["text"])
    assert not [it for it in found["problems"] if it["severity"] == "error"]


def test_the_dose_of_a_stretch_is_the_one_that_is_written(studio: Studio) -> None:
    written = studio.look(SCRIPT)["origins"][1]["dose"]
    fitted = studio.look(f"length: {studio.look(SCRIPT)['timeline']['duration_ms'] // 1000 + 30}s\n{SCRIPT}")
    assert fitted["problems"] == []
    assert fitted["origins"][1]["dose"] == written


def test_a_script_is_opened_and_saved_as_it_stands(studio: Studio) -> None:
    found = studio.get("api/scripts/mine")
    assert (found["id"], found["writable"], found["text"], found["draft"]) == ("mine", True, SCRIPT, None)
    text = SCRIPT.replace("Evening", "Morning")
    saved = studio.ask("PUT", "api/scripts/mine", {"text": text, "base_sha256": found["sha256"]})
    assert saved.status == 200
    assert (studio.scripts / "mine.yaml").read_text(encoding="utf-8") == text
    assert studio.get("api/scripts/mine")["sha256"] == saved.json["sha256"] != found["sha256"]


def test_what_somebody_else_saved_since_is_not_overwritten(studio: Studio) -> None:
    found = studio.get("api/scripts/mine")
    others = write(studio.scripts / "mine.yaml", SCRIPT.replace("reps: 4", "reps: 6")).read_text(encoding="utf-8")
    refused = studio.ask("PUT", "api/scripts/mine", {"text": "title: Lost\n", "base_sha256": found["sha256"]})
    assert (refused.status, refused.json["text"]) == (409, others)
    assert (studio.scripts / "mine.yaml").read_text(encoding="utf-8") == others
    again = studio.ask("PUT", "api/scripts/mine", {"text": "title: Kept\n", "base_sha256": refused.json["sha256"]})
    assert again.status == 200


def test_a_file_with_windows_line_ends_keeps_them(studio: Studio) -> None:
    (studio.scripts / "mine.yaml").write_bytes(SCRIPT.replace("\n", "\r\n").encode())
    found = studio.get("api/scripts/mine")
    assert found["text"] == SCRIPT
    text = SCRIPT.replace("reps: 4", "reps: 5")
    studio.ask("PUT", "api/scripts/mine", {"text": text, "base_sha256": found["sha256"]})
    assert (studio.scripts / "mine.yaml").read_bytes() == text.replace("\n", "\r\n").encode()


def test_a_bundled_script_is_read_only_and_saved_as_ones_own(studio: Studio) -> None:
    found = studio.get("api/scripts/neck")
    assert not found["writable"]
    saved = studio.ask("PUT", "api/scripts/neck", {"text": found["text"] + "# mine\n", "base_sha256": found["sha256"]})
    assert saved.json["writable"]
    assert (studio.scripts / "neck.yaml").read_text(encoding="utf-8") == found["text"] + "# mine\n"


def test_a_link_out_of_the_folder_is_read_and_not_written(studio: Studio, tmp_path: Path) -> None:
    outside = write(tmp_path / "elsewhere/other.yaml", SCRIPT)
    (studio.scripts / "linked.yaml").symlink_to(outside)
    found = studio.get("api/scripts/linked")
    assert (found["text"], found["writable"]) == (SCRIPT, False)
    refused = studio.ask("PUT", "api/scripts/linked", {"text": "title: X\n", "base_sha256": found["sha256"]})
    assert refused.status == 422
    assert outside.read_text(encoding="utf-8") == SCRIPT


def test_only_what_the_library_lists_is_opened(studio: Studio, tmp_path: Path) -> None:
    write(tmp_path / "secret.yaml", SCRIPT)
    for address in ("nothing", "../secret", "..%2fsecret", "mine.yaml", "secret.yaml", ""):
        found = studio.ask("GET", f"api/scripts/{address}")
        assert found.status == 404, address


def test_a_look_says_what_the_text_says(studio: Studio) -> None:
    found = studio.look(SCRIPT)
    assert (found["text"], found["changed"]) == (SCRIPT, False)
    assert found["data"]["stretches"][1] == {
        "name": "Arm circles",
        "caution": "Stop for sharp or growing pain.",
        "reps": "4",
    }
    assert found["problems"] == []
    first, second = found["origins"]
    assert (first["key"], first["path"], first["at"], first["dose"]) == (
        "chin-tuck",
        ["stretches", 0],
        ["stretches", 0],
        "5 s x 5, rest 3 s",
    )
    assert first["values"]["caution"]
    assert first["written"] == ["hold", "reps", "sets", "use"]
    assert second["chapters"] == [2]
    timeline = found["timeline"]
    assert timeline["chapters"][2]["title"] == "Arm circles"
    fields = [event["field"] for event in timeline["chapters"][2]["events"] if "field" in event]
    assert ["stretches", 1, "caution"] in fields
    assert found["duration_ms"] == timeline["duration_ms"] > 60_000


def test_a_problem_of_what_is_missing_is_told_with_the_missing_field(studio: Studio) -> None:
    (problem,) = studio.look(SCRIPT.replace("    caution: Stop for sharp or growing pain.\n", ""))["problems"]
    assert (problem["code"], problem["path"], problem["line"]) == ("no-caution", ["stretches", 1, "caution"], 7)
    (problem,) = studio.look(SCRIPT.replace("name: Arm circles\n    ", ""))["problems"]
    assert (problem["code"], problem["path"]) == ("missing-key", ["stretches", 1, "name"])


def test_a_problem_is_told_with_its_field_and_its_place(studio: Studio) -> None:
    (problem,) = studio.look(SCRIPT.replace("reps: 4", "rep: 4"))["problems"]
    assert (problem["code"], problem["path"], problem["severity"]) == ("unknown-key", ["stretches", 1, "rep"], "error")
    assert (problem["line"], problem["column"], problem["end_line"], problem["end_column"]) == (9, 5, 9, 8)
    assert problem["hint"] == "did you mean `reps`?"


@pytest.mark.parametrize(
    ("wrong", "mended"),
    [
        (SCRIPT.replace("reps: 4", "rep: 4"), SCRIPT),
        (SCRIPT.replace("chin-tuck", "chin-tuk"), SCRIPT),
        (SCRIPT + "vars:\n  clinic: Hill Street\n", SCRIPT),
        (SCRIPT.replace("reps: 4", "sides: l"), SCRIPT.replace("reps: 4", "sides: left")),
        (SCRIPT.replace("reps: 4", "hold: five breaths"), SCRIPT.replace("reps: 4", "hold: 5 breaths")),
        (SCRIPT.replace("reps: 4", "hold: 9 s x 3"), SCRIPT.replace("reps: 4", "dose: 9 s x 3")),
        (SCRIPT.replace("reps: 4", "alternate: true"), SCRIPT.replace("reps: 4", "alternate: true\n    sides: both")),
        (
            SCRIPT.replace("reps: 4", "hold: 9s\n    start: Lean."),
            SCRIPT.replace("reps: 4", "hold: 9s\n    start: Lean.\n    settle: 1s"),
        ),
        (
            SCRIPT.replace("reps: 4", "reps: 4\n    start: Hold on to the wall."),
            SCRIPT.replace("reps: 4", "reps: 4\n    start: Hold on to the wall.\n    equipment: [wall]"),
        ),
        ("extends: mine\nskip: [chin-tuk]\n", "extends: mine\nskip: [chin-tuck]\n"),
        (
            "extends: mine\nchange:\n  arm-circle:\n    reps: 5\n",
            "extends: mine\nchange:\n  arm-circles:\n    reps: 5\n",
        ),
    ],
)
def test_a_hint_that_is_an_edit_comes_with_it(studio: Studio, wrong: str, mended: str) -> None:
    write(studio.scripts / "other.yaml", wrong)
    (problem,) = studio.look(wrong, script="other")["problems"]
    found = studio.look(wrong, *problem["fix"], script="other")
    assert (found["text"], found["problems"]) == (mended, [])


def test_a_hint_that_would_not_mend_it_is_no_edit(studio: Studio) -> None:
    (problem,) = studio.look(SCRIPT.replace("    reps: 4", "    reps: 4\n    rep: 5"))["problems"]
    assert (problem["hint"], problem["fix"]) == ("did you mean `reps`?", None)


def test_a_text_that_is_no_yaml_still_gets_an_answer(studio: Studio) -> None:
    found = studio.look("title: [\n")
    assert (found["data"], found["origins"], found["timeline"]) == (None, [], None)
    assert [problem["code"] for problem in found["problems"]] == ["yaml"]


def test_with_errors_the_stretches_are_shown_all_the_same(studio: Studio) -> None:
    found = studio.look(SCRIPT.replace("reps: 4", "reps: often"))
    assert found["timeline"] is None
    assert [origin["key"] for origin in found["origins"]] == ["chin-tuck", "arm-circles"]
    assert found["origins"][0]["dose"] == "5 s x 5, rest 3 s"


def test_a_programme_shows_the_stretches_of_its_base(studio: Studio) -> None:
    text = "extends: mine\ntitle: For Anna\nchange:\n  chin-tuck:\n    reps: 3\n"
    write(studio.scripts / "anna.yaml", text)
    found = studio.look(text, script="anna")
    first, second = found["origins"]
    assert (first["path"], first["place"], first["from"]) == (None, ["change", "chin-tuck"], "mine")
    assert (first["values"]["reps"], first["written"]) == ("3", ["reps"])
    assert (second["place"], second["values"]["reps"], second["written"]) == (["change", "arm-circles"], "4", [])
    assert found["defaults"] == {"guidance": "minimal", "screening": "false"}
    broken = studio.look(text.replace("mine", "yours"), script="anna")
    assert broken["defaults"] is None


def test_events_that_the_page_has_are_not_sent_again(studio: Studio) -> None:
    opening, *others = studio.look(SCRIPT)["timeline"]["chapters"]
    have = [chapter["key"] for chapter in (opening, *others)]
    body = {"text": SCRIPT.replace("reps: 4", "reps: 5"), "have": have}
    after = studio.ask("POST", "api/scripts/mine/look", body).json["timeline"]["chapters"]
    sent = [chapter["title"] for chapter in after if "events" in chapter]
    assert sent == ["Arm circles"]
    assert [chapter["key"] for chapter in after if "events" not in chapter] == [have[0], have[1], have[3]]
    assert studio.look(SCRIPT)["timeline"]["chapters"] == [opening, *others]


def test_edits_are_made_in_the_text(studio: Studio) -> None:
    found = studio.look(SCRIPT, {"op": "field", "place": ["stretches", 1], "path": ["reps"], "value": 6})
    assert (found["text"], found["changed"]) == (SCRIPT.replace("reps: 4", "reps: 6"), True)
    assert found["data"]["stretches"][1]["reps"] == "6"
    found = studio.look(SCRIPT, {"op": "set", "path": ["title"], "value": "Late"}, {"op": "remove", "path": ["nope"]})
    assert (found["text"], found["changed"]) == (SCRIPT, False)
    assert "nope" in found["error"]["message"]


def test_a_request_that_no_page_makes_is_refused(studio: Studio) -> None:
    wrong: tuple[object, ...] = (
        b"{",
        b"[]",
        {"edits": []},
        {"text": SCRIPT, "edits": [{"op": "explode"}]},
        {"text": "\ud800"},
        {"text": 7},
        {"text": SCRIPT, "have": "all"},
        {"text": SCRIPT, "have": [7]},
    )
    for body in wrong:
        refused = studio.ask("POST", "api/scripts/mine/look", body)
        assert (refused.status, refused.json["hint"]) == (400, "load the page again"), body
    assert studio.ask("GET", "api/nothing").json["message"] == "there is nothing at this address"


def test_a_cue_is_heard_as_it_sounds_in_the_session(studio: Studio) -> None:
    events = events_in(studio.look(SCRIPT))
    place = next(n for n, it in enumerate(events) if it.get("text") == "Stop for sharp or growing pain.")
    heard = studio.ask("POST", "api/scripts/mine/say", {"text": SCRIPT, "event": place})
    assert (heard.status, heard.headers["content-type"]) == (200, "audio/wav")
    after = events_in(studio.look(SCRIPT))[place]
    with wave.open(io.BytesIO(heard.body)) as sound:
        assert (sound.getframerate(), sound.getnchannels()) == (48_000, 1)
        assert sound.getnframes() == after["length_ms"] * 48
    silent = studio.ask("POST", "api/scripts/mine/say", {"text": SCRIPT, "event": 100_000})
    assert (silent.status, silent.json["message"]) == (422, "nothing is said there any more")


def test_a_chapter_is_heard_from_any_place_with_its_exact_timeline(studio: Studio) -> None:
    found = studio.ask("POST", "api/scripts/mine/listen", {"text": SCRIPT, "chapter": 2}).json
    whole = studio.ask("GET", found["sound"])
    with wave.open(io.BytesIO(whole.body)) as sound:
        assert sound.getnframes() == found["timeline"]["duration_ms"] * 48
        samples = sound.readframes(sound.getnframes())
    cue = next(it for it in found["timeline"]["events"] if it.get("text") == "Stop for sharp or growing pain.")
    start, end = (2 * 48 * cue["start_ms"], 2 * 48 * (cue["start_ms"] + cue["length_ms"]))
    events = events_in(studio.look(SCRIPT))
    place = next(n for n, it in enumerate(events) if it.get("text") == "Stop for sharp or growing pain.")
    heard = studio.ask("POST", "api/scripts/mine/say", {"text": SCRIPT, "event": place}).body
    assert samples[start:end] == heard[44:]
    first, last = len(whole.body) // 2 + 1, len(whole.body) // 2 + 1001
    part = studio.ask("GET", found["sound"], range=f"bytes={first}-{last}")
    assert (part.status, part.body) == (206, whole.body[first : last + 1])
    assert studio.ask("GET", found["sound"], range="bytes=0-9").body == whole.body[:10]
    assert studio.ask("GET", found["sound"], range=f"bytes={len(whole.body)}-").status == 416


def test_a_script_with_errors_is_not_heard(studio: Studio) -> None:
    refused = studio.ask("POST", "api/scripts/mine/listen", {"text": "title: X\n", "chapter": 0})
    assert (refused.status, refused.json["hint"]) == (422, "mend them first")


def test_what_no_script_could_hold_is_neither_spoken_nor_saved(studio: Studio) -> None:
    refused = studio.ask("POST", "api/scripts/mine/say", {"text": SCRIPT, "cue": "Long. " * 1_000})
    assert (refused.status, refused.json["hint"]) == (422, "say less")
    found = studio.get("api/scripts/mine")
    large = {"text": SCRIPT + "#" * 2_000_000, "base_sha256": found["sha256"]}
    assert studio.ask("PUT", "api/scripts/mine", large).status == 422
    assert studio.get("api/scripts/mine")["sha256"] == found["sha256"]


def test_a_draft_is_kept_until_the_script_is_saved(studio: Studio) -> None:
    found = studio.get("api/scripts/mine")
    draft = {"text": SCRIPT + "# more\n", "base_sha256": found["sha256"]}
    assert studio.ask("PUT", "api/scripts/mine/draft", draft).status == 200
    kept = studio.get("api/scripts/mine")["draft"]
    assert (kept["text"], kept["base_sha256"]) == (draft["text"], found["sha256"])
    assert studio.ask("PUT", "api/scripts/mine", draft).status == 200
    assert studio.get("api/scripts/mine")["draft"] is None
    studio.ask("PUT", "api/scripts/mine/draft", {**draft, "text": "title: Other\n"})
    assert studio.ask("DELETE", "api/scripts/mine/draft").status == 204
    assert studio.get("api/scripts/mine")["draft"] is None


def test_a_page_is_told_when_the_file_changes_and_when_it_goes(studio: Studio) -> None:
    with studio.connected("api/scripts/mine/changes") as told:
        assert told.status == 200
        assert _next(told) == ("changed", SCRIPT)
        text = SCRIPT.replace("Evening", "Night")
        threading.Timer(0.2, write, (studio.scripts / "mine.yaml", text)).start()
        assert _next(told) == ("changed", text)
        threading.Timer(0.2, (studio.scripts / "mine.yaml").unlink).start()
        assert _next(told) == ("gone", None)


def _next(told: http.client.HTTPResponse) -> tuple[str, Any]:
    name = ""
    while True:
        line = told.readline().decode().rstrip("\n")
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        if line.startswith("data: "):
            return name, json.loads(line.removeprefix("data: ")).get("text")

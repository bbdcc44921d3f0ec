"""Words that their writer has recorded: wherever there are words, from whichever file, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import BUNDLED, write
from voiceroutine.document.problems import FaultyScriptError
from voiceroutine.language.markup import recording_of, shown
from voiceroutine.plan.director import direct
from voiceroutine.script.library import Library, Shelf
from voiceroutine.script.loader import Script, load_script
from voiceroutine.script.manual.expansion import expanded
from voiceroutine.script.wording import phrases_of

EVERYWHERE = """\
title: Own
notice: {say: N., recording: n.wav}
opening:
  say: One. Two.
  recording: o.wav
closing: {say: C., recording: c.wav}
stretches:
  - name: Lean
    sides: both
    reps: 3
    hold: 20s
    purpose: {say: P., recording: p.wav}
    avoid_if: {say: A., recording: a.wav}
    setup:
      - say: Sit {side}.
        recording: sit-{side}.wav
        wait: 1s
      - Then wait.
    feel: {say: F., recording: f.wav}
    easier: {say: E., recording: e.wav}
    caution: {say: Stop if it hurts. At once., recording: ca.wav}
    start: {say: Lean., recording: 'lean-{side}.wav'}
    again:
      - Once more.
      - {say: And lean., recording: again.wav}
    release: [{say: R., recording: r.wav}]
    during:
      - at: 2s
        say: Drop.
        recording: d.wav
  - name: Arch
    caution: Stop if it hurts.
    setup: {say: Kneel. Slowly., recording: k.wav}
    reps: 2
    steps:
      - say: Up.
        recording: u.wav
        for: 3s
      - say: [Down., {say: Low., recording: low.wav}]
        for: 3s
"""
NAMES = {
    *("n.wav", "o.wav", "c.wav", "p.wav", "a.wav", "sit-left.wav", "sit-right.wav", "f.wav", "e.wav", "ca.wav"),
    *("lean-left.wav", "lean-right.wav", "again.wav", "r.wav", "d.wav", "k.wav", "u.wav", "low.wav"),
}


def loaded(text: str, library: Library = BUNDLED) -> Script:
    return load_script(write(Path("scripts/x.yaml"), text), library)


def said(script: Script) -> dict[str, str]:
    """Return the words of each recording that the plan asks for."""
    texts = [text for plan in direct(script.routine, phrases_of(script.routine)) for text in plan.texts()]
    return {name: shown(text) for text in texts if (name := recording_of(text))}


def test_wherever_there_are_words_a_recording_can_stand_beside_them() -> None:
    script = loaded(EVERYWHERE)
    found = said(script)
    assert found.keys() == NAMES
    assert {name for _, name, _ in script.recordings()} == NAMES
    assert found["sit-left.wav"] == "Sit left."
    assert found["o.wav"] == "One. Two.", "a recording is not divided into sentences"
    assert found["k.wav"] == "Kneel. Slowly."
    assert all(str(file) == f"scripts/{name}" for _, name, file in script.recordings())


def test_each_recording_is_told_with_the_place_where_it_is_named() -> None:
    script = loaded(EVERYWHERE)
    for field, name, _ in script.recordings():
        span = script.span_of(field)
        there = span.source.text[span.start : span.end]
        assert there.replace("{side}", "left" if "left" in name else "right").strip("'") == name


def test_a_side_has_one_name_in_any_language() -> None:
    text = (
        "title: T\nlanguage: de\nstretches:\n  - name: Dehnung\n    sides: both\n    start:\n"
        "      say: Neig den Kopf auf {side.noun}.\n      recording: kopf-{side}-{other_side}.wav\n"
    )
    found = said(loaded(text))
    assert found == {
        "kopf-left-right.wav": "Neig den Kopf auf die linke Seite.",
        "kopf-right-left.wav": "Neig den Kopf auf die rechte Seite.",
    }


def test_a_library_stretch_and_an_extended_script_bring_their_recordings_along() -> None:
    own = Library((Shelf(Path("scripts"), "scripts"), *BUNDLED.shelves))
    write(
        Path("scripts/stretches/roll.yaml"),
        "name: Roll\ncaution: Stop if it hurts.\nhold: 5s\nstart: {say: Roll., recording: own/roll.wav}\n",
    )
    write(Path("base/base.yaml"), "title: B\nopening: {say: Hello., recording: hello.wav}\nstretches: [{use: roll}]\n")
    script = loaded("extends: ../base/base.yaml\n", own)
    assert {str(file) for _, _, file in script.recordings()} == {
        "scripts/stretches/own/roll.wav",
        str(Path("scripts/../base/hello.wav")),
    }


def test_an_overlay_replaces_a_recording_by_words_and_words_by_a_recording() -> None:
    base = "title: B\nstretches:\n  - {name: A, start: {say: Go., recording: go.wav}}\n  - {name: B, start: Go on.}\n"
    write(Path("scripts/base.yaml"), base)
    change = "change:\n  a: {start: Now.}\n  b: {start: {say: Go on., recording: on.wav}}\n"
    first, second = loaded(f"extends: base\n{change}", Library((Shelf(Path("scripts"), ""),))).routine.stretches
    assert first.start == ("Now.",)
    assert second.start is not None
    assert recording_of(second.start[0]) == "on.wav"


def test_a_script_that_is_written_out_finds_its_recordings_where_they_are() -> None:
    script = loaded(EVERYWHERE)
    text = expanded(script)
    again = load_script(write(Path("elsewhere/y.yaml"), text), BUNDLED)
    assert {file for _, _, file in again.recordings()} == {file.absolute() for _, _, file in script.recordings()}
    assert "wait: 1s" in text


def test_vars_are_filled_in_the_words_and_in_the_name() -> None:
    opening = "opening:\n  say: Hello {who}.\n  recording: hello-{who}.wav\n"
    text = f"title: T\nvars: {{who: Anna}}\n{opening}stretches: [{{name: A}}]\n"
    assert said(loaded(text)) == {"hello-Anna.wav": "Hello Anna."}


@pytest.mark.parametrize("name", ["../../x.wav", "/etc/x.wav", "~/x.wav"])
def test_a_file_outside_is_refused_where_only_a_shelf_may_be_read(name: str) -> None:
    library = Library((Shelf(Path("scripts"), ""),), strict=True)
    text = f"title: T\nstretches: [{{name: A, start: {{say: Go., recording: '{name}'}}}}]\n"
    with pytest.raises(FaultyScriptError) as caught:
        loaded(text, library)
    assert [problem.code for problem in caught.value.problems] == ["unreadable"]


def test_what_looks_like_a_recording_in_a_text_is_a_mistake() -> None:
    with pytest.raises(FaultyScriptError, match=r"unknown placeholder `\{=x.wav\}`"):
        loaded("title: T\nopening: 'Hello.{=x.wav}'\nstretches: [{name: A}]\n")

"""The timeline as JSON: it keeps its schema, comes back as it was, and a wrong document is refused."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from functools import cache
from typing import Any

import jsonschema
import pytest

import voiceroutine
from tests.support import BUNDLED, SPOKEN_ANYWAY, RunCli, quick
from voiceroutine.language.markup import shown
from voiceroutine.plan.timeline import Timeline
from voiceroutine.plan.timeline_json import as_json, from_json

SCHEMA = voiceroutine.timeline_schema()
ROUTINES = quick(BUNDLED.scripts(), SPOKEN_ANYWAY)


@cache
def found(name: str) -> voiceroutine.Preview:
    return voiceroutine.preview(name, library=BUNDLED)


@pytest.fixture
def document() -> dict[str, Any]:
    return copy.deepcopy(as_json(found("desk-break").timeline))


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_command_prints_it(run_cli: RunCli) -> None:
    assert json.loads(run_cli("schema", "--timeline").stdout) == SCHEMA
    assert json.loads(run_cli("schema").stdout) == voiceroutine.script_schema()


def test_show_keeps_the_schema(run_cli: RunCli) -> None:
    done = run_cli("show", "desk-break", "--json")
    jsonschema.validate(json.loads(done.stdout), SCHEMA, jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", ROUTINES)
def test_every_bundled_routine_keeps_the_schema(name: str) -> None:
    shown_json = json.loads(json.dumps(found(name).as_json()))
    jsonschema.validate(shown_json, SCHEMA, jsonschema.Draft202012Validator)
    assert all("spoken" in event and "role" in event for event in shown_json["events"] if event["kind"] == "speech")
    assert any("source" in event for event in shown_json["events"])


@pytest.mark.parametrize("name", ROUTINES)
def test_a_timeline_comes_back_as_it_was(name: str) -> None:
    timeline = found(name).timeline
    back = from_json(json.loads(json.dumps(as_json(timeline))))
    assert everything(back) == everything(timeline)
    assert from_json(found(name).as_json()) == back


def everything(timeline: Timeline) -> list[object]:
    """Return all that the JSON holds of a timeline: its events' purposes, too, which do not count when they compare."""
    events = [
        (position, it.kind, it.start_ms, it.length_ms, shown(it.text or ""), it.chime, it.role, it.turn, it.origin)
        for position, it in timeline.events()
    ]
    chapters = [(chapter.title, chapter.length_ms) for chapter in timeline.chapters]
    return [timeline.title, timeline.disclaimer, chapters, events]


def an_event_after_its_chapter(document: dict[str, Any]) -> None:
    document["events"][0]["start_ms"] = document["chapters"][0]["length_ms"]


def an_event_of_no_chapter(document: dict[str, Any]) -> None:
    document["events"][-1]["chapter"] = len(document["chapters"])


def chapters_that_overlap(document: dict[str, Any]) -> None:
    document["chapters"][1]["start_ms"] -= 24


def another_length(document: dict[str, Any]) -> None:
    document["duration_ms"] += 24


def events_out_of_order(document: dict[str, Any]) -> None:
    document["events"].append(document["events"][0])


@pytest.mark.parametrize(
    "spoil",
    [an_event_after_its_chapter, an_event_of_no_chapter, chapters_that_overlap, another_length, events_out_of_order],
)
def test_a_timeline_that_contradicts_itself_is_refused(
    document: dict[str, Any], spoil: Callable[[dict[str, Any]], None]
) -> None:
    from_json(document)
    spoil(document)
    with pytest.raises(ValueError):  # noqa: PT011 what it says is for us
        from_json(document)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "song"),
        ("start_ms", -1),
        ("start_ms", 1.5),
        ("start_ms", "0"),
        ("length_ms", 0),
        ("length_ms", 10**12),
        ("role", "noise"),
        ("side", "up"),
        ("rep", 0),
        ("field", 7),
    ],
)
def test_an_event_with_a_wrong_value_is_refused_by_the_schema_and_by_us(
    document: dict[str, Any], field: str, value: object
) -> None:
    document["events"][0][field] = value
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(document)
    with pytest.raises(ValueError):  # noqa: PT011 what it says is for us
        from_json(document)


@pytest.mark.parametrize("field", ["format", "version", "title", "duration_ms", "chapters", "events"])
def test_a_document_without_one_of_its_fields_is_refused(document: dict[str, Any], field: str) -> None:
    del document[field]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(document)
    with pytest.raises(ValueError, match=field):
        from_json(document)


def test_a_field_that_is_not_known_is_ignored(document: dict[str, Any]) -> None:
    known = from_json(document)
    document["events"][0]["mood"] = "calm"
    assert jsonschema.Draft202012Validator(SCHEMA).is_valid(document)
    assert from_json(document) == known

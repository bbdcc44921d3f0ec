"""The reference pages, from the model and the explanations: never written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from voiceroutine.language.languages import languages, phrases_for
from voiceroutine.script import model, parts, wording
from voiceroutine.script.manual.explain import explanations, markdown
from voiceroutine.script.manual.schema import script_schema

if TYPE_CHECKING:
    from pydantic import BaseModel

_INTRODUCTION = """\
# The script format

A cue script is a YAML file in UTF-8. The top has what holds for the whole session; `stretches` has the stretches, in
order. Only `title` and `stretches` must be there, and of a stretch only `name` (or `use`): everything else has a default.
`{name: Arm circles, hold: 30s}` is a whole stretch. Unknown keys are errors.

**Durations** are written `30` or `30s` (seconds), `0.5s`, `1m30s`, `2 min`, `30 seconds`, `1:30` (minutes and seconds), `1:02:03`, `1h`.

**Texts** are spoken as a person would read them. Line breaks in them do not matter. In YAML, a text with `: ` in it, or one
that begins with a quote, a bracket or a sign like `@`, must be in quotes; inside `{ }` and `[ ]` so must a text with a comma
or a brace.

**Empty texts.** A key that is left out has its default. `start: ''` says nothing.

**What a stretch is, as heard.** Its name and its dose; `setup`, then `caution`; `ready` to get into position; then the
dose. A held rep is its number (with more than one), `start` (from the second rep on `again`), the `hold`, `release`, and
`rest` before the next. Reps in `steps` and counted reps (`tempo`) begin with `start` once and end with `release` once; a step
lasts from its cue to the next one's, and the next rep's number comes at the end of the last step. Between `sets` there is
`set_rest`, and `ready` again. One side alone is named; with two, the dose is done on the one, then on the other. After
all of it, `after` is the pause before the next stretch.

"""

_SPOKEN = """\
## Numbers, units and respellings

**Numbers, units and abbreviations** are written as anybody would, and spoken in the script's language: `30 s`, `30s`, `2x`,
`10-15 reps`, `1/2`, `45°`, `1.5 m`, `1:30` (minutes and seconds), `L/R`, `C5-C6`, `approx.`, `e.g.`. What could mean
several things is left to the voice.

**A word that the voice says wrongly** is respelled in one place by `{word|how it is spoken}`, and everywhere by `say_as`,
whose words in large or small letters are one. Both come before everything else:

```yaml
title: Shoulder blades
say_as: {levator: leh-VAY-tor}
stretches:
  - name: Levator stretch
    start: Lower your {scapulae|SKAP-yoo-lee}.
```

The session's captions, lyrics and chapters show the word. The disclaimer is never respelled.

## Another language

With `language: sv`, or any other that has no stock phrases, the script words them all itself, and the disclaimer in full.
`voiceroutine explain disclaimer` says what it must say. Numbers in texts are then read by the voice.

```yaml
title: Nacken
language: sv
phrases:
  disclaimer: >-
    Innan vi börjar. Det här är allmän information och en demonstration. Det är inte medicinsk rådgivning och ingen
    behandlingsplan. Använd det inte för att ställa diagnos på dig själv eller behandla dig själv. Det ersätter inte din
    egen läkare eller fysioterapeut. Fråga dem innan du börjar, och skjut inte upp ett besök på grund av det här. Ingen
    lovar att allt stämmer eller passar dig. Du deltar på egen risk. Om något gör ont, sluta.
  opening_chapter: Inledning
  closing_chapter: Avslutning
  closing: Det var allt. Ta ett lugnt andetag innan du reser dig.
  left: vänster
  right: höger
  start: Börja nu.
  release: Och släpp.
  finish: Och slappna av.
  halfway: Halvvägs.
  count: "{number}."
  last_count: "{number}, och den sista."
  first_side: Först {side} sida.
  one_side: På {side} sida.
  switch: Nu {side} sida.
  set_done: Och vila.
  set_next: Omgång {number}.
  dose_once: "{duration}."
  dose_once_each_side: "{duration} på varje sida."
  dose_reps: "{number} gånger."
  dose_reps_each_side: "{number} gånger på varje sida."
  dose_sets: "{number} omgångar."
  hour: [en timme, "{number} timmar"]
  minute: [en minut, "{number} minuter"]
  second: [en sekund, "{number} sekunder"]
  conjunction: och
stretches:
  - name: Luta huvudet
    start: Luta huvudet åt {side}.
    sides: [left, right]
    hold: 20s
```

"""

_OVERLAY = """\
## Overlays

A script that `extends` another one changes it without copying it. Its own keys replace those of the script it extends
(of `phrases` and `music`, key by key); its own `stretches` come after the others. An overlay can extend an overlay.

| key | type | what it is | example |
|---|---|---|---|
| `extends` | text | The name or the path of a script to change. | `extends: neck` |
| `change` | keys and values | What to change in its stretches: fields that replace a stretch's own, by the stretch's key. | `change: {chin-tuck: {reps: 5}}` |
| `skip` | list | Its stretches to leave out, by key. | `skip: [upper-trap]` |

A stretch's key is what its `use` says; for one that has only a name, the name in small letters with hyphens:
`Cat and dog` is `cat-and-dog`. Where `change`, or a field below `use`, gives a `hold`, `steps` or `tempo`, the other two of
these go, and what has no meaning beside it (`during`, `again`; with `tempo` also `rest`).

## A library of your own

A file in the folder `stretches` beside your scripts holds one stretch, and its name without `.yaml` is its key for `use`.
Yours are found before the bundled ones.

```yaml
# scripts/stretches/calf.yaml
name: Calf stretch
sides: [left, right]
start: Press your {side} heel down, and lean toward the wall.
hold: 30s
```

## Editors

`voiceroutine new NAME` writes a script that begins with a line for editors with a YAML language server, and
`voiceroutine.schema.json` beside it: such an editor completes keys and shows what they mean. `voiceroutine schema` prints the
schema.
"""

_PHRASES = """\
Under `phrases`, at the top: what is left out stays the stock phrase of the language. Where that has no stock phrases
(such as `language: sv`), all of them must be there but `conjunction`; numbers are spoken in words where num2words knows the
language, and else as the voice reads digits."""

_MUSIC = """\
Under `music`, which may be the file alone: `music: drone`. `music: off` is none, in an overlay too. While the voice speaks, music
is at least 14 dB softer: its `level`, less what it is ducked by. The end of a file is blended into its beginning."""

_PARTS: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("The script", "At the top of the file.", model.Routine),
    ("A stretch", "Each item of `stretches`; and a file of the stretch library.", model.Stretch),
    ("A step", "Each item of `steps`.", model.Step),
    ("A cue in a hold", "Each item of `during`.", model.During),
    ("Prompts", "Under `prompts`, of the script or of a stretch.", model.Prompts),
    ("Music", _MUSIC, parts.Music),
    ("Stock phrases", _PHRASES, wording.Wording),
    ("The least of a dose", "Under `at_least`.", model.AtLeast),
)


def _sides() -> str:
    """Return what `{side}` stands for, language by language."""
    rows = "\n".join(
        f"| `{tag}` | {phrases.left} | {phrases.right} |"
        for tag, phrases in ((tag, phrases_for(tag)) for tag in languages())
    )
    return (
        "## Sides\n\nWhat `{side}` and `{other_side}` stand for, so that a text can be written around them; where "
        "it needs another form, write a stretch for each side, or give `left` and `right` in `phrases`.\n\n"
        f"| language | left | right |\n|---|---|---|\n{rows}"
    )


def script_format() -> str:
    """Return docs/script-format.md."""
    sections = [_INTRODUCTION.rstrip()]
    for title, where, part in _PARTS:
        rows = ["| key | type | default | what it is | example |", "|---|---|---|---|---|"]
        if part is model.Stretch:
            rows.append(
                "| `use` | text | | The key of a library stretch to begin with; every field here replaces its own. "
                "| `use: chin-tuck` |"
            )
        rows.extend(_row(key, field) for key, field in model.field_keys(part).items())
        sections.append(f"## {title}\n\n{where}\n\n" + "\n".join(rows))
    return "\n\n".join([*sections, _sides(), _SPOKEN + _OVERLAY])


def errors() -> str:
    """Return docs/errors.md."""
    introduction = (
        "# Errors and warnings\n\n`voiceroutine check` finds these in a script; `voiceroutine explain CODE` prints one of them. "
        "An error stops `make`; a warning does not (`check --strict` makes it an error)."
    )
    return "\n\n".join([introduction, *(markdown(code, it) for code, it in explanations().items())]) + "\n"


def _row(key: str, field: Any) -> str:
    kind = _kind(script_schema(), field, key)
    cells = [f"`{key}`", kind, _default(field), field.description, f"`{key}: {field.examples[0]}`"]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _kind(schema: dict[str, Any], field: Any, key: str) -> str:
    for part in (schema, *schema["$defs"].values()):
        found = part["properties"].get(key)
        if found and found.get("description") == field.description:
            return _type_words(found)
    raise KeyError(key)


def _type_words(schema: dict[str, Any]) -> str:
    """Return a schema's type as a person would say it."""
    choices = schema.get("anyOf", [])
    if any("dB" in choice.get("pattern", "") for choice in choices):
        return "level"
    if any("pattern" in choice for choice in choices):
        return "duration, or `off`" if any("enum" in choice for choice in choices) else "duration"
    choices = [choice for choice in choices if choice.get("type") != "null"]
    if choices:
        return _type_words(choices[0])
    if "$ref" in schema or "allOf" in schema:
        return "keys and values"
    if "enum" in schema:
        return " or ".join(f"`{word}`" for word in schema["enum"])
    low, high = schema.get("minimum"), schema.get("maximum")
    words = {"string": "text", "array": "list", "object": "keys and values", "boolean": "`true` or `false`"}
    numbers = {"integer": "whole number", "number": "number"}
    kind = schema["type"]
    return words.get(kind) or f"{numbers[kind]}, {low} to {high}"


def _default(field: Any) -> str:
    """Return the default as it would be written in a script."""
    value = field.default
    if field.is_required():
        return "must be there"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, float) and field.examples[0].endswith("dB"):
        return f"`{value:g}dB`"
    if isinstance(value, int) and value >= 1_000:  # milliseconds; no plain number is as large
        return f"`{value / 1000:g}s`"
    if value in (None, "", (), {}):
        return ""
    if isinstance(value, wording.Wording):
        return ""
    if isinstance(value, model.Prompts):
        return "`{halfway: 20s, countdown: 3}`"
    return f"`{value}`"

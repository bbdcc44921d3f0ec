"""Bad input, each with the whole text of the answer.

The answers lie in tests/golden/errors. `pytest --golden` writes them anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.machine import slowness
from tests.support import answer_of
from voiceroutine.app.preview import preview
from voiceroutine.errors import ScriptNotFoundError
from voiceroutine.script.library import Library, Shelf, bundled_folder

GOLDEN = Path(__file__).parents[1] / "golden" / "errors"

GOOD = "title: T\nstretches:\n  - name: Lean\n    hold: 5s\n"


def with_stretch(line: str) -> str:
    return f"title: T\nstretches:\n  - name: Lean\n    {line}\n    caution: Stop if it hurts.\n"


def with_top(line: str) -> str:
    return f"title: T\n{line}\nstretches:\n  - name: Lean\n    hold: 5s\n    caution: Stop if it hurts.\n"


def with_group(key: str, stretch: str = "hold: 5s") -> str:
    return (
        f"title: T\nstretches:\n  - group: Circuit\n    {key}\n    stretches:\n      - name: Lean\n        {stretch}\n"
    )


TEXTS: dict[str, str | bytes] = {
    "recording without its words": with_stretch("start: {recording: lean.wav}"),
    "recording of an unknown key": with_stretch("start: {say: Lean., recoding: lean.wav}"),
    "recording of one side for both": with_stretch(
        "sides: both\n    start: {say: 'Lean to the {side}.', recording: lean.wav}"
    ),
    "recording that names no file": with_stretch("start: {say: Lean., recording: lean}"),
    "recording without a name": with_stretch("start: {say: Lean., recording: }"),
    "recording with a brace in its name": with_stretch("start: {say: Lean., recording: 'a{b}.wav'}"),
    "recording of a side without sides": with_stretch("start: {say: Lean., recording: 'lean-{side}.wav'}"),
    "recording beside a list": with_stretch(
        "steps:\n      - say: [Up., Rise.]\n        recording: up.wav\n        for: 3s"
    ),
    "recording beside a sound": with_stretch(
        "hold: 9s\n    during:\n      - at: 2s\n        sound: bell\n        recording: up.wav"
    ),
    "recording of a name": with_stretch("summary: {say: Lean., recording: lean.wav}").replace(
        "name: Lean", "name: {say: Lean., recording: lean.wav}"
    ),
    "recording that is missing": with_stretch("start: {say: Lean over., recording: nowhere/lean.wav}"),
    "tab in the indentation": "title: T\nstretches:\n\t- name: Lean\n",
    "tab after spaces": "title: T\nstretches:\n  - name: Lean\n \thold: 5s\n",
    "unknown key": with_stretch("hodl: 5s"),
    "unknown key far from any": with_stretch("zzz: 5s"),
    "unknown key at the top": with_top("titel: X"),
    "key in the wrong place": "title: T\nhold: 5s\nstretches: [{name: Lean}]\n",
    "top key in a stretch": with_stretch("opening: Hello."),
    "comma in braces": with_stretch("hold: 9s\n    during: [{at: 2s, say: Breathe out, slowly.}]"),
    "duplicate key": with_stretch("hold: 5s\n    hold: 6s"),
    "negative duration": with_stretch("hold: -5s"),
    "zero hold": with_stretch("hold: 0"),
    "nan duration": with_stretch("hold: .nan"),
    "enormous duration": with_stretch("hold: 99999999999999999999"),
    "word for a duration": with_stretch("hold: thirty seconds"),
    "no for a duration": with_stretch("hold: no"),
    "tilde for a duration": with_stretch("hold: ~"),
    "hexadecimal duration": with_stretch("hold: 0x10"),
    "nothing for a duration": with_stretch("hold:"),
    "tilde for a name": "title: T\nstretches:\n  - name: ~\n",
    "nothing for a title": "title:\nstretches: [{name: Lean}]\n",
    "clock for reps": with_stretch("reps: 1:30"),
    "reps out of range": with_stretch("reps: 0"),
    "fraction of a rep": with_stretch("reps: 2.5"),
    "pace out of range": with_top("pace: 3"),
    "word for a flag": with_top("chimes: sometimes"),
    "unknown chime": with_top("chimes: [side, gong]"),
    "music that is not there": with_top("music: beds/rain.mp3"),
    "music that is no sound": with_top("music: {file: x.yaml, level: -18dB}"),
    "music without a file": with_top("music: {level: -18dB}"),
    "music too loud": with_top("music: {file: drone, level: -10dB, duck: 0dB}"),
    "music at no level": with_top("music: {file: drone, level: loud}"),
    "music above the voice": with_top("music: {file: drone, level: 3dB}"),
    "long fade": with_top("music: {file: drone, fade: 1m}"),
    "list for music": with_top("music: [drone, waves]"),
    "unknown key of music": with_top("music: {file: drone, volume: 3}"),
    "nothing for music": with_top("music:"),
    "word for a choice": with_top("guidance: short"),
    "list for a text": with_stretch("purpose: [Lean, over]"),
    "text for a list": with_stretch("areas: neck"),
    "keys for a list": with_stretch("steps: {say: Up., for: 3s}"),
    "text for keys": with_top("prompts: often"),
    "text for a stretch": "title: T\nstretches:\n  - chin-tuck\n",
    "text for a step": with_stretch("steps: [up, down]"),
    "text for say_as": with_top("say_as: scapulae"),
    "keys for a duration": with_stretch("hold: {for: 5s}"),
    "unknown side": with_stretch("sides: [left, up]"),
    "same side twice": with_stretch("sides: [left, left]"),
    "unknown placeholder": with_stretch("sides: [left]\n    start: Lean to the {sid}."),
    "respelling without a word": with_stretch('start: "Lower your {|SKAP-yoo-lee}."'),
    "respelling without a sound": with_stretch('start: "Lower your {scapulae|}."'),
    "respelling with two bars": with_stretch('start: "Lower your {scapulae|SKAP|lee}."'),
    "respelling that begins a text": with_stretch("start: {scapulae|SKAP-yoo-lee} down."),
    "respelling that is the text": with_stretch("start: {scapulae|SKAP-yoo-lee}"),
    "respelling in brackets": with_stretch("hold: 9s\n    during: [{at: 2s, say: Lower {x|ecks} now}]"),
    "brace alone": with_stretch('start: "Lower your {scapulae|SKAP-yoo-lee."'),
    "placeholder in a title": "title: Neck {area}\nstretches: [{name: Lean}]\n",
    "word respelled twice": with_top("say_as:\n  Scapulae: SKAP-yoo-lee\n  scapulae: skap-you-lay"),
    "unknown phrase": with_top("phrases: {halfways: Half.}"),
    "empty phrase": with_top("phrases: {halfway: ''}"),
    "unknown placeholder in a phrase": with_top('phrases: {switch: "Now the {number} side."}'),
    "placeholder in a plain phrase": with_top('phrases: {halfway: "Half of {duration}."}'),
    "count without its number": with_top("phrases: {count: Next.}"),
    "unit without its forms": with_top("phrases: {second: second}"),
    "unit without its number": with_top("phrases: {second: [one second, seconds]}"),
    "disclaimer of our own": with_top("phrases:\n  disclaimer: Do what you like."),
    "disclaimer in a language with one": with_top(f"language: de-AT\nphrases:\n  disclaimer: {'Viel Spaß. ' * 30}"),
    "disclaimer that is too short": with_top("language: sv\nphrases: {disclaimer: Ha det så roligt.}"),
    "disclaimer with braces": with_top('language: sv\nphrases: {disclaimer: "Ha {det|} roligt."}'),
    "phrases that lack some": with_top("language: sv\nphrases:\n  halfway: Halvvägs.\n  left: vänster"),
    "language that is no tag": with_top("language: english\nphrases: {halfway: Half.}"),
    "long code of a language": with_top("language: eng\nphrases: {halfway: Half.}"),
    "side without sides": with_stretch("start: Lean to the {side}."),
    "hold and steps": with_stretch("hold: 5s\n    steps: [{say: Up., for: 3s}]"),
    "rest of counted reps": with_stretch("reps: 5\n    rest: 3s"),
    "during without a hold": with_stretch("reps: 5\n    during: [{at: 1s, say: Breathe.}]"),
    "no stretches": "title: T\nstretches: []\n",
    "stretches left out": "title: T\n",
    "nothing for stretches": "title: T\nstretches:\n",
    "ten thousand stretches": "title: T\nstretches:\n" + "  - {name: Arm circles, hold: 30s}\n" * 10_000,
    "unknown language": with_top("language: tlh"),
    "unknown voice": with_top("voice: hart"),
    "unknown stretch": "title: T\nstretches:\n  - use: chin-tucks\n",
    "unknown stretch unlike any": "title: T\nstretches:\n  - use: zzz\n",
    "unknown base": "extends: nek\n",
    "base that is not there": "extends: other/base.yaml\n",
    "extends itself": "extends: ./x.yaml\n",
    "change without a base": with_top("change: {lean: {hold: 3s}}"),
    "change of an unknown stretch": "extends: neck\nchange: {chin-tucks: {reps: 3}}\nskip: [zzz]\n",
    "change that is a text": "extends: neck\nchange: less\n",
    "change of a stretch to a text": "extends: neck\nchange: {chin-tuck: less}\n",
    "change to another stretch": "extends: neck\nchange: {chin-tuck: {use: cat-dog, reps: 2}}\n",
    "skip of all stretches": "extends: traps\n"
    "skip: [shoulder-squeeze, upper-trap, levator-scapulae, ball-release, chin-tuck]\n",
    "no sound for a title": "title: 首\nstretches: [{name: Lean}, {name: 肩, setup: 座る。}]\n",
    "skip in change": "extends: neck\nchange:\n  chin-tuck:\n    skip: true\n",
    "only and skip": "extends: neck\nonly: [chin-tuck]\nskip: [upper-trap]\n",
    "only an unknown stretch": "extends: neck\nonly: [chin-tuck, upper-trip]\n",
    "order that names one twice": "extends: neck\norder: [upper-trap, chin-tuck, upper-trap]\n",
    "order of an inserted stretch": "extends: neck\norder: [new]\ninsert: [{first: true, name: New}]\n",
    "insert after an unknown stretch": "extends: neck\ninsert:\n  - after: chin-tuk\n    use: cat-dog\n",
    "insert with a pause": "extends: neck\ninsert:\n  - name: Rest\n    after: 10s\n",
    "insert that is a text": "extends: neck\ninsert: cat-dog\n",
    "extends a script twice": "extends: [neck, traps, neck]\n",
    "extends nothing": "extends: []\n",
    "vars in a circle": with_top("vars: {patient: '{name}', name: '{patient}'}"),
    "vars that double each other": "title: T\nvars:\n  v0: ha\n"
    + "".join(f"  v{n}: '{{v{n - 1}}}{{v{n - 1}}}{{v{n - 1}}}'\n" for n in range(1, 9))
    + "stretches: [{name: Lean}]\n",
    "var with the name of a placeholder": with_top("vars: {title: Neck}"),
    "var with a space in its name": with_top("vars: {first name: Anna}"),
    "misspelt var": with_top("vars: {patient: Anna}\nopening: Hello {pateint}."),
    "artist with a placeholder": with_top("artist: '{duration}'"),
    "skip that is a text": "extends: neck\nskip: chin-tuck\n",
    "empty file": "",
    "comments alone": "# nothing yet\n",
    "list at the top": "- a\n- b\n",
    "text at the top": "hello\n",
    "several documents": GOOD + "---\n" + GOOD,
    "unclosed quote": "title: 'T\nstretches:\n  - name: Lean\n",
    "unclosed bracket": "title: T\nstretches: [{name: Lean}\n",
    "colon in a text": "title: Neck: the short one\nstretches: [{name: Lean}]\n",
    "wrong indentation": "title: T\nstretches:\n  - name: Lean\n   hold: 5s\n",
    "list item out of line": "title: T\nstretches:\n  - name: Lean\n - name: Bend\n",
    "percent sign": "title: %T\n",
    "backslash": 'title: "a\\qb"\n',
    "key without its colon": "title: T\nstretches\n  - name: Lean\n",
    "list as a key": "? [a, b]\n: c\n",
    "byte order mark": b"\xef\xbb\xbf" + with_stretch("hodl: 5s").encode(),
    "utf-16": with_stretch("hodl: 5s").encode("utf-16"),
    "latin-1": "title: Nackenübung\n".encode("latin-1"),
    "cut in the middle of utf-16": "title: T".encode("utf-16")[:-1],
    "nul": b"title: T\0\n",
    "control character": b"title: T\x07\n",
    "escape sequence": b"title: \x1b[31mred\n",
    "right to left": with_stretch("hodl: 5s  # \u202eabc").replace("Lean", "תרגיל"),
    "emoji": with_stretch('start: "🧘 🧘\u200d♀"'),
    "wide characters before the place": "title: T\nstretches: [{name: 首のストレッチ, hodl: 5s}]\n",
    "alias bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "alias of nothing": "title: *t\n",
    "alias of itself": "title: &t [*t]\n",
    "nested ten thousand deep": "title: " + "[" * 10_000,
    "nested mappings": "title: " + "{a: " * 10_000,
    "python tag": "title: !!python/object/apply:os.system [ls]\n",
    "own tag": "title: !secret T\n",
    "a hundred thousand characters": with_stretch("start: " + "lean " * 20_000),
    "nothing speakable": with_stretch("start: ... !!! ..."),
    "step too short": with_stretch("reps: 2\n    steps: [{say: Slowly round your back up., for: 1s}]"),
    "tempo too short": with_stretch("reps: 30\n    tempo: 0.3s"),
    "during past the end": with_stretch("hold: 5s\n    during: [{at: 8s, say: Breathe out.}]"),
    "during without room": with_stretch("hold: 5s\n    during: [{at: 4.5s, say: Breathe out.}]"),
    "during that overlaps": with_stretch(
        "hold: 9s\n    during: [{at: 2s, say: Breathe out.}, {at: 2.1s, say: Let go.}]"
    ),
    "halfway has no room": with_stretch("hold: 20s\n    during: [{at: 9.8s, say: Breathe out.}]"),
    "long hold": with_stretch("hold: 10m"),
    "many reps": with_stretch("reps: 60\n    tempo: 2s"),
    "no rest": with_stretch("reps: 10\n    hold: 15s\n    rest: 0"),
    "one side only": with_stretch("start: Lean to the left."),
    "unlisted equipment": with_stretch("setup: >-\n      Sit up tall\n      on a chair."),
    "long session": with_stretch("hold: 30s\n    reps: 100\n    sets: 4"),
    "longer than a day": with_stretch("hold: 30s\n    reps: 200\n    sets: 20"),
    "numbers without room": with_stretch("reps: 4\n    steps: [{say: Up and down., for: 1.5s}]"),
    "no space after a colon": with_stretch("hold:30s\n    reps: 3"),
    "no space after the colon above": "title:T\nstretches:\n  - name: Lean\n",
    "no space after a dash": "title: T\nstretches:\n  -name: Lean\n   hold: 5s\n",
    "no-break spaces": "title: T\nstretches:\n  - name: Lean\n    hold\u00a0: 5s\n",
    "bundled words in another language": "title: T\nlanguage: de\nstretches:\n  - use: chin-tuck\n",
    "dose with a weight": with_stretch("dose: 3 x 10 @ 2 kg, hold 5 s"),
    "dose with a range": with_stretch("dose: 10-12 reps, each side"),
    "dose with several faults": with_stretch('dose: "3 sets, as tolerated, hold, 10 reps, 5 reps, 10 each"'),
    "dose in several lines": with_stretch("dose: >-\n      3 x 10,\n      slowly"),
    "dose out of range": with_stretch("dose: 30 x 500, hold 0 s, rest 2000 min"),
    "dose and reps": with_stretch("dose: 3 x 10, each side\n    reps: 5\n    sides: left"),
    "dose and steps": with_stretch("dose: 30 s x 3\n    steps:\n      - say: Up.\n        for: 3s"),
    "dose that contradicts itself": with_stretch("dose: hold 5 s, tempo 3 s"),
    "dose without a value": with_stretch("dose:"),
    "dose that is a list": with_stretch("dose: [3 x 10, hold 5 s]"),
    "dose of a hundred thousand characters": with_stretch("dose: " + "3 x 10, " * 12_500),
    "dose in change": "extends: neck\nchange: {chin-tuck: {dose: 3 x heavy}}\n",
    "dose at the top": with_top("dose: 3 x 10"),
    "dose for a hold": with_stretch("hold: 30 s x 3"),
    "dose for reps": with_stretch("reps: 3x10"),
    "range for a hold": with_stretch("hold: 20-30 s"),
    "word of the trade for hold": with_stretch("duration: 30s"),
    "word of the trade for reps": with_stretch("Repetitions: 10"),
    "word of the trade for setup": with_stretch("instructions: Sit up tall."),
    "word of the trade for sides": with_stretch("affected: left"),
    "word of the trade for a recording": with_stretch("recording: lean.wav"),
    "word of the trade for a position": with_stretch("position: seated"),
    "word of the trade in a step": with_stretch("steps:\n      - say: Up.\n        duration: 3s"),
    "key below a key on one line": "title: T\nvars: patient: Anna\n",
    "bracket that was opened on a line above": "title: T\nallow: [long-hold\nstretches:\n  - use: chin-tuck\n",
    "bell that is no sound": "title: T\nbell: gong\nstretches:\n  - use: chin-tuck\n",
    "word of the trade for a comment": with_stretch("notes: Ask about the shoulder."),
    "words of the trade for a script": "name: Neck\ndescription: Short.\nexercises:\n  - use: chin-tuck\n",
    "disclaimer as a key": with_top("disclaimer: Do what you like."),
    "unknown side alone": with_stretch("sides: up"),
    "key indented too far": with_stretch("hold: 5s\n      reps: 3"),
    "stars around a word": with_stretch("setup: *Slowly* lower your head."),
    "line that continues a text": with_stretch("setup: Sit up tall,\n    and breathe.\n    hold: 5s"),
    "line that continues a text with a colon": with_stretch("setup: Sit up,\n    and breathe: slowly.\n    hold: 5s"),
    "one word after a comma in braces": with_stretch("hold: 9s\n    during: [{at: 2s, say: Breathe out, slowly}]"),
    "placeholder in braces": "title: T\nstretches:\n  - {name: Lean, start: Tilt to the {side}.}\n",
    "number that is a comment": with_stretch("setup: Use exercise #3 on the sheet"),
    "sentence that a comment ends": with_stretch("setup: Sit up tall and # slowly breathe out"),
    "everything at once": "titel: T\npace: fast\nstretches:\n  - hold: soon\n  - use: chin-tucks\n    reps: many\n",
    "word of the trade in a group": with_group("reps: 3"),
    "rounds out of range": with_group("rounds: 51"),
    "group without a list": "title: T\nstretches:\n  - group: Circuit\n    stretches: chin-tuck\n",
    "group without stretches": "title: T\nstretches:\n  - group: Circuit\n    rounds: 3\n",
    "group of nothing": "title: T\nstretches:\n  - group: Circuit\n    stretches: []\n",
    "group in a group": "title: T\nstretches:\n  - group: Circuit\n    stretches:\n"
    "      - group: Legs\n        stretches: [{name: Lean}]\n",
    "faulty stretch in a group": with_group("rounds: 2", stretch="hodl: 5s"),
    "dose in place of a hold in a group": with_group("rounds: 2", stretch="hold: 30 s x 3"),
    "rounds of days": with_group("rounds: 50", stretch="hold: 1h"),
    "alternate without sides": with_stretch("reps: 3\n    alternate: true"),
    "alternate with steps of no side": with_stretch(
        "sides: both\n    alternate: true\n    steps:\n      - say: Reach.\n        for: 3s"
    ),
    "rounds in a stretch": with_stretch("rounds: 3"),
    "breath of nothing": with_top("breath: 0").replace("hold: 5s", "hold: 4 breaths"),
    "rounds at the top": with_top("rounds: 3"),
    "group at the top": with_top("group: Circuit"),
    "repeat at the top": with_top("repeat: 3"),
    "superset at the top": with_top("superset: [chin-tuck]"),
    "weight of a stretch": with_stretch("weight: 5 kg"),
    "fade of a stretch": with_stretch("fade: 3"),
    "numbers of a stretch": with_stretch("numbers: off"),
    "sound of a stretch": with_stretch("sound: bell"),
    "breaths of a stretch": with_stretch("breaths: 5"),
    "superset in a stretch": with_stretch("superset: A"),
    "replace in an overlay": "extends: neck\nreplace: {chin-tuck: cat-dog}\n",
    "group that is called repeat": "title: T\nstretches:\n  - repeat: 3\n    stretches:\n"
    "      - name: Lean\n        hold: 5s\n",
    "group without its name": "title: T\nstretches:\n  - stretches: [{name: Lean, hold: 5s}]\n",
    "announce that is off": with_stretch("announce: off"),
    "announce that is false": with_top("announce: false"),
    "step that says an empty text": with_stretch("steps: [{say: '', for: 3s}]"),
    "bell of a hold": with_stretch("hold: 3m\n    during:\n      - every: 1m"),
    "sides with a slash": with_stretch("sides: L/R"),
    "side of one letter": with_stretch("sides: l"),
    "sides of one letter": with_stretch("sides: [r, l]"),
    "breaths in words": with_stretch("hold: five breaths"),
    "misspelt bell of a step": with_stretch("steps: [{sound: bel, for: 3s}]"),
    "misspelt bell": with_top("bell: bowle"),
    "dose in breaths": with_stretch("dose: hold 5 breaths, 3 reps"),
    "dose in breaths of each side": with_stretch("dose: 2 x 3, five breaths, each side"),
    "dose in breaths alone": with_stretch("dose: 5 breaths"),
    "unknown stretch for a time": "title: T\nstretches:\n  - use: march\n    for: 2m\n",
    "vars that no text names": with_top(
        "vars: {clinic: Hill Street, greeting: 'Hello {name}', name: Bo, unheard: '{name}'}\nopening: \"{greeting}.\""
    ),
    "patient without braces": with_top("vars: {patient: Anna}\nopening: Hello patient."),
    "sides that differ from the dose": with_stretch("dose: 8 each side\n    sides: left"),
}


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    def compare(name: str, text: str) -> None:
        file = GOLDEN / f"{name.replace(' ', '-')}.txt"
        text = text.rstrip() + "\n"
        if request.config.getoption("--golden"):
            file.write_text(text, encoding="utf-8")
        assert text == file.read_text(encoding="utf-8")

    return compare


@pytest.mark.parametrize("name", TEXTS)
def test_the_answer_is(name: str, golden: Callable[[str, str], None]) -> None:
    content = TEXTS[name]
    path = Path("x.yaml")
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    golden(name, answer_of(path))


def folder(path: Path) -> None:
    path.mkdir()


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)


def pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(os.name != "posix", reason="files as POSIX has them")
@pytest.mark.parametrize("make", [folder, huge, pipe], ids=lambda make: make.__name__)
def test_a_file_that_is_none_is_told(make: Callable[[Path], None], golden: Callable[[str, str], None]) -> None:
    make(Path("x.yaml"))
    golden(f"file {make.__name__}", answer_of(Path("x.yaml")))


@pytest.mark.skipif(os.name != "posix", reason="links as POSIX has them")
def test_a_link_to_nothing_is_told() -> None:
    Path("x.yaml").symlink_to("gone.yaml")
    with pytest.raises(ScriptNotFoundError, match=r"^x\.yaml is a link to a file that is not there$"):
        answer_of(Path("x.yaml"))


AS_NOBODY = """
import os, sys
sys.path[:0] = [sys.argv[1]]
from pathlib import Path
from tests.support import answer_of
os.setuid(65534)
print(answer_of(Path("x.yaml")))
"""


@pytest.mark.skipif(os.name != "posix", reason="users as POSIX has them")
def test_a_file_that_is_not_for_us_to_read_is_told(golden: Callable[[str, str], None]) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "x.yaml"
        path.write_text(GOOD)
        path.chmod(0)
        if os.access(path, os.R_OK):  # root reads everything: be somebody else, in a process of its own
            path.parent.chmod(0o755)
            command = [sys.executable, "-c", AS_NOBODY, str(Path(__file__).parents[2])]
            answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=path.parent).stdout
        else:
            answer = answer_of(path).replace(name + os.sep, "")
        golden("file unreadable", answer)


MEASURED = """
import resource
from pathlib import Path
from voiceroutine.cli import main
try:
    main()
except SystemExit as end:
    assert end.code == 1, end.code
# not ru_maxrss: after a fork it begins at what the parent had
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
use = resource.getrusage(resource.RUSAGE_SELF)
print(int(peak.split()[1]) / 1024, use.ru_utime + use.ru_stime)
"""


@pytest.mark.long
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="measures by /proc")
@pytest.mark.parametrize(
    "name",
    [
        "ten thousand stretches",
        "alias bomb",
        "nested ten thousand deep",
        "a hundred thousand characters",
        "dose of a hundred thousand characters",
        "huge",
    ],
)
def test_nothing_takes_two_seconds_or_300_mb(name: str) -> None:
    path = Path("x.yaml")
    if name == "huge":
        huge(path)
    else:
        content = TEXTS[name]
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    command = [sys.executable, "-c", MEASURED, "check", "x.yaml"]
    uncovered = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=uncovered)
    memory_mb, cpu_s = map(float, done.stdout.splitlines()[-1].split())
    assert memory_mb < 300
    assert cpu_s < 2 * slowness()


def test_a_script_named_like_a_bundled_one_comes_first() -> None:
    Path("scripts").mkdir()
    Path("scripts/neck.yaml").write_text("extends: neck\ntitle: Mine\n")
    library = Library((Shelf(Path("scripts"), "./scripts"), Shelf(bundled_folder(), "bundled")))
    performance = preview("neck", library=library)
    assert performance.timeline.title == "Mine"
    assert len(performance.timeline.chapters) > 3, "the overlay means the bundled script of its own name"

"""Mutates scripts and sessions at random, and tries them: what is not an answer for a user is a fault.

`bench/fuzz.py` runs it by hand for as long as one likes, and a test for a few seconds.
"""

from __future__ import annotations

import contextlib
from itertools import pairwise
from pathlib import Path
from random import Random

from tests.support import BUNDLED
from voiceroutine.app.preview import plan_session, problems_of
from voiceroutine.app.speech import clips_for
from voiceroutine.app.verify import inspect
from voiceroutine.errors import VoiceroutineError
from voiceroutine.language.markup import shown
from voiceroutine.plan.layout import lay_out
from voiceroutine.plan.timeline_json import as_json
from voiceroutine.script.library import bundled_folder
from voiceroutine.script.loader import load_script
from voiceroutine.units import GRID_MS
from voiceroutine.voice.engines.hibari import NeuralVoice
from voiceroutine.voice.guard import refusal

SEEDS = (
    *(path.read_text(encoding="utf-8") for path in sorted(bundled_folder().rglob("*.yaml"))),
    "title: T\nstretches:\n  - {name: A, reps: 3, steps: [{say: Up., for: 3s}, {say: Off., for: 2s}], sides: [left]}\n",
    "extends: neck\nskip: [chin-tuck]\nchange:\n  upper-trap: {hold: 40s, during: [{at: 5s, say: Breathe.}]}\n",
)
_PIECES = (
    "{", "}", "[", "]", ":", "- ", "\n", "  ", "&a ", "*a", "!x ", "|", ">", "'", '"', "#", "---\n", "0", "-1", "1e9",
    "999999999", "24h", "0.001s", ".nan", "off", "~", "true", "{side}", "{a|b}", "{side", "\u200b", "\u202e",
    "\u00b9", "\u2474", "\u9996", "\U0001f9d8", "e\u0301", "W" * 120, "a-" * 60, "7" * 40, "1/2", "5-10", "12:30", "C4",
    "hold: 5s\n", "reps: 200\n", "sets: 20\n", "sides: [left, right]\n", "extends: neck\n", "use: chin-tuck\n",
    "steps: [{say: Go., for: 1s}]\n", "music: drone\n", "language: en-IN\n", "language: de\n", "tempo: 2s\n",
)  # fmt: skip


def mutated_text(random: Random) -> str:
    """Return a script with a few pieces replaced, inserted, removed, doubled or moved."""
    text = random.choice(SEEDS)
    if random.random() < 0.7:  # another value for a key: most of these are scripts still
        for _ in range(random.choice((1, 2, 4))):
            text = _with_another_value(text, random)
        return text
    for _ in range(random.choice((1, 1, 2, 3, 5, 12))):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice((0, 0, 1, 1, 4, 30, 200)))
        piece = random.choice((*_PIECES, text[start:end] * 2, "", random.choice(SEEDS)[start : start + 60]))
        text = text[:start] + piece + text[end:]
    return text


def _with_another_value(text: str, random: Random) -> str:
    lines = text.split("\n")
    at = random.randrange(len(lines))
    key, colon, value = lines[at].partition(": ")
    if not colon:
        return text
    others = [line.partition(": ")[2] for line in "\n".join(SEEDS).split("\n") if ": " in line]
    words = value.split(" ")
    words.insert(random.randrange(len(words) + 1), random.choice(_PIECES).strip())
    lines[at] = key + colon + random.choice((random.choice(others), " ".join(words), random.choice(_PIECES).strip()))
    return "\n".join(lines)


def mutated_bytes(random: Random, seed: bytes) -> bytes:
    """Return a file with a few bytes changed, removed or added, most of them near its beginning."""
    content = bytearray(seed)
    for _ in range(random.choice((1, 1, 2, 4, 16))):
        at = random.randrange(min(len(content), random.choice((64, 4096, len(content)))))
        kind = random.randrange(4)
        if kind == 0:
            content[at] = random.randrange(256)
        elif kind == 1:
            content[at] ^= 1 << random.randrange(8)
        elif kind == 2:
            del content[at : at + random.choice((1, 4, 100, 10_000))]
        else:
            content[at:at] = random.randbytes(random.choice((1, 4, 100)))
    return bytes(content)


def try_script(text: str, path: Path, *, speak: bool = False) -> str:
    """Load a script and lay it out; return `refused` or `laid out`.

    Args:
        text: The script.
        path: Where it is written.
        speak: Whether the voice is asked about each of its texts, which takes longer.

    Raises:
        AssertionError: A law of time is broken.
        Exception: Anything but an error for the user.
    """
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    try:
        script = load_script(path, BUNDLED)
        plans = plan_session(script)
    except VoiceroutineError as error:
        for problem in getattr(error, "problems", ()):
            assert problem.render().isprintable() or "\n" in problem.render()
        return "refused"
    clips = clips_for(script, NeuralVoice())
    timeline = lay_out(shown(script.routine.title), plans, lambda text: 300 + 62 * len(text), wake=script.routine.wakes)
    as_json(timeline, spoken=clips.pronounce, source=lambda _: None)
    for chapter in timeline.chapters:
        assert chapter.length_ms % GRID_MS == 0
        assert all(event.length_ms > 0 and event.end_ms <= chapter.length_ms for event in chapter.events)
        assert sum(event.length_ms for event in chapter.events if not event.sounds) <= chapter.length_ms
        sounds = [event for event in chapter.events if event.sounds]
        for one, after in pairwise(sounds):
            assert one.end_ms <= after.start_ms, (one, after)
    for problem in problems_of(script, timeline):
        problem.render()
    for said in {text for plan in plans for text in plan.texts()}:
        clips.pronounce(said)
        if speak:
            refusal(clips.voice, clips.pronounce(said))
    return "laid out"


def try_session(content: bytes, path: Path) -> str:
    """Read a session as `verify` does; return `refused`, `faulty` or `ok`.

    Raises:
        Exception: Anything but an error for the user.
    """
    path.write_bytes(content)
    with contextlib.suppress(VoiceroutineError):
        return "ok" if all(found.ok for found in inspect(path)[0]) else "faulty"
    return "refused"

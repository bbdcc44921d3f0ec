"""A text that a voice cannot say is a problem with its line, in `check` and in `make`, before anything is rendered."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support import RunCli, write

UNSAYABLE = {
    "a number of 37 digits": "Breathe 1234567890123456789012345678901234567 times.",
    "a superscript": 'Use the "core"¹ now.',
    "a number in brackets": "Do ⑴ now.",
    "a word of a thousand letters": "W" * 990,
    "very many hyphens": "a-" * 490,
}


def script(path: Path, text: str, language: str = "en") -> Path:
    words = text.replace("'", "''")
    return write(
        path / "x.yaml",
        f"title: T\nlanguage: {language}\nstretches:\n  - name: Lean\n    setup: '{words}'\n    hold: 5s\n",
    )


@pytest.mark.parametrize("command", ["check", "make"])
@pytest.mark.parametrize("what", UNSAYABLE)
def test_a_text_that_the_voice_cannot_say_is_a_problem_with_its_line(
    what: str, command: str, run_cli: RunCli, tmp_path: Path
) -> None:
    done = run_cli(command, str(script(tmp_path, UNSAYABLE[what])))
    answer = done.stdout + done.stderr
    assert (done.returncode, "Traceback" in answer) == (1, False)
    assert "x.yaml:5:12: error: the voice `heart` cannot say" in answer
    assert not list(Path().rglob("*.mp3"))


def test_every_text_that_cannot_be_said_is_found_at_once(run_cli: RunCli, tmp_path: Path) -> None:
    stretches = "".join(f"  - {{name: Lean, setup: '{text}', hold: 5s}}\n" for text in UNSAYABLE.values())
    path = write(tmp_path / "x.yaml", f"title: T\nstretches:\n{stretches}")
    assert run_cli("check", str(path)).stdout.count("[no-sound]") == len(UNSAYABLE)


@pytest.mark.parametrize("number", ["1" * 15, "9" * 30, "123456789012345678"])
def test_a_large_number_in_indian_english_is_said_or_refused(number: str, run_cli: RunCli, tmp_path: Path) -> None:
    for command in ("check", "make"):
        done = run_cli(command, str(script(tmp_path, f"Count to {number} kg.", "en-IN")))
        assert done.returncode in (0, 1)
        assert "Traceback" not in done.stderr

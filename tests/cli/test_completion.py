"""What shells complete, by click's own protocol, in a process of its own as a shell starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from tests.support import write
from voiceroutine.cli import cli

RUN = "import sys; sys.argv[0] = 'voiceroutine'; from voiceroutine.cli import main; main()"


def completed(line: str, shell: str = "bash") -> tuple[list[str], str]:
    """Return what is offered for the last word of a command line, and what is printed as errors."""
    words = line.split(" ")
    env = {
        "_VOICEROUTINE_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line if shell != "fish" else " ".join(words[:-1]),
        "COMP_CWORD": str(len(words) - 1) if shell != "fish" else words[-1],
    }
    done = subprocess.run(
        [sys.executable, "-c", RUN], capture_output=True, text=True, check=True, env={**os.environ, **env}
    )
    return done.stdout.splitlines(), done.stderr


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("voiceroutine make ne", "plain,neck"),
        ("voiceroutine show chin", "plain,chin-tuck"),
        ("voiceroutine say neck upper", "plain,upper-trap"),
        ("voiceroutine explain unknown-k", "plain,unknown-key"),
        ("voiceroutine audition hea", "plain,heart"),
        ("voiceroutine new x --from cat", "plain,cat-dog"),
        ("voiceroutine make neck --music wa", "plain,waves"),
        ("voiceroutine make scripts/x", "file,scripts/x"),
    ],
)
def test_names_are_completed(line: str, offered: str) -> None:
    assert completed(line) == ([offered], "")


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("voiceroutine make neck --only upper", "upper-trap"),
        ("voiceroutine show neck --skip upper-trap,chin", "upper-trap,chin-tuck"),
        ("voiceroutine handout neck --set chin", "chin-tuck."),
        ("voiceroutine calendar neck --set chin-tuck.hol", "chin-tuck.hold="),
        ("voiceroutine make --only cat-d", "cat-dog"),
        ("voiceroutine make desk-3 --skip long", "long-arms"),
        ("voiceroutine show desk-3 --only long", "long-arms"),
        ("voiceroutine make --voice heart desk-3 neck --set long", "long-arms."),
        ("voiceroutine make neck --guidance m", "minimal"),
        ("voiceroutine make neck --format o", "opus"),
        ("voiceroutine make neck --captions lrc,s", "lrc,srt"),
        ("voiceroutine make neck --captions n", "none"),
        ("voiceroutine list --position half", "half-kneeling"),
        ("voiceroutine config voice fen", "fenrir"),
    ],
)
def test_values_of_options_are_completed(line: str, offered: str) -> None:
    *words, begun = line.split(" ")[1:]
    found = ShellComplete(cli, {}, "voiceroutine", "_VOICEROUTINE_COMPLETE").get_completions(words, begun)
    assert [item.value for item in found] == [offered]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_what_each_is(shell: str) -> None:
    lines, errors = completed("voiceroutine make ne", shell)
    assert (" ".join(lines).replace("\t", " ").replace(",", " ").split(), errors) == (["plain", "neck", "bundled"], "")


def test_a_faulty_script_keeps_nothing_from_being_completed() -> None:
    write(Path("scripts/broken.yaml"), "title: [")
    write(Path("scripts/stretches/broken-stretch.yaml"), "\x00")
    assert completed("voiceroutine check bro") == (["plain,broken"], "")
    assert completed("voiceroutine say broken x") == ([""], "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_is_given_its_script(shell: str) -> None:
    env = {**os.environ, "_VOICEROUTINE_COMPLETE": f"{shell}_source"}
    done = subprocess.run([sys.executable, "-c", RUN], capture_output=True, text=True, check=True, env=env)
    assert f"_VOICEROUTINE_COMPLETE={shell}_complete" in done.stdout

"""What shells complete, by click's own protocol, in a process of its own as a shell starts it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
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
        ("voiceroutine list --area upper", "upper back"),
        ("voiceroutine list --equipment mat,stra", "mat,strap"),
        ("voiceroutine list --equipment no", "none"),
        ("voiceroutine say neck upper-trap rel", "release"),
        ("voiceroutine say neck opening pain", "pain-rule"),
        ("voiceroutine say chin-tuck fee", "feel"),
        ("voiceroutine verify x.mp3 --script desk-b", "desk-break"),
        ("voiceroutine config voice fen", "fenrir"),
    ],
)
def test_values_of_options_are_completed(line: str, offered: str) -> None:
    *words, begun = line.split(" ")[1:]
    found = ShellComplete(cli, {}, "voiceroutine", "_VOICEROUTINE_COMPLETE").get_completions(words, begun)
    assert [item.value for item in found] == [offered]


@pytest.mark.parametrize("command", ["voices", "audition"])
def test_the_languages_of_the_voices_are_completed(command: str) -> None:
    complete = ShellComplete(cli, {}, "voiceroutine", "_VOICEROUTINE_COMPLETE")
    assert "en-gb" in [item.value for item in complete.get_completions([command, "--language"], "en-g")]


FREE = {
    "at", "first", "force", "frequency", "jobs", "last", "length", "limit", "link", "name", "output", "pace", "patient",
    "host", "port", "text", "under", "url",
}  # fmt: skip
"""Parameters with values that nobody can list: names of new things, numbers, times, addresses."""


def test_whatever_can_be_listed_is_completed() -> None:
    for command in cli.commands.values():
        for param in command.params:
            flag = isinstance(param, click.Option) and param.is_flag
            listed = isinstance(param.type, (click.Choice, click.Path)) or param._custom_shell_complete is not None
            assert flag or listed or param.name in FREE, f"{command.name} {param.name}"


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

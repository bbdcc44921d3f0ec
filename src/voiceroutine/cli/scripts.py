"""The commands about scripts: list, new, check, explain, schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import voiceroutine
from voiceroutine.cli import completion
from voiceroutine.cli.failures import paint
from voiceroutine.cli.terminal import print_table, reporter, say, say_annotation, say_json, say_lines

if TYPE_CHECKING:
    from pathlib import Path

    from voiceroutine import Problem, VoiceroutineError


@click.command("list", short_help="List the routines and the stretches there are.")
def list_() -> None:
    """List the routines that can be made and the stretches that scripts can use.

    A playing time with ~ is an estimate: the voice has not spoken all of it yet.
    """
    routines = []
    for routine in voiceroutine.routines():
        if not routine.usable:
            note = f"(cannot be used: see `voiceroutine check {routine.name}`)"
            routines.append((routine.name, note, "", "", "", routine.shelf))
            continue
        plays = ("~" if routine.guessed else "") + voiceroutine.clock(routine.duration_ms)
        areas, equipment = ", ".join(routine.areas), ", ".join(routine.equipment)
        routines.append((routine.name, routine.title, plays, areas, equipment, routine.shelf))
    print_table(("name", "title", "plays", "areas", "equipment", "from"), routines, title="Routines")
    say("")
    stretches = [
        (
            stretch.key,
            stretch.name if stretch.usable else "(cannot be used)",
            ", ".join(stretch.areas),
            ", ".join(stretch.equipment),
            stretch.shelf,
        )
        for stretch in voiceroutine.stretches()
    ]
    print_table(("key", "name", "areas", "equipment", "from"), stretches, title="Stretches, for `use:`")


@click.command(short_help="Find every mistake in scripts.")
@click.argument("scripts", metavar="[NAME|PATH...]", nargs=-1, shell_complete=completion.scripts)
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations in GitHub Actions.",
)
@click.pass_context
def check(ctx: click.Context, scripts: tuple[str, ...], strict: bool, form: str) -> None:
    """Find every mistake in the scripts named, or in all of ./scripts and your own folder.

    This includes whether every cue fits into its time: what must fit is spoken and measured. Nothing is rendered.

    \b
      voiceroutine check                    all of yours, including library stretches
      voiceroutine check scripts/neck.yaml
      voiceroutine check neck --strict

    The exit code is 1 if there is an error, and 0 if there are only warnings.
    """
    library = voiceroutine.default_library()
    paths = [library.find_script(name) for name in scripts] or list(library.to_check())
    found: list[Problem] = []
    unfinished: dict[Path, VoiceroutineError] = {}
    for path in paths:
        with reporter(path.stem, lines=False) as report:
            try:
                found.extend(voiceroutine.check(path, library=library, reporter=report))
            except voiceroutine.VoiceroutineError as error:  # the other scripts are checked all the same
                unfinished[path] = error
    problems = voiceroutine.in_order(found)
    _print_problems(problems, form)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if form == "text":
        say(_summary(len(paths) - len(unfinished), len(unfinished), errors, warnings), err=True)
    for path, why in unfinished.items():
        say(f"error: {path} could not be checked completely: {why}", err=True)
    ctx.exit(1 if errors or unfinished or (strict and warnings) else 0)


def _summary(checked: int, unchecked: int, errors: int, warnings: int) -> str:
    """Return what was found in all, in one line."""
    found = f"{_counted(errors, 'error')}, {_counted(warnings, 'warning')}" if errors or warnings else "no problems"
    parts = [f"{_counted(checked, 'script')} checked: {found}"] if checked else []
    parts += [f"{_counted(unchecked, 'script')} not checked"] if unchecked else []
    return "; ".join(parts) or "no scripts to check"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def _print_problems(problems: tuple[Problem, ...], form: str) -> None:
    if form == "json":
        say_json([problem.as_json() for problem in problems])
        return
    for problem in problems:
        if form == "github":
            say_annotation(problem.as_github_annotation())
        else:
            say_lines(paint(problem))
            say("")


@click.command(short_help="Explain an error's code.")
@click.argument("code", required=False, shell_complete=completion.codes)
def explain(code: str | None) -> None:
    """Explain the CODE of an error or a warning, with a wrong and a right example; without CODE, list them all.

    `voiceroutine check` prints the code at the end of each message: [unknown-key].
    """
    if code is not None:
        say_lines(voiceroutine.explain(code))
        return
    for name, explanation in voiceroutine.explanations().items():
        say(f"{name:<20} {explanation.severity}")


@click.command(short_help="Write a new script that teaches the language.")
@click.argument("name")
@click.option(
    "--from",
    "routine",
    metavar="ROUTINE",
    shell_complete=completion.scripts_or_stretches,
    help="Begin with a copy of this script, or with this stretch of the library.",
)
@click.option(
    "--expand",
    is_flag=True,
    help="With --from: write all words of its stretches, and of the script that it extends, into the new one.",
)
def new(name: str, routine: str | None, expand: bool) -> None:
    """Write a new script, ./scripts/NAME.yaml, that teaches the language as you read it.

    voiceroutine.schema.json is written beside it, so that an editor can complete and explain keys. Nothing is
    overwritten.

    A script that is written with --expand says the same as ROUTINE, and needs no other file: translate it, or change
    what you like.

    \b
      voiceroutine new evening
      voiceroutine new tuesday --from neck
      voiceroutine new nacken --from neck --expand
      voiceroutine new glide --from chin-tuck
    """
    import shlex

    if expand and routine is None:
        raise click.UsageError("--expand takes a --from ROUTINE, whose words it writes out")
    path = voiceroutine.new_script(name, routine, expand=expand, note=lambda text: say(f"note: {text}", err=True))
    say(f"{path}  is yours to edit; then: voiceroutine make {shlex.quote(name)}")


@click.command(short_help="Print the JSON Schema of scripts, or of timelines.")
@click.option("--timeline", is_flag=True, help="The schema of what `voiceroutine show --json` prints.")
def schema(timeline: bool) -> None:
    """Print the JSON Schema of scripts, for editors and other programs."""
    import json

    found = voiceroutine.timeline_schema() if timeline else voiceroutine.script_schema()
    say_lines(json.dumps(found, indent=2, ensure_ascii=False))

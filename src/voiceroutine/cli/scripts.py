"""The commands about scripts: list, new, check, explain, schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from voiceroutine.cli.terminal import print_table, reporter, say
from voiceroutine.errors import VoiceroutineError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from voiceroutine.document.problems import Problem
    from voiceroutine.script.library import Library


@click.command("list", short_help="List the routines and the stretches there are.")
def list_() -> None:
    """List the routines that can be made and the stretches that scripts can use.

    A playing time with ~ is a guess: the voice has not said all of it yet.
    """
    from voiceroutine.script.library import default_library

    library = default_library()
    routines = [_routine(name, path, label, library) for name, (path, label) in sorted(library.scripts().items())]
    print_table(("name", "title", "plays", "areas", "equipment", "from"), routines, title="Routines")
    say("")
    stretches = [_stretch(key, path, label) for key, (path, label) in sorted(library.stretches().items())]
    print_table(("key", "name", "areas", "equipment", "from"), stretches, title="Stretches, for `use:`")


def _routine(name: str, path: Path, label: str, library: Library) -> tuple[str, ...]:
    """Return a routine's row in the list."""
    from voiceroutine.app import preview
    from voiceroutine.language.markup import shown
    from voiceroutine.script.loader import load_script
    from voiceroutine.units import clock

    try:
        script = load_script(path, library)
        timeline, guessed = preview.estimate(script)
    except VoiceroutineError:
        return name, f"(cannot be used: see `voiceroutine show {name}`)", "", "", "", label
    plays = ("~" if guessed else "") + clock(timeline.duration_ms)
    stretches = script.routine.stretches
    areas = dict.fromkeys(area for stretch in stretches for area in stretch.areas)
    equipment = dict.fromkeys(item for stretch in stretches for item in stretch.equipment)
    return name, shown(script.routine.title), plays, ", ".join(areas), ", ".join(equipment), label


def _stretch(key: str, path: Path, label: str) -> tuple[str, ...]:
    """Return a library stretch's row in the list."""
    from voiceroutine.language.markup import shown
    from voiceroutine.script.loader import load_stretch

    try:
        stretch = load_stretch(path)
    except VoiceroutineError:
        return key, "(cannot be used)", "", "", label
    return key, shown(stretch.name), ", ".join(stretch.areas), ", ".join(stretch.equipment), label


@click.command(short_help="Find every mistake in scripts.")
@click.argument("scripts", metavar="[NAME|PATH...]", nargs=-1)
@click.option("--strict", is_flag=True, help="Warnings are errors too.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="For people, for programs, or as annotations of GitHub Actions.",
)
@click.pass_context
def check(ctx: click.Context, scripts: tuple[str, ...], strict: bool, form: str) -> None:
    """Find every mistake in the scripts named, or in all of ./scripts and your own folder.

    Whether every cue fits into its time is part of it: what must fit is spoken and measured, nothing is rendered.

    \b
      voiceroutine check                    all of yours, library stretches among them
      voiceroutine check scripts/neck.yaml
      voiceroutine check neck --strict

    The exit code is 1 where there is an error, and 0 where there are warnings alone.
    """
    from voiceroutine.app import preview
    from voiceroutine.document.problems import in_order
    from voiceroutine.script.library import default_library

    library = default_library()
    paths = [library.find_script(name) for name in scripts] or list(_own(library))
    found: list[Problem] = []
    unfinished: dict[Path, VoiceroutineError] = {}
    for path in paths:
        with reporter(path.stem, lines=False) as report:
            try:
                found.extend(preview.check(path, library, report))
            except VoiceroutineError as error:  # the other scripts are checked all the same
                unfinished[path] = error
    problems = in_order(found)
    _print_problems(problems, form)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    if form == "text":
        counted = [_counted(errors, "error"), _counted(warnings, "warning")] if problems else ["no problems"]
        say(f"{_counted(len(paths), 'script')} checked: {', '.join(counted)}", err=True)
    for path, why in unfinished.items():
        say(f"error: {path} is not checked to its end: {why}", err=True)
    ctx.exit(1 if errors or unfinished or (strict and warnings) else 0)


def _own(library: Library) -> Iterator[Path]:
    """Yield the user's own scripts and stretches; where there are none, the bundled ones."""
    own = [shelf for shelf in library.shelves if shelf.label != "bundled"]
    found = [path for shelf in own for path in (*shelf.scripts().values(), *shelf.stretches().values())]
    yield from found or (path for path, _ in (*library.scripts().values(), *library.stretches().values()))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" + ("" if number == 1 else "s")


def _print_problems(problems: tuple[Problem, ...], form: str) -> None:
    from voiceroutine.document import problems as shown

    if form == "json":
        import json

        say(json.dumps([shown.as_json(problem) for problem in problems], ensure_ascii=False, indent=1))
        return
    for problem in problems:
        if form == "github":
            say(shown.github(problem))
        else:
            say(paint(shown.render(problem), problem) + "\n")


def paint(text: str, problem: Problem) -> str:
    """Return a rendered problem with its severity and its carets in colour."""
    colour = "red" if problem.severity == "error" else "yellow"
    head, *rest = text.split("\n")
    head = head.replace(f": {problem.severity}: ", f": {click.style(problem.severity, fg=colour, bold=True)}: ", 1)
    body = [click.style(row, fg=colour) if set(row[row.find("|") + 1 :].strip()) == {"^"} else row for row in rest]
    return "\n".join([head, *body])


@click.command(short_help="Explain an error's code.")
@click.argument("code", required=False)
def explain(code: str | None) -> None:
    """Explain the CODE of an error or a warning, with a wrong and a right example; without CODE, list them all.

    The code stands at the end of what `voiceroutine check` says, such as [unknown-key].
    """
    from voiceroutine.document.problems import did_you_mean
    from voiceroutine.script.manual.explain import explanations, terminal

    known = explanations()
    if code is None:
        for name, explanation in known.items():
            say(f"{name:<20} {explanation.severity}")
        return
    code = code.strip("[]").lower()
    if code not in known:
        hint = did_you_mean(code, known) or "`voiceroutine explain` lists them all"
        raise VoiceroutineError(f"there is no code `{code}`; {hint}")
    say(terminal(code, known[code]))


@click.command(short_help="Write a new script that teaches the language.")
@click.argument("name")
@click.option("--from", "routine", metavar="ROUTINE", help="Begin with a copy of this script.")
def new(name: str, routine: str | None) -> None:
    """Write a new script, ./scripts/NAME.yaml, that teaches the language as you read it.

    Beside it comes voiceroutine.schema.json, with which an editor completes keys and explains them. Nothing is
    overwritten.

    \b
      voiceroutine new evening
      voiceroutine new tuesday --from neck
    """
    import shlex

    from voiceroutine.script.library import default_library
    from voiceroutine.script.manual import starter

    path = starter.new_script(name, routine, default_library())
    say(f"{path}  is yours to edit; then: voiceroutine make {shlex.quote(name)}")


@click.command(short_help="Print the JSON Schema of scripts.")
def schema() -> None:
    """Print the JSON Schema of scripts, for editors and other programs."""
    import json

    from voiceroutine.script.manual.schema import script_schema

    say(json.dumps(script_schema(), indent=2, ensure_ascii=False))

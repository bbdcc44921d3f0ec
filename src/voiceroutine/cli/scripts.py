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

    from voiceroutine import Problem, RoutineInfo, StretchInfo, VoiceroutineError


@click.command("list", short_help="List the routines and the stretches there are.")
@click.option(
    "--area",
    "areas",
    metavar="AREA",
    multiple=True,
    shell_complete=completion.areas,
    help="Only those for this part of the body.",
)
@click.option(
    "--equipment",
    metavar="THINGS",
    shell_complete=completion.equipment,
    help="Only those that need nothing else than these: `none`, or a list, `mat,pillow`.",
)
@click.option(
    "--position",
    "positions",
    metavar="POSITION",
    multiple=True,
    shell_complete=completion.positions,
    help="Only those that are done like this: `chair`.",
)
@click.option("--under", metavar="TIME", help="Only those that play no longer: `10m`.")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def list_(
    areas: tuple[str, ...], equipment: str | None, positions: tuple[str, ...], under: str | None, as_json: bool
) -> None:
    """List the routines that can be made and the stretches that scripts can use.

    A playing time with ~ is an estimate: the voice has not spoken all of it yet. The chair, the wall or the mat of a
    `--position` is no equipment. An `--area` or a `--position` may be given several times: one of them is enough.

    \b
      voiceroutine list --area back
      voiceroutine list --area neck --area shoulders --equipment none --position chair --under 10m
    """
    wanted = voiceroutine.Wanted.written(areas=areas, equipment=equipment, positions=positions, under=under)
    routines, stretches = list(voiceroutine.routines(wanted=wanted)), list(voiceroutine.stretches(wanted=wanted))
    if as_json:
        say_json({"routines": [it.as_json() for it in routines], "stretches": [it.as_json() for it in stretches]})
        return
    if not routines and not stretches:
        say("there is nothing like that: leave one of the options out", err=True)
        return
    if routines:
        rows = [_routine_row(routine) for routine in routines]
        print_table(("name", "title", "plays", "areas", "equipment", "from"), rows, title="Routines")
    if routines and stretches:
        say("")
    if stretches:
        rows = [_stretch_row(stretch) for stretch in stretches]
        headers = ("key", "name", "plays", "areas", "position", "equipment", "from")
        print_table(headers, rows, title="Stretches, for `use:`")


def _routine_row(routine: RoutineInfo) -> tuple[str, ...]:
    if not routine.usable:
        note = f"(cannot be used: see `voiceroutine check {routine.name}`)"
        return (routine.name, note, "", "", "", routine.shelf)
    areas, equipment = ", ".join(routine.areas), ", ".join(routine.equipment)
    return (routine.name, routine.title, _plays(routine), areas, equipment, routine.shelf)


def _stretch_row(stretch: StretchInfo) -> tuple[str, ...]:
    if not stretch.usable:
        return (stretch.key, "(cannot be used)", "", "", "", "", stretch.shelf)
    areas, equipment = ", ".join(stretch.areas), ", ".join(stretch.equipment)
    return (stretch.key, stretch.name, _plays(stretch), areas, stretch.position, equipment, stretch.shelf)


def _plays(found: RoutineInfo | StretchInfo) -> str:
    return ("~" if found.guessed else "") + voiceroutine.clock(found.duration_ms)


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

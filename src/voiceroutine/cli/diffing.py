"""The command that compares two scripts: diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

import voiceroutine
from voiceroutine.cli import completion
from voiceroutine.cli.terminal import joined, painted, print_table, say, say_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from voiceroutine import Changes, ComparedScript, LengthDiff, PartDiff, ScriptDiff, TextChange, ValueChange

_STOCK, _NOTHING = "(the stock words)", "(nothing)"
_NOT_GIVEN = "not given"


@click.command(short_help="Show what differs between two scripts.")
@click.argument(
    "scripts", metavar="[BEFORE] AFTER", nargs=-1, required=True, shell_complete=completion.scripts_or_stretches
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if they differ, and with 0 if not.")
@click.pass_context
def diff(ctx: click.Context, scripts: tuple[str, ...], as_json: bool, exit_code: bool) -> None:
    """Show what differs between two scripts, in doses, words and minutes: what is AFTER, and what was BEFORE.

    They are two routines, a routine and one that extends it, two versions of a file, or two stretches of the library.
    Without BEFORE, a script is compared with what it extends. One that has a `length` is fitted to it, and its doses
    are those of its session.

    Stretches belong together by their keys, in groups as well. In a text that differs, the words that do stand in
    [brackets]. A playing time with ~ is an estimate, as in `voiceroutine list`: nothing is spoken.

    \b
      voiceroutine diff patients/anna.yaml
      voiceroutine diff neck patients/anna.yaml
      voiceroutine diff old/knots.yaml scripts/knots.yaml
      voiceroutine diff upper-back knots --json

    The exit code is 0 whether they differ or not, but for --exit-code.
    """
    if len(scripts) > 2:
        raise click.UsageError(f"expected one script or two, found {len(scripts)}")
    before = scripts[0] if len(scripts) == 2 else None
    found = voiceroutine.diff_scripts(before, scripts[-1])
    if as_json:
        say_json(found.as_json())
    else:
        _show(found)
    ctx.exit(1 if exit_code and not found.same else 0)


def _show(found: ScriptDiff) -> None:
    rows = [("before", *_script_cells(found.before)), ("after", *_script_cells(found.after))]
    print_table(("", "title", "plays", "file"), rows, lead=2)
    say("")
    if found.same:
        say("they say the same, and take the same time")
        return
    if found.session:
        say(painted("The session", bold=True))
        _show_changes(found.session)
    last_short: bool | None = None if not found.session else False
    for part in (*found.groups, *found.stretches):
        short = part.added or part.removed
        if last_short is not None and not (short and last_short):  # lines of their own stand together
            say("")
        _show_part(part)
        last_short = short
    say("")
    _show_lengths(found)


def _script_cells(script: ComparedScript) -> tuple[str, str, str]:
    return script.title, _time(script.duration_ms, _is_guess(script)), str(script.path)


def _is_guess(script: ComparedScript) -> bool:
    """Return whether its playing time is an estimate."""
    return script.guessed and not script.fitted


def _show_part(part: PartDiff) -> None:
    name = painted(part.name, bold=True)
    dose = f": {part.dose}" if part.dose else ""
    if part.added:
        say(joined(painted("added", fg="green"), " ", name, dose))
        return
    if part.removed:
        say(joined(painted("removed", fg="red"), " ", name, dose))
        return
    changed = part.changes.dose
    say(joined(name, f": {changed.after or 'no dose'}, was {changed.before or 'no dose'}" if changed else ""))
    if part.moved:
        say(f"  moved: number {part.after}, was number {part.before}")
    _show_changes(part.changes)


def _show_changes(changes: Changes) -> None:
    for value in changes.values:
        say(f"  {_value(value)}")
    for text in changes.texts:
        _show_text(text)


def _value(change: ValueChange) -> str:
    return f"{change.key}: {change.after or _NOT_GIVEN}, was {change.before or _NOT_GIVEN}"


def _show_text(change: TextChange) -> None:
    was, now = change.words
    say(f"  {change.key}")
    say(joined("    was  ", *_text(change.before, was, "red")))
    say(joined("    now  ", *_text(change.after, now, "green")))


def _text(text: str | None, pieces: Iterable[tuple[str, bool]], colour: str) -> list[str]:
    """Return the pieces of a text, those that the other lacks in brackets; those are left out if that is all of it."""
    if not text:
        return [_STOCK if text is None else _NOTHING]
    pieces = list(pieces)
    if all(alone for _, alone in pieces):
        return [painted(text, fg=colour)]
    parts: list[str] = []
    for number, (piece, alone) in enumerate(pieces):
        parts += [" " if number else "", painted(f"[{piece}]", fg=colour) if alone else piece]
    return parts


def _show_lengths(found: ScriptDiff) -> None:
    rows = [_length_cells(it, found) for it in found.lengths]
    if len(rows) > 1:
        cells = _times(
            found.before.duration_ms, found.after.duration_ms, _is_guess(found.before), _is_guess(found.after)
        )
        rows.append(("all", *cells))
    print_table(("chapter", "before", "after", ""), rows, title="Minutes")
    if found.before.guessed or found.after.guessed:
        say("~ is an estimate: nothing is spoken for it")


def _length_cells(length: LengthDiff, found: ScriptDiff) -> tuple[str, ...]:
    cells = _times(length.before_ms, length.after_ms, found.before.guessed, found.after.guessed)
    return (length.title, *cells)


def _times(before_ms: int | None, after_ms: int | None, *guessed: bool) -> tuple[str, str, str]:
    was = "" if before_ms is None else _time(before_ms, guessed[0])
    now = "" if after_ms is None else _time(after_ms, guessed[1])
    if before_ms is None or after_ms is None:
        return was, now, "added" if before_ms is None else "removed"
    change_ms = 1000 * (after_ms // 1000 - before_ms // 1000)  # of what is printed
    if not change_ms:
        return was, now, ""
    return was, now, f"{voiceroutine.clock(abs(change_ms))} {'longer' if change_ms > 0 else 'shorter'}"


def _time(time_ms: int, guessed: bool) -> str:
    return ("~" if guessed else "") + voiceroutine.clock(time_ms)

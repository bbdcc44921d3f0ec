"""The commands for what goes with a session: handout, calendar."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import voiceroutine
from voiceroutine.cli import completion
from voiceroutine.cli.failures import is_wrong_usage, print_error
from voiceroutine.cli.options import adjusting_options, adjustments, voice_option
from voiceroutine.cli.terminal import reporter, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_folder_option = click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    show_default=True,
    help="The folder for it; made if it is missing.",
)
_force_option = click.option("--force", is_flag=True, help="Replace a file that voiceroutine did not make.")


@click.command(short_help="Print a script as a PDF.")
@click.argument("scripts", metavar="NAME|PATH...", nargs=-1, required=True, shell_complete=completion.scripts)
@_folder_option
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"], case_sensitive=False),
    default="a4",
    show_default=True,
    help="The size of its pages.",
)
@click.option("--link", metavar="URL", help="Where the session can be heard: printed as a code to scan.")
@click.option(
    "--patient", metavar="NAME", help="Whose it is. If omitted, the script's var `patient`, or a line to write on."
)
@voice_option
@adjusting_options
@_force_option
def handout(
    scripts: tuple[str, ...],
    folder: Path,
    paper: str,
    link: str | None,
    patient: str | None,
    voice: str | None,
    force: bool,
    **adjusting: Any,
) -> None:
    """Make the handout of each script: DIR/NAME.pdf, to print or to send.

    It has the session's own words and numbers, in the script's language: each stretch with its picture and its dose,
    when to stop, a week to tick off by the script's `frequency`, and the whole disclaimer. The clinic is the script's
    `artist`. The options that change the session of `make` change the sheet as well; where the session is fitted to a
    length, the sheet says which doses are not as they are written.

    \b
      voiceroutine handout neck
      voiceroutine handout neck --patient "Anna Weber" --paper letter
      voiceroutine handout neck --link https://example.org/neck.mp3
      voiceroutine handout neck --length 10m --skip chin-tuck
    """
    adjusted = adjustments(**adjusting)

    def make(script: str) -> None:
        with reporter(script, lines=False) as report:
            made = voiceroutine.handout(
                script,
                folder=folder,
                paper="letter" if paper == "letter" else "a4",
                link=link,
                patient=patient,
                voice=voice,
                adjustments=adjusted,
                force=force,
                reporter=report,
            )
        pages = "1 page" if made.pages == 1 else f"{made.pages} pages"
        say(f"{made.path}  {pages}{'' if made.made else ', up to date'}")

    _for_each(scripts, make)


def _for_each(scripts: Sequence[str], make: Callable[[str], None]) -> None:
    """Make what goes with each script; one that cannot be made keeps no other from it, and fails the command."""

    def is_made(script: str) -> bool:
        try:
            make(script)
        except voiceroutine.VoiceroutineError as error:
            if len(scripts) == 1 or is_wrong_usage(error):  # the latter is the same for all
                raise
            print_error(error)
            return False
        return True

    failed = sum(not is_made(script) for script in scripts)
    if failed:
        say(f"{failed} of {len(scripts)} failed", err=True)
        click.get_current_context().exit(1)


class _Time(click.ParamType):  # type: ignore[type-arg] # generic in new releases of click alone
    """A time of the day, as `08:00`."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> time:
        """Return the time."""
        if isinstance(value, time):
            return value
        try:
            return datetime.strptime(value.strip(), "%H:%M").time()
        except ValueError:
            self.fail(f"expected a time of the day such as 08:00 or 18:30, found `{value}`", param, ctx)


class _Date(click.ParamType):  # type: ignore[type-arg]
    """A day, as `2026-03-01`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day."""
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value.strip(), "%Y-%m-%d").date()
        except ValueError:
            self.fail(f"expected a day such as 2026-03-01, found `{value}`", param, ctx)


@click.command(short_help="Enter a script into a calendar.")
@click.argument("scripts", metavar="NAME|PATH...", nargs=-1, required=True, shell_complete=completion.scripts)
@_folder_option
@click.option("--from", "first", metavar="DATE", type=_Date(), help="The first day; if omitted, today.")
@click.option("--until", "last", metavar="DATE", type=_Date(), help="The last day; if omitted, it goes on.")
@click.option(
    "--at",
    metavar="HH:MM",
    type=_Time(),
    multiple=True,
    help="A time of the day; as often as it is done on a day. If omitted, spread from 08:00 to 20:00.",
)
@click.option("--frequency", metavar="TEXT", help="How often, in place of the script's `frequency`.")
@click.option("--link", metavar="URL", help="Where the session can be heard.")
@voice_option
@adjusting_options
@_force_option
def calendar(
    scripts: tuple[str, ...],
    folder: Path,
    first: date | None,
    last: date | None,
    at: tuple[time, ...],
    frequency: str | None,
    link: str | None,
    voice: str | None,
    force: bool,
    **adjusting: Any,
) -> None:
    """Make the calendar of each script: DIR/NAME.ics, which every calendar program opens.

    Its events come as often as the script's `frequency` says: `twice a day`, `morning and evening`, `every 2 hours`,
    `every other day`, `3 times a week`. Each is as long as the session, and has an alarm. The times are those of
    whoever opens it, in any time zone.

    \b
      voiceroutine calendar neck --frequency "twice a day" --at 08:00 --at 18:00
      voiceroutine calendar anna --from 2026-03-02 --until 2026-03-15
    """
    adjusted = adjustments(**adjusting)

    def make(script: str) -> None:
        with reporter(script, lines=False) as report:
            made = voiceroutine.calendar(
                script,
                folder=folder,
                first=first,
                last=last,
                at=at,
                frequency=frequency,
                link=link,
                voice=voice,
                adjustments=adjusted,
                force=force,
                reporter=report,
            )
        say(f"{made.path}  {'; '.join(made.events)}")

    _for_each(scripts, make)

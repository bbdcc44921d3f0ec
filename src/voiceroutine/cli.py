"""The command line: parses, calls `build`, prints, and gives the exit code.

Everything but click is imported inside the commands, so that `--help` comes at once.
"""

from __future__ import annotations

import contextlib
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from voiceroutine import __version__
from voiceroutine.errors import VoiceroutineError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from rich.console import Console

    from voiceroutine.build import Reporter

_VOICE = click.option(
    "--voice",
    metavar="VOICE",
    help="Who speaks, instead of the script's own choice: auto, heart, system or system:ID.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    r"""From a short YAML cue script to a voice-guided stretching session for a phone.

    \b
      voiceroutine list         what there is
      voiceroutine make neck    output/neck.mp3, ready for the phone

    A script is found by its path, or by its name: in ./scripts, then in your own folder, then among the bundled ones.
    """


@cli.command()
@click.argument("scripts", metavar="NAME|PATH...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    show_default=True,
    help="The folder for the MP3; made if it is missing.",
)
@_VOICE
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def make(scripts: tuple[str, ...], folder: Path, voice: str | None, quiet: bool) -> None:
    r"""Make the session of each script: DIR/NAME.mp3.

    \b
      voiceroutine make neck
      voiceroutine make scripts/tuesday.yaml -o ~/Music
      voiceroutine make knots --voice system
    """
    from voiceroutine import build
    from voiceroutine.script.library import default_library
    from voiceroutine.timecode import clock

    library = default_library()
    for name in scripts:
        with _reporter(name, quiet=quiet) as report:
            session = build.make(name, library, folder, voice, report)
        if not quiet:
            size = f"{session.size_bytes / 1e6:.1f} MB"
            click.echo(
                f"{session.path}  plays {clock(session.timeline.duration_ms)}, {size}, made in {session.took_s:.1f} s"
            )


@cli.command("list")
def list_() -> None:
    """List the routines that can be made and the stretches that scripts can use."""
    from rich.table import Table

    from voiceroutine import build
    from voiceroutine.script.library import default_library
    from voiceroutine.script.loader import load_script, load_stretch
    from voiceroutine.timecode import clock

    library = default_library()
    console = _console()
    routines = Table(
        "name",
        "title",
        "plays",
        "areas",
        "equipment",
        "from",
        box=None,
        pad_edge=False,
        title="Routines",
        title_justify="left",
    )
    for name, (path, label) in sorted(library.scripts().items()):
        try:
            script = load_script(path, library)
            minutes = f"{clock(build.estimate(script).duration_ms)}"
        except VoiceroutineError:
            routines.add_row(name, "(cannot be used: see `voiceroutine show " + name + "`)", "", "", "", label)
            continue
        stretches = script.routine.stretches
        areas = dict.fromkeys(area for stretch in stretches for area in stretch.areas)
        equipment = dict.fromkeys(item for stretch in stretches for item in stretch.equipment)
        routines.add_row(name, script.routine.title, minutes, ", ".join(areas), ", ".join(equipment), label)
    console.print(routines)
    console.print()
    table = Table(
        "key",
        "name",
        "areas",
        "equipment",
        "from",
        box=None,
        pad_edge=False,
        title="Stretches, for `use:`",
        title_justify="left",
    )
    for key, (path, label) in sorted(library.stretches().items()):
        try:
            stretch = load_stretch(path)
        except VoiceroutineError:
            table.add_row(key, "(cannot be used)", "", "", label)
            continue
        table.add_row(key, stretch.name, ", ".join(stretch.areas), ", ".join(stretch.equipment), label)
    console.print(table)


@cli.command()
@click.argument("script", metavar="NAME|PATH")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@_VOICE
def show(script: str, as_json: bool, voice: str | None) -> None:
    """Show the timeline of a session: its chapters, and everything in them with its time.

    The lengths are the real ones: the voice says what it has not said yet.
    """
    from voiceroutine import build
    from voiceroutine.script.library import default_library

    with _reporter(script, quiet=False, lines=False) as report:
        performance = build.rehearse(script, default_library(), voice, report)
    if as_json:
        import json

        click.echo(json.dumps(performance.timeline.as_json(), ensure_ascii=False, indent=1))
        return
    from voiceroutine.timecode import clock, seconds

    timeline = performance.timeline
    click.echo(f"{click.style(timeline.title, bold=True)}, {clock(timeline.duration_ms)}")
    for start_ms, chapter in timeline.starts():
        click.echo(f"\n{clock(start_ms):>7}  {click.style(chapter.title, bold=True)}, {clock(chapter.length_ms)}")
        for event in chapter.events:
            what = event.text or seconds(event.length_ms)
            click.echo(f"{clock(start_ms + event.start_ms):>7}  {event.kind:<6}  {what}")


@cli.command()
def voices() -> None:
    """List the voices that can speak on this machine."""
    from rich.table import Table

    from voiceroutine.voice.catalogue import voices as known_voices

    table = Table("voice", "engine", "languages", "", box=None, pad_edge=False)
    for voice in known_voices():
        table.add_row(voice.name, voice.engine, ", ".join(voice.languages), voice.note)
    _console().print(table)


def _console() -> Console:
    """Return a console for stdout: as wide as the terminal, or wide enough for every line when piped."""
    from rich.console import Console

    return Console(highlight=False) if sys.stdout.isatty() else Console(highlight=False, width=240)


class _Lines:
    """Reports in plain lines on stderr: one for each thing at hand."""

    def __init__(self, *, steps: bool, notes: bool) -> None:
        self._steps, self._notes = steps, notes
        self._last = ""

    def progress(self, label: str, fraction: float) -> None:
        line = f"{round(fraction * 100):3}%  {label}"
        if self._steps and line != self._last:
            click.echo(line, err=True)
            self._last = line

    def note(self, text: str) -> None:
        if self._notes:
            click.echo(f"note: {text}", err=True)


@contextlib.contextmanager
def _reporter(name: str, *, quiet: bool, lines: bool = True) -> Iterator[Reporter]:
    """Give a reporter: a progress bar on a terminal, else lines (or none), or nothing at all."""
    if quiet or not sys.stderr.isatty():
        yield _Lines(steps=lines and not quiet, notes=not quiet)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False)
    columns = (
        TextColumn("{task.fields[name]}"),
        BarColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=1.0, name=name)

        class Bar:
            def progress(self, label: str, fraction: float) -> None:
                bar.update(task, description=label, completed=fraction)

            def note(self, text: str) -> None:
                console.print(f"note: {text}", markup=False)

        yield Bar()


def _stopped(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(128 + signal.SIGTERM)  # as an exception, so that what was begun is cleaned up


def main() -> None:
    """Run the command line; the console script's entry."""
    with contextlib.suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGTERM, _stopped)
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped", err=True)
        code = 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; Python would complain at the end
        code = 0
    except VoiceroutineError as error:
        _print_error(error)
        code = 1
    sys.exit(code)


def _print_error(error: VoiceroutineError) -> None:
    from voiceroutine.script.problems import FaultyScriptError

    prefix = "" if isinstance(error, FaultyScriptError) else f"{click.style('error', fg='red', bold=True)}: "
    click.echo(f"{prefix}{error}", err=True)

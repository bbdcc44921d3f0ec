"""The commands about sessions: make, show, voices."""

from __future__ import annotations

from pathlib import Path

import click

from voiceroutine.cli.terminal import reporter, say, table_console

_VOICE = click.option(
    "--voice",
    metavar="VOICE",
    help="Who speaks, instead of the script's own choice: auto, heart, system or system:ID.",
)


@click.command(short_help="Make the MP3 of a script.")
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
    """Make the session of each script: DIR/NAME.mp3.

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
        with reporter(name, quiet=quiet) as report:
            session = build.make(name, library, folder, voice, report)
        if not quiet:
            size = f"{session.size_bytes / 1e6:.1f} MB"
            say(f"{session.path}  plays {clock(session.timeline.duration_ms)}, {size}, made in {session.took_s:.1f} s")


@click.command(short_help="Show a session's timeline.")
@click.argument("script", metavar="NAME|PATH")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@_VOICE
def show(script: str, as_json: bool, voice: str | None) -> None:
    """Show the timeline of a session: its chapters, and everything in them with its time.

    The lengths are the real ones: the voice says what it has not said yet.
    """
    from voiceroutine import build
    from voiceroutine.script.library import default_library

    with reporter(script, quiet=False, lines=False) as report:
        performance = build.rehearse(script, default_library(), voice, report)
    if as_json:
        import json

        say(json.dumps(performance.timeline.as_json(), ensure_ascii=False, indent=1))
        return
    from voiceroutine.timecode import clock, seconds

    timeline = performance.timeline
    say(f"{click.style(timeline.title, bold=True)}, {clock(timeline.duration_ms)}")
    for start_ms, chapter in timeline.starts():
        say(f"\n{clock(start_ms):>7}  {click.style(chapter.title, bold=True)}, {clock(chapter.length_ms)}")
        for event in chapter.events:
            what = event.text or seconds(event.length_ms)
            say(f"{clock(start_ms + event.start_ms):>7}  {event.kind:<6}  {what}")


@click.command(short_help="List the voices of this machine.")
def voices() -> None:
    """List the voices that can speak on this machine."""
    from rich.table import Table

    from voiceroutine.voice.catalogue import voices as known_voices

    table = Table("voice", "engine", "languages", "", box=None, pad_edge=False)
    for voice in known_voices():
        table.add_row(voice.name, voice.engine, ", ".join(voice.languages), voice.note)
    table_console().print(table)

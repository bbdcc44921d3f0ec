"""The commands about sessions: make, show, verify, cache."""

from __future__ import annotations

import re
from pathlib import Path

import click

import voiceroutine
from voiceroutine.cli.options import output_option
from voiceroutine.cli.terminal import joined, painted, print_table, reporter, say, say_json

_VOICE = click.option(
    "--voice",
    metavar="VOICE",
    help="The voice to use instead of the script's own, by its name in `voiceroutine voices`.",
)


@click.command(short_help="Make the MP3 of a script.")
@click.argument("scripts", metavar="NAME|PATH...", nargs=-1, required=True)
@output_option("output")
@_VOICE
@click.option(
    "--captions",
    metavar="FORMATS",
    default="none",
    show_default=True,
    help=f"Captions beside the MP3: {', '.join(voiceroutine.caption_formats())}, or several, separated by commas.",
)
@click.option(
    "--music",
    metavar="FILE",
    help="The music to play instead of the script's own: a sound file, drone, waves, or none.",
)
@click.option(
    "--force",
    is_flag=True,
    help="Make it even if it is up to date, and replace files that voiceroutine did not make.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
def make(
    scripts: tuple[str, ...],
    folder: Path,
    voice: str | None,
    captions: str,
    music: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """Make the session of each script: DIR/NAME.mp3.

    \b
      voiceroutine make neck
      voiceroutine make scripts/tuesday.yaml -o ~/Music
      voiceroutine make knots --voice system
      voiceroutine make neck --music waves
    """
    if music is not None and not music.strip():
        raise click.BadParameter("expected a sound file, drone, waves, or none", param_hint="--music")
    options = voiceroutine.MakeOptions(
        folder=folder, voice=voice, music=music, captions=_formats(captions), force=force
    )
    for path in voiceroutine.scripts_to_make(scripts):
        with reporter(path.stem, quiet=quiet) as report:
            session = voiceroutine.make(path, options, reporter=report)
        if not quiet:
            size = f"{session.size_bytes / 1e6:.1f} MB"
            how = f"made in {session.took_s:.1f} s" if session.made else "up to date"
            say(f"{session.path}  plays {voiceroutine.clock(session.duration_ms)}, {size}, {how}")


def _formats(wanted: str) -> tuple[str, ...]:
    known = voiceroutine.caption_formats()
    words = tuple(word.strip().lower() for word in wanted.split(",") if word.strip())
    words = tuple(word for word in words if word != "none")
    for word in words:
        if word not in known:
            raise click.BadParameter(f"expected {', '.join(known)} or none, found `{word}`", param_hint="--captions")
    return words


@click.command(short_help="Show a session's timeline.")
@click.argument("script", metavar="NAME|PATH")
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@_VOICE
def show(script: str, as_json: bool, voice: str | None) -> None:
    """Show the timeline of a session: its chapters, and when everything in them happens.

    All lengths are measured: the voice speaks what it has not spoken yet.
    """
    with reporter(script, quiet=False, lines=False) as report:
        found = voiceroutine.preview(script, voice=voice, reporter=report)
        for warning in found.warnings:
            report.note(warning.headline())
    if as_json:
        say_json(found.as_json())
        return
    timeline = found.timeline
    clock = voiceroutine.clock
    say(joined(painted(timeline.title, bold=True), f", {clock(timeline.duration_ms)}"))
    for start_ms, chapter in timeline.starts():
        say("")
        say(joined(f"{clock(start_ms):>7}  ", painted(chapter.title, bold=True), f", {clock(chapter.length_ms)}"))
        if dose := found.dose(chapter):
            say(f"{'':>7}  {dose}")
        for event in chapter.events:
            what = event.shown or event.chime or voiceroutine.seconds(event.length_ms)
            say(f"{clock(start_ms + event.start_ms):>7}  {event.kind:<6}  {what}")


@click.command(short_help="Measure a finished session.")
@click.argument("files", metavar="FILE.mp3...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--script", metavar="NAME|PATH", help="The script it was made from. [default: the one that the session names]"
)
@click.pass_context
def verify(ctx: click.Context, files: tuple[Path, ...], script: str | None) -> None:
    """Measure finished sessions, and compare them with what they were made from.

    A session carries its own timeline. Its sound is decoded and compared with that: the length, the chapters, where
    every cue begins and that it is heard to its end, the silence in holds or the music under them, the loudness and
    the true peak. The disclaimer must come first, and sound as its voice says it, if that voice is here. Tags that were
    changed are named. If the session's script is found, it must be as it was when the session was made. The exit code
    is 1 if anything is off, or if a file cannot be read.
    """
    good = True
    ok, off = painted("ok", fg="green"), painted("off", fg="red")
    for path in files:
        try:
            rows = voiceroutine.verify(path, script=script)
        except voiceroutine.OutputError as error:  # the other files are verified all the same
            say(joined(painted("error", fg="red", bold=True), f": {error}"), err=True)
            good = False
            continue
        cells = [(ok if row.ok else off, row.what, row.found, row.wanted) for row in rows]
        print_table(("", "what", "found", "wanted"), cells, title=str(path), lead=2)
        good = good and all(row.ok for row in rows)
    ctx.exit(0 if good else 1)


@click.command(short_help="Show or prune the caches.")
@click.option(
    "--prune",
    "limit",
    metavar="SIZE",
    help="Remove the least recently used files until SIZE is left, for example 200MB or 0.",
)
def cache(limit: str | None) -> None:
    """Show where the caches are and how large: spoken cues, encoded chapters, and prepared music.

    They are pruned to 1 GB in total whenever a session is made. Everything in them can be made again.
    """
    if limit is not None:
        removed, size = voiceroutine.prune_cache(_bytes(limit))
        say(f"removed {removed} files, {size / 1e6:.1f} MB")
    for use in voiceroutine.cache_use():
        say(f"{use.folder}  {use.files} files, {use.size_bytes / 1e6:.1f} MB")


def _bytes(text: str) -> int:
    match = re.fullmatch(r"\s*([0-9]{1,15}(?:\.[0-9]+)?)\s*([kmg]?)b?\s*", text.lower())
    if not match:
        raise click.BadParameter(f"expected a size like 200MB, 1.5GB or 0, found `{text}`", param_hint="--prune")
    return int(float(match[1]) * 1000 ** " kmg".index(match[2] or " "))

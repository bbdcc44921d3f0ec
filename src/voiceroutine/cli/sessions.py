"""The commands about sessions: make, verify, cache."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import voiceroutine
from voiceroutine.cli import completion
from voiceroutine.cli.batching import make_several, say_session
from voiceroutine.cli.options import (
    adjusting_options,
    adjustments,
    format_option,
    output_option,
    split_option,
    voice_option,
)
from voiceroutine.cli.terminal import joined, painted, print_table, reporter, say
from voiceroutine.cli.watching import make_on_save

if TYPE_CHECKING:
    from voiceroutine import MakeOptions


@click.command(short_help="Make the MP3 of a script.")
@click.argument("scripts", metavar="[NAME|PATH...]", nargs=-1, shell_complete=completion.scripts)
@click.option(
    "--all", "everything", is_flag=True, help="Every script that `voiceroutine list` has: yours and the bundled ones."
)
@click.option(
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="How many are made at a time.  [default: one on each core, up to 8]",
)
@output_option("output")
@voice_option
@click.option(
    "--captions",
    metavar="FORMATS",
    default="none",
    show_default=True,
    shell_complete=completion.captions,
    help=f"Captions beside the MP3: {', '.join(voiceroutine.caption_formats())}, or several, separated by commas.",
)
@click.option(
    "--music",
    metavar="FILE",
    shell_complete=completion.music,
    help="The music to play instead of the script's own: a sound file, drone, waves, or none.",
)
@adjusting_options
@format_option
@split_option
@click.option(
    "--force",
    is_flag=True,
    help="Make it even if it is up to date, and replace files that voiceroutine did not make.",
)
@click.option("--watch", is_flag=True, help="Make it again whenever a file that it is made of is saved, until Ctrl-C.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.pass_context
def make(
    ctx: click.Context,
    /,
    scripts: tuple[str, ...],
    everything: bool,
    jobs: int | None,
    folder: Path,
    voice: str | None,
    captions: str,
    music: str | None,
    form: str,
    split: bool,
    force: bool,
    watch: bool,
    quiet: bool,
    **adjusting: Any,
) -> None:
    """Make the session of each script: DIR/NAME.mp3. Without a NAME, those of all scripts in ./scripts.

    \b
      voiceroutine make                      all of yours
      voiceroutine make patients/*.yaml
      voiceroutine make neck
      voiceroutine make scripts/tuesday.yaml -o ~/Music
      voiceroutine make knots --voice system
      voiceroutine make neck --music waves
      voiceroutine make neck --length 12m
      voiceroutine make neck --skip chin-tuck --set upper-trap.hold=20s

    To fit a length, pauses and rests change first, from half to double. Then less is said, and then stretches that are
    `optional` are left out. Holds, reps and sets change last, down to their `at_least` or up to twice the dose. Every
    change is printed.

    Several scripts are made side by side. One that cannot be made does not keep the others from being made: a table at
    the end says what is wrong with each, and the exit code is 1. If it is stopped, the same command goes on from there.

    Beside the MP3, --format m4a or opus writes the same session in that format, with its chapters and its cover; its
    sound is encoded once more. iPhones and Android play MP3 and M4A. Opus plays on Android; Apple's own players take no
    Ogg files before iOS 18.4.

    With --watch, every file that a script is made of is watched: the scripts that it extends, its library stretches,
    its music and its bells. What is wrong is printed, and the last good MP3 stays. Ctrl-C ends it, with exit code 0.
    """
    if music is not None and not music.strip():
        raise click.BadParameter("expected a sound file, drone, waves, or none", param_hint="--music")
    options = voiceroutine.MakeOptions(
        folder=folder,
        voice=voice,
        music=music,
        captions=_formats(captions),
        adjustments=adjustments(**adjusting),
        force=force,
    )
    names = _named(scripts, everything=everything)
    found = {} if watch else voiceroutine.scripts_found(names)
    if len(found) > 1:  # one that is not there keeps no other from being made
        ctx.exit(0 if make_several(tuple(found), options, form=form, split=split, jobs=jobs, quiet=quiet) else 1)
    paths = voiceroutine.scripts_to_make(names)
    if watch:
        make_on_save(
            paths, partial(_make, options=options, form=form, split=split, quiet=quiet), music=music, quiet=quiet
        )
    else:
        _make(paths[0], paths[0].stem, options=options, form=form, split=split, quiet=quiet)


def _named(scripts: tuple[str, ...], *, everything: bool) -> tuple[str, ...]:
    """Return the names or paths of the scripts that are asked for."""
    if everything and scripts:
        raise click.UsageError("--all makes every script: name none beside it")
    if scripts:
        return scripts
    return tuple(map(str, voiceroutine.all_scripts() if everything else _own()))


def _own() -> tuple[Path, ...]:
    try:
        return voiceroutine.own_scripts()
    except voiceroutine.ScriptNotFoundError as error:
        raise click.UsageError(str(error)) from error


def _make(path: Path, name: str, *, options: MakeOptions, form: str, split: bool, quiet: bool) -> None:
    voiceroutine.require_own_beside(path, options, form=form, split=split)
    session = converted = playlist = None
    try:
        with reporter(name, quiet=quiet) as report:
            session = voiceroutine.make(path, options, reporter=report)
            converted = voiceroutine.convert_session(session.path, form, force=options.force)
            playlist = voiceroutine.split_session(session.path, force=options.force) if split else None
            for line in voiceroutine.earlier_files(session.path):
                report.note(line)
    finally:  # what is made is told, whatever went wrong beside it
        if session and not quiet:
            say_session(session, converted, playlist)


def _formats(wanted: str) -> tuple[str, ...]:
    known = voiceroutine.caption_formats()
    words = tuple(word.strip().lower() for word in wanted.split(",") if word.strip())
    words = tuple(word for word in words if word != "none")
    for word in words:
        if word not in known:
            raise click.BadParameter(f"expected {', '.join(known)} or none, found `{word}`", param_hint="--captions")
    return words


@click.command(short_help="Measure a finished session.")
@click.argument("files", metavar="FILE.mp3...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--script",
    metavar="NAME|PATH",
    shell_complete=completion.scripts,
    help="The script it was made from. [default: the one that the session names]",
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

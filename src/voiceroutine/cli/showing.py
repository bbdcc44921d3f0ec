"""The commands that show and say what is in a session: show, say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import voiceroutine
from voiceroutine.cli import completion
from voiceroutine.cli.options import adjusting_options, adjustments, svg_option, voice_option
from voiceroutine.cli.terminal import joined, painted, print_table, reporter, say, say_json

if TYPE_CHECKING:
    from voiceroutine import Preview, Saying, Share


@click.command(short_help="Show a session's timeline, or a stretch's words.")
@click.argument("script", metavar="NAME|PATH", shell_complete=completion.scripts_or_stretches)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@svg_option
@voice_option
@adjusting_options
def show(script: str, as_json: bool, svg: Path | None, voice: str | None, **adjusting: Any) -> None:
    """Show the timeline of a session: its chapters, when everything in them happens, and what the time is spent on.

    All lengths are measured: the voice speaks what it has not spoken yet. With --json, `spoken` is what the voice is
    given for each cue: numbers, units and abbreviations in words.

    The key of a library stretch, as `chin-tuck`, shows that: its words in the order they are spoken, and its file.
    Where a script has the same name, the script is shown.
    """
    adjusted = adjustments(**adjusting)
    if voiceroutine.names_stretch(script):
        if adjusted.options:
            raise click.UsageError(f"`{script}` is a stretch, and its words are shown as they are written")
        _show_stretch(script, as_json=as_json, svg=svg)
        return
    library = voiceroutine.default_library()
    if script in library.stretches() and script in library.scripts():
        say(f"note: there is a stretch `{script}`, too: {library.stretches()[script][0]}", err=True)
    elif script not in library.scripts() and "." not in script and "/" not in script:
        _near_a_stretch(script)
    with reporter(script, quiet=False, lines=False) as report:
        found = voiceroutine.preview(script, voice=voice, adjustments=adjusted, reporter=report)
        for warning in found.warnings:
            report.note(warning.headline())
    if svg is not None:
        say(f"{voiceroutine.write_svg(found.timeline, svg)}")
        return
    if as_json:
        say_json(found.as_json())
        return
    _show_timeline(found)


def _show_timeline(found: Preview) -> None:
    timeline = found.timeline
    clock = voiceroutine.clock
    say(joined(painted(timeline.title, bold=True), f", {clock(timeline.duration_ms)}"))
    for change in found.changes:
        say(f"{'':>7}  {change}")
    for start_ms, chapter in timeline.starts():
        say("")
        say(joined(f"{clock(start_ms):>7}  ", painted(chapter.title, bold=True), f", {clock(chapter.length_ms)}"))
        if dose := found.dose(chapter):
            say(f"{'':>7}  {dose}")
        for event in chapter.events:
            what = event.shown or event.chime or voiceroutine.seconds(event.length_ms)
            recorded = f" [{event.recording}]" if event.recording else ""
            say(f"{clock(start_ms + event.start_ms):>7}  {event.kind:<6}  {what}{recorded}")
    say("")
    _show_shares(found)


def _near_a_stretch(name: str) -> None:
    """Name what is near, where neither a script nor a stretch has a name.

    Raises:
        ScriptNotFoundError: There is neither.
    """
    library = voiceroutine.default_library()
    if name in library.stretches():
        return
    hint = voiceroutine.did_you_mean(name, [*library.scripts(), *library.stretches()])
    if hint:
        raise voiceroutine.ScriptNotFoundError(f"there is no script and no stretch named `{name}`", hint)


def _show_shares(found: Preview) -> None:
    whole_ms = found.timeline.duration_ms
    rows = [(chapter.title, *_share_cells(found.share(chapter), whole_ms)) for chapter in found.timeline.chapters]
    rows.append(("all", *_share_cells(found.share(), whole_ms)))
    heads = ("chapter", "seconds", "all", "speech", "hold", "rest", "ready", "pause")
    print_table(heads, rows, title="Where the time goes")


def _share_cells(share: Share, whole_ms: int) -> tuple[str, ...]:
    parts = (share.speech, share.hold, share.rest, share.ready, share.pause)
    total, *cells = (f"{round(part_ms / 1000)}" for part_ms in (share.total, *parts))
    return (total, f"{share.total / whole_ms:.0%}", *cells)


def _show_stretch(name: str, *, as_json: bool, svg: Path | None) -> None:
    if svg is not None:
        raise click.UsageError(f"`{name}` is a stretch, and --svg draws the timeline of a script")
    found = voiceroutine.describe_stretch(name)
    if as_json:
        say_json(found.as_json())
        return
    say(joined(painted(found.key, bold=True), f", {found.name}"))
    say("")
    facts = {
        "file": f"{found.path} ({found.shelf})",
        "dose": found.dose,
        "position": found.position,
        "areas": ", ".join(found.areas),
        "equipment": ", ".join(found.equipment),
        "also": ", ".join(found.also),
        "source": found.source,
    }
    print_table(("", ""), [row for row in facts.items() if row[1]])
    say("")
    print_table(("", ""), found.words)


@click.command("say", short_help="Hear single cues as they will sound.")
@click.argument("script", metavar="NAME|PATH", shell_complete=completion.scripts_or_stretches)
@click.argument("stretch", required=False, shell_complete=completion.stretches_of_script)
@click.argument("field", required=False, shell_complete=completion.fields_of_stretch)
@voice_option
@click.option(
    "-o",
    "--output",
    "file",
    metavar="FILE.wav",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the cues to this file, and do not play them.",
)
@click.option("--force", is_flag=True, help="Replace a FILE that voiceroutine did not make.")
def say_(
    script: str, stretch: str | None, field: str | None, voice: str | None, file: Path | None, force: bool
) -> None:
    """Say cues of a script as they will sound in its session, each once: one FIELD of a stretch, or all that is said.

    STRETCH is the key of one of the script's stretches or groups, a stretch's number, `opening` or `closing`; without
    it, the opening is said. Of a library stretch, named by its key, only the FIELD is given. They are played in a
    terminal, if this machine has a player; otherwise they are written to output/auditions/.

    \b
      voiceroutine say neck chin-tuck start
      voiceroutine say neck chin-tuck
      voiceroutine say neck opening title
      voiceroutine say chin-tuck feel
      voiceroutine say neck 2 start -o start.wav
    """
    if voiceroutine.names_stretch(script):
        if field is not None:
            raise click.UsageError(f"`{script}` is a stretch: name only a field of it, as in `say {script} start`")
        stretch, field = None, stretch
    if file is not None and file.suffix.lower() != ".wav":
        raise click.BadParameter(f"expected a name that ends with .wav, found `{file}`", param_hint="--output")
    with reporter(script, lines=False) as report:
        saying = voiceroutine.say_cues(script, stretch, field, voice=voice, reporter=report)
    plays = file is None and sys.stdout.isatty() and voiceroutine.can_play()
    width = max(len(cue.field) for cue in saying.cues)
    for cue in saying.cues:
        side = f" ({cue.side})" if cue.side else ""
        say(f"{cue.field:<{width}}  {cue.text}{side}")
        if plays and not saying.play(cue):
            say("note: this machine's player could not play it", err=True)
            plays = False
    if not plays:
        _write(saying, file, force=force)


def _write(saying: Saying, file: Path | None, *, force: bool) -> None:
    path = file or Path("output/auditions", f"{saying.name}.wav")
    say(f"{saying.write(path, force=force)}")

"""The commands about voices: voices, audition, config."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

import voiceroutine
from voiceroutine.cli import completion
from voiceroutine.cli.options import output_option
from voiceroutine.cli.terminal import print_table, reporter, say, say_json

if TYPE_CHECKING:
    from pathlib import Path

_SETTINGS = ("voice",)


@click.command(short_help="List the voices of this machine.")
@click.option(
    "--language",
    metavar="LANGUAGE",
    shell_complete=completion.languages,
    help="Only those that speak it: de, en-GB.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
def voices(language: str | None, as_json: bool) -> None:
    """List every voice of this machine, what it speaks, and how natural it sounds.

    Naturalness is measured, from 1 to 5 (bench/voices.py); `unknown` means that nobody has measured it. For a voice
    that is not ready, the list says how to get it. `voiceroutine audition` lets you hear them.
    """
    found = voiceroutine.voices(language)
    if as_json:
        import dataclasses

        say_json([dataclasses.asdict(voice) for voice in found])
        return
    print_table(
        ("voice", "engine", "languages", "gender", "natural", "ready", ""),
        [
            (
                voice.name,
                voice.engine,
                ", ".join(voice.languages),
                voice.gender or "",
                "unknown" if voice.naturalness is None else f"{voice.naturalness:.1f}",
                "yes" if voice.ready else "no",
                voice.note,
            )
            for voice in found
        ],
    )
    if language and not any(voice.ready and voice.languages for voice in found):
        say(f"No voice of this machine speaks `{language}`.", err=True)
    if absent := [voice for voice in found if voice.by_hand]:
        say("")
        say("If this machine is offline:")
        for voice in absent:
            say(f"  {voice.name}: {voice.by_hand}")


@click.command(short_help="Hear voices before you choose one.")
@click.argument("names", metavar="[VOICE...]", nargs=-1, shell_complete=completion.voices)
@click.option("--text", help="What they say. [default: a few stock cues]")
@click.option(
    "--language",
    metavar="LANGUAGE",
    shell_complete=completion.languages,
    help="The language they speak. [default: the voice's own; en if no VOICE is named]",
)
@click.option(
    "--pace",
    metavar="PACE",
    type=click.FloatRange(0.5, 2.0),
    default=1.0,
    help="How fast they speak, as `pace` in a script: 0.5 to 2.0. [default: 1.0]",
)
@output_option("output/auditions")
@click.option(
    "--no-play",
    is_flag=True,
    help="Do not play them. (They are played only in a terminal, if this machine has a player.)",
)
@click.option("--force", is_flag=True, help="Replace a file of that name that voiceroutine did not make.")
def audition(
    names: tuple[str, ...],
    text: str | None,
    language: str | None,
    pace: float,
    folder: Path,
    no_play: bool,
    force: bool,
) -> None:
    """Make a short sample of each VOICE, as it sounds in a session: DIR/VOICE.mp3.

    If no VOICE is named, every voice that is ready and speaks the language is heard; of the system's, only the best.
    The name of a sample tells its --text and its --pace, as in heart-and-relax.mp3, so that two can be compared.

    \b
      voiceroutine audition
      voiceroutine audition heart emma
      voiceroutine audition system:french
      voiceroutine audition --language de --text "Und entspannen."
      voiceroutine audition heart --text "And relax." --pace 0.9
    """
    if text is not None and not any(letter.isalnum() for letter in text):
        raise click.BadParameter("expected at least one letter or digit", param_hint="--text")
    if not names:
        language = language or "en"
        names = voiceroutine.worth_hearing(language)
        say(f"auditioning {', '.join(names)}; others by name: `voiceroutine voices --language {language}`", err=True)
    plays = not no_play and sys.stdout.isatty()
    for name in names:
        with reporter(name, lines=False) as report:
            sample = voiceroutine.audition(
                name, text=text, language=language, pace=pace, folder=folder, reporter=report, force=force
            )
        say(f"{sample.path}  {sample.voice}, {voiceroutine.seconds(sample.duration_ms)}")
        if plays and voiceroutine.play_sample(sample.path) is False:
            say("note: this machine's player could not play it", err=True)


@click.command(short_help="Show or change your settings.")
@click.argument("key", required=False, type=click.Choice(_SETTINGS))
@click.argument("value", required=False, shell_complete=completion.voices)
@click.option("--unset", is_flag=True, help="Remove the setting.")
def config(key: str | None, value: str | None, unset: bool) -> None:
    """Show the settings for all your sessions, or set KEY to VALUE. There is one KEY: voice.

    Your default voice speaks when --voice, VOICEROUTINE_VOICE and the script itself name none.

    \b
      voiceroutine config                  shows the settings and their file
      voiceroutine config voice emma
      voiceroutine config voice --unset
    """
    if unset and (key is None or value is not None):
        raise click.UsageError("--unset takes a KEY, and no VALUE")
    if key is None:
        say(f"{voiceroutine.config_file()}")
    elif value is not None:
        with reporter(value, lines=False) as report:
            voiceroutine.set_default_voice(value, report)
    elif unset:
        voiceroutine.change_setting(key, None)
    for name in (key,) if key else _SETTINGS:
        say(f"{name}: {voiceroutine.setting(name) or 'auto (not set)'}")

"""The command line: parses, calls `build` and `rehearsal`, prints, and gives the exit code.

Everything but click is imported inside the commands, so that `--help` comes at once.
"""

from __future__ import annotations

import contextlib
import io
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

import click

import voiceroutine
from voiceroutine import __version__
from voiceroutine.cli import importing, scripts, sessions, voices
from voiceroutine.cli.terminal import say
from voiceroutine.errors import OutputError, VoiceroutineError
from voiceroutine.files import reason

if TYPE_CHECKING:
    from types import FrameType


class _ReaderGoneError(Exception):
    """Whoever reads our output has read enough."""


class _Commands(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # which click itself would end with 1, as a mistake
            raise _ReaderGoneError from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """From a short YAML cue script to a voice-guided stretching session for a phone.

    \b
      voiceroutine list         what there is
      voiceroutine make neck    output/neck.mp3, ready for the phone
      voiceroutine new mine     a script of your own, scripts/mine.yaml
      voiceroutine check        what is wrong with your scripts, and what to write

    A script is found by its path, or by its name: in ./scripts, then in your own folder, then among the bundled ones.
    """


for _command in (
    sessions.make,
    scripts.list_,
    sessions.show,
    scripts.new,
    importing.import_,
    scripts.check,
    scripts.explain,
    scripts.schema,
    sessions.verify,
    voices.voices,
    voices.audition,
    voices.config,
    sessions.cache,
):
    cli.add_command(_command)


def _stopped(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)  # as an exception, so that what was begun is cleaned up


def main() -> None:
    """Run the command line; the console script's entry."""
    _prepare()
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("stopped", err=True)
        code = 130
    except _ReaderGoneError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left of it goes nowhere
        code = 0
    except VoiceroutineError as error:
        _print_error(error)
        code = 1
    except OSError as error:  # our own files are written elsewhere; this is where the output goes
        _print_error(OutputError(f"cannot write the output: {reason(error)}"))
        code = 1
    sys.exit(code)


def _prepare() -> None:
    for stream in (sys.stdout, sys.stderr):  # a sign that the terminal's encoding lacks is no reason to stop
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with contextlib.suppress(ValueError):  # not the main thread
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _stopped)


def _print_error(error: VoiceroutineError) -> None:
    if isinstance(error, voiceroutine.FaultyScriptError):
        say("\n\n".join(scripts.paint(problem.render(), problem) for problem in error.problems), err=True)
    else:
        say(f"{click.style('error', fg='red', bold=True)}: {error}", err=True)

"""The command line: parses, calls the front door (`import voiceroutine`), prints, and sets the exit code.

The front door imports its rooms only when they are used, so `--help` appears at once.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

import click

import voiceroutine
from voiceroutine.cli import diffing, importing, paper, scripts, serving, sessions, showing, studio, voices
from voiceroutine.cli.failures import UnfinishedError, is_wrong_usage, print_error
from voiceroutine.cli.terminal import say

if TYPE_CHECKING:
    from types import FrameType


class _ReaderGoneError(Exception):
    """The program that reads our output has closed it."""


_MEANT = {
    "preview": ("show", "say"),
    "play": ("say", "make"),
    "speak": ("say",),
    "render": ("make",),
    "export": ("make",),
    "build": ("make",),
    "print": ("handout", "show"),
    "sheet": ("handout", "import"),
    "pdf": ("handout",),
    "ics": ("calendar",),
    "reminders": ("calendar",),
    "phone": ("serve",),
    "web": ("serve", "publish"),
    "feed": ("serve", "publish"),
    "site": ("publish",),
    "lint": ("check",),
    "validate": ("check",),
    "init": ("new",),
    "create": ("new",),
}
"""What people call commands, and which of ours they may mean."""


class _Commands(click.Group):
    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        meant = [f"'{command}'" for command in _MEANT.get(name.lower(), ()) if command in self.commands]
        if meant and name not in self.commands:
            ctx.fail(f"No such command '{name}'. Did you mean {' or '.join(meant)}?")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:  # which click itself would end with 1, as a mistake
            raise _ReaderGoneError from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(voiceroutine.__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """From a short YAML cue script to a voice-guided stretching session for a phone.

    \b
      voiceroutine list         lists the routines and stretches
      voiceroutine make neck    makes output/neck.mp3, ready for the phone
      voiceroutine new mine     writes a script of your own, scripts/mine.yaml
      voiceroutine check        finds the mistakes in your scripts, and says what to write instead

    A script is found by its path, or by its name: in ./scripts, then in your own folder, then among the bundled ones.
    """


for _command in (
    sessions.make,
    scripts.list_,
    showing.show,
    showing.say_,
    scripts.new,
    importing.import_,
    diffing.diff,
    scripts.check,
    scripts.explain,
    scripts.schema,
    paper.handout,
    paper.calendar,
    serving.serve,
    serving.publish,
    studio.studio,
    sessions.verify,
    voices.voices,
    voices.audition,
    voices.config,
    sessions.cache,
):
    cli.add_command(_command)


_PATIENCE_S = 5.0
"""How long cleaning up may take, once stopped, before a further signal ends the program at once."""


class _Stop:
    """Ends the program when a signal says so: as an exception, so that what was begun is cleaned up.

    Further signals while that goes on would only break it off. After a while one does, in case it does not end.
    """

    def __init__(self) -> None:
        self._since: float | None = None

    def __call__(self, number: int, _frame: FrameType | None) -> None:
        if self._since is None:
            self._since = time.monotonic()
            raise KeyboardInterrupt if number == signal.SIGINT else SystemExit(128 + number)
        if time.monotonic() - self._since > _PATIENCE_S:
            os._exit(128 + number)

    def listen(self) -> None:
        """Take the signals, except those that were ignored from the start: `nohup` and shells do that on purpose."""
        with contextlib.suppress(ValueError):  # not the main thread
            for name in _SIGNALS:
                if (number := getattr(signal, name, None)) and signal.getsignal(number) is not signal.SIG_IGN:
                    signal.signal(number, self)

    def ignore(self) -> None:
        """Let nothing break off the end of the program."""
        with contextlib.suppress(ValueError):
            for name in _SIGNALS:
                if (number := getattr(signal, name, None)) and signal.getsignal(number) is self:
                    signal.signal(number, signal.SIG_IGN)


_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def main() -> None:
    """Run the command line; the console script's entry."""
    _prepare()
    stop = _Stop()
    stop.listen()
    try:
        code = _run()
    except KeyboardInterrupt:  # as something else was being told
        code = 130
    finally:
        stop.ignore()
    gc.freeze()  # the process ends: to look through all that was loaded for garbage once more takes up to half a second
    sys.exit(code)


def _run() -> int:
    """Run the command; return the exit code."""
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("stopped", err=True)
        code = 130
    except _ReaderGoneError as gone:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still buffered is discarded
        code = 1 if isinstance(gone.__cause__, UnfinishedError) else 0
    except voiceroutine.VoiceroutineError as error:
        print_error(error)
        code = 2 if is_wrong_usage(error) else 1
    except OSError as error:  # only writing to stdout can raise this here
        reason = error.strerror or str(error)
        print_error(voiceroutine.OutputError(f"cannot write the output: {reason[:1].lower()}{reason[1:]}"))
        code = 1
    except MemoryError:
        print_error(
            voiceroutine.VoiceroutineError(
                "there is not enough memory for this", "close other programs, or make the session shorter"
            )
        )
        code = 1
    return int(code or 0)


def _prepare() -> None:
    for stream in (sys.stdout, sys.stderr):  # do not stop at a character that the terminal's encoding lacks
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")

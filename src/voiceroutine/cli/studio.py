"""The command that opens the studio."""

from __future__ import annotations

import webbrowser

import click

import voiceroutine
from voiceroutine.cli.terminal import say


@click.command(short_help="Write, hear and make sessions in the browser.")
@click.option(
    "--port",
    metavar="PORT",
    type=click.IntRange(0, 65535),
    help="The port; 0 for any that is free. [default: 8490, or the next that is free]",
)
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
def studio(port: int | None, no_browser: bool) -> None:
    """Open the studio: a page on this computer in which sessions are written, heard and made.

    It changes the scripts in ./scripts and in your own folder, and writes sessions into ./output. Nothing leaves this
    computer, and no other one reaches it. Ctrl-C ends it.

    \b
      voiceroutine studio
      voiceroutine studio --no-browser
    """

    def ready(url: str) -> None:
        say(url)
        if no_browser or not webbrowser.open(url):
            say("Open this address in a browser on this computer. Ctrl-C ends the studio.", err=True)
        else:
            say("It opens in your browser. Ctrl-C ends the studio.", err=True)

    voiceroutine.studio(port=port, ready=ready)

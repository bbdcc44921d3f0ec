"""The pages as HTML, from what is known of the sessions. Everything that happens in them is in `assets`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from voiceroutine.script.parts import OWN_BEDS
from voiceroutine.units import clock
from voiceroutine.web.wording import shared, wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from voiceroutine.app.listing import RoutineInfo
    from voiceroutine.web.catalogue import Entry
    from voiceroutine.web.wording import Wording

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
"""What the pages need, as a Content-Security-Policy. A published page says it itself: its host need not."""

LENGTHS = tuple(f"{minutes}m" for minutes in (5, 8, 10, 12, 15, 20, 30))
"""To which the page that makes a session offers to fit it."""
GUIDANCE_MEANINGS = {
    "full": "everything is explained",
    "brief": "what to do, and what to feel",
    "minimal": "only what to do",
}
"""How much is said, each with what that means."""
GUIDANCES = tuple(GUIDANCE_MEANINGS)
MUSIC = ("none", *OWN_BEDS)

ASSETS = Path(__file__).parent / "assets"
"""Every file in it is part of a site."""


def index_page(entries: Sequence[Entry], *, can_make: bool, offline: bool, feed: str | None) -> str:
    """Return the list of sessions.

    Args:
        entries: In the order in which they are listed.
        can_make: Whether there is a page that makes sessions.
        offline: Whether the site has a service worker and a manifest.
        feed: The address of the feed, from the page; None where there is none.
    """
    spoken = shared(entry.language for entry in entries)
    return _page(
        "index.html",
        spoken,
        said=("list",),
        here="index",
        can_make=can_make,
        offline=offline,
        entries=entries,
        feed=feed,
    )


def session_page(entry: Entry, *, handout: bool, offline: bool, can_make: bool) -> str:
    """Return the page that plays a session; `handout` is whether there is one beside it."""
    said = ("player", "speed", "trouble", "done", *(["offline"] if offline else []))
    spoken = wording(entry.language)
    return _page(
        "session.html",
        spoken,
        said=said,
        root="../../",
        can_make=can_make,
        offline=offline,
        entry=entry,
        handout=handout,
    )


def diary_page(spoken: Wording, *, offline: bool, can_make: bool) -> str:
    """Return the diary, which is filled by the browser that keeps it."""
    return _page("diary.html", spoken, said=("done", "noted"), here="diary", can_make=can_make, offline=offline)


def missing_page(spoken: Wording, *, not_kept: bool, root: str, offline: bool, can_make: bool) -> str:
    """Return what is shown where there is nothing, with a link to the list; `root` is the way to it.

    `not_kept` is whether there is no network, and the session is not on the phone.
    """
    words = spoken.words.missing
    title, text = (words.offline_title, words.offline_text) if not_kept else (words.title, words.text)
    return _page("missing.html", spoken, root=root, can_make=can_make, offline=offline, title=title, text=text)


def studio_page(name: str) -> str:
    """Return a page of the studio, which is filled by the browser: `studio.html`, `edit.html`."""
    return _page(name)


def make_page(scripts: Sequence[RoutineInfo], voices: Sequence[str]) -> str:
    """Return the page that makes a session. It is for whoever runs the computer, and in English.

    Args:
        scripts: Those that can be made, and those that have mistakes, which it tells; one's own are listed first.
        voices: The names that can be chosen.
    """
    return _page(
        "make.html",
        here="make",
        can_make=True,
        offline=False,
        scripts=sorted(scripts, key=lambda it: (it.shelf == "bundled", (it.title or it.name).casefold())),
        lengths=LENGTHS,
        choices={
            "guidance": {word: f"{word.capitalize()}: {meaning}" for word, meaning in GUIDANCE_MEANINGS.items()},
            "voice": {name: name.capitalize() for name in voices},
            "music": {name: name.capitalize() for name in MUSIC},
        },
    )


def _page(
    template: str,
    spoken: Wording | None = None,
    *,
    said: tuple[str, ...] = (),
    here: str = "",
    root: str = "",
    **values: object,
) -> str:
    """Return a page; `said` names the groups of words that its scripts need."""
    spoken = spoken or wording()
    values |= {"wording": spoken, "words": spoken.words, "said": spoken.words.model_dump(include=set(said))}
    return _environment().get_template(template).render(here=here, root=root, policy=POLICY, **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(clock=clock)
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return environment

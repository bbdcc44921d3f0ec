"""What a shell may complete: names, and the values of options. Nothing here ever fails, or prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

import voiceroutine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click

    _Complete = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def _completing(names: Callable[[click.Context, str], Iterable[tuple[str, str]]], *, files: bool = False) -> _Complete:
    """Return what completes a parameter.

    Args:
        names: Gives each name, and a few words about it; it is told what is begun.
        files: Whether a path may stand there, too.
    """

    def complete(context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
        if files and ("/" in begun or "\\" in begun or begun.startswith((".", "~"))):
            return [CompletionItem(begun, type="file")]
        try:
            found = [
                CompletionItem(name, help=about) for name, about in names(context, begun) if name.startswith(begun)
            ]
        except Exception:  # noqa: BLE001 a faulty script, a cache of others: a shell must not be told of it
            return []
        return found

    return complete


def _scripts(_context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    return [(name, shelf) for name, (_, shelf) in sorted(voiceroutine.default_library().scripts().items())]


def _stretches(_context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    return [
        (key, f"stretch, {shelf}") for key, (_, shelf) in sorted(voiceroutine.default_library().stretches().items())
    ]


def _both(context: click.Context, begun: str) -> Iterable[tuple[str, str]]:
    return [*_scripts(context, begun), *_stretches(context, begun)]


def _stretches_of(context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    """Return the stretches of the script that is named before; of a stretch of the library, what is said in it."""
    name = str(context.params["script"])
    if voiceroutine.names_stretch(name):
        return [(field, "") for field in voiceroutine.cue_fields(name)]
    script = voiceroutine.load_script(name)
    keys = voiceroutine.stretch_keys(script)
    return [(key, "") for key in dict.fromkeys([*keys, "opening", "closing"])]


def _fields(context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    """Return what is said in the stretch that is named before."""
    return [(field, "") for field in voiceroutine.cue_fields(context.params["script"], context.params["stretch"])]


def _named(context: click.Context) -> Iterable[str]:
    """Return the stretches of all scripts that are named before; where none is, those of the library."""
    named = _scripts_before(context)
    found = (voiceroutine.stretch_keys(voiceroutine.load_script(name)) for name in named)
    keys = [key for keys in found for key in keys] if named else sorted(voiceroutine.default_library().stretches())
    return dict.fromkeys(keys)


def _scripts_before(context: click.Context) -> list[str]:
    """Return the scripts that are named before what is completed."""
    several = any(it.name == "scripts" for it in context.command.params)
    params = context.params
    # while an option still lacks its value, click leaves the words that are no options as they are
    found = params.get("scripts") or [it for it in (params.get("script"),) if it] or context.args
    named = [str(name) for name in found]
    return named if several else named[:1]


def _listed(context: click.Context, begun: str) -> Iterable[tuple[str, str]]:
    """Return the stretches that may stand after the last comma of a list."""
    before, comma, _ = begun.rpartition(",")
    return [(f"{before}{comma}{key}", "") for key in _named(context) if key not in before.split(",")]


def _settings(context: click.Context, begun: str) -> Iterable[tuple[str, str]]:
    """Return the stretches whose values can be set, and then their keys."""
    key, dot, _ = begun.partition(".")
    if not dot:
        return [(f"{key}.", "") for key in _named(context)]
    fields = voiceroutine.script_schema()["$defs"]["Stretch"]["properties"]
    return [(f"{key}.{field}=", "") for field in fields]


def _areas(_context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    return [(area, "") for area in sorted({area for it in voiceroutine.stretches() for area in it.areas})]


def _equipment(_context: click.Context, begun: str) -> Iterable[tuple[str, str]]:
    """Return the things that may stand after the last comma of a list."""
    before, comma, _ = begun.rpartition(",")
    there = {thing for it in voiceroutine.stretches() for thing in it.equipment} - set(before.split(","))
    return [(f"{before}{comma}{thing}", "") for thing in (*sorted(there), *([] if comma else ["none"]))]


def _languages(_context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    return [(tag, "") for tag in sorted({tag for voice in voiceroutine.voices() for tag in voice.languages})]


def _positions(_context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    return [
        (position, "")
        for position in voiceroutine.script_schema()["$defs"]["Stretch"]["properties"]["position"]["enum"]
    ]


def _captions(_context: click.Context, begun: str) -> Iterable[tuple[str, str]]:
    """Return the formats that may stand after the last comma of a list."""
    before, comma, _ = begun.rpartition(",")
    formats = [it for it in voiceroutine.caption_formats() if it not in before.split(",")]
    return [(f"{before}{comma}{name}", "") for name in (*formats, *([] if comma else ["none"]))]


def _levels(_context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    return [(level, "") for level in voiceroutine.script_schema()["properties"]["guidance"]["enum"]]


def _voices(_context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    return [("auto", ""), *((voice.name, voice.note) for voice in voiceroutine.voices() if "<" not in voice.name)]


def _codes(_context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    return [(code, it.severity) for code, it in voiceroutine.explanations().items()]


def _beds(_context: click.Context, _begun: str) -> Iterable[tuple[str, str]]:
    return [("drone", "bundled"), ("waves", "bundled"), ("none", "no music")]


def files(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """Complete the paths of files, in the shell's own way."""
    return [CompletionItem(begun, type="file")]


scripts = _completing(_scripts, files=True)
scripts_or_stretches = _completing(_both, files=True)
stretches_of_script = _completing(_stretches_of)
fields_of_stretch = _completing(_fields)
areas = _completing(_areas)
equipment = _completing(_equipment)
languages = _completing(_languages)
listed_stretches = _completing(_listed)
settings = _completing(_settings)
guidance = _completing(_levels)
positions = _completing(_positions)
captions = _completing(_captions)
voices = _completing(_voices)
codes = _completing(_codes)
music = _completing(_beds, files=True)

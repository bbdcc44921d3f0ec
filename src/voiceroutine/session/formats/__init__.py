"""The formats in which captions can be written beside a session: one module each.

A module here is a format. Its file name is the format's name and the ending of the files, `DESCRIPTION` says what it is
for, and `write` returns a session's captions in it. Nothing else has to know of it: the command line, the docs and the
tests ask this package.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from voiceroutine.plan.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptionFormat:
    """A format for captions."""

    name: str
    """What users call it, and the ending of its files: `vtt`."""
    description: str
    """What it is, and what reads it: a phrase without a full stop."""
    write: Callable[[Timeline], str]
    """Returns the captions of a session as the content of a file, to be encoded as UTF-8."""


def caption_formats() -> tuple[str, ...]:
    """Return the names of all formats in alphabetical order, without importing any."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def caption_format(name: str) -> CaptionFormat:
    """Return the format of that name.

    Raises:
        KeyError: It is not one of `caption_formats()`.
    """
    if name not in caption_formats():
        raise KeyError(name)
    module = import_module(f"{__name__}.{name}")
    return CaptionFormat(name=name, description=module.DESCRIPTION, write=module.write)

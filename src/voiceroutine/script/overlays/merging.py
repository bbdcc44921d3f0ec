"""Lays the keys of one part of a script over those of another."""

from __future__ import annotations

from voiceroutine.document.nodes import Entry, Mapping, Scalar

DOSE_KINDS = ("hold", "steps", "tempo")
"""A rep is held, made of steps, or counted: an override that gives one of these removes the others."""
_OF_HOLDS = ("during", "again", "settle")
_OF_OTHER_KINDS = {"hold": ("words",), "steps": _OF_HOLDS, "tempo": (*_OF_HOLDS, "rest", "words")}
"""The keys that an override of each kind removes as well, because they have no meaning beside it."""
_KEY_BY_KEY = {"phrases": None, "music": "file", "bell": "sound", "vars": None}
"""The keys of a script whose own keys are replaced one by one; and the key that each of them may be written for."""


def merged(base: Mapping, overlay: Mapping) -> Mapping:
    """Return the script `base` with the entries of `overlay` in place of its own; phrases and vars one by one.

    The entries of the overlay come first: what is missing altogether is reported there.
    """
    entries = {**overlay.entries, **{key: entry for key, entry in base.entries.items() if key not in overlay.entries}}
    for key, alone in _KEY_BY_KEY.items():
        below, above = base.get(key), overlay.get(key)
        if alone and isinstance(below, Scalar):
            below = Mapping({alone: Entry(below.span, below)}, below.span)
        if isinstance(below, Mapping) and isinstance(above, Mapping):
            entries[key] = Entry(overlay.entries[key].key_span, below.overlaid(above))
    return Mapping(entries, overlay.span)


def override(base: Mapping, fields: Mapping) -> Mapping:
    """Return the stretch `base` with `fields` in place of its own; another kind of rep removes the old kind's keys."""
    kind = next((kind for kind in DOSE_KINDS if kind in fields.entries), None)
    gone = (*DOSE_KINDS, *_OF_OTHER_KINDS[kind]) if kind else ()
    gone += ("reps", "for") if fields.entries.keys() & {"reps", "for"} else ()
    return base.without(*gone).overlaid(fields)

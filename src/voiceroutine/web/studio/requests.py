"""Reads what a page sends, and refuses what no page of ours would."""

from __future__ import annotations

import json
from typing import Any


class RequestError(Exception):
    """A request that is not as the page makes them."""


def object_in(body: bytes) -> dict[str, Any]:
    """Return the JSON object in the body of a request; an empty one for an empty body.

    Raises:
        RequestError: It is something else.
    """
    try:
        found = json.loads(body or b"{}")
    except (ValueError, RecursionError):
        raise RequestError("this request is no JSON") from None
    if not isinstance(found, dict):
        raise RequestError("this request is no JSON object")
    return found


def text_in(given: dict[str, Any], key: str) -> str:
    """Return a text that a request gives.

    Raises:
        RequestError: It does not.
    """
    found = given.get(key)
    if not isinstance(found, str):
        raise RequestError(f"this request has no text `{key}`")
    try:
        found.encode()
    except UnicodeEncodeError:  # half of a character, which no file can hold
        raise RequestError(f"`{key}` is no text in this request") from None
    return found


def number_in(given: dict[str, Any], key: str) -> int | None:
    """Return a whole number that a request may give.

    Raises:
        RequestError: It gives something else.
    """
    found = given.get(key)
    if found is not None and (not isinstance(found, int) or isinstance(found, bool)):
        raise RequestError(f"`{key}` is no whole number in this request")
    return found


def texts_in(given: dict[str, Any], key: str) -> frozenset[str]:
    """Return the texts of a list that a request may give.

    Raises:
        RequestError: It gives something else.
    """
    found = given.get(key, [])
    if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
        raise RequestError(f"`{key}` is no list of texts in this request")
    return frozenset(found)

"""onnxruntime, which runs the neural engines' models: its telemetry, and its version."""

from __future__ import annotations

import os
from functools import cache
from importlib import metadata


def disable_telemetry() -> None:
    """Turn off onnxruntime's telemetry in this process and its children. It must not have been imported yet.

    From 1.32 it is on by default: a model that is loaded resolves a host, keeps a device id and queued events in the
    user's cache and a file in the temporary folder, and warns on stderr where it cannot. What the environment says is
    overridden: nothing may leave the machine that the user has not asked to be downloaded.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"


@cache
def onnxruntime_version() -> str:
    """Return `onnxruntime` with its version: the same model makes other samples with another version."""
    try:
        return f"onnxruntime {metadata.version('onnxruntime')}"
    except metadata.PackageNotFoundError:  # one of its variants, for a graphics card
        return "onnxruntime of unknown version"

"""The registry of engines: every module here that has an `ENGINE`. To add an engine, add its module.

Importing this package, which comes before importing any engine, turns off the telemetry of onnxruntime.
"""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from voiceroutine.voice.onnx import disable_telemetry

if TYPE_CHECKING:
    from voiceroutine.voice.engine import Engine

disable_telemetry()


@cache
def engines() -> tuple[Engine, ...]:
    """Return the engines, by rank. A module whose name begins with an underscore is part of another one."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))
    found: list[Engine] = [import_module(f"{__name__}.{name}").ENGINE for name in names]
    return tuple(sorted(found, key=lambda engine: engine.rank))

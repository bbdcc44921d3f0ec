"""What the user has set once for all sessions: kept in one file, in the user's folder for settings."""

from __future__ import annotations

import json
import os
from pathlib import Path

from voiceroutine.errors import VoiceroutineError
from voiceroutine.files import make_folder, other_kind, reason, user_folder, whole_file


def config_file() -> Path:
    """Return the file of the settings (`VOICEROUTINE_CONFIG` overrides the folder)."""
    override = os.environ.get("VOICEROUTINE_CONFIG")
    folder = Path(override) if override else user_folder("config")
    return folder / "config.json"


def settings() -> dict[str, str]:
    """Return all that is set.

    Raises:
        VoiceroutineError: The file cannot be read or is damaged.
    """
    path = config_file()
    damaged, hint = f"{path} is damaged", "remove it, and set again what you want"
    try:
        if kind := other_kind(path):
            raise VoiceroutineError(f"cannot read {path}: it is {kind}", "remove it")
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise VoiceroutineError(f"cannot read {path}: {reason(error)}") from error
    except ValueError as error:
        raise VoiceroutineError(f"{damaged}: {error}", hint) from error
    except RecursionError as error:
        raise VoiceroutineError(f"{damaged}: it is nested too deeply", hint) from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise VoiceroutineError(f"{damaged}: it holds no settings", hint)
    return found


def setting(key: str) -> str | None:
    """Return what `key` is set to, or None."""
    return settings().get(key)


def change_setting(key: str, value: str | None) -> None:
    """Set `key` to `value`, or to nothing.

    Raises:
        VoiceroutineError: The file cannot be read or written.
    """
    changed = {**settings(), key: value} if value is not None else {k: v for k, v in settings().items() if k != key}
    path = config_file()
    make_folder(path.parent)
    with whole_file(path) as part:
        part.write_text(json.dumps(changed, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

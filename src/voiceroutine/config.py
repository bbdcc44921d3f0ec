"""What the user has set once for all sessions: kept in one file, in the user's folder for settings."""

from __future__ import annotations

import json
import os
from pathlib import Path

import platformdirs

from voiceroutine.errors import VoiceroutineError
from voiceroutine.files import make_folder, reason, whole_file


def config_file() -> Path:
    """Return the file of the settings (`VOICEROUTINE_CONFIG` overrides the folder)."""
    override = os.environ.get("VOICEROUTINE_CONFIG")
    folder = Path(override) if override else platformdirs.user_config_path("voiceroutine", appauthor=False)
    return folder / "config.json"


def settings() -> dict[str, str]:
    """Return all that is set.

    Raises:
        VoiceroutineError: The file cannot be read or is damaged.
    """
    path = config_file()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise VoiceroutineError(f"cannot read {path}: {reason(error)}") from error
    except ValueError as error:
        raise VoiceroutineError(f"{path} is damaged: {error}", "remove it, and set again what you want") from error
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise VoiceroutineError(f"{path} is damaged: it holds no settings", "remove it, and set again what you want")
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

"""What was written and not saved yet: it survives a crash of the browser, of the studio and of the machine."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from voiceroutine.errors import OutputError
from voiceroutine.files import make_folder, reason, require_private, user_folder, whole_file

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = "drafts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text that is not saved yet."""

    text: str
    saved_at: str
    """In UTC, as ISO 8601 has it."""
    base_sha256: str
    """Of the file on which it was begun."""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)


class Drafts:
    """The drafts of this user, one for each script, in a folder that nobody else can read."""

    def of(self, script: Path) -> Draft | None:
        """Return the draft of the script at a path, if there is one that can be read."""
        try:
            found = json.loads(_place(script).read_text(encoding="utf-8"))
            return Draft(text=found["text"], saved_at=found["saved_at"], base_sha256=found["base_sha256"])
        except (OSError, ValueError, KeyError, TypeError):  # none, or one that something else has written
            return None

    def keep(self, script: Path, text: str, base_sha256: str) -> Draft:
        """Keep a text as the draft of the script at a path.

        Raises:
            OutputError: It cannot be written, or others could read it.
        """
        draft = Draft(text=text, saved_at=datetime.now(timezone.utc).isoformat("T", "seconds"), base_sha256=base_sha256)
        path = _place(script)
        make_folder(path.parent, private=True)
        require_private(path.parent, "the folder of drafts", "remove it")
        with whole_file(path, private=True) as part:
            part.write_text(json.dumps({"script": str(script.absolute()), **draft.as_json()}), encoding="utf-8")
        return draft

    def drop(self, script: Path) -> None:
        """Forget the draft of the script at a path.

        Raises:
            OutputError: It cannot be removed.
        """
        path = _place(script)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(f"cannot remove {path}: {reason(error)}") from error


def _place(script: Path) -> Path:
    mark = hashlib.sha256(str(script.absolute()).encode(errors="surrogateescape")).hexdigest()[:16]
    return user_folder("state") / _FOLDER / f"{script.stem[:40]}-{mark}.json"

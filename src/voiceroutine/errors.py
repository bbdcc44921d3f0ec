"""The errors that users can meet. Each is one clear sentence; a traceback means a bug."""

from __future__ import annotations

from typing import Any


class VoiceroutineError(Exception):
    """The base of all errors that are caused by the user, the machine or the script, and not by a bug."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message = message
        """What is wrong: one sentence, beginning in lower case, without a full stop."""
        self.hint = hint
        """What to do about it."""
        super().__init__(f"{message}; {hint}" if hint else message)

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it be told by another process, though a subclass may be made from something else than its message."""
        return _again, (type(self), self.args, self.__dict__)


def _again(kind: type[VoiceroutineError], args: tuple[Any, ...], content: dict[str, Any]) -> VoiceroutineError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(content)
    return error


class ArgumentError(VoiceroutineError):
    """An argument has a value that it cannot have; the hint says which it can."""


class ScriptNotFoundError(VoiceroutineError):
    """There is no script of that name or path; the message suggests similar names."""


class VoiceError(VoiceroutineError):
    """A voice is missing, cannot start, or did not speak a cue."""


class EncodeError(VoiceroutineError):
    """ffmpeg is missing or failed."""


class OutputError(VoiceroutineError):
    """A file could not be written: no space, no permission, not a folder."""

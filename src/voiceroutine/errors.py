"""The errors that users can meet. Each is one clear sentence; a traceback means a bug."""


class VoiceroutineError(Exception):
    """The base of all errors that are caused by the user, the machine or the script, and not by a bug."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message = message
        """What is wrong: one sentence, beginning in lower case, without a full stop."""
        self.hint = hint
        """What to do about it."""
        super().__init__(f"{message}; {hint}" if hint else message)


class ScriptNotFoundError(VoiceroutineError):
    """There is no script of that name or path; the message suggests similar names."""


class VoiceError(VoiceroutineError):
    """A voice is missing, cannot start, or did not speak a cue."""


class EncodeError(VoiceroutineError):
    """ffmpeg is missing or failed."""


class OutputError(VoiceroutineError):
    """A file could not be written: no space, no permission, not a folder."""

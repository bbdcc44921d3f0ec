"""The errors a user can meet. Each is one clear sentence; a traceback means a defect of ours."""


class VoiceroutineError(Exception):
    """Base of every error that is the user's, the machine's or the script's, not ours."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message = message
        """What is wrong: one sentence, its first letter small, without its full stop."""
        self.hint = hint
        """What to do about it."""
        super().__init__(f"{message}; {hint}" if hint else message)


class ScriptNotFoundError(VoiceroutineError):
    """No script of that name or path; the message names near matches."""


class VoiceError(VoiceroutineError):
    """A voice is missing, cannot start, or did not speak a cue."""


class EncodeError(VoiceroutineError):
    """ffmpeg is missing or failed."""


class OutputError(VoiceroutineError):
    """A file could not be written: no space, no permission, not a folder."""

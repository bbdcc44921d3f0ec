"""How a use case reports its progress to its caller."""

from __future__ import annotations

from typing import Protocol


class Reporter(Protocol):
    """Receives the progress of a long task, and notes for the user."""

    def progress(self, label: str, fraction: float) -> None:
        """Report what is being done, and the fraction of the whole that is done: 0 to 1."""

    def note(self, text: str) -> None:
        """Report something that the user should know; the task goes on."""


class SilentReporter:
    """Reports nothing. This is the default."""

    def progress(self, label: str, fraction: float) -> None:
        """Do nothing."""

    def note(self, text: str) -> None:
        """Do nothing."""

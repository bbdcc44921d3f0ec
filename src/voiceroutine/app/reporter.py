"""How a use case tells its caller how far it is, and what should be known."""

from __future__ import annotations

from typing import Protocol


class Reporter(Protocol):
    """Receives the progress of a long task, and notes for the user."""

    def progress(self, label: str, fraction: float) -> None:
        """Report what is being done, and the fraction of the whole that is done: 0 to 1."""

    def note(self, text: str) -> None:
        """Report something that the user should know and that stops nothing."""


class SilentReporter:
    """Reports nothing: the default where nobody watches."""

    def progress(self, label: str, fraction: float) -> None:
        """Do nothing."""

    def note(self, text: str) -> None:
        """Do nothing."""

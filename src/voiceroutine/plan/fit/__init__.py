"""Fits a routine to a length: which of its pauses, words, stretches and doses change, in which order, and how far."""

VERSION = 2
"""Raised when a routine is fitted in another way than before: a session of the former is no longer up to date."""

"""Fits a routine to a length: which of its pauses, words, stretches and doses change, in which order, and how far."""

"""Cue scripts: what they mean, where they are found, what can be wrong with them, and their manual."""

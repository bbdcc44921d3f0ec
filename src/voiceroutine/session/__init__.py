"""The finished file."""

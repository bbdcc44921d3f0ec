"""From a short YAML cue script to a voice-guided stretching session for a phone."""

__version__ = "0.1.0"

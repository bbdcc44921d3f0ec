"""From a routine to a timeline. Pure: no file, no sound, no clock; lengths come in from outside."""

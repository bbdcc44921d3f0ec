"""The voices: one small interface, an engine in each file of `engines`, and the cache of the clips they have spoken."""

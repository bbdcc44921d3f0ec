"""Reads a sheet of exercises, a list as therapists type it, and writes a script of it. Pure: text in, text out."""

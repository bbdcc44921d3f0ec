"""Draws a figure from the angles of its joints: data in, shapes out, and SVG of them. It is pure and reads no files."""

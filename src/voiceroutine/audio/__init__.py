"""Sound: stitching, loudness, chimes, and the one call of ffmpeg."""

"""Sound: chimes, beds, mixing, loudness, encoding, and measuring. The only room that knows pydub and ffmpeg."""

"""The finished file: its tags, chapters, cover and captions. The only room that knows mutagen and Pillow."""

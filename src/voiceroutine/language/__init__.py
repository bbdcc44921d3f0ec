"""How words are said: stock phrases, numbers, units and abbreviations. One data file per language, in `data/`."""

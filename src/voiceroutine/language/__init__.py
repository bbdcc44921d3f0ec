"""How words are said: stock phrases, numbers, units, abbreviations; one data file a language."""

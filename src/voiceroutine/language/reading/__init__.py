"""How numbers, units and abbreviations in a text are read aloud. `reader` applies the rules of the other modules."""

"""What the user writes: cue scripts, stretches, stock phrases; and what is wrong with them."""

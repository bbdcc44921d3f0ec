"""How scripts are put together: bases, library stretches, changes, and vars. All of it works on nodes."""

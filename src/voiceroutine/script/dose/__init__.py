"""The dose of a stretch in the notation of the trade: `3 x 10, hold 5 s, each side`."""

"""Who speaks. One small interface, the engines behind it, and the cache of what they have said."""

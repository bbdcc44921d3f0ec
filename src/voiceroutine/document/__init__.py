"""Text with places: YAML as nodes that know where they stand, and problems shown at their place."""

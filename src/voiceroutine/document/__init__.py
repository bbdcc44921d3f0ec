"""YAML as nodes that know their place in the file, and problems that are shown at their place."""

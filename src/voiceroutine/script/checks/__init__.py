"""The rules that a well-formed script is checked against: one file a rule in `rules/`, found by `registry`."""

"""The rules, one file each.

A rule's module has a docstring that explains it, and

- `CODE`: the name of the problem, which `manual/explanations/CODE.yaml` explains with a wrong and a right example;
- `SEVERITY`: "error" or "warning";
- `check(context)`: yields a `Fault` for each place where the rule is broken. An error's rule is given a `Context`, a
  warning's a `WarningContext`.

The registry finds the modules; nothing else needs to be told.
"""

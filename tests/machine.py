"""How slow this machine is at the moment, beside the one for which the tests' bounds in seconds are written."""

from __future__ import annotations

import re
import time

REFERENCE_S = 0.02
"""What `_work` takes there, in seconds of processor time, where `voiceroutine list` takes 1.43 s of it."""


class _Node:
    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self.values = {"number": str(number), "half": number / 2}


def _work() -> int:
    """Do what reading scripts is made of: many small objects, dicts, calls and regular expressions."""
    nodes = [_Node(f"stretch {number}", number) for number in range(12_000)]
    by_name = {node.name: node for node in sorted(nodes, key=lambda node: node.name)}
    digits = re.compile(r"(\w+) (\d+)")
    total = 0
    for name, node in by_name.items():
        found = digits.fullmatch(name)
        assert found
        total += len(f"{found[1]}: {node.values['number']}".split(":"))
    return total


def slowness() -> float:
    """Return how many times slower this machine is now; 1 where it is as fast, or faster.

    Its speed may change from one second to the next, where others have a part of it: the slowest of a few tries counts.
    """
    return max(1.0, *(_tried_s() / REFERENCE_S for _ in range(5)))


def _tried_s() -> float:
    began = time.process_time()
    _work()
    return time.process_time() - began

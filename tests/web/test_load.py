"""A hundred phones at once, while a session is made. `bench/phones.py` has the figures."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.web.phones import crowd
from tests.web.serving import running


@pytest.mark.long
def test_none_of_a_hundred_phones_fails_while_a_session_is_made(made_once: Path, tmp_path: Path) -> None:
    sound = (made_once / "short.mp3").read_bytes()
    make = [sys.executable, "-m", "voiceroutine", "make", "-q", "desk-break", "-o", str(tmp_path / "other")]
    cold = {**os.environ, "VOICEROUTINE_CACHE": str(tmp_path / "cold")}
    with running(made_once) as site, subprocess.Popen(make, env=cold) as rendering:
        found, _ = asyncio.run(crowd(site.url, "short", sound, phones=100, ranges=8, slow_phones=20))
        assert found.failed == []
        assert len(found.whole_s) == 100 * (4 + 8)
        assert rendering.wait(120) == 0

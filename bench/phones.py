"""Measures `voiceroutine serve` under a hundred phones at once, and while a session is made: `python bench/phones.py`.

Each phone opens the list and a session's page, and then plays and seeks: it asks for ranges of the MP3 as fast as they
come. Beside them are phones that read next to nothing of what they asked for. Prints the table of docs/performance.md,
and ends with 1 if any request failed.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.web.phones import crowd

PHONES = 100
SLOW = 20
"""Phones that have asked for a whole session, and read 4 kB of it a second."""
RANGES = 40
"""That each phone asks for."""
VOICEROUTINE = [sys.executable, "-m", "voiceroutine"]


def row(name: str, values_s: list[float]) -> str:
    """Return a row of the table."""
    cuts = statistics.quantiles(values_s, n=20)
    return f"| {name} | {cuts[9] * 1000:.0f} ms | {cuts[18] * 1000:.0f} ms | {max(values_s) * 1000:.0f} ms |"


def cpu_s(process: int) -> float:
    """Return the processor time that a process has used so far, in seconds. Linux alone tells of a running one."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Measure it, with and without a session being made."""
    failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        env = {**os.environ, "VOICEROUTINE_CONFIG": str(folder / "config")}
        subprocess.run([*VOICEROUTINE, "make", "-q", "desk-break", "-o", str(folder / "output")], check=True, env=env)
        sound = (folder / "output/desk-break.mp3").read_bytes()
        command = [*VOICEROUTINE, "serve", str(folder / "output"), "--host", "127.0.0.1", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as server:
            assert server.stdout is not None
            url = server.stdout.readline().strip()
            time.sleep(10)  # at first it looks at the scripts that can be made
            for making in (False, True):
                cold = {**env, "VOICEROUTINE_CACHE": str(folder / "cache")}
                make = [*VOICEROUTINE, "make", "-q", "--force", "knots", "-o", str(folder / "other")]
                render = subprocess.Popen(make, env=cold) if making else None
                before_s = cpu_s(server.pid)
                found, took_s = asyncio.run(
                    crowd(url, "desk-break", sound, phones=PHONES, ranges=RANGES, slow_phones=SLOW)
                )
                each_ms = (cpu_s(server.pid) - before_s) / len(found.whole_s) * 1000
                still = render is not None and render.poll() is None
                if render is not None:
                    render.send_signal(signal.SIGTERM)
                    render.wait()
                print(f"{PHONES} phones, {SLOW} slow ones{', while a session is made' if making else ''}:")
                print(row("first byte", found.first_s))
                print(row("256 kB range or page, whole", found.whole_s))
                print(f"{len(found.whole_s)} requests in {took_s:.1f} s, {found.bytes / took_s / 1e6:.0f} MB/s,")
                print(f"{each_ms:.1f} ms of the server's processor time for each; failed:", found.failed or "none")
                if making and not still:
                    print("the session was made before they had played")
                failed += len(found.failed)
            server.send_signal(signal.SIGINT)
            failed += server.wait(10)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

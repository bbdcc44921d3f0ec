"""Nothing leaves the machine while a voice speaks, and nothing is left on it but the cache and the output."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import write
from tests.voice.samples import ENGINES, voice_name

_CALLS = "socket,connect,sendto,sendmsg,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink"
_WRITES = re.compile(r"O_CREAT|O_WRONLY|O_RDWR|^(creat|mkdir|mkdirat|rename|renameat|renameat2|link|linkat|symlink)\(")


@pytest.mark.parametrize("said", ["0", *(pytest.param(said, marks=pytest.mark.long) for said in ("1", None))])
def test_telemetry_is_off_before_onnxruntime_is_imported_whatever_the_environment_says(said: str | None) -> None:
    code = """
import os, sys
class Watch:
    def find_spec(self, name, path=None, target=None):
        if name == "onnxruntime":
            print(os.environ.get("ORT_DISABLE_TELEMETRY"))
sys.meta_path.insert(0, Watch())
from voiceroutine.voice.engines.hibari import NeuralVoice
next(iter(NeuralVoice().speak(["Three."], 1.0)))
"""
    env = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    if said is not None:
        env["ORT_DISABLE_TELEMETRY"] = said
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1"]


def test_no_engine_is_imported_past_the_registry_that_turns_it_off() -> None:
    code = "import os, voiceroutine.voice.engines.piper; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    env = {**os.environ, "ORT_DISABLE_TELEMETRY": "0"}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"


@pytest.mark.long
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed: no call can be traced")
@pytest.mark.parametrize("engine", ENGINES)
def test_a_cold_make_opens_no_connection_and_writes_no_file_elsewhere(engine: str, tmp_path: Path) -> None:
    voice = voice_name(engine)
    write(Path("scripts/short.yaml"), "title: Short\nstretches: [{name: Drop, hold: 1s}]\n")
    folders = {"HOME": "home", "TMPDIR": "temporary", "VOICEROUTINE_CACHE": "cache"}
    for folder in folders.values():
        (tmp_path / folder).mkdir()
    env = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "ORT_"))}
    env |= {name: str(tmp_path / folder) for name, folder in folders.items()} | {"PYTHONDONTWRITEBYTECODE": "1"}
    trace = ["strace", "-ff", "-qq", "-s", "4096", "-e", f"trace={_CALLS}", "-o", str(tmp_path / "trace")]
    make = [sys.executable, "-m", "voiceroutine", "make", "-q", "short", "--voice", voice]
    done = subprocess.run([*trace, *make], env=env, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    calls = [line for file in tmp_path.glob("trace.*") for line in file.read_text(errors="replace").splitlines()]
    assert any("output/.short" in call or "output/short" in call for call in calls), "the trace saw the session written"
    assert [call for call in calls if re.match(r"(socket|connect|sendto|sendmsg)\(.*AF_INET", call)] == []
    allowed = [Path("/dev"), Path("output").absolute(), tmp_path / "temporary", tmp_path / "cache"]
    written = {
        Path(path).absolute() for call in calls if _WRITES.search(call) for path in re.findall(r'"([^"]*)"', call)
    }
    assert {path for path in written if not any(path == at or at in path.parents for at in allowed)} == set()
    assert list((tmp_path / "temporary").iterdir()) == [], "nothing is left behind"
    assert list((tmp_path / "home").iterdir()) == []

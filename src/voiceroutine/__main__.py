"""`python -m voiceroutine` is the `voiceroutine` command."""

from voiceroutine.cli import main

main()

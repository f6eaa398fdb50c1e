"""Begins the program again in place of this process, when all else has ended."""

import atexit
import os
import sys
from collections.abc import Sequence


class Restart:
    """Does nothing unless ``wanted``. Made before everything that ends at exit, it comes last."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.wanted = False
        self._arguments = list(arguments)
        atexit.register(self._go)

    def _go(self) -> None:
        if not self.wanted:
            return
        program = [sys.executable, *self._arguments]
        if not getattr(sys, "frozen", False):
            program[1:1] = ["-m", "mtplayer"]
        if sys.platform == "win32":
            # There a process cannot become another one.
            import subprocess

            subprocess.Popen(program)
        else:
            os.execv(sys.executable, program)  # noqa: S606 - itself

"""One scan of a library at a time, whoever starts it."""

import os
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mtplayer.core.problems import MtplayerError

_LOOK_EVERY_S: Final = 0.2


class ScanRunning(MtplayerError):
    """Another process scans this library."""

    title = "A scan is already running"


@contextmanager
def scan_lock(
    path: Path, gives_up: Callable[[], bool], waits: Callable[[], object] = lambda: None
) -> Generator[None]:
    """Hold the lock of a library; wait for who has it until ``gives_up`` says no.

    ``waits`` is called once when there is somebody to wait for.
    The system lets go of it when its process ends, also when it is killed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        if not _try_lock(file):
            waits()
            _wait_for_lock(file, gives_up)
        yield
    finally:
        os.close(file)


def _wait_for_lock(file: int, gives_up: Callable[[], bool]) -> None:
    while not _try_lock(file):
        if gives_up():
            raise ScanRunning("Another scan of this library is running.")
        time.sleep(_LOOK_EVERY_S)


def _try_lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True

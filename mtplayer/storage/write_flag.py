"""One byte that two processes share: a scan lets the window write first."""

import mmap
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

LOWERED: Final = 0
RAISED: Final = 1
POLL_SECONDS: Final = 0.001


class WriteFlag:
    """Raised while the window waits for the write lock, which SQLite gives to nobody in turn."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            if path.stat().st_size == 0:
                file.write(bytes((LOWERED,)))
                file.flush()
            self._byte = mmap.mmap(file.fileno(), 1)

    @property
    def is_raised(self) -> bool:
        """Whether a write is due."""
        return self._byte[0] == RAISED

    @contextmanager
    def raised(self) -> Generator[None]:
        """Ask the scan to wait between its batches, for as long as this lasts."""
        self._byte[0] = RAISED
        try:
            yield
        finally:
            self._byte[0] = LOWERED

    def wait_until_lowered(self, longest_seconds: float = 5.0) -> bool:
        """Wait between two batches; False if the flag stayed up, as after a crash."""
        until = time.monotonic() + longest_seconds
        while self.is_raised:
            if time.monotonic() > until:
                return False
            time.sleep(POLL_SECONDS)
        return True

    def close(self) -> None:
        """Let go of the shared byte."""
        self._byte.close()

"""How long tracks play together, found out in the background."""

from array import array
from collections.abc import Callable
from functools import partial
from pathlib import Path

from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.storage.playing.queue_reader import LENGTHS_AT_ONCE, LengthReader


class QueueLengths:
    """Adds up lengths on a read job; a newer question ends the one before."""

    def __init__(self, database: Path, read: Jobs, failed: Callable[[Exception], object]) -> None:
        self._database = database
        self._read = read
        self._failed = failed
        self._running: Token | None = None

    def __call__(self, tracks: "array[int]", done: Callable[[int], object]) -> None:
        """Call ``done`` with the sum in milliseconds; a million takes a second."""
        if self._running is not None:
            self._running.cancel()
        self._running = self._read.run(partial(self._add_up, tracks), done, self._failed)

    def _add_up(self, tracks: "array[int]", token: Token) -> int:
        total = 0
        with LengthReader(self._database) as reader:
            for first in range(0, len(tracks), LENGTHS_AT_ONCE):
                token.check()
                total += reader.total_ms(tracks[first : first + LENGTHS_AT_ONCE])
        return total

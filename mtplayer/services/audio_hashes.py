"""Hashes the sound of files while nobody needs the machine: what confirms a moved file."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.audio_hashes import Unhashed

FIRST_AFTER_MS = 60_000
BETWEEN_MS = 2_000
"""A file takes 10 to 100 ms: the machine and its disk rest most of the time."""

WORK_S = 0.5
AT_MOST = 16


class AudioHashesService(QObject):
    """One short job after the other, as long as ``is_idle`` says so; sleeps when all is done."""

    def __init__(
        self,
        storage: Storage,
        jobs: Jobs,
        write: Jobs,
        is_idle: Callable[[], bool],
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
        *,
        between_ms: int = BETWEEN_MS,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._jobs = jobs
        self._write = write
        self._is_idle = is_idle
        self._failed = failed
        self._after = 0
        self._between_ms = between_ms
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)

    def start(self, after_ms: int = FIRST_AFTER_MS) -> None:
        """Begin, or begin again after a scan found files."""
        self._after = 0
        self._timer.start(after_ms)

    def _look(self) -> None:
        if not self._is_idle():
            self._timer.start(self._between_ms)
            return
        after = self._after
        self._jobs.run(
            lambda token: _hash_some(self._storage, after, token),
            self._hashed,
            self._failed,
            priority=-1,
        )

    def _hashed(self, looked_at: "list[tuple[Unhashed, bytes | None]]") -> None:
        if not looked_at:
            return
        # What cannot be read now is tried again at the next start.
        self._after = looked_at[-1][0].file
        hashes = {known: found for known, found in looked_at if found is not None}
        self._write.run(
            lambda _: self._storage.write(lambda unit: unit.audio_hashes.keep(hashes)),
            lambda _: self._timer.start(self._between_ms),
            self._failed,
            priority=-1,
        )


def _hash_some(storage: Storage, after: int, token: Token) -> "list[tuple[Unhashed, bytes | None]]":
    from mtplayer.files.whole_hash import whole_hash  # loads mutagen
    from mtplayer.storage.audio_hashes import unhashed

    with storage.read() as connection:
        waiting = unhashed(connection, after, AT_MOST)
    done: list[tuple[Unhashed, bytes | None]] = []
    until = time.monotonic() + WORK_S
    for known in waiting:
        token.check()
        done.append((known, whole_hash(known.path)))
        if time.monotonic() > until:
            break
    return done

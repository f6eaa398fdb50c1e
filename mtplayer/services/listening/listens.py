"""Records what was really heard: told what sounds, it logs each listen and counts it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from mtplayer.core import options
from mtplayer.core.events import LibraryChanged, ListenRecorded
from mtplayer.core.ids import ListenId, TrackId
from mtplayer.core.listening.listen_rules import ListenClock, counts_after_ms, is_complete
from mtplayer.core.problems import DiskFull, LibraryLocked, LibraryReadOnly, MtplayerError
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.services.library.library import LibraryService
from mtplayer.services.settings import SettingsService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.listening.listens import Heard

# What may be over in a moment.
_FOR_A_WHILE = (DiskFull, LibraryLocked, LibraryReadOnly)
AGAIN_MS = 30_000
# Less was a glance while skipping through a list, not a listen.
SHORTEST_MS = 1000


@dataclass(slots=True)
class _Listen:
    track: TrackId
    duration_ms: int
    source: str
    started_at: int
    clock: ListenClock = field(default_factory=ListenClock)
    counted: bool = False
    row: list[ListenId] = field(default_factory=list[ListenId])


@dataclass(slots=True)
class _Write:
    work: Callable[[Storage], LibraryChanged]
    done: Callable[[LibraryChanged], object]


class _NotYetRecorded(MtplayerError):
    """How a listen ended cannot be stored before the listen itself."""


class ListensService(QObject):
    """One listen at a time: ``begin``, ``resume`` and ``pause`` as sound comes and goes, ``end``.

    A listen is logged and counted the moment that it counts, so that a crash loses none; how it
    went on is added when it ends. What a full disk or another program keeps from being stored is
    tried again as long as the program runs.
    """

    recorded: TypedSignal[ListenRecorded] = signal()

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        library: LibraryService,
        settings: SettingsService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._write = write
        self._library = library
        self._settings = settings
        self._failed = failed
        self._now = clock
        self._listen: _Listen | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._count_if_due)
        self._unstored: list[_Write] = []
        self._told = False
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.store_again)

    def begin(self, track: TrackId, duration_ms: int, source: str) -> None:
        """Turn to another track; nothing of it is heard yet. Length 0 is unknown."""
        self.end(finished=False)
        self._listen = _Listen(track, duration_ms, source, now_ms())

    def resume(self) -> None:
        """Hear from now on."""
        if self._listen is not None:
            self._listen.clock.start(self._now())
            self._wait()

    def pause(self) -> None:
        """Hear nothing for now."""
        if self._listen is not None:
            self._listen.clock.stop(self._now())
            self._timer.stop()

    def set_duration(self, duration_ms: int) -> None:
        """Take the length that the decoder found."""
        if self._listen is not None and duration_ms > 0:
            self._listen.duration_ms = duration_ms
            self._wait()

    def end(self, *, finished: bool, skips: bool = True) -> None:
        """Log the listen: over by itself when ``finished``, else because something else came.

        Unless that ``skips`` it, the listen is only one that did not come to its end.
        """
        self._timer.stop()
        self.store_again()
        listen, self._listen = self._listen, None
        if listen is None:
            return
        listen.clock.stop(self._now())
        self._count(listen, at_end=finished)
        heard = self._heard(listen)
        completed = finished or is_complete(heard.listened_ms, heard.duration_ms)
        skipped = skips and not completed and not listen.counted
        ended = replace(heard, completed=completed, skipped=skipped)
        if listen.counted:
            self._run(partial(_finish, listen, ended), self._finished)
        elif heard.listened_ms >= SHORTEST_MS:
            self._run(partial(_record, listen, ended), partial(self._recorded, ended))

    def store_again(self) -> None:
        """Try anew what could not be stored, in its order."""
        self._again.stop()
        unstored, self._unstored = self._unstored, []
        for write in unstored:
            self._store(write)

    def _wait(self) -> None:
        listen = self._listen
        if listen is None or listen.counted or not listen.clock.running:
            return
        left = self._needed_ms(listen) - listen.clock.listened_ms(self._now())
        self._timer.start(max(0, left))

    def _count_if_due(self) -> None:
        if self._listen is not None:
            self._count(self._listen, at_end=False)
            self._wait()

    def _count(self, listen: _Listen, *, at_end: bool) -> None:
        """Log the listen if it counts. One of unknown length counts at its end."""
        heard_ms = listen.clock.listened_ms(self._now())
        enough = heard_ms >= self._needed_ms(listen)
        whole = at_end and listen.duration_ms <= 0 and heard_ms >= SHORTEST_MS
        if listen.counted or not (enough or whole):
            return
        listen.counted = True
        heard = self._heard(listen)
        self._run(partial(_record, listen, heard), partial(self._recorded, heard))

    def _needed_ms(self, listen: _Listen) -> int:
        percent = self._settings.get(options.LISTEN_PERCENT)
        return counts_after_ms(
            listen.duration_ms, percent, self._settings.get(options.LISTEN_MINUTES)
        )

    def _heard(self, listen: _Listen) -> "Heard":
        from mtplayer.storage.listening.listens import Heard

        return Heard(
            track=listen.track,
            started_at=listen.started_at,
            listened_ms=listen.clock.listened_ms(self._now()),
            duration_ms=max(0, listen.duration_ms),
            counted=listen.counted,
            completed=False,
            skipped=False,
            source=listen.source,
        )

    def _run(
        self,
        work: Callable[[Storage], LibraryChanged],
        done: Callable[[LibraryChanged], object],
    ) -> None:
        self.store_again()
        self._store(_Write(work, done))

    def _store(self, write: _Write) -> None:
        def done(change: LibraryChanged) -> None:
            self._told = False
            write.done(change)

        storage, work = self._storage, write.work
        self._write.run(lambda _: work(storage), done, partial(self._refused, write))

    def _refused(self, write: _Write, error: Exception) -> None:
        if isinstance(error, _NotYetRecorded):
            # Without one that waits, the listen itself was lost for good, which was told.
            self._unstored += [write] if self._unstored else []
            return
        if not isinstance(error, _FOR_A_WHILE):
            self._failed(error)
            return
        self._unstored.append(write)
        self._again.start()
        if not self._told:
            self._told = True
            self._failed(error)

    def _recorded(self, heard: "Heard", change: LibraryChanged) -> None:
        self._finished(change)
        self.recorded.emit(
            ListenRecorded(track=heard.track, counted=heard.counted, skipped=heard.skipped)
        )

    def _finished(self, change: LibraryChanged) -> None:
        self._library.announce(change)


def _record(listen: _Listen, heard: "Heard", storage: Storage) -> LibraryChanged:
    row, change = storage.write(lambda unit: unit.listens.record(heard))
    # Not before: a disk may turn out to be full at the commit.
    listen.row.append(row)
    return change


def _finish(listen: _Listen, heard: "Heard", storage: Storage) -> LibraryChanged:
    # Writes run in order: the row is there unless its write failed, and is tried again first.
    if not listen.row:
        raise _NotYetRecorded(str(heard.track))
    return storage.write(lambda unit: unit.listens.finish(listen.row[0], heard))

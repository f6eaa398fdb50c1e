"""Records what radio stations played: the titles that they sent, and for how long."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.ids import ListenId
from mtplayer.core.listening.listen_rules import ListenClock
from mtplayer.core.playing.stations import Station
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.listening.listens import Aired
    from mtplayer.storage.unit import Unit

# As radio is tuned into in the middle, and nobody says how long a song is.
COUNTS_AFTER_MS: Final = 30_000
SHORTEST_MS: Final = 1000


@dataclass(slots=True)
class _Airing:
    station: Station
    artist: str
    title: str
    started_at: int
    clock: ListenClock = field(default_factory=ListenClock)
    counted: bool = False
    row: list[ListenId] = field(default_factory=list[ListenId])


class Airings(QObject):
    """One title at a time; it is written down when it counts, and again when it is over."""

    recorded: TypedSignal[None] = signal()

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._write = write
        self._failed = failed
        self._now = clock
        self._airing: _Airing | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._count)

    @property
    def on(self) -> bool:
        """Whether something was begun that has not ended."""
        return self._airing is not None

    def begin(self, station: Station, artist: str, title: str) -> None:
        """Something else is on; it goes on being heard if the one before was."""
        heard = self._airing is not None and self._airing.clock.running
        self.end()
        self._airing = _Airing(station, artist, title, now_ms())
        if heard:
            self.resume()

    def resume(self) -> None:
        """Hear from now on."""
        airing = self._airing
        if airing is not None:
            airing.clock.start(self._now())
            if not airing.counted:
                left = COUNTS_AFTER_MS - airing.clock.listened_ms(self._now())
                self._timer.start(max(0, left))

    def pause(self) -> None:
        """Hear nothing for now."""
        self._timer.stop()
        if self._airing is not None:
            self._airing.clock.stop(self._now())

    def end(self) -> None:
        """Write down for how long it was heard."""
        self.pause()
        airing, self._airing = self._airing, None
        if airing is None:
            return
        aired = self._aired(airing)
        if airing.counted:
            self._run(partial(_finish, airing, aired))
        elif aired.listened_ms >= SHORTEST_MS:
            self._run(partial(_record, airing, aired))

    def _count(self) -> None:
        airing = self._airing
        if airing is not None and not airing.counted:
            airing.counted = True
            self._run(partial(_record, airing, self._aired(airing)))

    def _aired(self, airing: _Airing) -> "Aired":
        from mtplayer.storage.listening.listens import Aired

        station = airing.station
        return Aired(
            station=station.id or None,
            started_at=airing.started_at,
            listened_ms=airing.clock.listened_ms(self._now()),
            counted=airing.counted,
            title=airing.title or station.name,
            artist=airing.artist,
        )

    def _run(self, work: "Callable[[Unit], None]") -> None:
        self._write.run(lambda _: self._storage.write(work), self.recorded.emit, self._failed)


def _record(airing: _Airing, aired: "Aired", unit: "Unit") -> None:
    airing.row.append(unit.listens.record_aired(aired))


def _finish(airing: _Airing, aired: "Aired", unit: "Unit") -> None:
    # Writes run in order: the row is there unless its write failed, which was told.
    if airing.row:
        unit.listens.finish_aired(airing.row[0], aired)

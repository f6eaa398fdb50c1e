"""The stations that are kept: their list, what is done to it, and going from one to the next."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.core.events import StationsChanged
from mtplayer.core.ids import OperationId, StationId
from mtplayer.core.playing.stations import Station, clean_url, name_of_url
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.services.playing.station_lists import Found, is_list, listed_at, listed_in
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.playing.stations import Values
    from mtplayer.storage.unit import Unit

Logged = tuple[OperationId | None, str]


class StationsService(QObject):
    """Every change can be taken back; ``changed`` with all stations in order."""

    changed: TypedSignal[tuple[Station, ...]] = signal()

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        read: Jobs,
        net: Jobs,
        undo: UndoService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._write = write
        self._read = read
        self._net = net
        self._undo = undo
        self._failed = failed
        self._stations: tuple[Station, ...] = ()
        self._loading = Token()
        undo.announce_with(StationsChanged, self.load)

    @property
    def stations(self) -> tuple[Station, ...]:
        """What is known; ``load`` asks anew."""
        return self._stations

    def load(self, _event: object = None) -> None:
        """Read the stations; ``changed`` follows."""
        from mtplayer.storage.playing.stations import stations

        self._loading.cancel()
        database = self._storage.database
        self._loading = self._read.run(lambda _: stations(database), self._loaded, self._failed)

    def add(self, found: Sequence[tuple[str, str]]) -> None:
        """Keep stations, by name and address; those without a name are called by their address."""
        named = [(name.strip() or name_of_url(url), url) for name, url in found]
        self._change(partial(_add, named), offer=len(named) > 1)

    def edit(self, station: StationId, name: str, url: str) -> None:
        """Give a station another name and address."""
        name = name.strip() or name_of_url(url)
        label = f"Changed “{name}”"
        self._change(partial(_logged, label, lambda unit: unit.stations.edit(station, name, url)))

    def delete(self, ids: Sequence[StationId]) -> None:
        """Take stations out of the list."""
        names = [station.name for station in self._stations if station.id in ids]
        label = f"Deleted “{names[0]}”" if len(names) == 1 else f"Deleted {len(ids):,} stations"
        at = now_ms()
        self._change(
            partial(_logged, label, lambda unit: unit.stations.delete(ids, at)), offer=True
        )

    def move(self, ids: Sequence[StationId], row: int) -> None:
        """Put stations before the one that is in this row now."""
        order = [station.id for station in self._stations]
        before = [one for one in order[:row] if one not in ids]
        after = [one for one in order[row:] if one not in ids]
        wanted = [*before, *(one for one in order if one in ids), *after]
        if wanted != order:
            label = "Moved a station" if len(ids) == 1 else f"Moved {len(ids):,} stations"
            self._change(partial(_logged, label, lambda unit: unit.stations.order(wanted)))

    def find(self, typed: str, done: Callable[[Found], object]) -> None:
        """Find what plays at an address: itself, or the stations in the list that it is."""
        url = clean_url(typed)
        if url is None:
            return
        if is_list(url):
            self._net.run(lambda _: listed_at(url), done, self._failed)
        else:
            done([("", url)])

    def read_files(self, paths: Sequence[str]) -> None:
        """Keep the stations in playlist files."""

        def work(_: Token) -> Found:
            return [station for path in paths for station in listed_in(path)]

        self._net.run(work, self.add, self._failed)

    def station_at(self, name: str, url: str) -> Station:
        """Return the station that is kept with this address, or one that is not."""
        kept = next((one for one in self._stations if one.url == url), None)
        return kept or Station(id=StationId(0), name=name or name_of_url(url), url=url)

    def neighbour(self, station: Station, by: int) -> Station | None:
        """Return the station so many places on, round and round; None if there is no other."""
        ids = [one.id for one in self._stations]
        if station.id not in ids:
            return self._stations[0] if self._stations else None
        other = self._stations[(ids.index(station.id) + by) % len(ids)]
        return other if other.id != station.id else None

    def _change(self, work: "Callable[[Unit], Logged]", *, offer: bool = False) -> None:
        storage = self._storage
        self._write.run(
            lambda _: storage.write(work), partial(self._done, offer=offer), self._failed
        )

    def _done(self, logged: Logged, *, offer: bool) -> None:
        operation, label = logged
        if operation is not None:
            self._undo.note(operation, label, offer=offer)
        self.load()

    def _loaded(self, found: tuple[Station, ...]) -> None:
        self._stations = found
        self.changed.emit(found)


def _add(found: Sequence[tuple[str, str]], unit: "Unit") -> Logged:
    at = now_ms()
    added = unit.stations.add(found, at)
    if not added:
        return None, ""
    label = f"Added “{found[0][0]}”" if len(found) == 1 else f"Added {len(added):,} stations"
    gone = [[*row[:4], at] for row in unit.stations.values(added)]
    return _log(unit, label, gone), label


def _logged(label: str, change: "Callable[[Unit], Values]", unit: "Unit") -> Logged:
    return _log(unit, label, change(unit)), label


def _log(unit: "Unit", label: str, before: "Values") -> OperationId:
    from mtplayer.storage.operations import STATIONS

    return unit.operations.log(STATIONS, label, before, now_ms())

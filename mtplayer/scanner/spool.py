"""Arrivals that wait for the end of a scan: the first in memory, the others in a file."""

import marshal
from pathlib import Path
from typing import IO, Any, Final

from mtplayer.core.library.scan_plan import Arrival, Found
from mtplayer.core.library.scan_rows import flat, parts_of
from mtplayer.storage.errors import translated

# Three kilobytes each.
IN_MEMORY: Final = 20_000


class Spool:
    """Arrivals by number, however many: a renamed folder may hold all of the library."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._first: list[Arrival] = []
        self._places: list[int] = []
        self._file: IO[bytes] | None = None

    def __len__(self) -> int:
        return len(self._first) + len(self._places)

    def append(self, arrival: Arrival) -> None:
        """Keep one more."""
        if len(self._first) < IN_MEMORY:
            self._first.append(arrival)
            return
        with translated(self._database):
            if self._file is None:
                import tempfile  # 1 ms

                # Beside the library, where there is room for it; it has no name.
                self._file = tempfile.TemporaryFile(dir=self._database.parent)  # noqa: SIM115
            self._places.append(self._file.seek(0, 2))
            marshal.dump(_plain(arrival), self._file)

    def __getitem__(self, number: int) -> Arrival:
        if number < len(self._first):
            return self._first[number]
        assert self._file is not None
        self._file.seek(self._places[number - len(self._first)])
        directory, place, found, parts = marshal.load(self._file)  # noqa: S302 - our own file
        return Arrival(directory, place, Found(*found), parts_of(parts))

    def clear(self) -> None:
        """Let go of everything."""
        self._first, self._places = [], []
        if self._file is not None:
            self._file.close()
            self._file = None


def _plain(arrival: Arrival) -> tuple[Any, ...]:
    parts = flat(arrival.parts)
    return arrival.directory_id, arrival.album_place, tuple(arrival.found), parts

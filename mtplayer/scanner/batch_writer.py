"""Writes what was read in transactions as long as others can wait for."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from mtplayer.core.events import LibraryChanged, Touched
from mtplayer.core.ids import TrackId
from mtplayer.core.library.scan_plan import Arrival
from mtplayer.scanner.compare import Comparison
from mtplayer.scanner.request import Clock, Outside
from mtplayer.storage.scan.scan_library import ScanLibrary

# Beside a window a transaction stays under 20 ms; a click that writes waits no longer.
_AIM_S: Final = 0.008
_LEAST, _FIRST, _MOST = 8, 64, 256
# Alone: 40,000 rows a second at 1,000, 51,000 at 5,000, and no more from there.
_ALONE: Final = 1000
# A change reads and writes about four times as much as an addition.
_AS_LONG_AS: Final = 4
_FIRST_WRITE_S: Final = 0.25
_WRITE_EVERY_S: Final = 1.0
# A scan writes what files say, a rating where nobody gave one, and whether a file is there.
_TOUCHED: Final = frozenset({Touched.TAGS, Touched.RATING})


@dataclass(slots=True)
class Tally:
    """What a scan did so far, in files."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    moved: int = 0
    missing: int = 0
    held: int = 0
    offline: int = 0
    failed: int = 0


@dataclass(slots=True)
class _Waiting:
    added: list[Arrival] = field(default_factory=list[Arrival])
    updated: list[tuple[int, Arrival]] = field(default_factory=list[tuple[int, Arrival]])
    returned: list[int] = field(default_factory=list[int])

    def __len__(self) -> int:
        return len(self.added) + len(self.updated) + len(self.returned)


class Writer:
    """Collects arrivals and writes them; tells what was committed."""

    def __init__(
        self,
        library: ScanLibrary,
        comparison: Comparison,
        outside: Outside,
        clock: Clock,
        *,
        beside_window: bool,
    ) -> None:
        self._library = library
        self._comparison = comparison
        self._outside = outside
        self._clock = clock
        self._beside_window = beside_window
        self._size = _FIRST if beside_window else _ALONE
        self._waiting = _Waiting()
        self._last = time.monotonic()
        self._interval = _FIRST_WRITE_S
        self.tally = Tally()

    def add(self, arrival: Arrival) -> None:
        """Take a new file."""
        self._waiting.added.append(arrival)

    def update(self, file: int, arrival: Arrival) -> None:
        """Take a file that changed."""
        self._waiting.updated.append((file, arrival))

    def welcome(self, files: Sequence[int]) -> None:
        """Take files that came back as they were."""
        self._waiting.returned.extend(files)

    def write_due(self) -> None:
        """Write if there is enough, or if what there is has waited long enough."""
        count = len(self._waiting)
        late = count and time.monotonic() - self._last > self._interval
        if count >= self._size or late:
            self.flush()

    def flush(self) -> None:
        """Write everything that waits."""
        comparison = self._comparison
        while self._waiting or comparison.new_directories or comparison.changed_directories:
            self._write_batch()

    def _write_batch(self) -> None:
        batch = self._take()
        at = self._clock()
        with self.timed(), self._library.transaction():
            self._write_directories()
            self._library.batches.begin()
            written = self._library.batches.add(batch.added, at)
            changed = self._library.batches.update(batch.updated, at, {})
            anew, back = self._library.marks.welcome(batch.returned, at)
            items = [*written.items, *changed.items]
            items += [("returned", file, None) for file in batch.returned]
            self._library.log.add(items)
        self.tally.added += written.new_files + changed.new_files + len(anew)
        self.tally.updated += changed.changed_files + len(back)
        self.tally.unchanged += changed.same_files
        self.tally.failed += written.failed + changed.failed
        self.tell(
            [*written.added, *changed.added, *anew],
            [*written.updated, *changed.updated, *back],
            changed.removed,
        )

    def _take(self) -> _Waiting:
        """Cut off as many as one transaction may have."""
        waiting, size = self._waiting, self._size
        batch = _Waiting(waiting.added[:size])
        del waiting.added[:size]
        size -= len(batch.added)
        changes = max(1, size // _AS_LONG_AS) if size else 0
        batch.updated = waiting.updated[:changes]
        del waiting.updated[:changes]
        if not batch.updated:
            batch.returned = waiting.returned[:size]
            del waiting.returned[:size]
        return batch

    def _write_directories(self) -> None:
        comparison, places = self._comparison, self._library.places
        if comparison.new_directories:
            places.add_directories(comparison.new_directories)
            comparison.new_directories = []
        if comparison.changed_directories:
            places.update_directories(comparison.changed_directories)
            comparison.changed_directories = []

    def timed(self) -> "_Timed":
        """Measure a transaction; the next one is as large as this one was quick."""
        return _Timed(self)

    def took(self, seconds: float) -> None:
        """Fit the size of batches to the time that one took."""
        self._last = time.monotonic()
        self._interval = _WRITE_EVERY_S
        if self._beside_window:
            factor = min(1.5, max(0.25, _AIM_S / max(seconds, 0.001)))
            self._size = int(min(_MOST, max(_LEAST, self._size * factor)))

    @property
    def size_of_changes(self) -> int:
        """How many known files a transaction may rewrite now: each takes as long as four new."""
        return max(1, self._size // _AS_LONG_AS)

    def give_way(self) -> None:
        """Let others write."""
        self._outside.give_way()

    def tell(
        self, added: Sequence[int] = (), updated: Sequence[int] = (), removed: Sequence[int] = ()
    ) -> None:
        """Tell what was committed."""
        if added or updated or removed:
            self._outside.changed(
                LibraryChanged(
                    revision=0,
                    added=tuple(map(TrackId, added)),
                    updated=tuple(map(TrackId, updated)),
                    removed=tuple(map(TrackId, removed)),
                    touched=_TOUCHED,
                )
            )


class _Timed:
    """Waits for others, then measures from the first lock to the commit."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._started = 0.0

    def __enter__(self) -> None:
        self._writer.give_way()
        self._started = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self._writer.took(time.perf_counter() - self._started)

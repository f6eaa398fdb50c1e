"""Smart playlists: what they hold, counted anew only when something that they ask for changes."""

import time
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.events import FavoritesChanged, LibraryChanged, SmartListsChanged, Touched
from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import (
    NEW_SMART,
    PlaylistChange,
    PlaylistKind,
    PlaylistRow,
    PlaylistsReordered,
)
from mtplayer.core.queries.smart_lists import SmartList, SmartPreview, from_json, to_json
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.library.library import LibraryService
from mtplayer.services.listening.favorites import FavoritesService
from mtplayer.services.lists.playlists import PlaylistsService
from mtplayer.services.readers import Readers

if TYPE_CHECKING:
    from mtplayer.core.problems import NameTaken

SOON_MS: Final = 250
WHILE_SCANNING_MS: Final = 2000
MINUTE_MS: Final = 60_000


class SmartListsService(QObject):
    """Answers what smart playlists hold, and says when they hold something else."""

    changed: TypedSignal[SmartListsChanged] = signal()
    """These were counted again; others may hold the same as before."""

    def __init__(
        self,
        readers: Readers,
        read: Jobs,
        playlists: PlaylistsService,
        library: LibraryService,
        favorites: FavoritesService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._readers = readers
        self._read = read
        self._playlists = playlists
        self._failed = failed
        self._rules: dict[PlaylistId, str | None] = {}
        self._counts: dict[PlaylistId, int] = {}
        self._stale: set[PlaylistId] = set()
        self._asked: dict[object, Token] = {}
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._recount)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._time_passed)
        playlists.changed.connect(self._playlists_changed)
        library.changed.connect(self._library_changed)
        favorites.changed.connect(self._favorites_changed)

    @property
    def counts(self) -> Mapping[PlaylistId, int]:
        """How many tracks each holds, as far as they are counted."""
        return self._counts

    def smart(self, playlist: int) -> SmartList | None:
        """Return the rules of one; None if there is no such smart playlist."""
        row = self._playlists.row(playlist)
        return from_json(row.rules) if row is not None and row.kind is PlaylistKind.SMART else None

    def preview(
        self,
        smart: SmartList,
        rows: int,
        done: Callable[[SmartPreview], object],
        *,
        asker: object = None,
    ) -> Token:
        """Find how much a smart playlist holds and what it begins with; only the newest counts."""

        def work(token: Token) -> SmartPreview:
            begun = time.perf_counter()
            with self._readers.lent(token) as reader:
                found = reader.smart.preview(smart, rows)
                shown = tuple(reader.rows(found.first))
            took = round(1000 * (time.perf_counter() - begun))
            return replace(found, rows=shown, took_ms=took)

        if (before := self._asked.pop(asker, None)) is not None:
            before.cancel()
        token = self._asked[asker] = self._read.run(work, done, self._failed, priority=1)
        return token

    def ids(self, smart: SmartList, done: Callable[["array[int]"], object]) -> Token:
        """Find the tracks of a smart playlist in its order."""

        def work(token: Token) -> "array[int]":
            with self._readers.lent(token) as reader:
                return reader.smart.ids(smart)

        return self._read.run(work, done, self._failed)

    def create(
        self,
        name: str,
        smart: SmartList,
        done: Callable[[PlaylistId], object] | None = None,
        *,
        parent: PlaylistId | None = None,
    ) -> None:
        """Make a smart playlist; a name that is taken gets a number."""
        self._playlists.create(
            name.strip() or NEW_SMART,
            kind=PlaylistKind.SMART,
            parent=parent,
            rules=to_json(smart),
            done=done,
            offer=True,
        )

    def change(
        self,
        playlist: PlaylistId,
        name: str,
        smart: SmartList,
        refused: "Callable[[NameTaken], object]",
    ) -> None:
        """Give a smart playlist other rules, and another name if it has one."""
        row = self._playlists.row(playlist)
        if row is not None and name.strip() and name.strip() != row.name:
            self._playlists.rename(playlist, name.strip(), refused)
        if row is not None and from_json(row.rules) != smart:
            self._playlists.set_rules(playlist, to_json(smart))

    def freeze(
        self, playlist: PlaylistId, done: Callable[[PlaylistId], object] | None = None
    ) -> None:
        """Make a playlist of what a smart one holds now."""
        row, smart = self._playlists.row(playlist), self.smart(playlist)
        if row is not None and smart is not None:
            self.ids(smart, partial(self._frozen, row, done))

    def _frozen(
        self,
        row: PlaylistRow,
        done: Callable[[PlaylistId], object] | None,
        ids: "array[int]",
    ) -> None:
        self._playlists.create(row.name, parent=row.parent, tracks=ids, done=done, offer=True)

    # ---- when to count anew ---------------------------------------------------------------------

    def _playlists_changed(self, change: PlaylistChange) -> None:
        rows = [row for row in self._playlists.rows if row.kind is PlaylistKind.SMART]
        rules = {row.id: row.rules for row in rows}
        new = {id_ for id_, kept in rules.items() if self._rules.get(id_, "") != kept}
        self._rules = rules
        self._counts = {id_: count for id_, count in self._counts.items() if id_ in rules}
        if rules and not self._minute.isActive():
            self._minute.start()
        if not isinstance(change, PlaylistsReordered):
            new |= self._depending({Touched.PLAYLISTS})
        self._count_soon(new, SOON_MS)

    def _library_changed(self, change: LibraryChanged) -> None:
        same_tracks = change.complete and not change.added and not change.removed
        touched = change.touched if same_tracks else None
        self._count_soon(
            self._depending(touched), SOON_MS if change.complete else WHILE_SCANNING_MS
        )

    def _favorites_changed(self, _change: FavoritesChanged) -> None:
        self._count_soon(self._depending({Touched.LIKED}), SOON_MS)

    def _time_passed(self) -> None:
        from mtplayer.core.queries.smart_mentions import passes_with_time

        timed = {id_ for id_, kept in self._rules.items() if passes_with_time(from_json(kept))}
        self._count_soon(timed, SOON_MS)

    def _depending(self, touched: Iterable[Touched] | None) -> set[PlaylistId]:
        if touched is None or not self._rules:
            return set(self._rules)
        # The language takes 15 ms to load, and many have no smart playlist.
        from mtplayer.core.queries.smart_mentions import mentions

        kinds = frozenset(touched)
        return {id_ for id_, kept in self._rules.items() if mentions(from_json(kept)) & kinds}

    def _count_soon(self, lists: set[PlaylistId], within_ms: int) -> None:
        self._stale |= lists
        if self._stale and not self._soon.isActive():
            self._soon.start(within_ms)

    def _recount(self) -> None:
        stale = {id_: from_json(self._rules[id_]) for id_ in self._stale if id_ in self._rules}
        self._stale.clear()

        def work(token: Token) -> dict[PlaylistId, int]:
            with self._readers.lent(token) as reader:
                return {id_: reader.smart.count(smart) for id_, smart in stale.items()}

        if stale:
            self._read.run(work, self._counted, self._failed)

    def _counted(self, counts: dict[PlaylistId, int]) -> None:
        self._counts.update({id_: n for id_, n in counts.items() if id_ in self._rules})
        self.changed.emit(SmartListsChanged(lists=tuple(counts)))

"""The library as the window sees it: what is in it, and what changed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.events import LibraryChanged
from mtplayer.core.library.tracks import (
    Arrivals,
    Edition,
    PartCounts,
    PlayableFile,
    Scope,
    Totals,
    TrackQuery,
    TrackRow,
)
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms

if TYPE_CHECKING:
    from mtplayer.core.ids import AlbumId, OperationId
    from mtplayer.core.library.folder_tree import FileRow, FolderTree
    from mtplayer.core.library.genres import GenreTile
    from mtplayer.core.queries.facets import Facets, Pane
    from mtplayer.core.queries.query_fields import Field
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.readers import Reader, Readers
    from mtplayer.services.settings import SettingsService
    from mtplayer.services.undo import UndoService
    from mtplayer.storage.engine import Storage
    from mtplayer.storage.unit import Unit

    Logged = tuple[LibraryChanged, OperationId | None, str]
    """What was done, how to take it back if anything was, and its name."""

FIRST_ROWS = 48
"""What a tall window shows at once."""

T = TypeVar("T")
Failed = Callable[[Exception], object]

MANY = 100
"""So many tracks at once are worth a backup, although undo brings them back."""


class LibraryService(QObject):
    """Answers questions about tracks on read jobs, and announces every change to them."""

    changed: TypedSignal[LibraryChanged] = signal()

    def __init__(
        self,
        readers: Readers,
        storage: Storage,
        read: Jobs,
        write: Jobs,
        undo: UndoService,
        failed: Failed,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._readers = readers
        self._storage = storage
        self._read = read
        self._write = write
        self._undo = undo
        self._failed = failed
        self._revision = 0
        self._limits = TrackQuery()
        self._asked: dict[object, Token] = {}
        undo.announce_with(LibraryChanged, self.announce)

    def follow_settings(self, settings: SettingsService) -> None:
        """Let the lists hold and look back as far as the settings say."""
        settings.follow(options.RECENT_DAYS, self._set_recent_days, self)
        settings.follow(options.TOP_COUNT, self._set_top_count, self)

    @property
    def revision(self) -> int:
        """Rises with every change."""
        return self._revision

    def announce(self, change: LibraryChanged) -> None:
        """Tell everyone of a committed change."""
        if change.complete and not (change.added or change.updated or change.removed):
            return
        self._revision += 1
        self.changed.emit(replace(change, revision=self._revision))

    def ids(
        self,
        query: TrackQuery,
        done: Callable[[array[int]], object],
        failed: Failed | None = None,
        *,
        asker: object = None,
        first: Callable[[array[int]], object] | None = None,
    ) -> Token:
        """Find the tracks of a query in order; ``first`` may be told of the first ones before.

        An asker's newest question counts: the one before is interrupted and never answered.
        """
        query, revision = self._limited(query), self._revision
        if (before := self._asked.pop(asker, None)) is not None:
            before.cancel()

        def work(token: Token) -> array[int]:
            with self._readers.ordering(token) as reader:
                if first is not None:
                    some = reader.first_ids(query, FIRST_ROWS, revision)
                    if some is not None:
                        self._read.post(partial(_unless_cancelled, token, first, some))
                return reader.ids(query, revision)

        # What is typed now matters more than what is added up about it.
        token = self._read.run(work, done, failed or self._failed, priority=2)
        self._asked[asker] = token
        return token

    def totals(
        self,
        query: TrackQuery,
        done: Callable[[Totals], object],
        failed: Failed | None = None,
        *,
        asker: object = None,
    ) -> Token:
        """Find how much music a query holds."""
        query = self._limited(query)
        return self._newest(("totals", asker), lambda reader: reader.totals(query), done, failed)

    def count_scopes(self, done: Callable[[Mapping[Scope, int]], object]) -> Token:
        """Find how many tracks each list in the sidebar holds."""
        limits = self._limits
        return self._newest(("counts", None), lambda reader: reader.counts(limits), done, None)

    def count_parts(self, done: Callable[[PartCounts], object]) -> Token:
        """Find how many albums, artists and genres there are."""
        return self._newest(("parts", None), lambda reader: reader.part_counts(), done, None)

    def facets(self, query: TrackQuery, pane: Pane, done: Callable[[Facets], object]) -> Token:
        """Find what a step of the column browser offers."""
        query = self._limited(query)
        return self._newest(("facets", pane), lambda reader: reader.facets(query, pane), done, None)

    def folder_tree(self, done: Callable[[FolderTree], object]) -> Token:
        """Find all folders, and how many files lie in them."""
        return self._newest(("tree", None), lambda reader: reader.folder_tree(), done, None)

    def files_in(
        self, volume: int, path: bytes, done: Callable[[Sequence[FileRow]], object]
    ) -> Token:
        """Find the files of one folder."""
        return self._newest(
            ("folder", None), lambda reader: reader.files_in(volume, path), done, None
        )

    def files_named(self, words: str, done: Callable[[Sequence[FileRow]], object]) -> Token:
        """Find files by their names; as the files of one folder, only the last question counts."""
        return self._newest(
            ("folder", None), lambda reader: reader.named_files.find(words), done, None
        )

    def tracks_below(self, volume: int, path: bytes, done: Callable[[array[int]], object]) -> Token:
        """Find the tracks in a folder and in all folders in it, by path."""
        return self._ask(lambda reader: reader.tracks_below(volume, path), done, None)

    def genres(self, done: Callable[[Sequence[GenreTile]], object]) -> Token:
        """Find all genres, and how many tracks each has."""
        return self._ask(lambda reader: reader.genres(), done, None)

    def editions(self, album: AlbumId, done: Callable[[Sequence[Edition]], object]) -> Token:
        """Find an album and those of its artist that may be the same one."""
        return self._ask(lambda reader: reader.editions(album), done, None)

    def rows(
        self,
        ids: Sequence[int],
        done: Callable[[Sequence[TrackRow]], object],
        failed: Failed | None = None,
    ) -> Token:
        """Describe tracks in the order asked."""
        return self._ask(lambda reader: reader.rows(ids), done, failed)

    def files(
        self,
        ids: Sequence[int],
        done: Callable[[Sequence[PlayableFile]], object],
        failed: Failed | None = None,
    ) -> Token:
        """Find where the sound of tracks is, in the order asked."""
        return self._ask(lambda reader: reader.playable(ids), done, failed)

    def suggest(
        self, field: Field, typed: str, most: int, done: Callable[[Sequence[str]], object]
    ) -> Token:
        """Find values of a field that go on as they were begun."""
        return self._newest(
            ("values", None), lambda reader: reader.suggestions(field, typed, most), done, None
        )

    def count_folders(self, done: Callable[[int], object]) -> Token:
        """Find how many folders the library listens from."""
        return self._newest(("folders", None), lambda reader: reader.folders(), done, None)

    def arrivals(self, albums: int, done: Callable[[Arrivals], object]) -> Token:
        """Find how much is there while a scan runs, and the albums that came last."""
        return self._newest(("arrivals", None), lambda reader: reader.arrivals(albums), done, None)

    def remove(self, ids: Sequence[int]) -> None:
        """Take tracks out of the library; files stay. Undo brings back everything."""
        tracks = tuple(ids)
        large = "removal" if len(tracks) >= MANY else ""
        self._do(lambda unit: _remove(unit, tracks), large=large)

    def ignore(self, ids: Sequence[int]) -> None:
        """Show missing tracks no more, until their files are back. Undo shows them at once."""
        tracks = tuple(ids)
        self._do(lambda unit: _ignore(unit, tracks))

    def _do(self, work: Callable[[Unit], Logged], *, large: str = "") -> None:
        self._write.run(lambda _: self._storage.write(work, large=large), self._did, self._failed)

    def _did(self, result: Logged) -> None:
        change, operation, label = result
        self.announce(change)
        if operation is not None:
            self._undo.note(operation, label, offer=True)

    def _set_recent_days(self, days: int) -> None:
        self._set_limits(replace(self._limits, recent_days=days))

    def _set_top_count(self, count: int) -> None:
        self._set_limits(replace(self._limits, top_count=count))

    def _set_limits(self, limits: TrackQuery) -> None:
        if limits != self._limits:
            self._limits = limits
            self.announce(LibraryChanged(revision=0, complete=False))

    def _limited(self, query: TrackQuery) -> TrackQuery:
        limits = self._limits
        return replace(query, recent_days=limits.recent_days, top_count=limits.top_count)

    def _newest(
        self,
        key: object,
        ask: Callable[[Reader], T],
        done: Callable[[T], object],
        failed: Failed | None,
    ) -> Token:
        if (before := self._asked.pop(key, None)) is not None:
            before.cancel()
        # What was typed last matters more than what still waits.
        token = self._asked[key] = self._ask(ask, done, failed, priority=1)
        return token

    def _ask(
        self,
        ask: Callable[[Reader], T],
        done: Callable[[T], object],
        failed: Failed | None,
        *,
        priority: int = 0,
    ) -> Token:
        def work(token: Token) -> T:
            with self._readers.lent(token) as reader:
                return ask(reader)

        return self._read.run(work, done, failed or self._failed, priority=priority)


def _unless_cancelled(token: Token, first: Callable[[array[int]], object], ids: array[int]) -> None:
    if not token.cancelled:
        first(ids)


def _remove(unit: Unit, tracks: tuple[int, ...]) -> Logged:
    from mtplayer.storage.operations import REMOVE

    at = now_ms()
    change, removed = unit.tracks.remove(tracks, at)
    count = len(removed.tracks)
    label = "Removed 1 track" if count == 1 else f"Removed {count:,} tracks"
    if not count:
        return change, None, label
    return change, unit.operations.log(REMOVE, label, removed._asdict(), at), label


def _ignore(unit: Unit, tracks: tuple[int, ...]) -> Logged:
    from mtplayer.storage.operations import IGNORE

    change, ignored = unit.tracks.ignore(tracks)
    count = len(ignored)
    label = "Ignored 1 missing track" if count == 1 else f"Ignored {count:,} missing tracks"
    if not count:
        return change, None, label
    return change, unit.operations.log(IGNORE, label, {"show": ignored}, now_ms()), label

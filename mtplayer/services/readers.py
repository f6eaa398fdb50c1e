"""Readers of the library for jobs: one for each job that runs, kept for the next."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from queue import Empty, LifoQueue
from threading import Lock
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtplayer.core.ids import AlbumId, ArtistId, PlaylistId, TrackId
    from mtplayer.core.library.albums import AlbumFacts, AlbumList, AlbumQuery
    from mtplayer.core.library.artists import ArtistList, ArtistPage, ArtistQuery
    from mtplayer.core.library.folder_tree import FileRow, FolderTree
    from mtplayer.core.library.genres import GenreTile
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
    from mtplayer.core.listening.history import HistoryList, HistoryQuery
    from mtplayer.core.listening.listening import Listening, Span
    from mtplayer.core.lists.playlists import (
        Compared,
        EntryTags,
        PlaylistEntries,
        PlaylistFacts,
        PlaylistQuery,
        PlaylistRow,
        Revision,
    )
    from mtplayer.core.playing.places import Bookmark
    from mtplayer.core.playing.spread import Kin
    from mtplayer.core.queries.facets import Facets, Pane
    from mtplayer.core.queries.query_fields import Field
    from mtplayer.core.queries.smart_lists import SmartList, SmartPreview
    from mtplayer.runtime.jobs import Token


class AlbumReads(Protocol):
    """What is read of albums."""

    def ids(self, query: AlbumQuery, /) -> AlbumList:
        """Return the albums of a query in order."""
        ...

    def tracks(self, ids: Sequence[int], /) -> array[int]:
        """Return the tracks of albums, album after album."""
        ...

    def facts(self, album: AlbumId, /) -> AlbumFacts:
        """Return what an opened album tells."""
        ...

    def album_of(self, track: int, /) -> AlbumId | None:
        """Return the album of a track, if it is on one."""
        ...


class ArtistReads(Protocol):
    """What is read of artists."""

    def count(self) -> int:
        """Return how many album artists there are."""
        ...

    def ids(self, query: ArtistQuery, /) -> ArtistList:
        """Return the album artists of a query in order."""
        ...

    def tracks(self, artist: ArtistId, /) -> array[int]:
        """Return all tracks of an artist."""
        ...

    def of_track(self, track: int, /) -> ArtistId | None:
        """Return by whom a track is."""
        ...

    def page(self, artist: ArtistId, /) -> ArtistPage | None:
        """Return everything about an artist, None if there is no such one."""
        ...


class FigureReads(Protocol):
    """What was heard, added up."""

    def listening(self, span: Span, back: int = 0, /) -> Listening:
        """Return the figures of a period, so many periods before the one that ends today."""
        ...


class HistoryReads(Protocol):
    """What is read of the log of listens."""

    def ids(self, query: HistoryQuery, /) -> HistoryList:
        """Return the listens of a query, newest first, by days."""
        ...

    def tracks(self, ids: Sequence[int], /) -> array[int]:
        """Return the tracks of listens in their order, each once."""
        ...


class PlaylistReads(Protocol):
    """What is read of playlists."""

    def tree(self) -> tuple[PlaylistRow, ...]:
        """Return all playlists and folders."""
        ...

    def deleted(self) -> tuple[PlaylistRow, ...]:
        """Return what was deleted."""
        ...

    def entries(self, query: PlaylistQuery, /) -> PlaylistEntries:
        """Return the places of a playlist."""
        ...

    def tags(self, ids: Sequence[int], /) -> tuple[EntryTags, ...]:
        """Return what is kept of entries."""
        ...

    def facts(self, playlist: PlaylistId, /) -> PlaylistFacts:
        """Return how long a playlist is, and its first albums."""
        ...

    def tracks(self, playlists: Iterable[PlaylistId], /) -> array[int]:
        """Return the tracks of playlists."""
        ...

    def revisions(
        self, playlist: PlaylistId, limit: int, before: int | None = None, /
    ) -> tuple[Revision, ...]:
        """Return the newest changes, or those before one."""
        ...

    def compare(self, playlist: PlaylistId, revision: int, /) -> Compared:
        """Return how a revision differs from the present."""
        ...

    def long_way_back(self, playlist: PlaylistId, /) -> tuple[int, bytes] | None:
        """Return what of a playlist with a long history should be kept whole, if it has one."""
        ...


class SmartReads(Protocol):
    """What is read of smart playlists."""

    def ids(self, smart: SmartList, /) -> array[int]:
        """Return what one holds, in its order."""
        ...

    def count(self, smart: SmartList, /) -> int:
        """Return how many tracks one holds."""
        ...

    def preview(self, smart: SmartList, rows: int, /) -> SmartPreview:
        """Return how much one holds, and the first of it."""
        ...


class FileReads(Protocol):
    """What is read of files."""

    def find(self, typed: str, /) -> Sequence[FileRow]:
        """Return the files that have a name of these words."""
        ...


class Reader(Protocol):
    """Hot reads on a connection of its own; used by one thread at a time."""

    @property
    def named_files(self) -> FileReads:
        """What is read of file names."""
        ...

    @property
    def albums(self) -> AlbumReads:
        """What is read of albums."""
        ...

    @property
    def artists(self) -> ArtistReads:
        """What is read of artists."""
        ...

    @property
    def history(self) -> HistoryReads:
        """What is read of the log of listens."""
        ...

    @property
    def figures(self) -> FigureReads:
        """What was heard, added up."""
        ...

    @property
    def playlists(self) -> PlaylistReads:
        """What is read of playlists."""
        ...

    @property
    def smart(self) -> SmartReads:
        """What is read of smart playlists."""
        ...

    def ids(self, query: TrackQuery, revision: int | None = None) -> array[int]:
        """Return the tracks of a query in order; orders are kept while the revision stays."""
        ...

    def first_ids(
        self, query: TrackQuery, limit: int, revision: int | None = None
    ) -> array[int] | None:
        """Return the first tracks of a query where that is quick, else None."""
        ...

    def rows(self, ids: Sequence[int]) -> Sequence[TrackRow]:
        """Return one row per id in the order asked."""
        ...

    def kin(self, ids: Sequence[int]) -> Kin:
        """Return by whom tracks are and of which album, in the order asked."""
        ...

    def totals(self, query: TrackQuery) -> Totals:
        """Return how much music a query holds."""
        ...

    def counts(self, limits: TrackQuery | None = None) -> Mapping[Scope, int]:
        """Return how many tracks each list holds."""
        ...

    def part_counts(self) -> PartCounts:
        """Return how many albums, artists and genres have tracks."""
        ...

    def facets(self, query: TrackQuery, pane: Pane) -> Facets:
        """Return what a step of the column browser offers; later steps do not matter."""
        ...

    def folder_tree(self) -> FolderTree:
        """Return all folders with how many files lie in them."""
        ...

    def files_in(self, volume: int, path: bytes) -> Sequence[FileRow]:
        """Return the files of one folder."""
        ...

    def tracks_below(self, volume: int, path: bytes) -> array[int]:
        """Return the tracks in a folder and in all folders in it, by path."""
        ...

    def genres(self) -> Sequence[GenreTile]:
        """Return all genres with how many tracks each has."""
        ...

    def editions(self, album: AlbumId) -> Sequence[Edition]:
        """Return an album and those of its artist that may be the same one."""
        ...

    def suggestions(self, field: Field, typed: str, most: int) -> Sequence[str]:
        """Return values of a field that go on as they were begun."""
        ...

    def folders(self) -> int:
        """Return how many folders the library listens from."""
        ...

    def arrivals(self, albums: int) -> Arrivals:
        """Return how much is there, and the albums that came last."""
        ...

    def bookmarks(self, track: TrackId) -> Sequence[Bookmark]:
        """Return the bookmarks of a track, from its beginning on."""
        ...

    def playable(self, ids: Sequence[int]) -> Sequence[PlayableFile]:
        """Return where the sound of these tracks is, in the order asked."""
        ...

    def tracks_at(self, path: bytes) -> Sequence[TrackId]:
        """Return the tracks of a file, in order."""
        ...

    def sound_key(self, track: TrackId) -> str | None:
        """Return what stays the same as long as a track sounds the same."""
        ...

    def interrupt(self) -> None:
        """Stop what runs, from another thread."""
        ...

    def close(self) -> None:
        """Let go."""
        ...


class Readers:
    """Lends readers to jobs. As many exist as jobs ever ran at once, and one for orders."""

    def __init__(self, open_reader: Callable[[], Reader]) -> None:
        self._open = open_reader
        # The one used last comes first: its pages of the database are warm.
        self._idle: LifoQueue[Reader] = LifoQueue()
        self._ordering: Reader | None = None
        self._ordering_used = Lock()

    @contextmanager
    def lent(self, token: Token) -> Generator[Reader]:
        """Hand out a reader whose running query stops when the job is cancelled."""
        try:
            reader = self._idle.get_nowait()
        except Empty:
            reader = self._open()
        with _interruptible(reader, token):
            try:
                yield reader
            finally:
                self._idle.put(reader)

    @contextmanager
    def ordering(self, token: Token) -> Generator[Reader]:
        """Hand out the one reader that keeps orders; who comes second waits for it.

        A reader that has not kept the order needs 200 ms for a million tracks, this one 8.
        """
        with self._ordering_used:
            token.check()
            if self._ordering is None:
                self._ordering = self._open()
            with _interruptible(self._ordering, token):
                yield self._ordering

    def close(self) -> None:
        """Let go of all; call it when no job runs any more."""
        while not self._idle.empty():
            self._idle.get().close()
        # A job that did not end in time keeps it: closed under it, it takes the process with it.
        if self._ordering is not None and self._ordering_used.acquire(blocking=False):
            self._ordering.close()
            self._ordering = None
            self._ordering_used.release()


@contextmanager
def _interruptible(reader: Reader, token: Token) -> Generator[None]:
    token.on_cancel(reader.interrupt)
    try:
        yield
    finally:
        token.on_cancel(None)

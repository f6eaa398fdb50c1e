"""Hot reads of the library: ids in order, rows by id, counts; the standard library's sqlite3."""

import json
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from sqlite3 import Connection, Cursor
from typing import TYPE_CHECKING, Any, Final

from mtplayer.core.ids import AlbumId, TrackId
from mtplayer.core.library.folder_tree import FileRow, FolderTree
from mtplayer.core.library.genres import GenreTile
from mtplayer.core.library.tracks import (
    Arrivals,
    Edition,
    PartCounts,
    PlayableFile,
    Scope,
    Statistics,
    Totals,
    TrackDetails,
    TrackQuery,
    TrackRow,
    gone,
)
from mtplayer.core.playing.places import Bookmark
from mtplayer.core.playing.spread import Kin
from mtplayer.core.queries.facets import Facets, Narrowing, Pane
from mtplayer.core.typed import override
from mtplayer.storage import row_sql
from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import QueryInterrupted, translated
from mtplayer.storage.id_lists import Ids, no_ids, only, parse
from mtplayer.storage.library import edition_list, folder_tree, genres
from mtplayer.storage.queries import facets, scopes
from mtplayer.storage.queries.groups import Groups
from mtplayer.storage.queries.track_orders import TrackOrders, intersection
from mtplayer.storage.reader_parts import ReaderParts
from mtplayer.storage.row_values import details, playable

if TYPE_CHECKING:
    from mtplayer.core.queries.query_fields import Field
    from mtplayer.storage.queries.questions import Questions
    from mtplayer.storage.queries.smart_lists import SmartLists

CHUNK: Final = 500
"""Tracks described at once."""

PROBED: Final = (400, 1600, 3000)
"""So many tracks from the beginning are looked at for the first rows: 0.3 to 0.8 ms a thousand."""


def _utc_ms() -> int:
    return time.time_ns() // 1_000_000


class LibraryReader(ReaderParts):
    """One connection that cannot write, opened by its first question; for one thread at a time.

    Everything raises StorageError for what SQLite reports, QueryInterrupted after ``interrupt``.
    """

    def __init__(self, database: Path, now_ms: Callable[[], int] = _utc_ms) -> None:
        super().__init__(now_ms)
        self._database = database
        self._stopped = False
        self._orders = TrackOrders(self._text, self._check)
        self._groups = Groups(self._text, self._check)
        self._known_state: object = None

    def ids(self, query: TrackQuery, revision: int | None = None) -> Ids:
        """Return the tracks of a query in order.

        Orders are kept while ``revision`` stays the same; without one, while nobody else writes.
        """
        with self._question():
            self._forget_if_changed(revision)
            ids = self._ids(query)
            if query.grouped and ids:
                return self._groups.marked(ids)
            return array("q", ids)

    def first_ids(self, query: TrackQuery, limit: int, revision: int | None = None) -> Ids | None:
        """Return the first tracks of a query where they are near the beginning, else None.

        Half a millisecond at a million tracks, where all that begin with one letter take 70.
        """
        with self._question():
            self._forget_if_changed(revision)
            if not _is_of_all(query) or not _asks(query):
                return None
            head = self._orders.head(query.sort, sum(PROBED), descending=query.descending)
            # A small library is asked as quickly for everything.
            if head is None or len(head) < sum(PROBED):
                return None
            every = self._highest()
            return self._questions.first(query, head, PROBED, limit, every=every)

    def first_page(self, query: TrackQuery, limit: int) -> list[TrackRow]:
        """Return the first rows of a query: 0.5 ms for all tracks by an indexed column."""
        with self._question():
            self._forget_if_changed(None)
            if self._is_everything(query):
                first = self._orders.first(query.sort, limit, descending=query.descending)
            else:
                first = self._ids(query)[:limit]
            return self._rows(first)

    def rows(self, ids: Sequence[int]) -> list[TrackRow]:
        """Return one row per id in the order asked; an id that never was is a row without words."""
        with self._question():
            return self._rows(ids)

    def totals(self, query: TrackQuery) -> Totals:
        """Return how much music a query holds."""
        with self._question():
            if self._is_everything(query):
                row = self._row(row_sql.ALL_TOTALS)
            else:
                row = self._row(row_sql.TOTALS, _json(self._selected(query) or ()))
            return Totals(tracks=row[0], duration_ms=row[1], bytes=row[2])

    def counts(self, limits: TrackQuery | None = None) -> dict[Scope, int]:
        """Return how many tracks each list holds; ``limits`` carries how far they look back."""
        limits = limits or TrackQuery()
        now = self._now_ms()
        with self._question():
            return {
                scope: self._row(statement, *scopes.parameters(scope, limits, now))[0]
                for scope, statement in scopes.COUNT.items()
            }

    def part_counts(self) -> PartCounts:
        """Return how many albums, artists with an album, and genres have tracks."""
        with self._question():
            albums, genres = self._row(row_sql.PART_COUNTS)
        return PartCounts(albums=albums, artists=self.artists.count(), genres=genres)

    def facets(self, query: TrackQuery, pane: Pane) -> Facets:
        """Return what a step of the column browser offers; later steps do not matter."""
        query = replace(query, within=query.within.before(pane))
        with self._question():
            return facets.facets(self._row, pane, query.within, self._selected(query))

    def folder_tree(self) -> FolderTree:
        """Return all folders with how many files lie in them."""
        with self._question():
            return folder_tree.tree(self._row, self._check)

    def files_in(self, volume: int, path: bytes) -> list[FileRow]:
        """Return the files of one folder."""
        with self._question():
            return folder_tree.files(self._row, volume, path)

    def tracks_below(self, volume: int, path: bytes) -> Ids:
        """Return the tracks in a folder and in all folders in it, by path."""
        with self._question():
            return folder_tree.tracks(self._parsed, volume, path)

    def genres(self) -> list[GenreTile]:
        """Return all genres with how many tracks each has."""
        with self._question():
            return genres.tiles(self._row, facets.facets(self._row, Pane.GENRE, Narrowing(), None))

    def editions(self, album: AlbumId) -> list[Edition]:
        """Return an album and those of its artist that may be the same one."""
        with self._question():
            found = self._text(edition_list.OF_ARTIST, album) or "[]"
        return edition_list.alike(json.loads(found), album)

    def playable(self, ids: Sequence[int]) -> list[PlayableFile]:
        """Return where the sound of these tracks is, in the order asked."""
        with self._question():
            return [playable(values) for values in self._list(row_sql.PLAYABLE, ids)]

    def bookmarks(self, track: TrackId) -> list[Bookmark]:
        """Return the bookmarks of a track, from its beginning on."""
        with self._question():
            return [
                Bookmark(*values)
                for values in json.loads(self._text(row_sql.BOOKMARKS, track) or "")
            ]

    def kin(self, ids: Sequence[int]) -> Kin:
        """Return by whom tracks are and of which album, in the order asked; 1.5 µs each."""
        with self._question():
            artists, albums = self._list(row_sql.KIN, ids)
        return Kin(array("q", artists), array("q", albums))

    def sound_key(self, track: TrackId) -> str | None:
        """Return what stays the same as long as a track sounds the same, wherever its file is."""
        with self._question():
            found = self._connection.execute(row_sql.SOUND_KEY, (track,)).fetchone()
        return found and found[0]

    def tracks_at(self, path: bytes) -> list[TrackId]:
        """Return the tracks of a file: several, in order, where a cue sheet divides it."""
        with self._question():
            for mount, below in self._below_mounts(path):
                directory, _, name = below.rpartition(b"/")
                if found := self._parsed(row_sql.TRACKS_AT, mount, directory, name):
                    return [TrackId(track) for track in found]
        return []

    def track_details(self, track: TrackId) -> TrackDetails | None:
        """Return everything about one track, or None if it never was."""
        with self._question():
            found = self._list(row_sql.DETAILS, (track,))
        return details(found[0]) if found else None

    def list_objects(self, query: TrackQuery, limit: int | None = None) -> Iterator[TrackDetails]:
        """Describe the tracks of a query in order, some hundred at a time."""
        ids = self.ids(query)[:limit]
        for start in range(0, len(ids), CHUNK):
            with self._question():
                chunk = self._list(row_sql.DETAILS, ids[start : start + CHUNK])
            yield from map(details, chunk)

    def suggestions(self, field: "Field", typed: str, most: int) -> list[str]:
        """Return values of a field that go on as they were begun."""
        with self._question():
            return self._questions.suggestions(field, typed, most)

    def statistics(self) -> Statistics:
        """Return how much there is."""
        with self._question():
            return Statistics(**dict(zip(_STATISTICS, self._row(row_sql.STATISTICS), strict=True)))

    def folders(self) -> int:
        """Return how many folders the library listens from."""
        with self._question():
            return self._row(row_sql.FOLDERS)[0]

    def arrivals(self, albums: int) -> Arrivals:
        """Return how much is there, and the albums that came last."""
        with self._question():
            row = self._row(row_sql.ARRIVALS)
            newest = self._parsed(row_sql.NEWEST_ALBUMS, albums)
        return Arrivals(
            tracks=row[0],
            duration_ms=row[1],
            albums=row[2],
            artists=row[3],
            newest=tuple(AlbumId(album) for album in newest),
        )

    @property
    def smart(self) -> "SmartLists":
        """What is asked of smart playlists."""
        with self._question():
            return self._questions.smart

    def interrupt(self) -> None:
        """Stop what runs, from another thread; nothing happens when nothing runs."""
        self._stopped = True
        if "_connection" in vars(self):
            self._connection.interrupt()

    def close(self) -> None:
        """Let go of the database."""
        if "_connection" in vars(self):
            self._connection.close()
            del self._connection
            vars(self).pop("_questions", None)

    @cached_property
    def _connection(self) -> Connection:
        return open_reader(self._database)

    @cached_property
    def _questions(self) -> "Questions":
        from mtplayer.storage.queries.questions import Questions
        from mtplayer.storage.queries.text_tests import install

        install(self._connection)
        return Questions(self._row, self._parsed, self._now_ms, self._question)

    def _question(self) -> AbstractContextManager[None]:
        self._stopped = False
        return translated(self._database)

    def _ids(self, query: TrackQuery) -> Ids:
        if query.smart is not None and query.own_order:
            held = self._questions.smart.held(query.smart)
            others = self._selected(replace(query, smart=None))
            held = held if others is None else only(held, others)
            return held[::-1] if query.descending else held
        selected = self._selected(query)
        if selected is None:
            return self._orders.every(query.sort, descending=query.descending)
        every = self._highest()
        return self._orders.chosen(selected, query.sort, descending=query.descending, every=every)

    def _highest(self) -> int:
        # Counting takes 80 ms at a million tracks.
        return self._row("SELECT coalesce(max(id), 0) FROM tracks")[0]

    def _is_everything(self, query: TrackQuery) -> bool:
        if not _is_of_all(query):
            return False
        return not _asks(query) or self._questions.says_nothing(query)

    def _selected(self, query: TrackQuery) -> Ids | None:
        """Return the ids that terms and scope leave, in no order; None for all tracks.

        What words find may hold tracks that are not listed.
        """
        lists: list[Ids] = []
        if _asks(query) and (found := self._questions.ids(query)) is not None:
            lists.append(found)
        if query.smart is not None:
            lists.append(self._questions.smart.held(query.smart))
        if query.scope is not Scope.TRACKS:
            values = scopes.parameters(query.scope, query, self._now_ms())
            lists.append(self._parsed(scopes.IDS[query.scope], *values))
        for text, wanted in facets.conditions(query.within):
            lists.append(self._parsed(text, json.dumps(wanted)))
        return intersection(lists)

    def _below_mounts(self, path: bytes) -> list[tuple[bytes, bytes]]:
        mounts = self._connection.execute("SELECT DISTINCT mount_path FROM volumes").fetchall()
        roots = [(mount, mount.rstrip(b"/") + b"/") for (mount,) in mounts]
        return [(mount, path[len(root) :]) for mount, root in roots if path.startswith(root)]

    @override
    def _rows(self, ids: Sequence[int]) -> list[TrackRow]:
        rows = list(map(TrackRow._make, self._list(row_sql.ROWS, ids)))
        if len(rows) == len(ids):
            return rows
        found = {row.id: row for row in rows}
        return [found.get(TrackId(id_)) or gone(id_) for id_ in ids]

    def _forget_if_changed(self, revision: int | None) -> None:
        stored = self._row("PRAGMA data_version")[0] if revision is None else None
        state = (revision, stored)
        if state != self._known_state:
            self._orders.forget()
            self._groups.forget()
            self._known_state = state

    @override
    def _found(self, query: TrackQuery) -> Ids | None:
        with self._question():
            return self._selected(query)

    @override
    def _answer(self, statement: str, *values: object) -> tuple[Any, ...]:
        with self._question():
            return self._row(statement, *values)

    @override
    def _execute(self, statement: str, values: Sequence[Any] = ()) -> Cursor:
        return self._connection.execute(statement, values)

    @override
    def _arranged(self, ids: Ids, query: TrackQuery) -> Ids:
        """Return those of some tracks that a query finds, in its order."""
        with self._question():
            self._forget_if_changed(None)
            selected = self._selected(query)
            some = ids if selected is None else intersection([ids, selected]) or no_ids()
            every = self._highest()
            return self._orders.chosen(some, query.sort, descending=query.descending, every=every)

    def _list(self, statement: str, ids: Sequence[int]) -> list[list[Any]]:
        return json.loads(self._text(statement, _json(ids)) or "[]")

    def _text(self, statement: str, *values: object) -> str | None:
        return self._row(statement, *values)[0]

    def _row(self, statement: str, *values: Any) -> tuple[Any, ...]:
        return self._connection.execute(statement, values).fetchone()

    def _parsed(self, statement: str, *values: object) -> Ids:
        return parse(self._text(statement, *values), self._check)

    @override
    def _check(self) -> None:
        if self._stopped:
            raise QueryInterrupted("The search was stopped.")


_STATISTICS: Final = tuple(Statistics.__dataclass_fields__)


def _is_of_all(query: TrackQuery) -> bool:
    return query.scope is Scope.TRACKS and query.within == Narrowing() and query.smart is None


def _asks(query: TrackQuery) -> bool:
    return bool(query.text.strip() or query.filters)


def _json(ids: Sequence[int]) -> str:
    return f"[{','.join(map(str, ids))}]"

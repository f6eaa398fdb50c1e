"""Writes what was read: new files in bulk, changed ones in place."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from mtplayer.core.scan_plan import Arrival, Finding, Found
from mtplayer.core.scan_rows import Parts, Values
from mtplayer.core.tracks import FileState
from mtplayer.storage import scan_sql
from mtplayer.storage.scan_log import Item
from mtplayer.storage.scan_names import NameBook

_DURATION: Final = scan_sql.TAG_COLUMNS.index("duration_ms")
_PRESENT: Final = FileState.PRESENT.value
_MOST_TOLD: Final = 300
# The album of a file, if all of the album is among the files that moved.
_WHOLE_ALBUM: Final = (
    "SELECT t.album_id FROM tracks t WHERE t.file_id = ? AND t.album_id IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM tracks o WHERE o.album_id = t.album_id"
    " AND o.file_id NOT IN (SELECT value FROM json_each(?)))"
)


@dataclass(slots=True)
class Written:
    """What a batch did: tracks for the window, items for the feed."""

    added: list[int] = field(default_factory=list[int])
    updated: list[int] = field(default_factory=list[int])
    items: list[Item] = field(default_factory=list[Item])
    failed: int = 0
    broken: int = 0
    """How many of the failed ones have a track, which stays."""


@dataclass(slots=True)
class _Rows:
    """Rows on their way into the tables."""

    files: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    tracks: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    texts: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    credits: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    genres: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])


class BatchWriter:
    """Turns arrivals into rows. Every call belongs into one transaction of the scan."""

    def __init__(self, connection: sqlite3.Connection, names: NameBook) -> None:
        self._connection = connection
        self._names = names
        self._version = -1
        self._next_file = 0
        self._next_track = 0
        self.left_albums: set[int] = set()
        """Albums that tracks have left: they may be empty now."""

    @property
    def mixed_albums(self) -> set[int]:
        """Albums whose artist is not clear yet."""
        return self._names.mixed

    def begin(self) -> None:
        """Take notice of what other processes wrote since the last batch."""
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        if version == self._version:
            return
        self._version = version
        self._names.refresh()
        self._next_file, self._next_track = (
            int(self._connection.execute(query).fetchone()[0])
            for query in (
                "SELECT coalesce(max(id), 0) + 1 FROM files",
                "SELECT coalesce(max(id), 0) + 1 FROM tracks",
            )
        )

    def add(self, arrivals: Iterable[Arrival], at: int) -> Written:
        """Write new files; those that could not be read get no track."""
        written, rows = Written(), _Rows()
        first = self._next_track
        for arrival in arrivals:
            file = self._new_file(rows, arrival, at)
            if (failure := arrival.parts.failure) is not None:
                written.failed += 1
                written.items.append((Finding.FAILED.value, file, failure))
                continue
            written.added.append(self._new_track(rows, arrival, file, at))
            written.items.append((Finding.ADDED.value, file, None))
        self._insert(rows, first)
        return written

    def _new_file(self, rows: _Rows, arrival: Arrival, at: int) -> int:
        file = self._next_file
        self._next_file += 1
        parts = arrival.parts
        rows.files.append(
            (
                file,
                arrival.directory_id,
                *_stat(arrival.found),
                _PRESENT,
                at,
                at,
                parts.audio_key,
                parts.tag_hash,
                parts.failure,
            )
        )
        return file

    def _new_track(self, rows: _Rows, arrival: Arrival, file: int, at: int) -> int:
        track = self._next_track
        self._next_track += 1
        parts = arrival.parts
        album = self._album(arrival)
        rows.tracks.append((track, file, album, at, parts.rating, *parts.values))
        rows.texts.append((track, *parts.texts))
        self._credit(rows, track, parts)
        return track

    def _album(self, arrival: Arrival) -> int | None:
        album = arrival.parts.album
        if album is None:
            return None
        return self._names.album(album, arrival.album_place, arrival.directory_id)

    def _credit(self, rows: _Rows, track: int, parts: Parts) -> None:
        for credit in parts.credits:
            rows.credits.append((track, credit[0], credit[1], self._names.artist(credit)))
        for position, genre in enumerate(parts.genres):
            rows.genres.append((track, position, self._names.genre(genre)))

    def _insert(self, rows: _Rows, first: int) -> None:
        """Write the rows; ``first`` is the first new track, from which on words are indexed."""
        self._names.flush()
        for statement, values in (
            (scan_sql.INSERT_FILE, rows.files),
            (scan_sql.INSERT_TRACK, rows.tracks),
            (scan_sql.INSERT_TEXT, rows.texts),
            (scan_sql.INSERT_CREDIT, rows.credits),
            (scan_sql.INSERT_GENRE_OF, rows.genres),
        ):
            if values:
                self._connection.executemany(statement, values)
        if rows.texts:
            self._connection.execute(scan_sql.INDEX_WORDS, (first, self._next_track - 1))

    def update(
        self, arrivals: Sequence[tuple[int, Arrival]], at: int, moved_from: dict[int, str]
    ) -> Written:
        """Write what known files say now; ids, counts, ratings and likes stay.

        ``moved_from`` has the old path of each file that is at another place.
        """
        written, rows = Written(), _Rows()
        first = self._next_track
        self._keep_moved_albums(arrivals, moved_from)
        for file, arrival in arrivals:
            row = self._connection.execute(scan_sql.SELECT_TRACKS, (file,)).fetchone()
            before = _Before(row[0], row[1], row[2], row[3], row[4], row[5:])
            if arrival.parts.failure is not None:
                self._fail(written, before, arrival, at)
            elif before.track is None:
                self._set_file(file, arrival, at, arrival.parts.audio_key)
                written.added.append(self._new_track(rows, arrival, file, at))
                written.items.append((Finding.ADDED.value, file, None))
            else:
                changed = self._change(rows, before, arrival, at)
                listed = written.updated if before.listed else written.added
                listed.append(before.track)
                kind = Finding.MOVED if file in moved_from else Finding.UPDATED
                if file in moved_from:
                    changed = {"path": (moved_from[file], None), **changed}
                written.items.append((kind.value, file, json.dumps(changed) if changed else None))
        self._insert(rows, first)
        return written

    def _set_file(self, file: int, arrival: Arrival, at: int, key: bytes | None) -> None:
        parts = arrival.parts
        self._connection.execute(
            scan_sql.UPDATE_FILE,
            (
                arrival.directory_id,
                *_stat(arrival.found),
                at,
                parts.failure,
                parts.tag_hash,
                key,
                key,
                file,
            ),
        )

    def _fail(self, written: Written, before: "_Before", arrival: Arrival, at: int) -> None:
        """Keep the track of a file that broke: it may be whole again tomorrow."""
        self._set_file(before.file, arrival, at, before.audio_key)
        written.failed += 1
        written.items.append((Finding.FAILED.value, before.file, arrival.parts.failure))
        if before.track is not None:
            written.broken += 1
            written.updated.append(before.track)

    def _change(
        self, rows: _Rows, before: "_Before", arrival: Arrival, at: int
    ) -> dict[str, tuple[object, object]]:
        """Write a track anew; return the columns that changed, before and after."""
        track, execute = before.track, self._connection.execute
        values = _kept_duration(arrival.parts, before)
        album = self._album(arrival)
        self._names.flush()
        self._set_file(before.file, arrival, at, arrival.parts.audio_key)
        execute(scan_sql.UPDATE_TRACK, (album, *values, track))
        execute("UPDATE tracks SET listed = 1 WHERE file_id = ?", (before.file,))
        execute(scan_sql.UPDATE_TEXT, (*arrival.parts.texts, track))
        execute("DELETE FROM track_artists WHERE track_id = ?", (track,))
        execute("DELETE FROM track_genres WHERE track_id = ?", (track,))
        self._credit(rows, track or 0, arrival.parts)
        if before.album is not None and before.album != album:
            self.left_albums.add(before.album)
        return _changed(before.values, values)

    def _keep_moved_albums(
        self, arrivals: Sequence[tuple[int, Arrival]], moved_from: dict[int, str]
    ) -> None:
        """Let an album keep its row, its cover and its place when its folder was renamed."""
        moved = json.dumps(list(moved_from))
        seen: set[int] = set()
        for file, arrival in arrivals:
            parts = arrival.parts.album
            if file not in moved_from or parts is None or parts.release_mbid:
                continue
            row = self._connection.execute(_WHOLE_ALBUM, (file, moved)).fetchone()
            if row is not None and row[0] not in seen:
                seen.add(row[0])
                self._names.rename_album(row[0], parts, arrival.album_place, arrival.directory_id)


class _Before(NamedTuple):
    """A file as it was: with its track, if it ever had one."""

    file: int
    audio_key: bytes | None
    track: int | None
    listed: bool | None
    album: int | None
    values: Sequence[object]


def _stat(found: Found) -> tuple[bytes, int, int, int | None, int | None]:
    return found.name, found.size, found.mtime_ns, _signed(found.inode), _signed(found.device)


def _signed(number: int) -> int | None:
    """Fit 64 unsigned bits into SQLite's signed ones; zero is no inode."""
    if not number:
        return None
    return number - (1 << 64) if number >= 1 << 63 else number


def _kept_duration(parts: Parts, before: _Before) -> Values:
    """Keep the length that a decoder may have found, as long as the sound is the same."""
    old = before.values[_DURATION]
    if not old or parts.audio_key != before.audio_key:
        return parts.values
    return (*parts.values[:_DURATION], old, *parts.values[_DURATION + 1 :])


def _changed(before: Sequence[object], after: Sequence[object]) -> dict[str, tuple[object, object]]:
    """Return the columns that differ, before and after."""
    columns = zip(scan_sql.TAG_COLUMNS, before, after, strict=True)
    return {
        name: (_short(old), _short(new))
        for name, old, new in columns
        if old != new and not name.endswith("_key") and name != "place"
    }


def _short(value: object) -> object:
    """Cut off what nobody reads in a list: a comment may be a book."""
    return value[:_MOST_TOLD] if isinstance(value, str) else value

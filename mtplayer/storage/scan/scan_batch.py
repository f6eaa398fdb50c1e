"""Writes what was read: new files in bulk, changed ones in place."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from mtplayer.core.library.file_state import FileState
from mtplayer.core.library.scan_plan import Arrival, Finding, Found
from mtplayer.core.library.scan_rows import WHOLE, AlbumParts, Parts, Values
from mtplayer.storage.scan import scan_sql
from mtplayer.storage.scan.scan_changes import (
    Changes,
    differing,
    divided,
    is_read_again,
    is_same,
)
from mtplayer.storage.scan.scan_log import Item
from mtplayer.storage.scan.scan_names import NameBook
from mtplayer.storage.scan.scan_pieces import Before, Piece, paired, pieces

_DURATION: Final = scan_sql.TAG_COLUMNS.index("duration_ms")
_BITRATE: Final = scan_sql.TAG_COLUMNS.index("bitrate")
_GUESSED: Final = scan_sql.TAG_COLUMNS.index("length_guessed")
_PRESENT: Final = FileState.PRESENT.value
# The album of a file, if all of the album is among the files that moved.
_WHOLE_ALBUM: Final = (
    "SELECT t.album_id FROM tracks t WHERE t.file_id = ? AND t.album_id IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM tracks o WHERE o.album_id = t.album_id"
    " AND o.file_id NOT IN (SELECT file_id FROM temp.moving))"
)


@dataclass(slots=True)
class Written:
    """What a batch did: tracks for the window, items for the feed."""

    added: list[int] = field(default_factory=list[int])
    updated: list[int] = field(default_factory=list[int])
    removed: list[int] = field(default_factory=list[int])
    items: list[Item] = field(default_factory=list[Item])
    new_files: int = 0
    changed_files: int = 0
    same_files: int = 0
    failed: int = 0


@dataclass(slots=True)
class _Rows:
    """Rows on their way into the tables."""

    files: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    tracks: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    ranges: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    covered: list[tuple[int]] = field(default_factory=list[tuple[int]])
    texts: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    credits: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    genres: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])
    wholes: list[tuple[object, ...]] = field(default_factory=list[tuple[object, ...]])


class BatchWriter:
    """Turns arrivals into rows. Every call belongs into one transaction of the scan."""

    def __init__(self, connection: sqlite3.Connection, names: NameBook) -> None:
        self._connection = connection
        self._names = names
        self._version = -1
        self._next_file = 0
        self._next_track = 0
        self._moved_albums: set[int] = set()
        """Albums whose place was decided by the first of their files that moved."""
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
            self._new_tracks(written, rows, arrival, file, at)
        self._insert(rows, first)
        return written

    def _new_tracks(
        self, written: Written, rows: _Rows, arrival: Arrival, file: int, at: int
    ) -> None:
        for piece in pieces(arrival.parts):
            track = self._new_track(rows, arrival, piece, file, at)
            if piece.in_use:
                written.added.append(track)
        written.new_files += 1
        written.items.append((Finding.ADDED.value, file, None))

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

    def _new_track(self, rows: _Rows, arrival: Arrival, piece: Piece, file: int, at: int) -> int:
        track = self._next_track
        self._next_track += 1
        album = self._album(arrival, piece)
        if piece.position:
            made = (track, file, album, at, None, *piece[:3], *piece.values)
            rows.ranges.append(made)
        else:
            rows.tracks.append((track, file, album, at, arrival.parts.rating, *piece.values))
            if not piece.in_use:
                rows.covered.append((track,))
        rows.texts.append((track, *piece.texts))
        self._credit(rows, track, piece)
        return track

    def _album(self, arrival: Arrival, piece: Piece, track: int | None = None) -> int | None:
        if piece.album is None:
            return None
        return self._names.album(piece.album, arrival.album_place, arrival.directory_id, track)

    def _credit(self, rows: _Rows, track: int, piece: Piece) -> None:
        for credit in piece.credits:
            role, position, _, name, *_ = credit
            if role.startswith(WHOLE):
                rows.wholes.append((track, role.removeprefix(WHOLE), position, name))
            else:
                rows.credits.append((track, role, position, self._names.artist(credit)))
        for position, genre in enumerate(piece.genres):
            rows.genres.append((track, position, self._names.genre(genre)))

    def _insert(self, rows: _Rows, first: int) -> None:
        """Write the rows; ``first`` is the first new track, from which on words are indexed."""
        self._names.flush()
        for statement, values in (
            (scan_sql.INSERT_FILE, rows.files),
            (scan_sql.INSERT_TRACK, rows.tracks),
            (scan_sql.INSERT_RANGE, rows.ranges),
            (scan_sql.COVER_TRACK, rows.covered),
            (scan_sql.INSERT_TEXT, rows.texts),
            (scan_sql.INSERT_CREDIT, rows.credits),
            (scan_sql.INSERT_GENRE_OF, rows.genres),
            (scan_sql.INSERT_WHOLE, rows.wholes),
        ):
            if values:
                self._connection.executemany(statement, values)
        if rows.texts:
            self._connection.execute(scan_sql.INDEX_WORDS, (first, self._next_track - 1))

    def expect_moves(self, files: Iterable[int]) -> None:
        """Take notice of all files that will turn out to have moved, batch by batch."""
        execute = self._connection.execute
        execute("CREATE TEMP TABLE IF NOT EXISTS moving (file_id INTEGER PRIMARY KEY)")
        execute("DELETE FROM temp.moving")
        self._moved_albums.clear()
        self._connection.executemany("INSERT INTO temp.moving VALUES (?)", ((f,) for f in files))

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
            found = self._connection.execute(scan_sql.SELECT_TRACKS, (file,)).fetchall()
            known = list(map(Before.of, found))
            if arrival.parts.failure is not None:
                self._fail(written, known, arrival, at)
            elif known[0].track is None:
                self._set_file(file, arrival, at, arrival.parts.audio_key)
                self._new_tracks(written, rows, arrival, file, at)
            elif file not in moved_from and is_same(known[0], arrival):
                self._set_file(file, arrival, at, arrival.parts.audio_key)
                written.same_files += 1
            else:
                changed = self._change(written, rows, known, arrival, at)
                if is_read_again(known[0], arrival):
                    continue  # nothing happened to the file
                written.changed_files += 1
                kind = Finding.MOVED if file in moved_from else Finding.UPDATED
                if file in moved_from:
                    changed = {"path": (moved_from[file], None), **changed}
                written.items.append((kind.value, file, json.dumps(changed) if changed else None))
            self._fill_rating(written, known[0], arrival)
        self._insert(rows, first)
        return written

    def _fill_rating(self, written: Written, before: Before, arrival: Arrival) -> None:
        """Take the rating of a file where nobody gave one; nobody's is overwritten."""
        rating, parts = arrival.parts.rating, arrival.parts
        if rating is None or before.track is None or parts.failure is not None or parts.ranges:
            return
        filled = self._connection.execute(scan_sql.FILL_RATING, (rating, before.track)).rowcount
        if filled and before.listed:
            written.updated.append(before.track)

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

    def _fail(self, written: Written, known: Sequence[Before], arrival: Arrival, at: int) -> None:
        """Keep the tracks of a file that broke: it may be whole again tomorrow."""
        file = known[0].file
        self._set_file(file, arrival, at, known[0].audio_key)
        written.failed += 1
        written.items.append((Finding.FAILED.value, file, arrival.parts.failure))
        written.updated += [b.track for b in known if b.track is not None and b.listed]

    def _change(
        self,
        written: Written,
        rows: _Rows,
        known: Sequence[Before],
        arrival: Arrival,
        at: int,
    ) -> Changes:
        """Write the tracks of a file anew; return the columns that changed, before and after."""
        file = known[0].file
        self._set_file(file, arrival, at, arrival.parts.audio_key)
        pairs = paired(pieces(arrival.parts), known)
        kept = {before.track for _, before in pairs if before is not None}
        self._retire(written, [before for before in known if before.track not in kept])
        self._make_room(pairs)
        changed: Changes = {}
        for piece, before in pairs:
            if before is None:
                written.added.append(self._new_track(rows, arrival, piece, file, at))
            else:
                changed |= self._rewrite(written, rows, before, arrival, piece)
        return divided(known, pairs) | changed

    def _retire(self, written: Written, lost: Sequence[Before]) -> None:
        """Keep what no sheet names any more, out of sight, for when one does again."""
        self._connection.executemany(
            "UPDATE tracks SET listed = 0, in_use = 0, position = -id WHERE id = ?",
            [(before.track,) for before in lost],
        )
        written.removed += [b.track for b in lost if b.track is not None and b.listed]
        self.left_albums.update(b.album for b in lost if b.album is not None)

    def _make_room(self, pairs: Sequence[tuple[Piece, Before | None]]) -> None:
        """Free the numbers of tracks that get other ones."""
        self._connection.executemany(
            "UPDATE tracks SET position = -id WHERE id = ?",
            [(b.track,) for piece, b in pairs if b is not None and piece.position != b.position],
        )

    def _rewrite(
        self, written: Written, rows: _Rows, before: Before, arrival: Arrival, piece: Piece
    ) -> Changes:
        track, execute = before.track or 0, self._connection.execute
        same_sound = arrival.parts.audio_key == before.audio_key
        values = _kept_duration(piece, before) if same_sound else piece.values
        album = self._album(arrival, piece, before.track)
        self._names.flush()
        execute(scan_sql.UPDATE_TRACK, (album, *values, track))
        listed = before.is_listed_as(piece)
        execute(scan_sql.UPDATE_RANGE, (*piece[:3], listed, piece.in_use, track))
        if (piece.start, piece.end) != (before.start, before.end):
            execute("DELETE FROM loudness WHERE track_id = ?", (track,))  # other sound is in it now
        execute(scan_sql.UPDATE_TEXT, (*piece.texts, track))
        execute("DELETE FROM track_artists WHERE track_id = ?", (track,))
        execute("DELETE FROM track_genres WHERE track_id = ?", (track,))
        execute("DELETE FROM whole_values WHERE track_id = ?", (track,))
        self._credit(rows, track, piece)
        if before.album is not None and before.album != album:
            self.left_albums.add(before.album)
        if listed:
            (written.updated if before.listed else written.added).append(track)
        elif before.listed:
            written.removed.append(track)
        return differing(before.values, values) if piece.in_use and before.in_use else {}

    def _keep_moved_albums(
        self, arrivals: Sequence[tuple[int, Arrival]], moved_from: dict[int, str]
    ) -> None:
        """Let an album keep its row, its cover and its place when its folder was renamed."""
        for file, arrival in arrivals:
            parts = _album_of(arrival.parts)
            if file not in moved_from or parts is None or parts.release_mbid:
                continue
            row = self._connection.execute(_WHOLE_ALBUM, (file,)).fetchone()
            if row is not None and row[0] not in self._moved_albums:
                self._moved_albums.add(row[0])
                self._names.rename_album(row[0], parts, arrival.album_place, arrival.directory_id)
            elif row is not None:
                self._names.keep_joined(row[0], parts, arrival.album_place)


def _album_of(parts: Parts) -> AlbumParts | None:
    return parts.ranges[0].album if parts.ranges else parts.album


def _stat(found: Found) -> tuple[object, ...]:
    inode, device = _signed(found.inode), _signed(found.device)
    return found.name, found.size, found.mtime_ns, inode, device, found.sheets


def _signed(number: int) -> int | None:
    """Fit 64 unsigned bits into SQLite's signed ones; zero is no inode."""
    if not number:
        return None
    return number - (1 << 64) if number >= 1 << 63 else number


def _kept_duration(piece: Piece, before: Before) -> Values:
    """Keep the length that a decoder may have found, as long as the sound is the same."""
    old = before.values[_DURATION]
    if not old or piece.start is not None:
        return piece.values
    values = list(piece.values)
    for kept in (_DURATION, _BITRATE, _GUESSED) if values[_GUESSED] else (_DURATION,):
        values[kept] = before.values[kept]
    return tuple(values)

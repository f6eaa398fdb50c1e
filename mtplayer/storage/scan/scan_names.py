"""Artists, genres and albums: found by their identity, made when they are new."""

import sqlite3
from typing import Final

from mtplayer.core.library.scan_rows import AlbumParts, Credit, GenreParts
from mtplayer.storage.scan.scan_sql import INSERT_ALBUM, INSERT_ARTIST, INSERT_GENRE

_TABLES: Final = ("artists", "genres", "albums")
_MOST_KEPT: Final = 200_000


class _Ids:
    """The ids of one table by identity; knows all of a table that was empty."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection = connection
        self._table = table
        self._ids: dict[str, int] = {}
        self._complete = False
        self._next = 0

    def refresh(self) -> None:
        """Forget what another process may have changed."""
        row = self._connection.execute(
            f"SELECT coalesce(max(id), 0) + 1 FROM {self._table}"
        ).fetchone()
        self._next = int(row[0])
        self._ids = {}
        self._complete = self._next == 1

    def find(self, identity: str) -> int | None:
        """Return the id of what is there."""
        if (known := self._ids.get(identity)) is not None or self._complete:
            return known
        row = self._connection.execute(
            f"SELECT id FROM {self._table} WHERE identity = ?",
            (identity,),
        ).fetchone()
        if row is None:
            return None
        self._keep(identity, int(row[0]))
        return int(row[0])

    def make(self, identity: str) -> int:
        """Return the id for something new."""
        new = self._next
        self._next += 1
        self._keep(identity, new)
        return new

    def _keep(self, identity: str, found: int) -> None:
        if len(self._ids) >= _MOST_KEPT:
            self._ids.clear()
            self._complete = False
        self._ids[identity] = found


class NameBook:
    """Gives ids to names within a transaction; ``flush`` writes the new ones."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._artists, self._genres, self._albums = (_Ids(connection, t) for t in _TABLES)
        self._new_artists: list[tuple[object, ...]] = []
        self._new_genres: list[tuple[object, ...]] = []
        self._new_albums: list[tuple[object, ...]] = []
        self._album_artists: dict[int, str] = {}
        self._merged: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        self._parted: dict[int, str] = {}
        self.mixed: set[int] = set()
        """Albums without an album artist whose tracks have different artists."""

    def refresh(self) -> None:
        """Look anew: call it in a transaction after another process wrote."""
        for ids in (self._artists, self._genres, self._albums):
            ids.refresh()
        rows = self._connection.execute(
            "SELECT from_identity, to_identity FROM album_overrides WHERE from_identity IS NOT NULL"
        )
        self._merged = dict(rows)
        rows = self._connection.execute(
            "SELECT track_id, to_identity FROM album_overrides WHERE track_id IS NOT NULL"
        )
        self._parted = dict(rows)
        rows = self._connection.execute("SELECT identity, goal FROM artist_aliases")
        self._aliases = dict(rows)

    def artist(self, credit: Credit) -> int:
        """Return the id of a credited name."""
        _, _, identity, *rest = credit
        identity = self._aliases.get(identity, identity)
        if (known := self._artists.find(identity)) is not None:
            return known
        new = self._artists.make(identity)
        self._new_artists.append((new, identity, *rest))
        return new

    def genre(self, genre: GenreParts) -> int:
        """Return the id of a genre."""
        if (known := self._genres.find(genre[0])) is not None:
            return known
        new = self._genres.make(genre[0])
        self._new_genres.append((new, *genre))
        return new

    def album(self, album: AlbumParts, place: str, directory: int, track: int | None = None) -> int:
        """Return the id of an album: a MusicBrainz release, else what lies in one place.

        What somebody decided about a known ``track``, or about the album, comes first.
        """
        identity = album_identity(album, place)
        identity = self._merged.get(identity, identity)
        if track is not None:
            identity = self._parted.get(track, identity)
        known = self._albums.find(identity)
        if known is None:
            known = self._albums.make(identity)
            self._new_albums.append((known, identity, *album[2:], directory))
            self._remember(known, album)
        elif not album.artist_identity and self._artist_of(known) != album.artist:
            self.mixed.add(known)
        return known

    def _remember(self, album: int, parts: AlbumParts) -> None:
        if not parts.artist_identity:
            self._album_artists[album] = parts.artist

    def _artist_of(self, album: int) -> str:
        if album not in self._album_artists:
            row = self._connection.execute(
                "SELECT artist FROM albums WHERE id = ?", (album,)
            ).fetchone()
            self._album_artists[album] = str(row[0]) if row else ""
        return self._album_artists[album]

    def rename_album(self, album: int, parts: AlbumParts, place: str, directory: int) -> bool:
        """Let an album whose tracks all moved keep its row; False if another stands there."""
        identity = album_identity(parts, place)
        if self._albums.find(identity) is not None:
            return False
        self._connection.execute(
            "UPDATE album_overrides SET to_identity = ?"
            " WHERE to_identity = (SELECT identity FROM albums WHERE id = ?)",
            (identity, album),
        )
        self._connection.execute(
            "UPDATE albums SET identity = ?, directory_id = ? WHERE id = ?",
            (identity, directory, album),
        )
        self.refresh()
        return True

    def keep_joined(self, album: int, parts: AlbumParts, place: str) -> None:
        """Let what was joined with an album by hand stay joined where all of it moved to."""
        (goal,) = self._connection.execute(
            "SELECT identity FROM albums WHERE id = ?", (album,)
        ).fetchone()
        identity = album_identity(parts, place)
        if identity != goal and goal in self._merged.values() and identity not in self._merged:
            self._connection.execute(
                "INSERT INTO album_overrides (from_identity, to_identity, made_at)"
                " SELECT ?, to_identity, made_at FROM album_overrides"
                " WHERE to_identity = ? LIMIT 1",
                (identity, goal),
            )
            self._merged[identity] = goal

    def flush(self) -> None:
        """Write the new names, before the rows that point at them."""
        for statement, rows in (
            (INSERT_ARTIST, self._new_artists),
            (INSERT_GENRE, self._new_genres),
            (INSERT_ALBUM, self._new_albums),
        ):
            if rows:
                self._connection.executemany(statement, rows)
                rows.clear()


def album_identity(album: AlbumParts, place: str) -> str:
    """Return what makes an album itself: its release, else place, title and artist."""
    if album.release_mbid:
        return f"mb:{album.release_mbid}"
    return f"in:{place}\n{album.identity}\n{album.artist_identity}"

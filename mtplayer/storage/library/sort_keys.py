"""What tracks, albums and artists are sorted by, made anew for other articles to pass over."""

import zlib
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from mtplayer.core.folding import article_words, sort_key
from mtplayer.storage.schema import Album, Artist, Track

CHUNK: Final = 1000
"""Rows looked at in one transaction: 15 ms, so that other writes get in between."""

_POSITIVE: Final = 0x7FFFFFFF


class Progress(NamedTuple):
    """Where the next chunk begins, and whether any key was changed on the way."""

    step: int = 0
    after: int = 0
    changed: bool = False


class SortKeys:
    """Sort keys on one connection. The file remembers for which articles they were made."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def are_for(self, articles: str) -> bool:
        """Whether all keys pass over exactly these articles."""
        made_for = self._connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        return made_for == _mark(articles)

    def go_on(self, articles: str, progress: Progress) -> Progress | None:
        """Make the keys of one chunk; None when the last was made."""
        key = _Keys(articles)
        steps: tuple[Callable[[_Keys, int], tuple[int | None, bool]], ...]
        steps = (self._tracks, self._artists, self._albums)
        if progress.step == len(steps):
            self._connection.exec_driver_sql(f"PRAGMA user_version = {_mark(articles)}")
            return None
        last, changed = steps[progress.step](key, progress.after)
        changed = changed or progress.changed
        if last is None:
            return Progress(progress.step + 1, 0, changed)
        return Progress(progress.step, last, changed)

    def _tracks(self, key: "_Keys", after: int) -> tuple[int | None, bool]:
        rows = self._connection.execute(_TRACKS, {"after": after}).all()
        differing = [
            {"row": row[0], **dict(zip(_TRACK_KEYS, made, strict=True))}
            for row in rows
            if (made := key.of_track(row)) != tuple(row[-len(_TRACK_KEYS) :])
        ]
        if differing:
            self._connection.execute(_SET_TRACK, differing)
        return _last(rows), bool(differing)

    def _artists(self, key: "_Keys", after: int) -> tuple[int | None, bool]:
        query = select(Artist.id, Artist.sort_name, Artist.sort_key).where(Artist.id > after)
        rows = self._connection.execute(query.order_by(Artist.id).limit(CHUNK)).all()
        differing = [
            {"row": row.id, "made": made}
            for row in rows
            if (made := key.of(row.sort_name)) != row.sort_key
        ]
        if differing:
            change = update(Artist).where(Artist.id == bindparam("row"))
            self._connection.execute(change.values(sort_key=bindparam("made")), differing)
        return _last(rows), bool(differing)

    def _albums(self, key: "_Keys", after: int) -> tuple[int | None, bool]:  # noqa: ARG002 - one shape for all steps
        """Take the keys from any track of each album: it knows the sort tags."""
        ids = select(Album.id).where(Album.id > after).order_by(Album.id).limit(CHUNK)
        rows = self._connection.execute(ids).all()
        if (last := _last(rows)) is None:
            return None, False
        for column, source in (
            (Album.title_key, Track.album_key),
            (Album.artist_key, Track.album_artist_key),
        ):
            of_track = select(source).where(Track.album_id == Album.id).limit(1).scalar_subquery()
            self._connection.execute(
                update(Album)
                .where(Album.id > after, Album.id <= last, of_track.is_not(None))
                .values({column: of_track})
            )
        return last, False


class _Keys:
    """Sort keys with these articles passed over."""

    def __init__(self, articles: str) -> None:
        self._articles = article_words(articles)

    def of(self, text: str) -> str:
        return sort_key(text, self._articles)

    def of_track(self, row: Sequence[Any]) -> tuple[str, ...]:
        title, title_sort, artist, artist_sort, album, album_sort, owner, owner_sort = row[1:9]
        genre, composer, composer_sort = row[9:12]
        return (
            # Who writes a sort tag for a title means every word of it.
            sort_key(title_sort) if title_sort else self.of(title),
            self.of(artist_sort or artist),
            self.of(album_sort or album),
            self.of(owner_sort or owner),
            self.of(genre),
            self.of(composer_sort or composer),
        )


def _mark(articles: str) -> int:
    """Return a number for ``PRAGMA user_version``; never 0, which is a library without one."""
    words = ",".join(sorted(article_words(articles)))
    return zlib.crc32(words.encode()) & _POSITIVE or 1


def _last(rows: Sequence[Sequence[Any]]) -> int | None:
    return rows[-1][0] if rows else None


_TRACK_KEYS: Final = (
    "title_key",
    "artist_key",
    "album_key",
    "album_artist_key",
    "genre_key",
    "composer_key",
)
_TRACKS: Final = (
    select(
        Track.id,
        Track.title,
        Track.title_sort,
        Track.artist,
        Track.artist_sort,
        Track.album,
        Track.album_sort,
        Track.album_artist,
        Track.album_artist_sort,
        Track.genre,
        Track.composer,
        Track.composer_sort,
        *(getattr(Track, name) for name in _TRACK_KEYS),
    )
    .where(Track.id > bindparam("after"))
    .order_by(Track.id)
    .limit(CHUNK)
)
_SET_TRACK: Final = (
    update(Track)
    .where(Track.id == bindparam("row"))
    .values({name: bindparam(name) for name in _TRACK_KEYS})
)

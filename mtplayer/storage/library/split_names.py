"""Artists and genres parted anew, or put together again, when the settings ask for it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from mtplayer.core.credits import Splitter, Splitting
from mtplayer.core.folding import article_words, fold, sort_key
from mtplayer.core.tags import GENRE
from mtplayer.storage.library.spellings import meanings
from mtplayer.storage.schema import (
    Applied,
    Artist,
    Genre,
    Track,
    TrackArtist,
    TrackGenre,
    WholeValue,
)

CHUNK: Final = 500
"""Tracks looked at in one transaction: 10 ms, so that other writes get in between."""

_NAME: Final = "splitting"
Place = tuple[int, str]
"""A track and a role."""


class _Change(NamedTuple):
    """Who is to be credited in a role; ``values`` as the file says it, if that differs."""

    track: int
    role: str
    names: tuple[str, ...]
    values: tuple[str, ...]


class Progress(NamedTuple):
    """Where the next chunk begins, and whether anything was changed on the way."""

    after: int = 0
    changed: bool = False


class SplitNames:
    """Who is credited on one connection. The library remembers by what rule it was parted."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def are_for(self, splitting: Splitting) -> bool:
        """Whether all values were parted by this rule."""
        made_for = self._connection.execute(
            select(Applied.value).where(Applied.name == _NAME)
        ).scalar()
        return (made_for or _mark(Splitting())) == _mark(splitting)

    def go_on(self, splitting: Splitting, articles: str, progress: Progress) -> Progress | None:
        """Part the values of one chunk of tracks; None when the last was done."""
        query = select(Track.id).where(Track.id > progress.after).order_by(Track.id).limit(CHUNK)
        tracks = self._connection.execute(query).scalars().all()
        if not tracks:
            self._connection.execute(
                upsert(Applied)
                .values(name=_NAME, value=_mark(splitting))
                .on_conflict_do_update(index_elements=["name"], set_={"value": _mark(splitting)})
            )
            return None
        span = {"first": tracks[0], "last": tracks[-1]}
        changed = self._part(span, splitting, articles)
        return Progress(tracks[-1], changed or progress.changed)

    def _part(self, span: dict[str, int], splitting: Splitting, articles: str) -> bool:
        now, wholes = self._names(_CREDITS, span), self._names(_WHOLES, span)
        now.update(self._names(_GENRES, span))
        artists = Splitter(splitting.artists, splitting.exceptions)
        genres = Splitter(splitting.genres, splitting.exceptions)
        changes: list[_Change] = []
        for place, names in now.items():
            values = wholes.get(place, names)
            wanted = (genres if place[1] == GENRE else artists).each(values)
            if wanted != names:
                changes.append(_Change(*place, wanted, () if wanted == values else values))
        if changes:
            self._write(changes, article_words(articles))
        return bool(changes)

    def _names(self, statement: str, span: dict[str, int]) -> dict[Place, tuple[str, ...]]:
        found: dict[Place, list[str]] = defaultdict(list)
        for track, role, name in self._connection.execute(text(statement), span):
            found[track, role].append(name)
        return {place: tuple(names) for place, names in found.items()}

    def _write(self, changes: list[_Change], articles: frozenset[str]) -> None:
        artists = [change for change in changes if change.role != GENRE]
        genres = [change for change in changes if change.role == GENRE]
        self._clear(WholeValue, changes)
        self._clear(TrackArtist, artists)
        if genres:
            gone = delete(TrackGenre).where(TrackGenre.track_id == bindparam("track"))
            self._connection.execute(gone, [{"track": change.track} for change in genres])
        artist_ids, genre_ids = self._artists(_each(artists), articles), self._genres(_each(genres))
        self._insert(
            TrackArtist,
            [
                {"track_id": track, "role": role, "position": at, "artist_id": artist_ids[name]}
                for track, role, names, _ in artists
                for at, name in enumerate(names)
            ],
        )
        self._insert(
            TrackGenre,
            [
                {"track_id": track, "position": at, "genre_id": genre_ids[name]}
                for track, _, names, _ in genres
                for at, name in enumerate(names)
            ],
        )
        self._insert(
            WholeValue,
            [
                {"track_id": track, "role": role, "position": at, "value": value}
                for track, role, _, values in changes
                for at, value in enumerate(values)
            ],
        )

    def _clear(self, table: type[WholeValue | TrackArtist], changes: list[_Change]) -> None:
        if changes:
            gone = delete(table).where(
                table.track_id == bindparam("track"), table.role == bindparam("part")
            )
            rows = [{"track": change.track, "part": change.role} for change in changes]
            self._connection.execute(gone, rows)

    def _insert(self, table: Any, rows: list[dict[str, object]]) -> None:
        if rows:
            self._connection.execute(insert(table), rows)

    def _artists(self, names: set[str], articles: frozenset[str]) -> dict[str, int]:
        rows = [
            {
                "identity": _identity(name),
                "name": name,
                "sort_name": name,
                "sort_key": sort_key(name, articles),
            }
            for name in names
        ]
        return self._ids(Artist, names, rows)

    def _genres(self, names: set[str]) -> dict[str, int]:
        rows = [{"identity": _identity(name), "name": name} for name in names]
        return self._ids(Genre, names, rows)

    def _ids(
        self, table: type[Artist | Genre], names: set[str], rows: list[dict[str, str]]
    ) -> dict[str, int]:
        """Return the id of each name, made where it is new."""
        if not rows:
            return {}
        self._connection.execute(upsert(table).on_conflict_do_nothing(), rows)
        identities = {name: _identity(name) for name in names}
        if table is Artist:
            joined = meanings(self._connection)
            identities = {name: joined.get(known, known) for name, known in identities.items()}
        known = self._connection.execute(
            select(table.identity, table.id).where(table.identity.in_(set(identities.values())))
        )
        ids = {row.identity: row.id for row in known}
        return {name: ids[identity] for name, identity in identities.items()}


def _each(changes: Iterable[_Change]) -> set[str]:
    return {name for change in changes for name in change.names}


def _identity(name: str) -> str:
    return fold(name) or name.casefold()


def _mark(splitting: Splitting) -> str:
    if splitting.is_off:
        return ""
    return f"{splitting.artists}\n{splitting.genres}\n{splitting.exceptions}"


_SPAN: Final = "track_id BETWEEN :first AND :last ORDER BY track_id, role, position"
_CREDITS: Final = (
    "SELECT track_id, role, name FROM track_artists JOIN artists ON artists.id = artist_id"
    f" WHERE {_SPAN}"
)
_GENRES: Final = (
    f"SELECT track_id, '{GENRE}', name FROM track_genres JOIN genres ON genres.id = genre_id"
    " WHERE track_id BETWEEN :first AND :last ORDER BY track_id, position"
)
_WHOLES: Final = f"SELECT track_id, role, value FROM whole_values WHERE {_SPAN}"

"""Reads artists: whose albums there are, and everything about one of them."""

import json
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from mtplayer.core.ids import AlbumId, ArtistId
from mtplayer.core.library.artists import (
    ArtistList,
    ArtistPage,
    ArtistQuery,
    ArtistRow,
    ArtistSort,
    Neighbour,
    Release,
    Spelling,
)
from mtplayer.core.library.artwork import ARTIST_PICTURES, picture_of
from mtplayer.core.library.tracks import TrackQuery
from mtplayer.storage.id_lists import Ids, parse
from mtplayer.storage.library.albums import Albums, Ask, Find, as_json
from mtplayer.storage.scan.scan_marks import VARIOUS

TOP_TRACKS: Final = 6
MOST_GENRES: Final = 2
NEIGHBOURS: Final = 4
MONTHS: Final = 24

# An album is by those its tags name; without any, by the artists of a track of whom it says to be.
# What is by various artists and names nobody is by nobody. Tracks of no album count as well.
_OWNED: Final = f"""
SELECT r.artist_id AS artist, l.id AS album, l.year AS year
FROM albums AS l
CROSS JOIN tracks AS t ON t.id = coalesce(
    (SELECT id FROM tracks WHERE album_id = l.id AND listed = 1 AND artist = l.artist LIMIT 1),
    (SELECT id FROM tracks WHERE album_id = l.id AND listed = 1 LIMIT 1))
CROSS JOIN track_artists AS r ON r.track_id = t.id AND r.role = CASE
    WHEN EXISTS (SELECT 1 FROM track_artists WHERE track_id = t.id AND role = 'album_artist')
    THEN 'album_artist' WHEN l.artist = '{VARIOUS}' THEN '' ELSE 'artist' END
UNION ALL
SELECT r.artist_id, NULL, NULL
FROM tracks AS t CROSS JOIN track_artists AS r ON r.track_id = t.id AND r.role = 'artist'
WHERE t.album_id IS NULL AND t.listed = 1
"""
_LIST: Final = f"""
WITH played AS MATERIALIZED (
    SELECT album_id, sum(plays) AS plays FROM tracks WHERE listed = 1 AND plays > 0
    GROUP BY album_id),
counted AS (
    SELECT o.artist AS artist, count(DISTINCT o.album) AS albums,
        coalesce(sum(p.plays), 0) AS plays, coalesce(o.album, 0) AS cover,
        max(coalesce(p.plays, 0) * 10000 + coalesce(o.year, 0)) AS most
    FROM ({_OWNED}) AS o LEFT JOIN played AS p ON p.album_id = o.album GROUP BY o.artist)
SELECT group_concat(id), group_concat(albums), group_concat(cover), group_concat(initial, '')
FROM (SELECT a.id AS id, c.albums AS albums,
          iif(a.artwork_id IS NULL, c.cover, {ARTIST_PICTURES} + a.id) AS cover,
          {{initial}} AS initial
      FROM counted AS c CROSS JOIN artists AS a ON a.id = c.artist {{where}} ORDER BY {{order}})
"""
_BY_NAME: Final = "a.sort_key, a.id"
_ORDERS: Final = {
    ArtistSort.NAME: _BY_NAME,
    ArtistSort.ALBUMS: f"c.albums DESC, {_BY_NAME}",
    ArtistSort.PLAYS: f"c.plays DESC, {_BY_NAME}",
}
_BY_TRACKS: Final = """a.id IN (
    SELECT r.artist_id FROM json_each(?) AS w CROSS JOIN track_artists AS r ON r.track_id = w.value
    WHERE r.role IN ('artist', 'album_artist'))"""
COUNT: Final = f"SELECT count(DISTINCT artist) FROM ({_OWNED})"
_NAMES: Final = """
SELECT json_group_array(json_array(a.id, a.name, 0, NULL, NOT EXISTS (
    SELECT 1 FROM track_artists AS r CROSS JOIN tracks AS t ON t.id = r.track_id
    WHERE r.artist_id = a.id AND r.role IN ('artist', 'album_artist') AND t.listed = 1
    AND t.liked_at IS NULL)))
FROM json_each(?) AS w CROSS JOIN artists AS a ON a.id = w.value
"""
_OF_TRACK: Final = """
SELECT (SELECT artist_id FROM track_artists
        WHERE track_id = ? AND role IN ('artist', 'album_artist')
        ORDER BY role DESC, position LIMIT 1)
"""

# Merged names, also those whose tracks are read from nowhere any more.
_SPELLINGS: Final = """
SELECT json_group_array(json_array(identity, name)) FROM (
    SELECT s.identity AS identity, coalesce(o.name, s.identity) AS name FROM artist_aliases AS s
    LEFT JOIN artists AS o ON o.identity = s.identity
    WHERE s.goal = (SELECT identity FROM artists WHERE id = ?) ORDER BY name)
"""
_MINE: Final = """
WITH mine AS MATERIALIZED (
    SELECT DISTINCT t.id AS id, t.album_id AS album, t.duration_ms AS duration, t.plays AS plays,
        t.last_played_at AS played
    FROM track_artists AS r CROSS JOIN tracks AS t ON t.id = r.track_id
    WHERE r.artist_id = ? AND r.role IN ('artist', 'album_artist') AND t.listed = 1)
"""
_SUMS: Final = (
    f"{_MINE} SELECT count(*), coalesce(sum(duration), 0), coalesce(sum(plays), 0) FROM mine"
)
_TOP: Final = f"""{_MINE} SELECT group_concat(id) FROM (
    SELECT id FROM mine WHERE plays > 0 ORDER BY plays DESC, played DESC, id LIMIT ?)"""
_ALL: Final = """
SELECT group_concat(id) FROM (
    SELECT DISTINCT t.id AS id FROM track_artists AS r CROSS JOIN tracks AS t ON t.id = r.track_id
    WHERE r.artist_id = ? AND r.role IN ('artist', 'album_artist') AND t.listed = 1
    ORDER BY t.year IS NULL, t.year, t.album_key, t.album_id, t.place, t.id)
"""
# Newest first; an album is the artist's own if its tags say so, or say nothing else.
_RELEASES: Final = f"""{_MINE}
SELECT json_group_array(json_array(album, own)) FROM (
    SELECT m.album AS album, EXISTS (
        SELECT 1 FROM ({_OWNED.split("UNION ALL", maxsplit=1)[0]} AND l.id = m.album) AS o
        WHERE o.artist = ?) AS own
    FROM mine AS m CROSS JOIN albums AS l ON l.id = m.album
    GROUP BY m.album ORDER BY l.year IS NULL, l.year DESC, l.title_key, l.id)
"""
_COVER: Final = f"""{_MINE}
SELECT (SELECT album FROM mine WHERE album IN (SELECT value FROM json_each(?))
        GROUP BY album ORDER BY sum(plays) DESC, album DESC LIMIT 1)
"""
_PICTURED: Final = "SELECT (SELECT artwork_id FROM artists WHERE id = ?)"
_GENRES: Final = f"""{_MINE}
SELECT json_group_array(json_array(id, name)) FROM (
    SELECT g.id, g.name FROM mine AS m CROSS JOIN track_genres AS r ON r.track_id = m.id
    CROSS JOIN genres AS g ON g.id = r.genre_id
    GROUP BY g.id ORDER BY count(*) DESC, g.name LIMIT ?)
"""
# Whoever shares most of the first genres; at most 20,000 tracks of them are looked at.
_NEIGHBOURS: Final = """
SELECT json_group_array(json_array(artist, name, json(genres), cover)) FROM (
    SELECT r.artist_id AS artist, a.name AS name, json_group_array(DISTINCT s.genre) AS genres,
        max(s.album) AS cover
    FROM (SELECT r.track_id AS track, g.name AS genre, t.album_id AS album
          FROM json_each(?) AS w CROSS JOIN track_genres AS r ON r.genre_id = w.value
          CROSS JOIN genres AS g ON g.id = r.genre_id
          CROSS JOIN tracks AS t ON t.id = r.track_id WHERE t.listed = 1 LIMIT 20000) AS s
    CROSS JOIN track_artists AS r ON r.track_id = s.track AND r.role = 'artist'
    CROSS JOIN artists AS a ON a.id = r.artist_id
    WHERE r.artist_id <> ?
    GROUP BY r.artist_id ORDER BY count(DISTINCT s.genre) DESC, count(*) DESC, a.sort_key LIMIT ?)
"""
_LISTENS: Final = f"""{_MINE}
SELECT json_group_array(json_array(month, listens)), min(first) FROM (
    SELECT strftime('%Y-%m', s.started_at / 1000, 'unixepoch', 'localtime') AS month,
        count(*) AS listens, min(s.started_at) AS first
    FROM mine AS m CROSS JOIN listens AS s ON s.track_id = m.id
    WHERE s.counted = 1 GROUP BY month)
"""


def _is_plain(text: str) -> bool:
    # Imported when something is asked: 15 ms that a start needs not.
    from mtplayer.core.queries.query import Group, Match, terms
    from mtplayer.core.queries.query_fields import Field
    from mtplayer.core.queries.query_parser import parse as parse_query

    node = parse_query(text).node
    parts = node.parts if isinstance(node, Group) and node.match is Match.ALL else (node,)
    flat = not any(isinstance(part, Group) for part in parts)
    return flat and all(term.field is Field.ANY for term in terms(node))


def _utc_ms() -> int:
    return time.time_ns() // 1_000_000


class Artists:
    """On the connection of a reader; what it raises is said there."""

    def __init__(
        self,
        ask: Ask,
        find: Find,
        albums: Albums,
        check: Callable[[], None],
        now_ms: Callable[[], int] = _utc_ms,
    ) -> None:
        self._ask = ask
        self._find = find
        self._albums = albums
        self._check = check
        self._now_ms = now_ms

    def ids(self, query: ArtistQuery) -> ArtistList:
        """Return the album artists of a query in order; 0.4 s at 100,000 albums."""
        where, values = self._chosen(query.text)
        statement = _LIST.format(
            initial="substr(a.sort_key, 1, 1)" if query.sort is ArtistSort.NAME else "''",
            where=f"WHERE {where}" if where else "",
            order=_ORDERS[query.sort],
        )
        ids, albums, covers, initials = self._ask(statement, *values)
        return ArtistList(
            ids=parse(ids, self._check),
            albums=parse(albums, self._check),
            covers=parse(covers, self._check),
            initials=initials or "",
        )

    def count(self) -> int:
        """Return how many there are."""
        return self._ask(COUNT)[0]

    def rows(self, ids: Sequence[int]) -> list[ArtistRow]:
        """Return the names of artists in the order asked."""
        rows = map(ArtistRow._make, self._listed(_NAMES, as_json(ids)))
        return [row._replace(all_liked=bool(row.all_liked)) for row in rows]

    def tracks(self, artist: ArtistId) -> Ids:
        """Return all tracks of an artist, album after album, the oldest first."""
        return parse(self._ask(_ALL, artist)[0], self._check)

    def of_track(self, track: int) -> ArtistId | None:
        """Return by whom a track is."""
        return self._ask(_OF_TRACK, track)[0]

    def page(self, artist: ArtistId) -> ArtistPage | None:
        """Return everything about an artist, None if there is no such one."""
        named = self.rows([artist])
        if not named:
            return None
        tracks, duration, plays = self._ask(_SUMS, artist)
        releases = self._releases(artist)
        own = [release.album.id for release in releases if release.own]
        genres = self._listed(_GENRES, artist, MOST_GENRES)
        months, first = self._months(artist)
        return ArtistPage(
            id=artist,
            name=named[0].name,
            tracks=tracks,
            duration_ms=duration,
            plays=plays,
            first_play_at=first,
            cover=self._cover(artist, own or [release.album.id for release in releases]),
            genres=tuple(name for _, name in genres),
            releases=releases,
            top=parse(self._ask(_TOP, artist, TOP_TRACKS)[0], self._check),
            neighbours=self._neighbours(artist, [id_ for id_, _ in genres]),
            months=months,
            spellings=tuple(map(Spelling._make, self._listed(_SPELLINGS, artist))),
        )

    def _chosen(self, text: str) -> tuple[str, tuple[str, ...]]:
        """Return a condition: words are looked for in names, everything else in tracks."""
        if _is_plain(text):
            from mtplayer.core.queries.questions import words

            typed = words(text)
            named = " AND ".join("instr(' ' || a.identity, ?) > 0" for _ in typed)
            return named, tuple(f" {word}" for word in typed)
        found = self._find(TrackQuery(text=text))
        return ("", ()) if found is None else (_BY_TRACKS, (as_json(found),))

    def _releases(self, artist: ArtistId) -> tuple[Release, ...]:
        found = dict(self._listed(_RELEASES, artist, artist))
        rows = self._albums.rows(list(found))
        return tuple(Release(album=row, own=bool(found[row.id])) for row in rows)

    def _cover(self, artist: ArtistId, albums: Sequence[AlbumId]) -> AlbumId | None:
        if self._ask(_PICTURED, artist)[0]:
            return picture_of(artist)
        return self._ask(_COVER, artist, as_json(albums))[0]

    def _neighbours(self, artist: ArtistId, genres: Sequence[int]) -> tuple[Neighbour, ...]:
        found = self._listed(_NEIGHBOURS, as_json(genres), artist, NEIGHBOURS)
        return tuple(
            Neighbour(id=id_, name=name, genres=tuple(shared), cover=cover)
            for id_, name, shared, cover in found
        )

    def _months(self, artist: ArtistId) -> tuple[tuple[int, ...], int | None]:
        text, first = self._ask(_LISTENS, artist)
        listened = dict(json.loads(text))
        now = datetime.fromtimestamp(self._now_ms() / 1000, UTC).astimezone()
        last = now.year * 12 + now.month - 1
        names = (f"{at // 12:04}-{at % 12 + 1:02}" for at in range(last - MONTHS + 1, last + 1))
        return tuple(listened.get(name, 0) for name in names), first

    def _listed(self, statement: str, *values: object) -> list[Any]:
        return json.loads(self._ask(statement, *values)[0] or "[]")

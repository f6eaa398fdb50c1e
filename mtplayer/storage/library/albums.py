"""Reads albums: ids in order, tiles by id, and what an opened album tells."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.albums import (
    AlbumFacts,
    AlbumList,
    AlbumQuery,
    AlbumRow,
    AlbumSort,
    Disc,
    format_text,
)
from mtplayer.core.library.tracks import TrackQuery
from mtplayer.storage.id_lists import Ids, parse

Ask = Callable[..., tuple[Any, ...]]
"""Runs a statement whose answer is one row."""
Find = Callable[[TrackQuery], Ids | None]
"""Answers which tracks a query leaves, None for all; some may not be listed."""

MOST_GENRES: Final = 2

_LISTED: Final = "EXISTS (SELECT 1 FROM tracks AS t WHERE t.album_id = l.id AND t.listed = 1)"
_FOUND: Final = """l.id IN (
    SELECT t.album_id FROM json_each(?) AS w CROSS JOIN tracks AS t ON t.id = w.value
    WHERE t.listed = 1)"""
_BY_ARTIST: Final = "l.artist_key, l.year IS NULL, l.year, l.title_key, l.id"


def _by_tracks(value: str, condition: str = "") -> tuple[str, str]:
    """Return a join and an order by what the tracks of an album have most of."""
    join = (
        f"LEFT JOIN (SELECT album_id, {value} AS most FROM tracks WHERE listed = 1 {condition}"
        " GROUP BY album_id) AS m ON m.album_id = l.id"
    )
    return join, f"m.most IS NULL, m.most DESC, {_BY_ARTIST}"


# For each order: the first letter shown in the rail, a join, and ORDER BY.
_ORDERS: Final = {
    AlbumSort.ARTIST: ("substr(l.artist_key, 1, 1)", "", _BY_ARTIST),
    AlbumSort.TITLE: ("substr(l.title_key, 1, 1)", "", "l.title_key, l.artist_key, l.year, l.id"),
    AlbumSort.NEWEST: ("''", "", "l.year IS NULL, l.year DESC, l.artist_key, l.title_key, l.id"),
    AlbumSort.OLDEST: ("''", "", "l.year IS NULL, l.year, l.artist_key, l.title_key, l.id"),
    AlbumSort.ADDED: ("''", *_by_tracks("max(added_at)")),
    AlbumSort.LAST_PLAYED: (
        "''",
        *_by_tracks("max(last_played_at)", "AND last_played_at IS NOT NULL"),
    ),
    AlbumSort.PLAYS: ("''", *_by_tracks("sum(plays)", "AND plays > 0")),
}

# Folders are asked about only while one of them cannot be reached.
_AWAY: Final = """coalesce(v.online = 0 OR (
    EXISTS (SELECT 1 FROM folders WHERE online = 0 AND removed_at IS NULL)
    AND EXISTS (
        SELECT 1 FROM folders AS o
        WHERE o.online = 0 AND o.removed_at IS NULL AND o.volume_id = d.volume_id
        AND (o.path = X'' OR o.path = d.path
             OR substr(d.path, 1, length(o.path) + 1) = CAST(o.path || '/' AS BLOB)))), 0)"""

ROWS: Final = f"""
SELECT json_group_array(json(row)) FROM (
    SELECT json_array(l.id, l.title, l.artist, l.year, l.compilation, count(t.id),
        coalesce(sum(t.duration_ms), 0), count(t.liked_at), {_AWAY},
        1 + (SELECT count(*) FROM album_overrides AS e
             WHERE e.to_identity = l.identity AND e.from_identity IS NOT NULL)) AS row
    FROM json_each(?) AS w
    CROSS JOIN albums AS l ON l.id = w.value
    LEFT JOIN directories AS d ON d.id = l.directory_id
    LEFT JOIN volumes AS v ON v.id = d.volume_id
    LEFT JOIN tracks AS t ON t.album_id = l.id AND t.listed = 1
    GROUP BY w.key ORDER BY w.key)
"""
TRACKS: Final = """
SELECT group_concat(id) FROM (
    SELECT t.id FROM json_each(?) AS w CROSS JOIN tracks AS t ON t.album_id = w.value
    WHERE t.listed = 1 ORDER BY w.key, t.place, t.id)
"""
_GENRES: Final = """
SELECT json_group_array(name) FROM (
    SELECT g.name FROM tracks AS t CROSS JOIN track_genres AS r ON r.track_id = t.id
    CROSS JOIN genres AS g ON g.id = r.genre_id
    WHERE t.album_id = ? AND t.listed = 1 GROUP BY g.id ORDER BY count(*) DESC, g.name LIMIT ?)
"""
_FORMATS: Final = """
SELECT json_group_array(json_array(codec, bit_depth, sample_rate)) FROM (
    SELECT DISTINCT codec, bit_depth, sample_rate FROM tracks
    WHERE album_id = ? AND listed = 1 LIMIT 2)
"""
# In the order of the tracks; a disc that is named on one track is named.
_DISCS: Final = """
SELECT json_group_array(json_array(disc, subtitle, tracks)) FROM (
    SELECT coalesce(disc_number, 0) AS disc, max(disc_subtitle) AS subtitle, count(*) AS tracks
    FROM tracks WHERE album_id = ? AND listed = 1 GROUP BY 1 ORDER BY min(place), min(id))
"""
_ARTIST: Final = """
SELECT (SELECT r.artist_id FROM tracks AS t CROSS JOIN track_artists AS r ON r.track_id = t.id
        WHERE t.album_id = ? AND t.listed = 1 AND r.role IN ('album_artist', 'artist')
        ORDER BY r.role, r.position, t.place LIMIT 1)
"""
_ALBUM_OF: Final = "SELECT (SELECT album_id FROM tracks WHERE id = ?)"


class Albums:
    """On the connection of a reader; what it raises is said there."""

    def __init__(self, ask: Ask, find: Find, check: Callable[[], None]) -> None:
        self._ask = ask
        self._find = find
        self._check = check

    def ids(self, query: AlbumQuery) -> AlbumList:
        """Return the albums of a query in order, each with its first letter."""
        initial, join, order = _ORDERS[query.sort]
        found = self._find(query.tracks)
        statement = (
            "SELECT group_concat(id), group_concat(initial, '') FROM ("
            f"SELECT l.id AS id, {initial} AS initial FROM albums AS l {join}"
            f" WHERE {_LISTED if found is None else _FOUND} ORDER BY {order})"
        )
        values = () if found is None else (as_json(found),)
        ids, initials = self._ask(statement, *values)
        return AlbumList(ids=parse(ids, self._check), initials=initials or "")

    def rows(self, ids: Sequence[int]) -> list[AlbumRow]:
        """Return one tile per id in the order asked; an album that is gone has none."""
        (text,) = self._ask(ROWS, as_json(ids))
        return list(map(AlbumRow._make, json.loads(text or "[]")))

    def tracks(self, ids: Sequence[int]) -> Ids:
        """Return the tracks of albums, album after album."""
        return parse(self._ask(TRACKS, as_json(ids))[0], self._check)

    def facts(self, album: AlbumId) -> AlbumFacts:
        """Return what an opened album tells."""
        genres = json.loads(self._ask(_GENRES, album, MOST_GENRES)[0])
        formats = json.loads(self._ask(_FORMATS, album)[0])
        return AlbumFacts(
            album=album,
            tracks=self.tracks([album]),
            artist=self._ask(_ARTIST, album)[0],
            genres=tuple(genres),
            format=format_text(*formats[0]) if len(formats) == 1 else "",
            discs=_discs(json.loads(self._ask(_DISCS, album)[0])),
        )

    def album_of(self, track: int) -> AlbumId | None:
        """Return the album of a track, if it is on one."""
        return self._ask(_ALBUM_OF, track)[0]


def _discs(rows: Sequence[tuple[int, str, int]]) -> tuple[Disc, ...]:
    """Return where discs begin; tracks that name none stand before them without a heading."""
    if len(rows) < 2:  # noqa: PLR2004 - one disc needs no heading
        return ()
    found: list[Disc] = []
    first = 0
    for number, subtitle, tracks in rows:
        if number:
            found.append(Disc(number=number, subtitle=subtitle, first=first))
        first += tracks
    return tuple(found)


def as_json(ids: Sequence[int]) -> str:
    """Return ids as a statement takes them."""
    return f"[{','.join(map(str, ids))}]"

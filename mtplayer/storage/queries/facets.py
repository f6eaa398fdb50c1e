"""What the steps of the column browser offer: one statement each, its answer in one row.

Texts come joined by a character that no tag has, not as JSON: a hundred thousand rows of JSON
hold up every other thread for 80 ms, a split for 5.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from mtplayer.core.folding import fold
from mtplayer.core.queries.facets import Facets, Key, Narrowing, Pane
from mtplayer.storage.id_lists import Ids

MARK: Final = "\x1e"
Row = Callable[..., tuple[Any, ...]]
"""Runs a statement and returns its only row."""

_COLUMNS: Final = (
    f"SELECT group_concat(key, '{MARK}'), group_concat(name, '{MARK}'),"
    f" group_concat(words, '{MARK}'), group_concat(note)"
)
# All tracks: each statement reads one index from end to end.
_ALL: Final = {
    Pane.GENRE: (
        "SELECT r.genre_id AS key, count(*) AS note FROM track_genres AS r"
        " CROSS JOIN tracks AS t ON t.id = r.track_id AND t.listed = 1 GROUP BY r.genre_id"
    ),
    Pane.ALBUM_ARTIST: (
        "SELECT album_artist_key AS key, count(*) AS note, min(id) AS one FROM tracks"
        " WHERE listed = 1 GROUP BY album_artist_key"
    ),
    Pane.ALBUM: (
        "SELECT album_id AS key FROM tracks WHERE listed = 1 AND album_id IS NOT NULL"
        " GROUP BY album_id"
    ),
}
_CHOSEN: Final = {
    Pane.GENRE: (
        "SELECT r.genre_id AS key, count(*) AS note FROM json_each(?) AS w"
        " CROSS JOIN tracks AS t ON t.id = w.value AND t.listed = 1"
        " CROSS JOIN track_genres AS r ON r.track_id = t.id GROUP BY r.genre_id"
    ),
    Pane.ALBUM_ARTIST: (
        "SELECT t.album_artist_key AS key, count(*) AS note, min(t.id) AS one"
        " FROM json_each(?) AS w CROSS JOIN tracks AS t ON t.id = w.value AND t.listed = 1"
        " GROUP BY t.album_artist_key"
    ),
    Pane.ALBUM: (
        "SELECT DISTINCT t.album_id AS key FROM json_each(?) AS w"
        " CROSS JOIN tracks AS t ON t.id = w.value AND t.listed = 1"
        " WHERE t.album_id IS NOT NULL"
    ),
}
_NAMED: Final = {
    # Genres are few: their words are folded when they are here.
    Pane.GENRE: (
        "SELECT key, g.name AS name, '' AS words, note FROM ({}) JOIN genres AS g ON g.id = key"
        " ORDER BY g.identity"
    ),
    Pane.ALBUM_ARTIST: (
        "SELECT key, t.album_artist AS name, key AS words, note FROM ({})"
        " JOIN tracks AS t ON t.id = one ORDER BY key"
    ),
    Pane.ALBUM: (
        "SELECT key, a.title AS name, a.title_key AS words, coalesce(a.year, 0) AS note FROM ({})"
        " JOIN albums AS a ON a.id = key ORDER BY {}a.title_key, a.artist_key, a.id"
    ),
}
_BY_ARTIST: Final = "a.artist_key, a.year DESC, "
COUNT_ALL: Final = "SELECT count(*) FROM tracks WHERE listed = 1 AND duration_ms >= 0"
COUNT: Final = (
    "SELECT count(*) FROM json_each(?) AS w CROSS JOIN tracks AS t ON t.id = w.value"
    " WHERE t.listed = 1"
)

IN_GENRES: Final = (
    "SELECT group_concat(track_id) FROM (SELECT DISTINCT track_id FROM track_genres"
    " WHERE genre_id IN (SELECT value FROM json_each(?)))"
)
BY_ALBUM_ARTISTS: Final = (
    "SELECT group_concat(id) FROM tracks WHERE listed = 1"
    " AND album_artist_key IN (SELECT value FROM json_each(?))"
)
IN_ALBUMS: Final = (
    "SELECT group_concat(id) FROM tracks WHERE album_id IN (SELECT value FROM json_each(?))"
)


def conditions(within: Narrowing) -> list[tuple[str, Sequence[Key]]]:
    """Return the statement for each step in which something is chosen, and its values."""
    steps: tuple[tuple[str, Sequence[Key]], ...] = (
        (IN_GENRES, within.genres),
        (BY_ALBUM_ARTISTS, within.album_artists),
        (IN_ALBUMS, within.albums),
    )
    return [step for step in steps if step[1]]


def facets(row: Row, pane: Pane, within: Narrowing, chosen: Ids | None) -> Facets:
    """Return what a step offers among these tracks, or among all of them."""
    values = () if chosen is None else (_json(chosen),)
    inner = (_ALL if chosen is None else _CHOSEN)[pane]
    order = _BY_ARTIST if pane is Pane.ALBUM and within.album_artists else ""
    named = _NAMED[pane].format(inner, order)
    keys, names, words, notes = row(f"{_COLUMNS} FROM ({named})", *values)
    (tracks,) = row(COUNT_ALL if chosen is None else COUNT, *values)
    if keys is None:
        return Facets(tracks=tracks)
    shown: list[str] = names.split(MARK)
    parts: list[str] = keys.split(MARK)
    return Facets(
        keys=list(parts) if pane is Pane.ALBUM_ARTIST else [int(key) for key in parts],
        names=shown,
        words=list(map(fold, shown)) if pane is Pane.GENRE else words.split(MARK),
        notes=[int(note) for note in notes.split(",")],
        tracks=tracks,
    )


def _json(ids: Ids) -> str:
    return f"[{','.join(map(str, ids))}]"

"""The library as a list of dicts: the same answers by a slow way."""

import sqlite3
from contextlib import closing
from pathlib import Path

from mtplayer.core.folding import EMPTY_KEY
from mtplayer.core.library.tracks import Scope, SortKey, TrackQuery
from mtplayer.core.queries.query import EVERYTHING, Node, Op, Term, Unknown, without_unknown
from mtplayer.core.queries.query_fields import Field
from mtplayer.core.queries.questions import asked
from tests.fakes.slow_query import SlowQuery

DAY = 24 * 3600 * 1000

COLUMNS = {
    SortKey.NUMBER: "track_number",
    SortKey.TITLE: "title_key",
    SortKey.LIKED: "liked_at",
    SortKey.ARTIST: "artist_key",
    SortKey.ALBUM: "album_key",
    SortKey.ALBUM_ARTIST: "album_artist_key",
    SortKey.ADDED: "added_at",
    SortKey.LAST_PLAYED: "last_played_at",
    SortKey.PLAYS: "plays",
    SortKey.DURATION: "duration_ms",
    SortKey.YEAR: "year",
    SortKey.RATING: "rating",
    SortKey.GENRE: "genre_key",
    SortKey.COMPOSER: "composer_key",
    SortKey.BPM: "bpm",
    SortKey.CODEC: "codec",
    SortKey.BITRATE: "bitrate",
}
BY_ARTIST = ("artist_key", "album_key", "album_id", "place")
TIES = {
    SortKey.TITLE: ("artist_key", "album_key"),
    SortKey.LIKED: (),
    SortKey.ARTIST: ("album_key", "album_id", "place"),
    SortKey.ALBUM: ("album_artist_key", "album_id", "place"),
    SortKey.ALBUM_ARTIST: ("year", "album_key", "album_id", "place"),
    SortKey.ADDED: ("album_id", "place"),
    SortKey.LAST_PLAYED: (),
    SortKey.PLAYS: ("last_played_at",),
    SortKey.DURATION: (),
    SortKey.YEAR: ("album_artist_key", "album_key", "album_id", "place"),
}
WHOLLY_REVERSED = (
    SortKey.TITLE,
    SortKey.LIKED,
    SortKey.LAST_PLAYED,
    SortKey.PLAYS,
    SortKey.DURATION,
)
SPARSE = (SortKey.LIKED, SortKey.LAST_PLAYED, SortKey.PLAYS, SortKey.RATING)


class SlowLibrary:
    """The library as a list of dicts."""

    def __init__(self, database: Path, now_ms: int) -> None:
        self.now_ms = now_ms
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            self.rows = [dict(row) for row in connection.execute("SELECT * FROM tracks")]
        self.slow = SlowQuery(database, now_ms)

    def ids(self, query: TrackQuery) -> list[int]:
        node = self.understood(query)
        rows = [row for row in self.rows if row["listed"] and self.is_found(row, node)]
        rows = self.in_scope(rows, query)
        unknown = [row for row in rows if self.lacks(row, query.sort)]
        known = [row for row in rows if not self.lacks(row, query.sort)]
        known = self.ordered(known, query)
        unknown = self.stable(unknown, self.unknown_ties(query.sort))
        first_unknown = query.sort is SortKey.PLAYS and not query.descending
        found = unknown + known if first_unknown else known + unknown
        return [row["id"] for row in found]

    def is_found(self, row: dict[str, object], node: Node) -> bool:
        return node == EVERYTHING or self.slow.is_found(self.slow.rows[row["id"]], node)

    def understood(self, query: TrackQuery) -> Node:
        """Return the question, unknown terms as words where these find a track."""

        def is_word(unknown: Unknown) -> bool:
            words = Term(Field.ANY, Op.HAS, f"{unknown.key} {unknown.value}")
            return any(row["listed"] and self.is_found(row, words) for row in self.rows)

        return without_unknown(asked(query), is_word)

    def in_scope(self, rows: list[dict], query: TrackQuery) -> list[dict]:
        since = self.now_ms - query.recent_days * DAY
        match query.scope:
            case Scope.TRACKS:
                return rows
            case Scope.LIKED:
                return [row for row in rows if row["liked_at"] is not None]
            case Scope.RECENTLY_PLAYED:
                return [row for row in rows if (row["last_played_at"] or 0) >= since]
            case Scope.RECENTLY_ADDED:
                return [row for row in rows if row["added_at"] >= since]
            case Scope.TOP:
                played = [row for row in self.rows if row["listed"] and row["plays"]]
                played.sort(
                    key=lambda row: (-row["plays"], -(row["last_played_at"] or -1), row["id"])
                )
                top = {row["id"] for row in played[: query.top_count]}
                return [row for row in rows if row["id"] in top]

    def lacks(self, row: dict, sort: SortKey) -> bool:
        value = row[COLUMNS[sort]]
        if sort is SortKey.ADDED:
            return False
        if sort in (SortKey.PLAYS, SortKey.DURATION):
            return value == 0
        return value in (None, EMPTY_KEY) or (sort is SortKey.CODEC and not value)

    def unknown_ties(self, sort: SortKey) -> tuple[str, ...]:
        return BY_ARTIST if sort in SPARSE else TIES.get(sort, BY_ARTIST)

    def stable(self, rows: list[dict], columns: tuple[str, ...], *, reverse: bool = False) -> list:
        def key(row: dict) -> tuple:
            # SQLite puts NULL before every number.
            return (
                *(
                    (row[name] is not None, row[name] or 0)
                    if row[name] is None or isinstance(row[name], int)
                    else (True, row[name])
                    for name in columns
                ),
                row["id"],
            )

        return sorted(rows, key=key, reverse=reverse)

    def ordered(self, rows: list[dict], query: TrackQuery) -> list[dict]:
        column, ties = COLUMNS[query.sort], TIES.get(query.sort, BY_ARTIST)
        if query.sort in WHOLLY_REVERSED:
            return self.stable(rows, (column, *ties), reverse=query.descending)
        rows = self.stable(rows, ties)
        return sorted(rows, key=lambda row: row[column], reverse=query.descending)

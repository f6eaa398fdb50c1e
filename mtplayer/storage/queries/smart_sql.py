"""Turns a smart playlist into one statement: what it finds, how much of it, in what order.

Every part is a table of its own name before the SELECT; the last one is ``kept``.
"""

from dataclasses import replace
from typing import Final

from mtplayer.core.queries.query import EVERYTHING, Group, Match, Node
from mtplayer.core.queries.smart_lists import (
    IN_BYTES,
    IN_MS,
    Choice,
    Limit,
    SmartList,
    Sorting,
    Unit,
    mixed_sql,
)
from mtplayer.core.record import short_record
from mtplayer.storage.queries.orders import ORDERS
from mtplayer.storage.queries.query_sql import Compiler, has_index
from mtplayer.storage.queries.text_tests import Sql
from mtplayer.storage.row_sql import SIZE

_CHOICES: Final = {
    Choice.LEAST_RECENTLY_PLAYED: "t.last_played_at",
    Choice.RECENTLY_PLAYED: "t.last_played_at DESC",
    Choice.MOST_PLAYED: "t.plays DESC, t.last_played_at DESC",
    Choice.LEAST_PLAYED: "t.plays, t.last_played_at",
    Choice.MOST_SKIPPED: "t.skips DESC",
    Choice.HIGHEST_RATED: "t.rating DESC",
    Choice.LOWEST_RATED: "t.rating ASC NULLS LAST",
    Choice.RECENTLY_ADDED: "t.added_at DESC",
    Choice.FIRST_ADDED: "t.added_at",
    Choice.RECENTLY_LIKED: "t.liked_at DESC",
    Choice.NEWEST: "t.year DESC",
    Choice.OLDEST: "t.year ASC NULLS LAST",
    Choice.LONGEST: "t.duration_ms DESC",
    Choice.SHORTEST: "nullif(t.duration_ms, 0) ASC NULLS LAST",
    Choice.TITLE: "t.title_key, t.artist_key",
    Choice.ARTIST: "t.artist_key, t.album_key, t.album_id, t.place",
    Choice.ALBUM: "t.album_key, t.album_artist_key, t.album_id, t.place",
}
"""Never played is the least recently; what lacks the value comes last else."""

_FIRST_ARTIST: Final = (
    "(SELECT artist_id FROM track_artists WHERE track_id = t.id AND role = 'artist'"
    " AND position = 0)"
)
_ONE_ALBUM: Final = "coalesce(t.album_id, -t.id)"
_SIZE_OF: Final = f"(SELECT {SIZE} FROM files AS f WHERE f.id = t.file_id)"
_PARTS: Final = (
    "SELECT part, min(rank) AS rank, min(artist) AS artist, count(*) AS tracks, sum(ms) AS ms,"
    " sum(bytes) AS bytes FROM ranked GROUP BY part"
)
_AT_LEAST: Final = 200
_KEPT: Final = "SELECT t.id AS track, t.duration_ms AS ms"
_ALL: Final = "tracks AS t WHERE t.listed = 1"
_ALL_ADDED_UP: Final = "SELECT count(*), coalesce(sum(t.duration_ms), 0)"


@short_record
class Selection:
    """Tables up to ``kept``, which has ids and lengths, their values, and the order of them."""

    tables: str
    values: tuple[object, ...]
    order: str
    is_everything: bool = False

    def ids(self) -> Sql:
        """Return the statement with one text of all ids in order."""
        return Sql(f"{self.tables} SELECT group_concat(id) FROM ({self._rows()})", self.values)

    def count(self) -> Sql:
        """Return the statement that counts them."""
        return Sql(f"{self.tables} SELECT count(*) FROM kept", self.values)

    def preview(self, rows: int) -> Sql:
        """Return the statement for how many there are, for how long, and the first of them."""
        if self.is_everything:
            # 15 ms of 100,000 tracks; as a table of its own 60.
            first = f"SELECT t.id AS id FROM {_ALL} ORDER BY {self.order} LIMIT {int(rows)}"
            return Sql(f"{_ALL_ADDED_UP}, (SELECT group_concat(id) FROM ({first})) FROM {_ALL}")
        first = f"(SELECT group_concat(id) FROM ({self._rows()} LIMIT {int(rows)}))"
        # Of 100,000 the lengths are at hand; looking for each again takes 25 ms.
        text = f"{self.tables} SELECT count(*), coalesce(sum(ms), 0), {first} FROM kept"
        return Sql(text, self.values)

    def membership(self) -> Sql:
        """Return the condition that a track is one of them."""
        return Sql(f"t.id IN ({self.tables} SELECT track FROM kept)", self.values)

    def _rows(self) -> str:
        rows = "SELECT k.track AS id FROM kept AS k CROSS JOIN tracks AS t ON t.id = k.track"
        return f"{rows} ORDER BY {self.order}"


def selection(
    smart: SmartList, node: Node, compiler: Compiler, *, looking_at: int | None = None
) -> Selection:
    """Return how the tracks of a smart playlist are found, its question already a tree.

    ``looking_at`` so many in the order of the choice, more cannot be taken: sorting and numbering
    all of 100,000 takes 100 ms, the first thousands of them 25.
    """
    where = compiler.condition(node)
    # A sort index would be read with a look into the table for every row.
    table = "tracks AS t" if has_index(_parts(node)) else "tracks AS t NOT INDEXED"
    found = Sql(f"{table} WHERE t.listed = 1 AND {where.text}", where.values)
    if smart.whole_albums:
        return _of_albums(smart, found)
    selected = _of_tracks(smart, found, looking_at)
    is_all = node == EVERYTHING and smart.limit is None and not smart.per_artist
    return replace(selected, is_everything=is_all)


def enough(smart: SmartList) -> int | None:
    """Return how many tracks in the order of the choice are likely to be enough, if few are."""
    if smart.limit is None or smart.whole_albums:
        return None
    if smart.limit.unit is Unit.TRACKS:
        return smart.limit.amount * 10 + _AT_LEAST if smart.per_artist else None
    if smart.per_artist:
        return None
    # Most tracks are longer than a minute and larger than a megabyte.
    usual = 60_000 if smart.limit.unit in IN_MS else 1_000_000
    return _most(smart.limit) // usual + _AT_LEAST


def is_enough(smart: SmartList, looked_at: int, taken: int) -> bool:
    """Whether looking at more than so many would have taken nothing else."""
    if smart.limit is not None and smart.limit.unit is Unit.TRACKS:
        return taken >= smart.limit.amount
    return taken < looked_at


def _parts(node: Node) -> tuple[Node, ...]:
    return node.parts if isinstance(node, Group) and node.match is Match.ALL else (node,)


class _Steps:
    """Tables that follow from each other, each a choice of the tracks of the one before."""

    def __init__(self, found: Sql) -> None:
        self.tables: list[str] = []
        self.values: list[object] = []
        self.source, self._waiting = found

    def add(self, name: str, rows: str, *values: object) -> None:
        """Go on with these rows of ``source``, which has ``tracks AS t``."""
        self.tables.append(f"{name} AS MATERIALIZED ({rows})")
        self.values += [*self._waiting, *values]
        self.source, self._waiting = f"{name} AS s CROSS JOIN tracks AS t ON t.id = s.track", ()

    def selected(self, order: str) -> Selection:
        """Return all of them; the last one is what is kept."""
        return Selection(f"WITH {', '.join(self.tables)}", tuple(self.values), order)


def _of_tracks(smart: SmartList, found: Sql, looking_at: int | None) -> Selection:
    steps, chosen, limit = _Steps(found), f"{_choice(smart, 't.id')}, t.id", smart.limit
    if looking_at is not None:
        first = f"SELECT t.id AS track FROM {steps.source} ORDER BY {chosen} LIMIT ?"
        steps.add("first", first, looking_at)
    if smart.per_artist:
        numbered = (
            f"SELECT t.id AS track, {_FIRST_ARTIST} AS artist, row_number()"
            f" OVER (PARTITION BY {_FIRST_ARTIST} ORDER BY {chosen}) AS nth FROM {steps.source}"
        )
        few = f"SELECT track FROM ({numbered}) WHERE nth <= ? OR artist IS NULL"
        steps.add("few", few, smart.per_artist)
    if limit is None:
        steps.add("kept", f"{_KEPT} FROM {steps.source}")
    elif limit.unit is Unit.TRACKS:
        kept = f"{_KEPT} FROM {steps.source} ORDER BY {chosen} LIMIT ?"
        steps.add("kept", kept, limit.amount)
    else:
        size = "t.duration_ms" if limit.unit in IN_MS else _SIZE_OF
        summed = (
            f"{_KEPT}, sum({size}) OVER (ORDER BY {chosen} ROWS UNBOUNDED PRECEDING)"
            f" AS total FROM {steps.source}"
        )
        steps.add("kept", f"SELECT track, ms FROM ({summed}) WHERE total <= ?", _most(limit))
    return steps.selected(_sorting(smart.sorting) or chosen)


def _choice(smart: SmartList, number: str) -> str:
    if smart.choice is Choice.RANDOM:
        return mixed_sql(number, smart.seed)
    return _CHOICES[smart.choice]


def _sorting(sorting: tuple[Sorting, ...]) -> str:
    keys: list[str] = []
    for one in sorting:
        order = ORDERS[one.key]
        if order.unknown and not order.unknown_first:
            keys.append(f"({order.unknown})")
        keys.append(f"t.{order.key}{' DESC' if one.descending else ''}")
    if keys:
        keys += [ORDERS[sorting[-1].key].ties, "t.id"]
    return ", ".join(keys)


def _of_albums(smart: SmartList, found: Sql) -> Selection:
    values = list(found.values)
    tables = [
        f"found AS MATERIALIZED (SELECT t.id AS track FROM {found.text})",
        f"ranked AS MATERIALIZED ({_ranked(smart)})",
        f"parts AS ({_PARTS})",
    ]
    last = "parts"
    if smart.per_artist:
        tables.append(
            "numbered AS (SELECT *, row_number() OVER (PARTITION BY artist ORDER BY rank) AS nth"
            " FROM parts)"
        )
        tables.append("few AS (SELECT * FROM numbered WHERE nth <= ?)")
        values.append(smart.per_artist)
        last = "few"
    if smart.limit is not None:
        tables.append(
            f"added_up AS (SELECT *, sum({_measure(smart.limit.unit)})"
            f" OVER (ORDER BY rank ROWS UNBOUNDED PRECEDING) AS total FROM {last})"
        )
        tables.append("enough AS (SELECT * FROM added_up WHERE total <= ?)")
        values.append(_most(smart.limit))
        last = "enough"
    rows = (
        f"SELECT r.id AS track, p.rank, r.ms FROM {last} AS p JOIN ranked AS r ON r.part = p.part"
    )
    tables.append(f"kept AS MATERIALIZED ({rows})")
    order = _sorting(smart.sorting) or "k.rank, t.place, t.id"
    return Selection(f"WITH {', '.join(tables)}", tuple(values), order)


def _ranked(smart: SmartList) -> str:
    """Return each track of their albums with its place in the order of the choice."""
    by_size = smart.limit is not None and smart.limit.unit in IN_BYTES
    return (
        f"SELECT t.id AS id, {_ONE_ALBUM} AS part, t.album_artist_key AS artist,"
        f" t.duration_ms AS ms, {_SIZE_OF if by_size else '0'} AS bytes,"
        f" row_number() OVER (ORDER BY {_choice(smart, _ONE_ALBUM)}, t.id) AS rank"
        " FROM (SELECT track FROM found UNION SELECT o.id FROM tracks AS o WHERE o.listed = 1"
        " AND o.album_id IN (SELECT a.album_id FROM found CROSS JOIN tracks AS a"
        " ON a.id = found.track)) AS every CROSS JOIN tracks AS t ON t.id = every.track"
    )


def _measure(unit: Unit) -> str:
    if unit in IN_MS:
        return "ms"
    return "bytes" if unit in IN_BYTES else "tracks"


def _most(limit: Limit) -> int:
    return limit.amount * (IN_MS.get(limit.unit) or IN_BYTES.get(limit.unit) or 1)

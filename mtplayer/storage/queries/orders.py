"""How the library can be ordered, and the statements that answer with all ids in one row.

In every order the tracks that lack what is sorted by come last, and tracks that share it stay in
their own order whichever way it goes: the tracks of 2024 before those of 2023, but track 1 of an
album before track 2.
"""

from enum import Enum, auto
from functools import cache
from typing import Final

from mtplayer.core.library.tracks import SortKey
from mtplayer.core.record import record

BY_ARTIST: Final = "artist_key, album_key, album_id, place"
IN_ALBUM: Final = "album_id, place"

NOTHING: Final = "char(1114111)"
"""What ``core.folding.EMPTY_KEY`` is in SQL."""

GROUP: Final = ";"
"""Between two groups of ids that share what is sorted by."""


class Kind(Enum):
    """Where an order comes from."""

    INDEXED = auto()
    """An index; backwards, whole groups change their places."""
    DISTINCT = auto()
    """An index with few equals: backwards it is simply read backwards."""
    SPARSE = auto()
    """As INDEXED, but only the few tracks that have it; the others follow by artist."""
    SPARSE_DISTINCT = auto()
    """As DISTINCT, but only the few tracks that have it; the others follow by artist."""
    SORTED = auto()
    """The table, sorted: groups of it, each by artist."""


@record
class Order:
    """One way to order tracks; ``known`` and ``unknown`` part those that lack the key."""

    key: str
    kind: Kind
    ties: str = BY_ARTIST
    known: str = ""
    unknown: str = ""
    unknown_first: bool = False

    @property
    def is_sparse(self) -> bool:
        """Whether its index has only the tracks with a value."""
        return self.kind in {Kind.SPARSE, Kind.SPARSE_DISTINCT}

    @property
    def is_distinct(self) -> bool:
        """Whether backwards is exactly the reverse."""
        return self.kind in {Kind.DISTINCT, Kind.SPARSE_DISTINCT}

    @property
    def unknown_ties(self) -> str:
        """How those without a value are ordered."""
        return BY_ARTIST if self.is_sparse else self.ties


def _text(key: str, kind: Kind, ties: str = BY_ARTIST) -> Order:
    return Order(
        key=key, kind=kind, ties=ties, known=f"{key} < {NOTHING}", unknown=f"{key} = {NOTHING}"
    )


def _number(key: str, kind: Kind, ties: str = BY_ARTIST) -> Order:
    return Order(
        key=key, kind=kind, ties=ties, known=f"{key} IS NOT NULL", unknown=f"{key} IS NULL"
    )


ORDERS: Final = {
    SortKey.ARTIST: _text("artist_key", Kind.INDEXED, f"album_key, {IN_ALBUM}"),
    SortKey.TITLE: _text("title_key", Kind.DISTINCT, "artist_key, album_key"),
    SortKey.ALBUM: _text("album_key", Kind.INDEXED, f"album_artist_key, {IN_ALBUM}"),
    SortKey.ALBUM_ARTIST: _text("album_artist_key", Kind.INDEXED, f"year, album_key, {IN_ALBUM}"),
    SortKey.ADDED: Order(key="added_at", kind=Kind.INDEXED, ties=IN_ALBUM),
    SortKey.DURATION: Order(
        key="duration_ms",
        kind=Kind.DISTINCT,
        ties="id",
        known="duration_ms > 0",
        unknown="duration_ms = 0",
    ),
    SortKey.YEAR: _number("year", Kind.INDEXED, f"album_artist_key, album_key, {IN_ALBUM}"),
    SortKey.RATING: _number("rating", Kind.SPARSE),
    SortKey.LIKED: _number("liked_at", Kind.SPARSE_DISTINCT, "id"),
    SortKey.LAST_PLAYED: _number("last_played_at", Kind.SPARSE_DISTINCT, "id"),
    SortKey.PLAYS: Order(
        key="plays",
        kind=Kind.SPARSE_DISTINCT,
        ties="last_played_at",
        known="plays > 0",
        unknown="plays = 0",
        # Never played is a number too: the least.
        unknown_first=True,
    ),
    SortKey.NUMBER: _number("track_number", Kind.SORTED),
    SortKey.GENRE: _text("genre_key", Kind.SORTED),
    SortKey.COMPOSER: _text("composer_key", Kind.SORTED),
    SortKey.BPM: _number("bpm", Kind.SORTED),
    SortKey.CODEC: Order(key="codec", kind=Kind.SORTED, known="codec <> ''", unknown="codec = ''"),
    SortKey.BITRATE: _number("bitrate", Kind.SORTED),
}


def _where(condition: str) -> str:
    return f"listed = 1 AND {condition}" if condition else "listed = 1"


def _table(order: Order) -> str:
    # An index would be read in its order with a look into the table for every row: 7.4 s at a
    # million tracks, 0.5 s without.
    return "tracks NOT INDEXED" if order.kind is Kind.SORTED else "tracks"


def _direction(order: Order, *, descending: bool) -> str:
    """Return the ORDER BY of the tracks that have a value; the rowid parts what is equal."""
    if not descending:
        return f"{order.key}, {order.ties}, id"
    if order.is_distinct:
        return ", ".join(f"{key.strip()} DESC" for key in f"{order.key},{order.ties},id".split(","))
    return f"{order.key} DESC, {order.ties}, id"


@cache
def known_ids(sort: SortKey, *, descending: bool) -> str:
    """Return the statement for all tracks with a value, as one text of ids."""
    order = ORDERS[sort]
    by = _direction(order, descending=descending)
    return (
        f"SELECT group_concat(id) FROM (SELECT id FROM {_table(order)} WHERE {_where(order.known)}"
        f" ORDER BY {by})"
    )


@cache
def known_groups(sort: SortKey) -> str:
    """Return the same as groups of ids, parted by GROUP, the groups ascending.

    Inside a group the ids come as the index has them, or in no order for Kind.SORTED.
    """
    order = ORDERS[sort]
    return (
        f"SELECT group_concat(ids, '{GROUP}') FROM (SELECT group_concat(id) AS ids"
        f" FROM {_table(order)} WHERE {_where(order.known)} GROUP BY {order.key})"
    )


@cache
def unknown_ids(sort: SortKey) -> str:
    """Return the statement for all tracks without a value, as one text of ids."""
    order = ORDERS[sort]
    return (
        f"SELECT group_concat(id) FROM (SELECT id FROM {_table(order)}"
        f" WHERE {_where(order.unknown)} ORDER BY {order.unknown_ties}, id)"
    )


@cache
def chosen_ids(sort: SortKey, *, descending: bool, known: bool) -> str:
    """Return the statement that orders the tracks of a JSON list of ids, its one parameter."""
    order = ORDERS[sort]
    by = _direction(order, descending=descending) if known else f"{order.unknown_ties}, id"
    condition = order.known if known else order.unknown
    return (
        "SELECT group_concat(id) FROM (SELECT id FROM (SELECT value AS chosen FROM json_each(?))"
        f" CROSS JOIN tracks ON tracks.id = chosen WHERE {_where(condition)} ORDER BY {by})"
    )


@cache
def first_ids(sort: SortKey, *, descending: bool, known: bool) -> str:
    """Return the statement for so many tracks from the beginning, its one parameter."""
    order = ORDERS[sort]
    by = _direction(order, descending=descending) if known else f"{order.unknown_ties}, id"
    condition = order.known if known else order.unknown
    return (
        f"SELECT group_concat(id) FROM (SELECT id FROM {_table(order)} WHERE {_where(condition)}"
        f" ORDER BY {by} LIMIT ?)"
    )

"""All tracks in an order, or chosen ones: by index, by sorting, or cut from an order kept."""

import json
from collections.abc import Callable
from typing import Final

from mtplayer.core.library.tracks import SortKey
from mtplayer.storage.id_lists import (
    Ids,
    grouped_by,
    no_ids,
    only,
    parse,
    parse_groups,
    reversed_groups,
    without,
)
from mtplayer.storage.queries.orders import (
    ORDERS,
    Kind,
    chosen_ids,
    first_ids,
    known_groups,
    known_ids,
    unknown_ids,
)

INDEX_IS_THERE: Final = "SELECT max(name) FROM sqlite_master WHERE type = 'index' AND name = ?"

Ask = Callable[..., str | None]
"""Runs a statement whose answer is one text."""

KEPT_ORDERS: Final = 2

SORT_COST: Final = 30
"""Sorting one chosen track costs as much as reading the order of 30: 5 against 0.15 µs."""

SORT_AT_MOST_BESIDE_KEPT: Final = 300


class TrackOrders:
    """Orders on one connection; those that only a scan changes are kept until ``forget``."""

    def __init__(self, ask: Ask, check: Callable[[], None]) -> None:
        self._ask = ask
        self._check = check
        self._kept: dict[tuple[SortKey, bool], Ids] = {}

    def forget(self) -> None:
        """Drop the orders kept: the library changed."""
        self._kept.clear()

    def every(self, sort: SortKey, *, descending: bool) -> Ids:
        """Return all listed tracks in order; never change the list."""
        order = ORDERS[sort]
        key = (sort, descending)
        if (ids := self._kept.get(key)) is not None:
            return ids
        known = self._known(sort, descending=descending)
        ids = self._with_unknown(sort, known, descending=descending)
        if not order.is_sparse:
            self._keep(key, ids)
        return ids

    def chosen(self, ids: Ids, sort: SortKey, *, descending: bool, every: int) -> Ids:
        """Return the listed ones of ``ids`` in order; ``every`` is about how many there are."""
        kept = (sort, descending) in self._kept
        limit = SORT_AT_MOST_BESIDE_KEPT if kept else every // SORT_COST
        if len(ids) > limit:
            return only(self.every(sort, descending=descending), ids)
        wanted = json.dumps(ids.tolist())
        known = self._parsed(chosen_ids(sort, descending=descending, known=True), wanted)
        if not ORDERS[sort].unknown:
            return known
        unknown = self._parsed(chosen_ids(sort, descending=descending, known=False), wanted)
        return self._joined(sort, known, unknown, descending=descending)

    def first(self, sort: SortKey, limit: int, *, descending: bool) -> Ids:
        """Return so many listed tracks from the beginning; 0.2 ms by an index."""
        order = ORDERS[sort]
        if order.unknown_first and not descending:
            return self.every(sort, descending=descending)[:limit]
        ids = self._parsed(first_ids(sort, descending=descending, known=True), limit)
        if order.unknown and len(ids) < limit:
            ids += self._parsed(
                first_ids(sort, descending=descending, known=False), limit - len(ids)
            )
        return ids

    def head(self, sort: SortKey, limit: int, *, descending: bool) -> Ids | None:
        """Return the same where an order kept or an index has them at hand, else None."""
        order = ORDERS[sort]
        if (ids := self._kept.get((sort, descending))) is not None:
            return ids[:limit]
        by_index = order.kind is not Kind.SORTED and (descending or not order.unknown_first)
        if not by_index or not self._has_index(sort):
            return None
        return self.first(sort, limit, descending=descending)

    def _known(self, sort: SortKey, *, descending: bool) -> Ids:
        order = ORDERS[sort]
        if order.kind is Kind.SORTED:
            return self._sorted(sort, descending=descending)
        if not descending or order.is_distinct or not self._has_index(sort):
            return self._parsed(known_ids(sort, descending=descending))
        groups = parse_groups(self._ask(known_groups(sort)), self._check)
        return reversed_groups(*groups)

    def _has_index(self, sort: SortKey) -> bool:
        """Whether groups come out in order; a first scan makes its indexes at its end."""
        return self._ask(INDEX_IS_THERE, f"ix_tracks_by_{sort.value}") is not None

    def _sorted(self, sort: SortKey, *, descending: bool) -> Ids:
        ids, lengths = parse_groups(self._ask(known_groups(sort)), self._check)
        if descending:
            ids = reversed_groups(ids, lengths)
            lengths.reverse()
        return grouped_by(self.every(SortKey.ARTIST, descending=False), ids, lengths)

    def _with_unknown(self, sort: SortKey, known: Ids, *, descending: bool) -> Ids:
        order = ORDERS[sort]
        if not order.unknown:
            return known
        if order.is_sparse or order.kind is Kind.SORTED:
            unknown = without(self.every(SortKey.ARTIST, descending=False), known)
        else:
            unknown = self._parsed(unknown_ids(sort))
        return self._joined(sort, known, unknown, descending=descending)

    def _joined(self, sort: SortKey, known: Ids, unknown: Ids, *, descending: bool) -> Ids:
        if ORDERS[sort].unknown_first and not descending:
            return unknown + known
        return known + unknown

    def _parsed(self, statement: str, *values: object) -> Ids:
        return parse(self._ask(statement, *values), self._check)

    def _keep(self, key: tuple[SortKey, bool], ids: Ids) -> None:
        while len(self._kept) >= KEPT_ORDERS:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = ids


def intersection(lists: list[Ids]) -> Ids | None:
    """Return the ids that are in all of them, or None of no lists."""
    if not lists:
        return None
    smallest, *others = sorted(lists, key=len)
    for other in others:
        smallest = only(smallest, other) if len(smallest) else no_ids()
    return smallest

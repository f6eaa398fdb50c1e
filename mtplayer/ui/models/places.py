"""Where ids stand in a long list: found anew after sorting, filtering and scanning."""

import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Final

# Above this many separate runs Qt needs more than 50 ms to select them: then nothing is selected.
MOST_BLOCKS = 5000
# One search for eight bytes takes 3.5 ms in a million ids, one pass over all of them 43 ms.
_FEW = 5
# More changes than this are not followed one by one.
MOST_CHANGES = 500
# Lists up to this long are searched at once, longer ones by a job, unless only few are wanted.
_SHORT = 50_000
_CHUNK = 65_536

Block = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a table shows and has selected, in ids; ``anchors`` are the visible ones, top first."""

    selected: "array[int]"
    current: int | None
    anchors: "array[int]"
    offset: int

    def is_quick(self, length: int) -> bool:
        """Whether finding it in so many ids is a matter of a few milliseconds."""
        return length <= _SHORT or len(self.anchors) + len(self.selected) < _FEW


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The same in rows of another list."""

    blocks: tuple[Block, ...] = ()
    current: int | None = None
    top: int | None = None
    offset: int = 0


def rows_of(
    ids: "array[int]", wanted: Collection[int], check: Callable[[], object] | None = None
) -> list[int]:
    """Return where the wanted ids stand, in order; ``check`` may raise between chunks."""
    if not wanted:
        return []
    if len(wanted) <= _FEW:
        return sorted(row for id_ in wanted if (row := row_of(ids, id_)) is not None)
    wanted = wanted if isinstance(wanted, set | frozenset) else set(wanted)
    rows: list[int] = []
    for first in range(0, len(ids), _CHUNK):
        chunk = ids[first : first + _CHUNK]
        rows += compress(range(first, first + len(chunk)), map(wanted.__contains__, chunk))
        if len(rows) == len(wanted):
            break
        if check is not None:
            check()
    return rows


def row_of(ids: "array[int]", id_: int) -> int | None:
    """Return where one id stands, by a search for its bytes."""
    raw, needle, width = ids.tobytes(), id_.to_bytes(8, sys.byteorder, signed=True), ids.itemsize
    at = raw.find(needle)
    while at >= 0 and at % width:
        at = raw.find(needle, at + 1)
    return at // width if at >= 0 else None


def blocks_of(rows: Iterable[int]) -> list[Block]:
    """Return runs of neighbouring rows; the rows come in order."""
    blocks: list[Block] = []
    first = last = -2
    for row in rows:
        if row == last + 1:
            last = row
            continue
        if first >= 0:
            blocks.append((first, last))
        first = last = row
    if first >= 0:
        blocks.append((first, last))
    return blocks


def locate(
    ids: "array[int]",
    place: Place,
    *,
    reordered: bool = False,
    check: Callable[[], object] | None = None,
) -> Found:
    """Return where everything of ``place`` stands in ``ids``.

    ``reordered`` says that they are the same tracks: if all were selected, all are.
    """
    everything = reordered and 0 < len(ids) == len(place.selected)
    wanted = {*place.anchors, *(() if place.current is None else (place.current,))}
    if not everything:
        wanted.update(place.selected)
    at = {ids[row]: row for row in rows_of(ids, wanted, check)}
    blocks = [(0, len(ids) - 1)] if everything else _selection(place, at)
    return Found(
        blocks=tuple(blocks) if len(blocks) <= MOST_BLOCKS else (),
        current=None if place.current is None else at.get(place.current),
        top=next((row for id_ in place.anchors if (row := at.get(id_)) is not None), None),
        offset=place.offset,
    )


def _selection(place: Place, at: dict[int, int]) -> list[Block]:
    rows = sorted(row for id_ in place.selected if (row := at.get(id_)) is not None)
    return blocks_of(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """How one list becomes another: blocks to drop in the old, blocks that appear in the new."""

    removed: tuple[Block, ...]
    inserted: tuple[Block, ...]


def steps(
    old: "array[int]",
    new: "array[int]",
    gone: Collection[int],
    come: Collection[int],
    most: int = 32,
) -> Steps | None:
    """Return the few steps from ``old`` to ``new``, or None where there is no short way.

    Each step moves the tail of a million ids and costs the view about 0.5 ms.
    """
    removed = blocks_of(rows_of(old, gone))
    inserted = blocks_of(rows_of(new, come))
    if len(removed) + len(inserted) > most or without(old, removed) != without(new, inserted):
        return None
    return Steps(removed=tuple(removed), inserted=tuple(inserted))


def without(ids: "array[int]", blocks: Sequence[Block]) -> "array[int]":
    """Return a copy that lacks these blocks."""
    kept, at = array("q"), 0
    for first, last in blocks:
        kept.extend(ids[at:first])
        at = last + 1
    kept.extend(ids[at:])
    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What came to the library and left it since a list was read; None is too many to say."""

    gone: frozenset[int] | None = frozenset()
    come: frozenset[int] | None = frozenset()

    def and_also(self, gone: Iterable[int] | None, come: Iterable[int] | None) -> "Changes":
        """Return these and later ones."""
        if self.gone is None or self.come is None or gone is None or come is None:
            return TOO_MANY
        more = Changes(gone=self.gone.union(gone), come=self.come.union(come))
        return more if more.count <= MOST_CHANGES else TOO_MANY

    @property
    def count(self) -> int:
        """How many there are, if that is known."""
        return len(self.gone or ()) + len(self.come or ())

    def is_quick(self, length: int) -> bool:
        """Whether following them in so many ids is a matter of a few milliseconds."""
        return length <= _SHORT or self.count < _FEW // 2


TOO_MANY: Final = Changes(gone=None, come=None)


def plan(
    old: "array[int]",
    new: "array[int]",
    place: Place,
    changes: Changes,
    *,
    reordered: bool = False,
    check: Callable[[], object] | None = None,
) -> Steps | Found:
    """Return the few steps that lead to the new list, or where everything stands in it."""
    if changes.gone is not None and changes.come is not None and not reordered:
        found = steps(old, new, changes.gone, changes.come)
        if found is not None:
            return found
    return locate(new, place, reordered=reordered, check=check)

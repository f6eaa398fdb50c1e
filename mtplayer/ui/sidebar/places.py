"""Where ids stand in a long list: found anew after sorting, filtering and scanning."""

import sys
from array import array
from collections.abc import Collection, Iterable, Sequence
from itertools import compress
from typing import TYPE_CHECKING, Final, TypeAlias

from mtplayer.core.record import record

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows: TypeAlias = "NDArray[np.intp]"

# Above this many separate runs Qt needs more than 50 ms to select them: then nothing is selected.
MOST_BLOCKS = 5000
# One search for eight bytes takes 3.5 ms in a million ids, one pass over all of them 43 ms.
FEW = 5
# More changes than this are not followed one by one.
MOST_CHANGES = 500
# Lists up to this long are searched at once, longer ones by a job, unless only few are wanted.
SHORT = 50_000

Block = tuple[int, int]


@record
class Place:
    """What a table shows and has selected, in ids; ``anchors`` are the visible ones, top first."""

    selected: "array[int]"
    current: int | None
    anchors: "array[int]"
    offset: int

    def is_quick(self, length: int) -> bool:
        """Whether finding it in so many ids is a matter of a few milliseconds."""
        return length <= SHORT or len(self.anchors) + len(self.selected) < FEW


@record
class Found:
    """The same in rows of another list."""

    blocks: tuple[Block, ...] = ()
    current: int | None = None
    top: int | None = None
    offset: int = 0


def rows_of(ids: "array[int]", wanted: Collection[int]) -> "list[int] | Rows":
    """Return where the wanted ids stand, in order; long lists only on a job, if many are wanted."""
    if not wanted:
        return []
    if len(wanted) <= FEW:
        return sorted(row for id_ in wanted if (row := row_of(ids, id_)) is not None)
    if len(ids) > SHORT:
        return _rows_in_many(ids, wanted)
    marks = set(wanted)
    return list(compress(range(len(ids)), map(marks.__contains__, ids)))


def _rows_in_many(ids: "array[int]", wanted: Collection[int]) -> "Rows":
    # 5 ms in a million; a set of as many takes 160 ms, in which no other thread moves.
    import numpy as np

    every = np.frombuffer(ids, np.int64)
    marks = np.zeros(int(every.max(initial=0)) + 1, dtype=np.bool_)
    some = np.fromiter(wanted, np.int64, len(wanted))
    marks[some[(some >= 0) & (some < len(marks))]] = True
    if len(every) and every[0] < 0:
        # Heads of groups are no tracks, and no track has the id 0.
        every = np.maximum(every, 0)
    return np.flatnonzero(marks[every])


def row_of(ids: "array[int]", id_: int) -> int | None:
    """Return where one id stands, by a search for its bytes."""
    raw, needle, width = ids.tobytes(), id_.to_bytes(8, sys.byteorder, signed=True), ids.itemsize
    at = raw.find(needle)
    while at >= 0 and at % width:
        at = raw.find(needle, at + 1)
    return at // width if at >= 0 else None


def heads_of(ids: "array[int]") -> list[int]:
    """Return where the heads of groups stand: 20 ms among a million tracks."""
    if len(ids) <= SHORT:
        return [row for row, id_ in enumerate(ids) if id_ < 0]
    import numpy as np

    rows: list[int] = np.flatnonzero(np.frombuffer(ids, np.int64) < 0).tolist()
    return rows


def tracks_of(ids: "array[int]") -> "array[int]":
    """Return the tracks among them, heads of groups left out: 4 ms of a million, not 70."""
    if len(ids) <= SHORT:
        return array("q", [id_ for id_ in ids if id_ > 0])
    import numpy as np

    every = np.frombuffer(ids, np.int64)
    tracks = array("q")
    tracks.frombytes(every[every > 0].tobytes())
    return tracks


def blocks_of(rows: "list[int] | Rows", most: int = MOST_BLOCKS) -> list[Block] | None:
    """Return runs of neighbouring rows, or None if there are more than ``most``."""
    if not isinstance(rows, list):
        return _blocks_of_many(rows, most)
    blocks: list[Block] = []
    for row in rows:
        if blocks and row == blocks[-1][1] + 1:
            blocks[-1] = (blocks[-1][0], row)
        elif len(blocks) == most:
            return None
        else:
            blocks.append((row, row))
    return blocks


def _blocks_of_many(rows: "Rows", most: int) -> list[Block] | None:
    import numpy as np

    ends = np.flatnonzero(np.diff(rows) != 1)
    if len(ends) >= most:
        return None
    if not len(rows):
        return []
    firsts = [int(rows[0]), *rows[ends + 1].tolist()]
    return list(zip(firsts, [*rows[ends].tolist(), int(rows[-1])], strict=True))


def locate(ids: "array[int]", place: Place, *, reordered: bool = False) -> Found:
    """Return where everything of ``place`` stands in ``ids``.

    ``reordered`` says that they are the same tracks: if all were selected, all are.
    """
    if reordered and 0 < len(ids) == len(place.selected):
        blocks = [(0, len(ids) - 1)]
    else:
        blocks = blocks_of(rows_of(ids, place.selected)) or []
    tops = (row_of(ids, id_) for id_ in place.anchors)
    return Found(
        blocks=tuple(blocks),
        current=None if place.current is None else row_of(ids, place.current),
        top=next((row for row in tops if row is not None), None),
        offset=place.offset,
    )


@record
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
    removed = blocks_of(rows_of(old, gone), most)
    inserted = blocks_of(rows_of(new, come), most)
    if removed is None or inserted is None or without(old, removed) != without(new, inserted):
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


@record
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
        return length <= SHORT or self.count < FEW // 2


TOO_MANY: Final = Changes(gone=None, come=None)


def plan(
    old: "array[int]",
    new: "array[int]",
    place: Place,
    changes: Changes,
    *,
    reordered: bool = False,
) -> Steps | Found:
    """Return the few steps that lead to the new list, or where everything stands in it."""
    if changes.gone is not None and changes.come is not None and not reordered:
        found = steps(old, new, changes.gone, changes.come)
        if found is not None:
            return found
    return locate(new, place, reordered=reordered)

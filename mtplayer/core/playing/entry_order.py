"""An order of queue entries: two arrays, the edits made to it, and their inverses."""

from array import array
from collections.abc import Sequence
from itertools import compress
from sys import byteorder
from typing import Final, assert_never

from mtplayer.core.events import (
    Entries,
    EntriesInserted,
    EntriesMoved,
    EntriesRemoved,
    Entry,
    QueueChange,
    QueueReset,
)
from mtplayer.core.playing.scattered_rows import (
    Dispersed,
    Filled,
    Gathered,
    Scattered,
    Thinned,
    fill,
    place_after,
    reverse,
    size,
    thin,
)
from mtplayer.core.record import short_record
from mtplayer.core.row_ranges import runs

NOTHING: Final = Entries(array("q"), array("q"))
# Each search passes over up to a million ids (16 ms); more of them and one pass is cheaper.
_DIGITS: Final = bytes(range(256))
_MOST_SEARCHES: Final = 4
_GUESSES: Final = 4


@short_record
class Inserted:
    """These entries were put before ``row``."""

    row: int
    entries: Entries


@short_record
class Removed:
    """These entries, which began at ``row``, were taken out."""

    row: int
    entries: Entries


@short_record
class Moved:
    """Rows ``first`` to ``last`` now begin at ``to``, counted after the move."""

    first: int
    last: int
    to: int


@short_record
class Replaced:
    """One order took the place of another."""

    before: Entries
    after: Entries


Edit = Inserted | Removed | Moved | Replaced | Scattered


def inverse(edit: Edit) -> Edit:
    """Return the edit that takes this one back."""
    match edit:
        case Inserted(row, entries):
            return Removed(row, entries)
        case Removed(row, entries):
            return Inserted(row, entries)
        case Moved(first, last, to):
            return Moved(to, to + last - first, first)
        case Replaced(before, after):
            return Replaced(after, before)
        case Thinned() | Filled() | Gathered() | Dispersed():
            return reverse(edit)
        case _:
            assert_never(edit)


def announced(edit: Edit) -> QueueChange:
    """Return what the rest of the program hears of an edit."""
    match edit:
        case Inserted(row, entries):
            return EntriesInserted(row=row, entries=entries)
        case Removed(row, entries):
            return EntriesRemoved(first=row, last=row + len(entries) - 1)
        case Moved(first, last, to):
            return EntriesMoved(first=first, last=last, to=to)
        case Replaced():
            return QueueReset()
        case Thinned() | Filled() | Gathered() | Dispersed():
            return edit
        case _:
            assert_never(edit)


def followed(row: int, edit: Edit) -> int:
    """Return where what stood at ``row`` stands after an edit that is not a replacement.

    What was removed hands over to its successor, which may be just behind the end.
    """
    match edit:
        case Inserted(at, entries):
            return row + len(entries) if at <= row else row
        case Removed(at, entries):
            return row if row < at else max(at, row - len(entries))
        case Moved(first, last, to):
            return _after_move(row, first, last, to)
        case Replaced():
            return row
        case Thinned() | Filled() | Gathered() | Dispersed():
            return place_after(row, edit)
        case _:
            assert_never(edit)


def _after_move(row: int, first: int, last: int, to: int) -> int:
    if first <= row <= last:
        return to + row - first
    size = last - first + 1
    without = row - size if row > last else row
    return without + size if without >= to else without


def only(entries: Entries, stay: Sequence[bool]) -> Entries:
    """Return the entries that stay."""
    return Entries(
        array("q", compress(entries.ids, stay)), array("q", compress(entries.tracks, stay))
    )


def parts_of(entries: Entries, parts: Sequence[range]) -> Entries:
    """Return some ranges of rows one after the other: 5,000 ranges of a million rows in 5 ms."""
    return Entries(_joined(entries.ids, parts), _joined(entries.tracks, parts))


def _joined(numbers: "array[int]", parts: Sequence[range]) -> "array[int]":
    # Made in its size at once: one that grows, or comes through bytes, takes three times as long.
    joined = array("q", (0,)) * sum(map(len, parts))
    source, target = memoryview(numbers), memoryview(joined)
    at = 0
    for part in parts:
        target[at : at + len(part)] = source[part.start : part.stop]
        at += len(part)
    return joined


def counting(first: int, count: int) -> "array[int]":
    """Return ``count`` numbers from ``first`` on: a million in 8 ms, through a range in 35 ms.

    Digit by digit to the base of 256, each a strided copy.
    """
    raw = bytearray(8 * count)
    end = first + count
    for place in range(end.bit_length() + 7 >> 3):
        each = 256**place
        if each == 1:
            digits = (_DIGITS * (count // 256 + 2))[first % 256 :][:count]
        else:
            digits = b"".join(
                _DIGITS[value % 256 : value % 256 + 1]
                * (min((value + 1) * each, end) - max(value * each, first))
                for value in range(first // each, (end - 1) // each + 1)
            )
        raw[place if byteorder == "little" else 7 - place :: 8] = digits
    numbers = array("q")
    numbers.frombytes(raw)
    return numbers


class EntryOrder:
    """Entries in an order. What ``snapshot`` handed out is copied before it is changed."""

    def __init__(self) -> None:
        self._ids = NOTHING.ids
        self._tracks = NOTHING.tracks
        self._shared = True
        self._edits: list[Edit] = []

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, row: int) -> Entry:
        return self.part(row, row + 1)[0]

    def part(self, first: int, stop: int) -> Entries:
        """Return a copy of some rows."""
        return Entries(self._ids[first:stop], self._tracks[first:stop])

    def ids_at(self, parts: Sequence[range]) -> "array[int]":
        """Return the entries of some ranges of rows."""
        return _joined(self._ids, parts)

    def entries_at(self, parts: Sequence[range]) -> Entries:
        """Return the entries of some ranges of rows, with their tracks."""
        return Entries(self.ids_at(parts), _joined(self._tracks, parts))

    def tracks_from(self, row: int) -> "array[int]":
        """Return a copy of the tracks of a row and all after it."""
        return self._tracks[row:]

    def snapshot(self) -> Entries:
        """Return everything as it is now, without copying it."""
        self._shared = True
        return Entries(self._ids, self._tracks)

    def take_edits(self) -> tuple[Edit, ...]:
        """Return the edits since the last call, which the database has to repeat."""
        edits, self._edits = tuple(self._edits), []
        return edits

    def apply(self, edit: Edit) -> None:
        """Make one edit; about 1 ms in a million entries, 5 ms where 5,000 are scattered."""
        match edit:
            case Inserted(row, entries):
                self._insert(row, entries)
            case Removed(row, entries):
                self._take(row, len(entries))
            case Moved(first, last, to):
                self._insert(to, self._take(first, last - first + 1))
            case Replaced(_, after):
                self._ids, self._tracks, self._shared = after.ids, after.tracks, True
            case Thinned(parts):
                self.own()
                thin(self._ids, self._tracks, parts)
            case Filled(parts, entries):
                self._fill(parts, entries)
            case Gathered(parts, to):
                taken = self.entries_at(parts)
                self.own()
                thin(self._ids, self._tracks, parts)
                self._insert(to, taken)
            case Dispersed(parts, to):
                self._fill(parts, self._take(to, size(parts)))
            case _:
                assert_never(edit)
        self._edits.append(edit)

    def become(self, entries: Entries) -> None:
        """Take over another order."""
        self.apply(Replaced(self.snapshot(), entries))

    def copy(self) -> "EntryOrder":
        """Return an order of its own: 10 ms for a million."""
        made = EntryOrder()
        made._ids, made._tracks = self._ids, self._tracks
        made.own()
        return made

    def own(self) -> None:
        """Copy what is shared now, so that the next edit need not: 10 ms for a million."""
        if self._shared:
            self._ids, self._tracks, self._shared = self._ids[:], self._tracks[:], False
            for values in (self._ids, self._tracks):
                # A copy has no room to grow: the first insertion would copy it once more.
                values.append(0)
                values.pop()

    def row_of(self, entry: int, near: int = 0) -> int | None:
        """Return where an entry stands; searched from ``near`` on, then from the front."""
        if (guess := self._guessed(entry)) is not None:
            return guess
        ids = self._ids
        middle = min(max(near - 1, 0), len(ids))
        for start, stop in ((middle, len(ids)), (0, middle)):
            try:
                return ids.index(entry, start, stop)
            except ValueError:
                continue
        return None

    def rows_of(self, entries: Sequence[int], near: int = 0) -> list[range]:
        """Return where these entries stand, as ascending ranges; unknown ones are left out."""
        rows: list[int] = []
        searches = 0
        row = near
        ids = self._ids
        for entry in entries:
            if not (row < len(ids) and ids[row] == entry):
                found = self._guessed(entry)
                if found is None:
                    searches += 1
                    if searches > _MOST_SEARCHES:
                        wanted = set(entries)
                        return runs(row for row, found in enumerate(ids) if found in wanted)
                    found = self.row_of(entry, row)
                if found is None:
                    continue
                row = found
            rows.append(row)
            row += 1
        return runs(rows)

    def _guessed(self, entry: int) -> int | None:
        # Entries that came together carry numbers in a row.
        ids = self._ids
        guess = entry - ids[0] if ids else -1
        for _ in range(_GUESSES):
            if not 0 <= guess < len(ids):
                break
            if ids[guess] == entry:
                return guess
            # What was put between shifted it by as much as the numbers differ.
            guess += entry - ids[guess]
        return None

    def _insert(self, row: int, entries: Entries) -> None:
        self.own()
        self._ids[row:row] = entries.ids
        self._tracks[row:row] = entries.tracks

    def _take(self, row: int, count: int) -> Entries:
        self.own()
        taken = self.part(row, row + count)
        del self._ids[row : row + count]
        del self._tracks[row : row + count]
        return taken

    def _fill(self, parts: Sequence[range], entries: Entries) -> None:
        self.own()
        fill(self._ids, self._tracks, parts, entries)

"""Rows that come, go and move here and there in a long order: in place, whatever their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtplayer.core.record import short_record

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

    from mtplayer.core.events import Entries

Parts = tuple[range, ...]
"""Ascending ranges of rows."""


@short_record
class Thinned:
    """These rows, which held these entries, were taken out."""

    parts: Parts
    entries: Entries


@short_record
class Filled:
    """These entries were put between others, and now stand in these rows."""

    parts: Parts
    entries: Entries


@short_record
class Gathered:
    """These rows now stand together from row ``to`` on, counted after it."""

    parts: Parts
    to: int


@short_record
class Dispersed:
    """What stood together from row ``to`` on now stands in these rows."""

    parts: Parts
    to: int


Scattered = Thinned | Filled | Gathered | Dispersed


def reverse(edit: Scattered) -> Scattered:
    """Return the edit that takes this one back."""
    match edit:
        case Thinned(parts, entries):
            return Filled(parts, entries)
        case Filled(parts, entries):
            return Thinned(parts, entries)
        case Gathered(parts, to):
            return Dispersed(parts, to)
        case Dispersed(parts, to):
            return Gathered(parts, to)


def place_after(row: int, edit: Scattered) -> int:
    """Return where what stood at ``row`` stands then; what was taken out hands over to the next."""
    match edit:
        case Thinned(parts):
            return row - _above(parts, row)
        case Filled(parts):
            return _shifted(row, parts)
        case Gathered(parts, to):
            rest = row - _above(parts, row)
            if any(row in part for part in parts):
                return to + row - rest
            return rest + size(parts) if rest >= to else rest
        case Dispersed(parts, to):
            count = size(parts)
            if to <= row < to + count:
                return _nth(parts, row - to)
            return _shifted(row - count if row >= to else row, parts)


def size(parts: Sequence[range]) -> int:
    """Return how many rows these are."""
    return sum(map(len, parts))


def thin(ids: array[int], tracks: array[int], parts: Sequence[range]) -> None:
    """Take rows out: 5,000 of a million in 3 ms, where new lists would be 16 MB of new memory."""
    at = parts[0].start
    stops = [*(part.start for part in parts[1:]), len(ids)]
    with memoryview(ids) as one, memoryview(tracks) as two:
        for part, stop in zip(parts, stops, strict=True):
            here, there = part.stop, at + stop - part.stop
            kept, room = slice(here, stop), slice(at, there)
            one[room] = one[kept]
            two[room] = two[kept]
            at = there
    del ids[at:]
    del tracks[at:]


def fill(ids: array[int], tracks: array[int], parts: Sequence[range], new: Entries) -> None:
    """Put new ones between others, so that they stand in these rows."""
    ids.extend(new.ids)
    tracks.extend(new.tracks)
    end, left = len(ids), len(new)
    with memoryview(ids) as one, memoryview(tracks) as two:
        # From the back, into the room that was made there.
        for part in reversed(parts):
            kept, room = slice(part.stop - left, end - left), slice(part.stop, end)
            one[room] = one[kept]
            two[room] = two[kept]
            left, end = left - len(part), part.start
    new_ids, new_tracks, at = new.ids, new.tracks, 0
    for part in parts:
        start, count = part.start, len(part)
        if count == 1:
            ids[start], tracks[start] = new_ids[at], new_tracks[at]
        else:
            ids[start : start + count] = new_ids[at : at + count]
            tracks[start : start + count] = new_tracks[at : at + count]
        at += count


def _above(parts: Sequence[range], row: int) -> int:
    return sum(min(part.stop, row) - part.start for part in parts if part.start < row)


def _shifted(row: int, parts: Sequence[range]) -> int:
    for part in parts:
        if part.start > row:
            break
        row += len(part)
    return row


def _nth(parts: Sequence[range], number: int) -> int:
    for part in parts:
        if number < len(part):
            return part[number]
        number -= len(part)
    raise IndexError(number)

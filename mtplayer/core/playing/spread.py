"""A random order in which artists and albums stand apart."""

import random
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from mtplayer.core.record import short_record

# Of the distance that two tracks of an artist would have if it were always the same.
_JITTER: Final = 0.6
# How many of those that wait are asked whether they fit: one artist may fill the whole line.
_MOST_LOOKS: Final = 4
_CHECK_EVERY: Final = 4096
NOBODY: Final = (0, 0)


@short_record
class Kin:
    """By whom tracks are, and of which album; what is unknown has a number of its own."""

    artists: "array[int]"
    albums: "array[int]"

    def at(self, row: int) -> tuple[int, int]:
        """Return the artist and the album of one of them."""
        return self.artists[row], self.albums[row]


def fewest_neighbours(artists: Sequence[int]) -> int:
    """Return how many tracks must stand behind one of the same artist in any order."""
    most = max((artists.count(artist) for artist in set(artists)), default=0)
    return max(0, 2 * most - len(artists) - 1)


def spread(
    kin: Kin,
    chance: random.Random,
    after: tuple[int, int] = NOBODY,
    check: Callable[[], object] = lambda: None,
) -> "array[int]":
    """Return the rows in a random order, for what plays ``after`` an artist and an album.

    The tracks of an artist are laid out over the whole order at about equal distances (as Martin
    Fiedler's balanced shuffle does), and so are his albums among them; then neighbours are parted.
    Where every artist has one track, all orders are as likely. 4 µs a track; ``check`` may leave.
    """
    artists, albums = kin.artists, kin.albums
    groups = _grouped(range(len(artists)), artists, check)
    if len(groups) <= 1:
        artists = albums
        groups = _grouped(range(len(artists)), albums, check)
    chance.shuffle(groups)
    order = _laid(
        (_inside(groups.pop(), albums, chance) for _ in range(len(groups))),
        len(artists),
        chance,
        check,
    )
    return _parted(order, artists, albums, after, check)


def _grouped(
    rows: Iterable[int], keys: Sequence[int], check: Callable[[], object]
) -> "list[list[int]]":
    groups: dict[int, list[int]] = {}
    for count, row in enumerate(rows):
        groups.setdefault(keys[row], []).append(row)
        if not count % _CHECK_EVERY:
            check()
    return list(groups.values())


def _inside(rows: list[int], albums: Sequence[int], chance: random.Random) -> Sequence[int]:
    """Return the tracks of one artist, the albums mixed."""
    if len(rows) == 1:
        return rows
    chance.shuffle(rows)
    groups = _grouped(rows, albums, lambda: None)
    return rows if len(groups) == 1 else _laid(groups, len(rows), chance, lambda: None)


def _laid(
    groups: Iterable[Sequence[int]],
    count: int,
    chance: random.Random,
    check: Callable[[], object],
) -> "array[int]":
    """Lay each group out on a circle of cells; what shares a cell stands in a chain."""
    fraction = chance.random
    newest = array("q", [-1]) * count
    older, rows = array("q"), array("q")
    for group in groups:
        step, start = count / len(group), fraction() * count
        for at, row in enumerate(group):
            cell = int(start + count + (at + _JITTER * (fraction() - 0.5)) * step) % count
            older.append(newest[cell])
            newest[cell] = len(rows)
            rows.append(row)
        check()
    order = array("q")
    for at in newest:
        while at >= 0:
            order.append(rows[at])
            at = older[at]  # noqa: PLW2901 - along the chain of this cell
    return order


def _parted(
    order: "array[int]",
    artists: Sequence[int],
    albums: Sequence[int],
    after: tuple[int, int],
    check: Callable[[], object],
) -> "array[int]":
    """Let neighbours of one artist wait for each other; the fewest that stay are unavoidable."""
    line = _Line(artists, albums, after, check)
    done, left = line.go_through(order)
    if left:
        done, left = line.put_back(done, left)
    if left:
        # Albums give way first: a sampler is one album of many artists.
        line = _Line(artists, artists, after, check)
        done, left = line.put_back(done, left)
    if left:
        done, left = line.go_through(order)
        done, left = line.put_back(done, left)
    return _between(done, left)


class _Line:
    """Puts rows behind each other, none beside one of the same artist or album."""

    def __init__(
        self,
        artists: Sequence[int],
        albums: Sequence[int],
        after: tuple[int, int],
        check: Callable[[], object],
    ) -> None:
        self._artists = artists
        self._albums = albums
        self._after = after
        self._check = check

    def go_through(self, order: Sequence[int]) -> "tuple[array[int], deque[int]]":
        """Return a line, and those that found no place; who waits goes first."""
        artists, albums = self._artists, self._albums
        done, waiting = array("q"), deque[int]()
        artist, album = self._after
        for row in order:
            while waiting and (fit := self._fit(waiting, artist, album)) >= 0:
                done.append(waiting[fit])
                artist, album = artists[waiting[fit]], albums[waiting[fit]]
                del waiting[fit]
            if artists[row] == artist or albums[row] == album:
                waiting.append(row)
            else:
                done.append(row)
                artist, album = artists[row], albums[row]
            if not len(done) % _CHECK_EVERY:
                self._check()
        while waiting and (fit := self._fit(waiting, artist, album)) >= 0:
            done.append(waiting[fit])
            artist, album = artists[waiting[fit]], albums[waiting[fit]]
            del waiting[fit]
        return done, waiting

    def put_back(self, done: "array[int]", left: "deque[int]") -> "tuple[array[int], deque[int]]":
        """Look from the end on for places between others."""
        backwards = array("q")
        artist, album = NOBODY
        for at in range(len(done) - 1, -2, -1):
            before = self._of(done[at]) if at >= 0 else self._after
            while left and (fit := self._fit(left, artist, album, before)) >= 0:
                backwards.append(left[fit])
                artist, album = self._of(left[fit])
                del left[fit]
            if at >= 0:
                backwards.append(done[at])
                artist, album = before
            if not at % _CHECK_EVERY:
                self._check()
        backwards.reverse()
        return backwards, left

    def _fit(
        self, waiting: "deque[int]", artist: int, album: int, other: tuple[int, int] = NOBODY
    ) -> int:
        """Return which of the first that wait is of neither, or -1."""
        artists, albums = self._artists, self._albums
        for place in range(min(_MOST_LOOKS, len(waiting))):
            row = waiting[place]
            if artists[row] not in (artist, other[0]) and albums[row] not in (album, other[1]):
                return place
        return -1

    def _of(self, row: int) -> tuple[int, int]:
        return self._artists[row], self._albums[row]


def _between(done: "array[int]", left: "deque[int]") -> "array[int]":
    """Put those for whom no place is right between the others, evenly."""
    if not left:
        return done
    order, start = array("q"), 0
    for number, row in enumerate(left, 1):
        stop = len(done) * number // (len(left) + 1)
        order += done[start:stop]
        order.append(row)
        start = stop
    return order + done[start:]

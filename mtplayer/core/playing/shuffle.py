"""A fair mix of entries whose first rows are there at once."""

import random
from array import array
from collections.abc import Callable, Sequence
from typing import Final

from mtplayer.core.events import Entries
from mtplayer.core.playing.spread import NOBODY, Kin, spread
from mtplayer.core.record import short_record

# Knowing 2,048 tracks and parting them takes 8 ms; of more, some are looked at, and the first few
# of those show until the rest is found in the background.
SPREAD_AT_ONCE: Final = 2048
LOOKED_AT: Final = 512
SHOWN_AT_ONCE: Final = 64
_DRAWN_IN_ONE_GO: Final = 32_768
_PILES: Final = (701, 997)
_COPIED_AT_ONCE: Final = 8192

KinOf = Callable[[Sequence[int]], Kin]
"""Says by whom tracks are; about 2 µs each."""


@short_record
class Rest:
    """The rows of a mix that are still open, and what they come after."""

    number: int
    entries: Entries
    after: tuple[int, int]
    seed: int


def mixed(rest: Rest, kin: Kin, check: Callable[[], object]) -> Entries:
    """Return the open rows in their final order. For another thread: 3 µs a row."""
    order = spread(kin, random.Random(rest.seed), rest.after, check)  # noqa: S311 - music
    ids, tracks = array("q"), array("q")
    # One call for all rows would hold up every other thread for 50 ms.
    for first in range(0, len(order), _COPIED_AT_ONCE):
        part = order[first : first + _COPIED_AT_ONCE]
        ids.extend(map(rest.entries.ids.__getitem__, part))
        tracks.extend(map(rest.entries.tracks.__getitem__, part))
        check()
    return Entries(ids, tracks)


class Mixer:
    """Draws each row up to ``stop`` from what is left (Fisher and Yates), after those drawn before.

    What is drawn is final while the rest waits: of a million rows, which take seconds, the first
    are there at once. With ``kin`` the tracks of an artist stand apart.
    """

    def __init__(
        self,
        entries: Entries,
        drawn: int,
        stop: int,
        chance: random.Random,
        kin: KinOf | None = None,
    ) -> None:
        self._ids = entries.ids[:]
        self._tracks = entries.tracks[:]
        self._drawn = drawn
        self._stop = stop
        self._chance = chance
        self._kin = kin
        self._after = NOBODY
        self._number = 0 if kin is None else chance.getrandbits(63)

    @property
    def drawn(self) -> int:
        """Rows before this one are final."""
        return self._drawn

    @property
    def finished(self) -> bool:
        """Whether every row is drawn."""
        return self._drawn >= self._stop - 1

    @property
    def entries(self) -> Entries:
        """The order so far; a copy while rows are still to be drawn."""
        if self.finished:
            return Entries(self._ids, self._tracks)
        return Entries(self._ids[:], self._tracks[:])

    @property
    def number(self) -> int | None:
        """Which mix this is; none where nobody knows by whom tracks are."""
        return None if self._kin is None else self._number

    @property
    def rest(self) -> Rest:
        """What ``mixed`` shall put in order; 4 ms for a million rows."""
        part = slice(self._drawn, self._stop)
        entries = Entries(self._ids[part], self._tracks[part])
        return Rest(self._number, entries, self._after, self._number)

    def begin(self, count: int) -> None:
        """Draw the first ``count`` rows, or those of which it is known by whom they are."""
        at, left = self._drawn, self._stop - self._drawn
        if self._kin is None or left <= 1:
            self.draw(count)
            return
        size = left if left <= SPREAD_AT_ONCE else LOOKED_AT
        if size < left:
            self._pick(size)
        # Before the first row stands what plays, or what just played and comes last.
        before = self._tracks[at - 1 : at] if at else self._tracks[self._stop :]
        kin = self._kin(before + self._tracks[at : at + size])
        own = len(before)
        after = kin.at(0) if own else NOBODY
        order = spread(Kin(kin.artists[own:], kin.albums[own:]), self._chance, after)
        for values in (self._ids, self._tracks):
            values[at : at + size] = array("q", [values[at + row] for row in order])
        self._drawn += size if size == left else SHOWN_AT_ONCE
        self._after = kin.at(own + order[self._drawn - at - 1])

    def take(self, number: int, entries: Entries) -> bool:
        """Take over what ``mixed`` made of the rest, if it still is the rest."""
        if number != self._number or len(entries) != self._stop - self._drawn:
            return False
        self._ids[self._drawn : self._stop] = entries.ids
        self._tracks[self._drawn : self._stop] = entries.tracks
        self._drawn = self._stop
        return True

    def draw(self, count: int) -> None:
        """Draw the next ``count`` rows; about 0.4 µs each."""
        self._pick(count)
        self._drawn = min(self._drawn + count, self._stop)

    def finish(self) -> None:
        """Draw all that is left; of very many rows piles are made, as with cards: 40 ms."""
        left = self._stop - self._drawn
        if left <= _DRAWN_IN_ONE_GO:
            self.draw(left)
            return
        for count in _PILES:
            piles = list(range(count))
            self._chance.shuffle(piles)
            for values in (self._ids, self._tracks):
                part, dealt = values[self._drawn : self._stop], array("q")
                for pile in piles:
                    dealt += part[pile::count]
                values[self._drawn : self._stop] = dealt
        self._drawn = self._stop

    def _pick(self, count: int) -> None:
        ids, tracks, fraction = self._ids, self._tracks, self._chance.random
        end = self._stop
        for row in range(self._drawn, min(self._drawn + count, end)):
            other = row + int(fraction() * (end - row))
            ids[row], ids[other] = ids[other], ids[row]
            tracks[row], tracks[other] = tracks[other], tracks[row]

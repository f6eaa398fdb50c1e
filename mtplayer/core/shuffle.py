"""A fair mix of entries that can be made a slice at a time."""

import random
from array import array

from mtplayer.core.events import Entries


class Mixer:
    """Draws each row up to ``stop`` from what is left (Fisher and Yates), after the one that leads.

    What is drawn is final while the rest waits: of a million rows, which take half a second, the
    first are there at once.
    """

    def __init__(
        self, entries: Entries, lead: int | None, stop: int, chance: random.Random
    ) -> None:
        self._ids = _led(entries.ids, lead)
        self._tracks = _led(entries.tracks, lead)
        self._drawn = 0 if lead is None else 1
        self._stop = stop
        self._chance = chance

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

    def draw(self, count: int) -> None:
        """Draw the next ``count`` rows; about 0.4 µs each."""
        ids, tracks, fraction = self._ids, self._tracks, self._chance.random
        end = self._stop
        stop = min(self._drawn + count, end)
        for row in range(self._drawn, stop):
            other = row + int(fraction() * (end - row))
            ids[row], ids[other] = ids[other], ids[row]
            tracks[row], tracks[other] = tracks[other], tracks[row]
        self._drawn = stop


def _led(values: "array[int]", lead: int | None) -> "array[int]":
    """Return a copy with one value at its front."""
    if lead is None:
        return values[:]
    copy = values[lead : lead + 1]
    copy += values[:lead]
    copy += values[lead + 1 :]
    return copy

"""Which place of which piece is heard when a certain frame leaves the device."""

from collections import deque
from typing import NamedTuple

from mtplayer.audio.voice import Voice


class Mark(NamedTuple):
    """From output frame ``at`` on, ``voice`` is heard from ``ms``; speed 0 is a pause.

    ``ended`` is the piece that came to its end here.
    """

    at: int
    voice: Voice | None
    ms: float
    speed: float
    ended: Voice | None = None


class Timeline:
    """Marks in the order of their frames; the mixer adds them, the engine follows them."""

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._marks: deque[Mark] = deque([Mark(0, None, 0.0, 0.0)])

    def add(self, mark: Mark) -> None:
        """Say what is heard from a frame on; a join behind it stays where it is."""
        place = len(self._marks)
        while place > 1 and self._marks[place - 1].at > mark.at:
            place -= 1
        self._marks.insert(place, mark)

    def cut(self, at: int) -> None:
        """Forget what is heard from a frame on that was not reached."""
        while len(self._marks) > 1 and self._marks[-1].at >= at:
            self._marks.pop()

    def reached(self, frame: int) -> list[Mark]:
        """Return the marks passed since the last call, and forget the old ones."""
        passed: list[Mark] = []
        while len(self._marks) > 1 and self._marks[1].at <= frame:
            self._marks.popleft()
            passed.append(self._marks[0])
        return passed

    def ms_at(self, frame: int) -> float:
        """Return the place in the piece heard at a frame that was reached."""
        mark = self._marks[0]
        return mark.ms + max(0, frame - mark.at) * 1000 / self.rate * mark.speed

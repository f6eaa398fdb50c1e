"""Which frame of what was mixed each frame that went out is: pauses and seeks part the two."""

from collections import deque
from typing import NamedTuple


class _Turn(NamedTuple):
    out: int
    mixed: int
    moves: bool


class Way:
    """Turns in the order of the frames that went out; what is heard only goes forward."""

    def __init__(self) -> None:
        self._turns: deque[_Turn] = deque([_Turn(0, 0, moves=True)])

    def go(self, out: int, mixed: int, *, moves: bool) -> None:
        """Say that frame ``out`` is ``mixed``, and whether the next ones are those behind it."""
        last = self._turns[-1]
        if last.moves is moves and _at(last, out) == mixed:
            return
        if last.out == out:
            self._turns.pop()
        self._turns.append(_Turn(out, mixed, moves))

    def go_back(self, out: int) -> None:
        """Forget what was said of this frame and those behind it."""
        while len(self._turns) > 1 and self._turns[-1].out >= out:
            self._turns.pop()

    def look(self, out: float) -> float:
        """Return which frame goes out with one that may be far ahead; forgets nothing."""
        return _at(next(turn for turn in reversed(self._turns) if turn.out <= out), out)

    def reach(self, out: float) -> float:
        """Return which frame is heard with one that goes out; earlier ones are never asked for."""
        while len(self._turns) > 1 and self._turns[1].out <= out:
            self._turns.popleft()
        return _at(self._turns[0], max(self._turns[0].out, out))


def _at(turn: _Turn, out: float) -> float:
    return turn.mixed + (out - turn.out if turn.moves else 0)

"""A piece of a track that is heard again and again."""

from typing import Final, NamedTuple

SHORTEST_MS: Final = 1000
"""A deck needs time to begin; and what is shorter sounds like a fault."""


class Loop(NamedTuple):
    """From where to where, in the track."""

    begin_ms: int
    end_ms: int


class LoopMarks(NamedTuple):
    """What was marked so far; with both it is a loop."""

    begin_ms: int | None = None
    end_ms: int | None = None

    @property
    def loop(self) -> Loop | None:
        """What is heard again and again."""
        if self.begin_ms is None or self.end_ms is None:
            return None
        return Loop(self.begin_ms, self.end_ms)

    def with_begin(self, ms: int) -> "LoopMarks":
        """Begin here; an end that is too near or before it is forgotten."""
        kept = self.end_ms is not None and self.end_ms >= ms + SHORTEST_MS
        return LoopMarks(ms, self.end_ms if kept else None)

    def with_end(self, ms: int) -> "LoopMarks":
        """End here; without a beginning it is that of the track."""
        begin = self.begin_ms or 0
        if ms < begin + SHORTEST_MS:
            begin = max(0, ms - SHORTEST_MS)
        return LoopMarks(begin, max(ms, begin + SHORTEST_MS))


NO_LOOP: Final = LoopMarks()

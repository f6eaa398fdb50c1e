"""How fast a scan goes, and how long it will take."""

import time
from collections import deque

WINDOW_S = 8.0
# Before this much time nobody knows.
LEAST_S = 1.0


class Pace:
    """Looks back over the last seconds: a scan of a network drive is not even."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, done: int, at: float | None = None) -> None:
        """So many are done now."""
        now = time.monotonic() if at is None else at
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, done))
        while now - self._seen[0][0] > WINDOW_S:
            self._seen.popleft()

    @property
    def rate(self) -> float:
        """How many a second; 0 while that cannot be said."""
        if not self._seen:
            return 0.0
        (since, before), (now, done) = self._seen[0], self._seen[-1]
        return (done - before) / (now - since) if now - since >= LEAST_S else 0.0

    def seconds_left(self, total: int) -> int | None:
        """Return how long the rest takes at this pace."""
        if not self.rate:
            return None
        return round((total - self._seen[-1][1]) / self.rate)

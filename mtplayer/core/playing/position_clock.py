"""Where the sound is between two reports of the player, which come only every 0.3 to 1 s."""

import math
from typing import Final

# Opus reports once a second; without news for longer, guessing on would be inventing.
LONGEST_GUESS_MS: Final = 2500
# Reports err by less, and no loop is shorter.
_BACK_MS: Final = 700


class PositionClock:
    """Goes on from the last report and never back, except by ``jump`` or where a loop begins again.

    Times are ``time.monotonic`` seconds, handed in.
    """

    def __init__(self) -> None:
        self._ms = 0.0
        self._at: float | None = None
        self._shown = 0.0

    def jump(self, ms: float) -> None:
        """Stand at a place until the player reports."""
        self._ms = self._shown = ms
        self._at = None

    def report(self, ms: float, at: float) -> None:
        """Take in where the player was at ``at``; far behind is another time round a loop."""
        if ms < self._shown - _BACK_MS:
            self._shown = ms
        self._ms, self._at = ms, at

    def hold(self, now: float) -> None:
        """Stand still where it is now."""
        self.jump(self._now(now))

    def ms(self, now: float) -> int:
        """Return the position."""
        self._shown = self._now(now)
        return round(self._shown)

    def _now(self, now: float) -> float:
        if self._at is None:
            return self._shown
        guess = min(max(0.0, (now - self._at) * 1000), LONGEST_GUESS_MS)
        return max(self._shown, self._ms + guess)


def clamped(ms: float, duration_ms: int) -> int:
    """Return a place inside the track; a length of 0 or less is unknown and bounds nothing."""
    if math.isnan(ms) or ms <= 0:
        return 0
    if duration_ms > 0:
        return round(min(ms, duration_ms))
    return round(ms) if math.isfinite(ms) else 0

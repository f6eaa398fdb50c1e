"""When a listen counts, and how long something was really heard."""

from typing import Final

NEARLY_ALL_PERCENT: Final = 95


def counts_after_ms(duration_ms: int, percent: int, minutes: int) -> int:
    """Return how long a track has to be heard to count: its share, or the minutes if less.

    A track of unknown length (0 or less) counts after the minutes. Half or 4 minutes is what
    Last.fm and ListenBrainz ask for.
    """
    cap = minutes * 60_000
    if duration_ms <= 0:
        return cap
    # Rounded up in whole numbers: a share that rounds down would count a millisecond early.
    return min(cap, -(-duration_ms * percent // 100))


def is_complete(listened_ms: int, duration_ms: int) -> bool:
    """Whether nearly all of a track was heard; a rounded length must not spoil it."""
    return duration_ms > 0 and listened_ms * 100 >= duration_ms * NEARLY_ALL_PERCENT


class ListenClock:
    """Adds up the time in which there was sound: seeking and pausing add nothing.

    Times are ``time.monotonic`` seconds, handed in.
    """

    def __init__(self) -> None:
        self._heard = 0.0
        self._since: float | None = None

    @property
    def running(self) -> bool:
        """Whether there is sound now."""
        return self._since is not None

    def start(self, now: float) -> None:
        """There is sound from now on."""
        if self._since is None:
            self._since = now

    def stop(self, now: float) -> None:
        """There is no sound any more."""
        self._heard = self._total(now)
        self._since = None

    def listened_ms(self, now: float) -> int:
        """Return how long there was sound until now."""
        return round(self._total(now) * 1000)

    def _total(self, now: float) -> float:
        return self._heard + (max(0.0, now - self._since) if self._since is not None else 0.0)

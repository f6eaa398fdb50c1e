"""The last of many values, at most so often."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Throttle(Generic[T]):
    """Passes a value on at most every ``interval_ms``; ``flush`` passes the last one held back.

    Used on the thread that produces the values: it has no timer of its own.
    """

    def __init__(self, send: Callable[[T], object], interval_ms: int = 100) -> None:
        self._send = send
        self._interval = interval_ms / 1000
        self._next = 0.0
        self._held: list[T] = []

    def offer(self, value: T) -> None:
        """Send now if it is time, else keep it in place of the one before."""
        now = time.monotonic()
        if now < self._next:
            self._held = [value]
            return
        self._next = now + self._interval
        self._held = []
        self._send(value)

    def flush(self) -> None:
        """Send what was held back."""
        for value in self._held:
            self._send(value)
        self._held = []

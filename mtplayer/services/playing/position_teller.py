"""Tells where the sound is: at most ten times a second, never backwards, not while it rests."""

import time
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from mtplayer.core.events import Position
from mtplayer.core.playing.position_clock import PositionClock

TELL_MS: Final = 100


class PositionTeller(QObject):
    """A position clock that runs on the real time, and a timer that reads it out."""

    def __init__(self, tell: Callable[[Position], object], parent: QObject) -> None:
        super().__init__(parent)
        self._tell = tell
        self._clock = PositionClock()
        self._running = False
        self._told_at = 0.0
        self.duration_ms = 0
        self._timer = QTimer(self, interval=TELL_MS)
        self._timer.timeout.connect(self._tick)

    def position(self) -> Position:
        """Return where the sound is now."""
        now = time.monotonic()
        ms = self._clock.ms(now)
        if self.duration_ms > 0:
            ms = min(ms, self.duration_ms)
        return Position(ms=ms, at=now, duration_ms=self.duration_ms)

    def jump(self, ms: int) -> None:
        """Stand at a place until the player reports, and tell of it."""
        self._clock.jump(ms)
        self.tell_soon()

    def report(self, ms: int, at: float) -> None:
        """Take in where the player was."""
        self._clock.report(ms, at)

    def hold(self) -> None:
        """Stand still where it is."""
        self._clock.hold(time.monotonic())

    def run(self, *, running: bool) -> None:
        """Read out as long as something plays."""
        self._running = running
        self.tell_soon()

    def tell_soon(self) -> None:
        """Tell of a change at once, unless something was told just now."""
        if time.monotonic() - self._told_at >= TELL_MS / 1000:
            self._tick()
        if not self._timer.isActive():
            self._timer.start()

    def close(self) -> None:
        """Tell nothing more."""
        self._timer.stop()
        self._running = False

    @Slot()
    def _tick(self) -> None:
        self._told_at = time.monotonic()
        if not self._running:
            self._timer.stop()
        self._tell(self.position())

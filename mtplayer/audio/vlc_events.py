"""What libVLC's threads say, carried to the UI thread."""

import time
from typing import Final, NamedTuple

from PySide6.QtCore import QObject

from mtplayer.runtime.signals import TypedSignal, signal

PLAYING: Final = "playing"
TIME: Final = "time"
LENGTH: Final = "length"
ENDED: Final = "ended"
BROKEN: Final = "broken"


class StreamEvent(NamedTuple):
    """What happened in the stream with this serial number, and when (monotonic seconds)."""

    serial: int
    name: str
    value: int
    at: float


class VlcEvents(QObject):
    """Emits one queued signal per callback, and does nothing else there.

    A call into libVLC from its own callback never returns. ``serial`` is set by the engine thread
    while nothing plays, so an event always carries the number of its own stream.
    """

    said: TypedSignal[StreamEvent] = signal()

    def __init__(self) -> None:
        super().__init__()
        self.serial = 0

    def playing(self, _event: object) -> None:
        """Pass on that the stream has been opened."""
        self.said.emit(StreamEvent(self.serial, PLAYING, 0, time.monotonic()))

    def time_changed(self, event: object) -> None:
        """Pass on a position."""
        self.said.emit(StreamEvent(self.serial, TIME, _value(event, "new_time"), time.monotonic()))

    def length_changed(self, event: object) -> None:
        """Pass on a length; 0 and -1 are libVLC's words for unknown."""
        length = _value(event, "new_length")
        self.said.emit(StreamEvent(self.serial, LENGTH, length, time.monotonic()))

    def ended(self, _event: object) -> None:
        """Pass on that nothing more will come."""
        self.said.emit(StreamEvent(self.serial, ENDED, 0, time.monotonic()))

    def broken(self, _event: object) -> None:
        """Pass on that the file could not be opened."""
        self.said.emit(StreamEvent(self.serial, BROKEN, 0, time.monotonic()))


def _value(event: object, field: str) -> int:
    return int(getattr(getattr(event, "u"), field))  # noqa: B009 - a ctypes union without types

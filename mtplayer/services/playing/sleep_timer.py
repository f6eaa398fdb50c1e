"""Lets the music fade away and pause: at a time, after some minutes, or as the track ends."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.events import PlaybackState, Position, QueueModes, SleepChanged, StopAfter
from mtplayer.runtime.signals import BoundSignal, TypedSignal, signal
from mtplayer.services.clock import now_ms

# Ten steps a second are not heard as steps; until then a second is near enough.
FADING_MS = 100
WAITING_MS = 1000
# By then what was mixed before the pause is through the device: else it would be heard once more.
SILENT_MS = 1000
MINUTE_MS = 60_000


class Playback(Protocol):
    """What is faded and paused."""

    @property
    def state_changed(self) -> BoundSignal[PlaybackState]:
        """It plays or it does not."""
        ...

    @property
    def state(self) -> PlaybackState:
        """Whether it plays."""
        ...

    def position(self) -> Position:
        """Return where the sound is."""
        ...

    def pause(self) -> object:
        """Hold still."""
        ...

    def dim(self, percent: int) -> object:
        """Be quieter than the volume says."""
        ...


class Queue(Protocol):
    """What stops after a track."""

    @property
    def modes_changed(self) -> BoundSignal[QueueModes]:
        """Where it stops is another now."""
        ...

    def set_stop_after(self, point: StopAfter) -> object:
        """Stop there."""
        ...


class SleepTimer(QObject):
    """One appointment at a time, by the clock of the day: a computer that slept is not late.

    It pauses, so that the place in the track is kept, and gives the volume back.
    """

    changed: TypedSignal[SleepChanged] = signal()

    def __init__(
        self,
        playback: Playback,
        queue: Queue,
        fade_ms: Callable[[], int],
        parent: QObject | None = None,
        *,
        clock: Callable[[], int] = now_ms,
    ) -> None:
        super().__init__(parent)
        self._playback = playback
        self._queue = queue
        self._fade_ms = fade_ms
        self._clock = clock
        self._set = SleepChanged()
        self._tick = QTimer(self)
        self._tick.timeout.connect(self.look)
        self._silent = QTimer(self, singleShot=True, interval=SILENT_MS)
        self._silent.timeout.connect(self._restore)
        playback.state_changed.connect(self._state_changed)
        queue.modes_changed.connect(self._modes_changed)

    @property
    def state(self) -> SleepChanged:
        """When it will be quiet."""
        return self._set

    def after_minutes(self, minutes: int) -> None:
        """Pause so many minutes from now."""
        self.at(self._clock() + minutes * MINUTE_MS)

    def at(self, at: int) -> None:
        """Pause at a moment, in UTC ms."""
        self._leave_track()
        self._become(SleepChanged(at=at))

    def after_track(self) -> None:
        """Stop as the current track ends."""
        self._become(SleepChanged(after_track=True))
        self._queue.set_stop_after(StopAfter.TRACK)

    def cancel(self) -> None:
        """Go on through the night."""
        self._leave_track()
        self._become(SleepChanged())
        self._restore()

    def look(self) -> None:
        """Fade, pause, or wait on; a timer calls it."""
        left = self._left_ms()
        if left is None:
            return
        if left <= 0 and self._set.at is not None:
            self._playback.dim(0)
            self._fall_asleep()
            self._playback.pause()
            return
        fade = max(1, self._fade_ms())
        self._playback.dim(100 if left >= fade else max(0, left) * 100 // fade)
        self._tick.setInterval(FADING_MS if left < fade + WAITING_MS else WAITING_MS)

    def _left_ms(self) -> int | None:
        """Return how long it will sound, None while nobody knows."""
        if self._set.at is not None:
            return self._set.at - self._clock()
        place = self._playback.position()
        if not self._set.after_track or not place.duration_ms:
            return None
        return place.duration_ms - place.ms

    def _become(self, state: SleepChanged) -> None:
        if state == self._set:
            return
        self._set = state
        self._silent.stop()
        self.changed.emit(state)
        if state.is_set:
            self._tick.start(WAITING_MS)
            self.look()
        else:
            self._restore()

    def _fall_asleep(self) -> None:
        """Be done; the volume comes back when nobody can hear it."""
        self._set = SleepChanged()
        self._tick.stop()
        self._silent.start()
        self.changed.emit(self._set)

    def _restore(self) -> None:
        self._tick.stop()
        self._silent.stop()
        self._playback.dim(100)

    def _leave_track(self) -> None:
        if self._set.after_track:
            self._queue.set_stop_after(StopAfter.NEVER)

    def _state_changed(self, state: PlaybackState) -> None:
        if self._set.is_set:
            self.look()
        elif state is PlaybackState.PLAYING and self._silent.isActive():
            self._restore()

    def _modes_changed(self, modes: QueueModes) -> None:
        """Be done: it stopped as the track ended, or somebody changed their mind about that."""
        if self._set.after_track and modes.stop_after is not StopAfter.TRACK:
            self._fall_asleep()

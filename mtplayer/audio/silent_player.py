"""A player without sound: a clock that runs through files."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Slot

from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.playing.loops import Loop
from mtplayer.core.ports import (
    PlayerEnded,
    PlayerEvent,
    PlayerFailed,
    PlayerLength,
    PlayerPosition,
    PlayerStarted,
    PlayerUnavailable,
)
from mtplayer.core.problems import AudioUnavailable, Unplayable
from mtplayer.core.sound.sound import SoundSettings
from mtplayer.runtime.signals import TypedSignal, signal

_TICK_MS: Final = 20


def library_length(file: PlayableFile) -> int:
    """Return how long the library says a file is; without a length it is not playable."""
    if file.duration_ms <= 0:
        raise Unplayable("Its length is not known.")
    return file.duration_ms


@dataclass(slots=True)
class _Run:
    """A file on its way; ``ms`` was true when the clock showed ``since``."""

    file: PlayableFile
    generation: int
    ms: float
    since: float
    length_ms: int = 0
    begun: bool = False


class SilentPlayer(QObject):
    """AudioPlayer on a clock.

    ``lengths`` says how long a file is or raises Unplayable, or AudioUnavailable if no file can be
    heard at all. ``speed`` 10 plays ten seconds a second. ``loudness`` is what a real one would
    play at, for tests.
    """

    happened: TypedSignal[PlayerEvent] = signal()

    def __init__(
        self,
        lengths: Callable[[PlayableFile], int] = library_length,
        *,
        clock: Callable[[], float] = time.monotonic,
        speed: float = 1.0,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lengths = lengths
        self._clock = clock
        self._speed = speed
        self._run: _Run | None = None
        self._follower: _Run | None = None
        self._loop: Loop | None = None
        self._paused = False
        self._volume = 100
        self._muted = False
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.look)

    @property
    def loudness(self) -> int:
        """The volume, 0 while muted."""
        return 0 if self._muted else self._volume

    @property
    def file(self) -> PlayableFile | None:
        """What is loaded."""
        return self._run.file if self._run is not None else None

    def load(self, file: PlayableFile, generation: int, *, start_ms: int, paused: bool) -> None:
        """Play this file from here, replacing what played."""
        self._paused = paused
        self._follower = self._loop = None
        self._run = _Run(file, generation, start_ms, self._clock())
        self._go_on()

    def queue_next(self, file: PlayableFile | None, generation: int) -> None:
        """Let this begin when the clock has run through what is loaded."""
        known = file is not None and self._run is not None
        self._follower = _Run(file, generation, 0, 0.0) if known and file is not None else None

    def set_sound(self, settings: SoundSettings) -> None:
        """Take note of nothing: it makes no sound."""

    def set_loop(self, loop: Loop | None) -> None:
        """Go back to its beginning at its end."""
        self._loop = loop

    def resume(self) -> None:
        """Go on after a pause."""
        if (run := self._run) is not None and self._paused:
            run.since = self._clock()
        self._paused = False
        self._go_on()

    def pause(self) -> None:
        """Hold still."""
        if (run := self._run) is not None and not self._paused:
            run.ms, run.since = self._now(run), self._clock()
        self._paused = True
        self._timer.stop()

    def stop(self) -> None:
        """Be silent and forget the file."""
        self._run = self._follower = None
        self._timer.stop()

    def seek(self, ms: int) -> None:
        """Go to a position in the file."""
        if (run := self._run) is not None:
            run.ms, run.since = ms, self._clock()

    def set_volume(self, volume: int) -> None:
        """Be this loud."""
        self._volume = volume

    def set_muted(self, *, muted: bool) -> None:
        """Be silent without forgetting the volume."""
        self._muted = muted

    def close(self, deadline_ms: int) -> None:  # noqa: ARG002 - nothing here takes time
        """Stop; nothing is announced afterwards."""
        self.stop()

    @Slot()
    def look(self) -> None:
        """Say what the clock brought; called by a timer, and by tests that move the clock."""
        run = self._run
        if run is None or self._paused or (not run.begun and not self._begin(run)):
            return
        now = self._now(run)
        loop = self._loop
        if loop is not None and run.ms < loop.end_ms <= now:
            now = loop.begin_ms
            run.ms, run.since = now, self._clock()
        if now < run.length_ms:
            self.happened.emit(
                PlayerPosition(generation=run.generation, ms=round(now), at=self._clock())
            )
        else:
            self._end(run)

    def _end(self, run: _Run) -> None:
        follower = self._follower
        if follower is None:
            self.stop()
            self.happened.emit(PlayerEnded(generation=run.generation))
            return
        self._run, self._follower, self._loop = follower, None, None
        follower.since = self._clock()
        self.happened.emit(PlayerEnded(generation=run.generation, followed_by=follower.generation))

    def _begin(self, run: _Run) -> bool:
        try:
            run.length_ms = self._lengths(run.file)
        except Unplayable as error:
            self.stop()
            self.happened.emit(PlayerFailed(generation=run.generation, problem=error.as_problem()))
            return False
        except AudioUnavailable as error:
            self.pause()
            problem = error.as_problem()
            self.happened.emit(
                PlayerUnavailable(generation=run.generation, ms=round(run.ms), problem=problem)
            )
            return False
        run.begun = True
        run.since = self._clock()
        self.happened.emit(PlayerLength(generation=run.generation, ms=run.length_ms))
        self.happened.emit(PlayerStarted(generation=run.generation))
        return self._run is run

    def _go_on(self) -> None:
        if self._run is not None and not self._paused:
            self._timer.start()

    def _now(self, run: _Run) -> float:
        if not run.begun:
            return run.ms
        return run.ms + (self._clock() - run.since) * 1000 * self._speed

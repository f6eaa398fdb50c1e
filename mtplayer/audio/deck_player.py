"""The player of this program: commands go to the engine thread, what is heard comes back."""

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from mtplayer.audio.asked import Asked
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.playing.loops import Loop
from mtplayer.core.playing.stations import is_stream
from mtplayer.core.ports import (
    PlayerEnded,
    PlayerEvent,
    PlayerFailed,
    PlayerNews,
    PlayerPath,
    PlayerPosition,
    PlayerStarted,
    PlayerUnavailable,
    StreamEvent,
)
from mtplayer.core.sound.sound import SignalPath, SoundSettings
from mtplayer.core.sound.sound_choices import OutputKind
from mtplayer.runtime.long_thread import LongThread
from mtplayer.runtime.signals import TypedSignal, signal

if TYPE_CHECKING:
    from mtplayer.audio.bus import Join
    from mtplayer.audio.deck import News
    from mtplayer.audio.ear import Heard
    from mtplayer.audio.engine import Engine
    from mtplayer.audio.outputs.output import Output
    from mtplayer.audio.pcm_queue import Frames
    from mtplayer.audio.voice_maker import Trouble

_LISTEN_MS: Final = 50
_POSITION_S: Final = 0.09
# A sink of PulseAudio may ask for two seconds at once before it takes our wish for less.
_DEAF_S: Final = 2.5
_REST_S: Final = 4.0
_WIDEN_TICKS: Final = 10


class DeckPlayer(QObject):
    """AudioPlayer without gaps. ``make_output`` is called on the engine thread."""

    happened: TypedSignal[PlayerEvent | StreamEvent] = signal()
    _told: "TypedSignal[Trouble]" = signal()
    _read: "TypedSignal[tuple[int, News | None]]" = signal()

    def __init__(
        self, make_output: "Callable[[OutputKind], Output]", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._make_output = make_output
        self._engine: Engine | None = None
        self._awake = False
        self._thread = LongThread("audio engine")
        self._serial = 0
        self._current: Asked | None = None
        self._next: Asked | None = None
        self._waiting: Asked | None = None
        self._loop: Loop | None = None
        self._settings = SoundSettings()
        self._loudness = (100, False)
        self._paused = False
        self._started = False
        self._closed = False
        self._ms = 0
        self._told_at = 0.0
        self._quiet_since = 0.0
        self._reviving = False
        self._path: SignalPath | None = None
        self._news: News | None = None
        self._ticks = 0
        self._timer = QTimer(self, interval=_LISTEN_MS)
        self._timer.timeout.connect(self._listen)
        self._told.connect(self._on_trouble, Qt.ConnectionType.QueuedConnection)
        self._read.connect(self._on_news, Qt.ConnectionType.QueuedConnection)

    @property
    def joins(self) -> "list[Join]":
        """Where pieces met, by frames of the output."""
        return self._engine.joins if self._engine is not None else []

    @property
    def underruns(self) -> int:
        """How many frames came too late so far."""
        return self._engine.underruns if self._engine is not None else 0

    def look(self, count: int) -> "tuple[int, Frames] | None":
        """Return the rate and the last frames that were heard, if anything is."""
        return self._engine.look(count) if self._engine is not None else None

    def load(self, file: PlayableFile, generation: int, *, start_ms: int, paused: bool) -> None:
        """Play this file from here, replacing what played."""
        self._paused, self._started = paused, False
        self.set_loop(None)
        self._begin(file, generation, start_ms, resumed=False)

    def queue_next(self, file: PlayableFile | None, generation: int) -> None:
        """Let this follow what plays; None takes it back."""
        self._next = None
        if file is not None:
            self._serial += 1
            self._next = self._asked(file, generation, 0, resumed=False)
        if self._waiting is None:
            self._do(lambda engine, asked=self._next: engine.queue_next(asked))

    def set_loop(self, loop: Loop | None) -> None:
        """Play this piece of the file again and again; None plays on."""
        self._loop = loop
        self._do(lambda engine: engine.set_loop(loop))

    def resume(self) -> None:
        """Go on after a pause."""
        self._paused = False
        if self._waiting is not None:
            asked, self._waiting = self._waiting, None
            self._open(asked)
        elif self._current is not None:
            self._do(lambda engine: engine.resume())

    def pause(self) -> None:
        """Hold still."""
        if self._paused:
            return
        self._paused = True
        if self._current is not None and not self._started:
            self._wait(self._current)  # what has not sounded has nothing to fade
        elif self._current is not None:
            self._do(lambda engine: engine.pause())

    def stop(self) -> None:
        """Be silent and forget the file."""
        self._forget()
        self._do(lambda engine: engine.stop())

    def seek(self, ms: int) -> None:
        """Go to a position in the file."""
        asked = self._current or self._waiting
        if asked is not None:
            self._begin(asked.file, asked.generation, ms, resumed=self._started)

    def set_volume(self, volume: int) -> None:
        """Be this loud."""
        self._set_loudness(volume, muted=self._loudness[1])

    def set_muted(self, *, muted: bool) -> None:
        """Be silent without forgetting the volume."""
        self._set_loudness(self._loudness[0], muted=muted)

    def set_sound(self, settings: SoundSettings) -> None:
        """Sound like this from now on."""
        before, self._settings = self._settings, settings
        self._do(lambda engine: engine.set_sound(settings))
        if before.speed != settings.speed and self._current is not None and self._started:
            self.seek(self._ms)

    def close(self, deadline_ms: int) -> None:
        """Stop and let go of everything; nothing is announced afterwards."""
        if not self._closed:
            self._closed = True
            self._timer.stop()
            self._forget()
            if self._engine is not None:
                self._thread.post(self._engine.close)
            self._thread.close(deadline_ms)

    def _begin(self, file: PlayableFile, generation: int, ms: int, *, resumed: bool) -> None:
        self._serial += 1
        asked = self._asked(file, generation, ms, resumed=resumed)
        self._ms = ms
        if self._paused:
            self._wait(asked)
        else:
            self._open(asked)

    def _asked(self, file: PlayableFile, generation: int, ms: int, *, resumed: bool) -> Asked:
        return Asked(self._serial, file, generation, ms, resumed=resumed)

    def _wait(self, asked: Asked) -> None:
        """Keep the file and the place until the listener goes on."""
        self._serial += 1
        self._waiting, self._current = asked._replace(serial=self._serial), None
        self._do(lambda engine: engine.stop())

    def _open(self, asked: Asked) -> None:
        self._waiting, self._current = None, asked
        self._quiet_since, self._news = 0.0, None
        self._wake()
        self._do(lambda engine: engine.load(asked))
        if self._next is not None:
            self._do(lambda engine, follower=self._next: engine.queue_next(follower))
        self._timer.start()

    def _forget(self) -> None:
        self._serial += 1
        self._current = self._next = self._waiting = None
        self._paused = self._started = False

    def _set_loudness(self, volume: int, *, muted: bool) -> None:
        self._loudness = (volume, muted)
        self._do(lambda engine: engine.set_loudness(volume, muted=muted))

    def _wake(self) -> None:
        """Make the engine for the first file: numpy and the output take 0.15 s of processor."""
        if not self._awake:
            self._awake = True
            settings, (volume, muted) = self._settings, self._loudness
            self._do(lambda engine: engine.set_sound(settings))
            self._do(lambda engine: engine.set_loudness(volume, muted=muted))

    def _do(self, work: "Callable[[Engine], object]") -> None:
        if self._awake and not self._closed:
            self._thread.post(partial(self._run, work))

    def _run(self, work: "Callable[[Engine], object]") -> None:
        if self._engine is None:
            # Off the path to the window: numpy takes 0.1 s to import.
            from mtplayer.audio.engine import Engine

            self._engine = Engine(
                self._make_output,
                self._thread.post,
                self._told.emit,
                self._is_stale,
                self._thread.give_way,
            )
        work(self._engine)

    def _is_stale(self, serial: int) -> bool:
        current = self._current
        return current is None or current.serial != serial

    @Slot()
    def _listen(self) -> None:
        """Say what is heard by now."""
        engine = self._engine
        if engine is None:
            return
        for heard in engine.listen():
            self._hear(heard)
            if self._closed:
                return
        self._look_after(engine)

    def _hear(self, heard: "Heard") -> None:
        current = self._current
        if current is None or heard.serial != current.serial:
            return
        event = heard.event
        if isinstance(event, PlayerPosition):
            self._tell_position(event)
        elif isinstance(event, PlayerEnded):
            self._end(event, heard.next_serial)
        elif isinstance(event, PlayerFailed):
            self._fail(event)
        else:
            self._started = self._started or isinstance(event, PlayerStarted)
            self.happened.emit(event)

    def _tell_position(self, event: PlayerPosition) -> None:
        back = event.ms < self._ms and self._loop is None
        if self._paused or event.at - self._told_at < _POSITION_S or back:
            return
        self._ms, self._told_at = event.ms, event.at
        self.happened.emit(event)
        self._tell_path()

    def _tell_path(self) -> None:
        current, engine = self._current, self._engine
        if current is None or engine is None:
            return
        path = engine.path(current.serial)
        if path is not None and path != self._path:
            self._path = path
            self.happened.emit(PlayerPath(generation=current.generation, path=path))

    def _end(self, event: PlayerEnded, next_serial: int | None) -> None:
        follower = self._next
        joined = follower is not None and follower.serial == next_serial
        self._current, self._next = (follower, None) if joined else (None, None)
        self._started, self._ms, self._path, self._told_at = False, 0, None, 0.0
        if self._loop is not None:
            self.set_loop(None)
        if not joined:
            self._forget()
            self._do(lambda engine: engine.stop())
            event = PlayerEnded(generation=event.generation, early=event.early)
        self.happened.emit(event)

    def _fail(self, event: PlayerFailed) -> None:
        self._forget()
        self._do(lambda engine: engine.stop())
        self.happened.emit(event)

    @Slot(object)
    def _on_trouble(self, trouble: "Trouble") -> None:
        current = self._current
        if current is None or trouble.serial != current.serial or self._closed:
            return
        self._reviving = False
        if trouble.unavailable:
            ms = self._ms
            self._paused = True
            self._wait(current._replace(ms=ms, resumed=self._started))
            self.happened.emit(
                PlayerUnavailable(generation=current.generation, ms=ms, problem=trouble.problem)
            )
        elif trouble.over:
            self._end(PlayerEnded(generation=current.generation), None)
        else:
            self._fail(PlayerFailed(generation=current.generation, problem=trouble.problem))

    def _ask_for_news(self, current: Asked | None) -> None:
        if current is not None and is_stream(current.file.path):
            serial = current.serial
            self._do(lambda engine: self._read.emit((serial, engine.news(serial))))

    @Slot(object)
    def _on_news(self, read: "tuple[int, News | None]") -> None:
        (serial, news), current = read, self._current
        if current is None or serial != current.serial or news in (None, self._news):
            return
        self._news = news
        self.happened.emit(PlayerNews(generation=current.generation, **news._asdict()))

    def _look_after(self, engine: "Engine") -> None:
        """Open a device again that went silent, and let go of one that is not needed."""
        now = time.monotonic()
        current = self._current
        if not engine.still:
            self._quiet_since = now
            lost = current is not None and engine.silent_for_s > _DEAF_S
            if lost and not self._reviving and current is not None:
                self._reviving = True
                self._do(lambda one, serial=current.serial: one.revive(serial))
            elif not lost:
                self._reviving = False
                self._ticks += 1
                if self._ticks % _WIDEN_TICKS == 0:
                    self._do(lambda one: one.widen())
                    self._ask_for_news(current)
        elif self._quiet_since and now - self._quiet_since > _REST_S:
            self._quiet_since = 0.0
            self._do(lambda one: one.rest())
            if current is None:
                self._timer.stop()

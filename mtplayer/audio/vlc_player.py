"""The libVLC player: commands go to one engine thread, what happens comes back as signals."""

import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from mtplayer.audio.media_source import MediaSource, may_try_plain, media_source
from mtplayer.audio.vlc_engine import NOTHING, Heard, Outputs, VlcEngine
from mtplayer.audio.vlc_events import BROKEN, ENDED, LENGTH, PLAYING, TIME, StreamEvent, VlcEvents
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
from mtplayer.core.problems import AudioUnavailable, Problem, Unplayable
from mtplayer.core.record import short_record
from mtplayer.core.sound.sound import SoundSettings
from mtplayer.runtime.long_thread import LongThread
from mtplayer.runtime.signals import TypedSignal, signal

if TYPE_CHECKING:
    from mtplayer.audio.wav_parts import WavParts

STALL_MS: Final = 5000
_TICK_MS: Final = 1000
_FIRST_TICK_MS: Final = 300
# What cannot be decoded ends within 50 ms of being opened: by then it has not "started".
_START_MS: Final = 150
# Decoded while nothing reached a device: a broken file gives one such block, silence many.
_DEAF_TICKS: Final = 2
_DEAF_BLOCKS: Final = 3
_LEAD_MS: Final = 2000
NO_DEVICE: Final = "No sound device was found; connect one, then press Play."


class _Report(NamedTuple):
    """What the engine thread found out about a stream."""

    serial: int
    heard: Heard
    ended: bool
    trouble: AudioUnavailable | None = None


@short_record
class _Asked:
    """A file to be played from a place."""

    file: PlayableFile
    generation: int
    ms: int


@dataclass(slots=True)
class _Stream:
    """The file being played, as the UI thread knows it; times are within the file's range."""

    asked: _Asked
    source: MediaSource
    ms: int
    at: float
    opened: bool = False
    started: bool = False
    timed: bool = False
    length_ms: int = 0
    left_ms: int | None = None
    heard: Heard = NOTHING
    deaf: int = 0


class VlcPlayer(QObject):
    """AudioPlayer on libVLC.

    A seek opens the file anew at the place: ``set_time`` lands wrong in half of the formats. While
    paused it only notes the place. ``null`` plays into nothing, ``record_to`` into a WAV file.
    """

    happened: TypedSignal[PlayerEvent] = signal()
    _reported: TypedSignal[_Report] = signal()

    def __init__(
        self, *, null: bool = False, record_to: Path | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._parts = _wav_parts(record_to) if record_to is not None else None
        self._ends_early = null or record_to is not None
        self._events = VlcEvents()
        outputs = Outputs(null=null, parts=self._parts.folder if self._parts else None)
        self._engine = VlcEngine(self._events, outputs)
        self._thread = LongThread("audio engine")
        self._serial = 0
        self._stream: _Stream | None = None
        self._waiting: _Asked | None = None
        self._loop: Loop | None = None
        self._paused = False
        self._volume = 100
        self._muted = False
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look)
        self._opening = QTimer(self, interval=_START_MS, singleShot=True)
        self._opening.timeout.connect(self._announce_start)
        self._tail = QTimer(self, singleShot=True)
        self._tail.timeout.connect(self._end)
        self._events.said.connect(self._on_said, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._on_report, Qt.ConnectionType.QueuedConnection)

    def load(self, file: PlayableFile, generation: int, *, start_ms: int, paused: bool) -> None:
        """Play this file from here, replacing what played."""
        self._paused, self._loop = paused, None
        self._begin(_Asked(file, generation, start_ms))

    def queue_next(self, file: PlayableFile | None, generation: int) -> None:
        """Leave it to the caller: libVLC alone cannot join files without a gap."""

    def set_sound(self, settings: SoundSettings) -> None:
        """Leave everything as it is: libVLC's own filters interrupt the sound."""

    def set_loop(self, loop: Loop | None) -> None:
        """Open the file anew at its beginning when its end is heard."""
        self._loop = loop

    def resume(self) -> None:
        """Go on after a pause."""
        self._paused = False
        if self._waiting is not None:
            self._begin(self._waiting)
        elif (stream := self._stream) is not None:
            stream.at = time.monotonic()
            self._watch.start()
            if stream.left_ms is not None:
                self._tail.start(stream.left_ms)
            else:
                self._thread.post(partial(self._engine.set_pause, paused=False))

    def pause(self) -> None:
        """Hold still."""
        self._paused = True
        stream = self._stream
        if stream is None:
            return
        self._watch.stop()
        if not stream.opened:
            # libVLC answers a pause of a file that it is still opening by stopping it.
            self._begin(stream.asked)
        elif self._tail.isActive():
            stream.left_ms = self._tail.remainingTime()
            self._tail.stop()
        else:
            self._thread.post(partial(self._engine.set_pause, paused=True))

    def stop(self) -> None:
        """Be silent and forget the file."""
        self._waiting = None
        self._drop_stream()

    def seek(self, ms: int) -> None:
        """Go to a position in the file."""
        asked = self._stream.asked if self._stream is not None else self._waiting
        if asked is not None:
            self._begin(_Asked(asked.file, asked.generation, ms))

    def set_volume(self, volume: int) -> None:
        """Be this loud."""
        self._volume = volume
        self._apply_loudness()

    def set_muted(self, *, muted: bool) -> None:
        """Be silent without forgetting the volume."""
        self._muted = muted
        self._apply_loudness()

    def close(self, deadline_ms: int) -> None:
        """Stop and let go of everything; nothing is announced afterwards."""
        self.stop()
        self._thread.post(self._engine.close)
        if self._thread.close(deadline_ms) and self._parts is not None:
            self._parts.join()
            self._parts = None

    def _begin(self, asked: _Asked, *, plain: bool = False) -> None:
        """Open the file at the place, or keep both until the listener goes on."""
        self._drop_stream()
        self._waiting = asked if self._paused else None
        if self._paused:
            return
        source = media_source(asked.file, asked.ms, plain=plain)
        self._stream = _Stream(asked, source, ms=asked.ms, at=time.monotonic())
        self._watch.start(_FIRST_TICK_MS)
        self._thread.post(partial(self._open, self._serial, source))

    def _drop_stream(self) -> None:
        """Make everything that is still to come from the old stream stale."""
        self._serial += 1
        self._opening.stop()
        self._tail.stop()
        self._watch.stop()
        if self._stream is not None:
            self._stream = None
            self._thread.post(self._engine.stop)

    def _apply_loudness(self) -> None:
        self._thread.post(partial(self._engine.set_loudness, self._volume, muted=self._muted))

    def _open(self, serial: int, source: MediaSource) -> None:
        if serial != self._serial:
            return  # the next command is already waiting: 100 rapid nexts open few files
        try:
            self._engine.start(serial, source, self._volume, muted=self._muted)
        except AudioUnavailable as trouble:
            self._reported.emit(_Report(serial, NOTHING, ended=False, trouble=trouble))

    def _measure(self, serial: int) -> None:
        if serial == self._serial:
            self._reported.emit(_Report(serial, self._engine.heard(), ended=False))

    def _finish(self, serial: int) -> None:
        if serial == self._serial:
            self._reported.emit(_Report(serial, self._engine.finish(), ended=True))

    @Slot(object)
    def _on_said(self, event: StreamEvent) -> None:
        stream = self._stream
        if stream is None or event.serial != self._serial:
            return
        if event.name == TIME:
            self._on_time(stream, event)
        elif event.name == PLAYING:
            self._on_playing(stream, event.at)
        elif event.name == LENGTH:
            self._on_length(stream, event.value)
        elif event.name == ENDED:
            self._opening.stop()
            self._thread.post(partial(self._finish, event.serial))
        elif event.name == BROKEN:
            self._fail(stream, "It could not be opened.")

    def _on_playing(self, stream: _Stream, at: float) -> None:
        if stream.opened:
            return  # said again after each pause
        stream.opened = True
        stream.at = at
        self._opening.start()
        self._apply_loudness()

    def _on_time(self, stream: _Stream, event: StreamEvent) -> None:
        ms = event.value - stream.asked.file.start_ms
        if stream.timed and ms < stream.ms:
            return
        loop = self._loop
        if loop is not None and stream.asked.ms < loop.end_ms <= ms:
            self.seek(loop.begin_ms)
            return
        stream.ms, stream.at = ms, event.at
        self._announce_start()
        # The sound server gives a new stream the volume that it remembers for this program.
        if not stream.timed:
            stream.timed = True
            self._apply_loudness()
        if not self._paused:
            self.happened.emit(
                PlayerPosition(generation=stream.asked.generation, ms=ms, at=event.at)
            )

    def _on_length(self, stream: _Stream, ms: int) -> None:
        file = stream.asked.file
        if ms > 0 and ms != stream.length_ms and file.end_ms is None:
            stream.length_ms = ms
            length = ms - file.start_ms
            self.happened.emit(PlayerLength(generation=stream.asked.generation, ms=length))
            # libVLC begins at 0 when it is asked to start behind the end.
            if stream.asked.ms >= max(length, file.duration_ms):
                self._end()

    @Slot()
    def _announce_start(self) -> None:
        stream = self._stream
        self._opening.stop()
        if stream is None or stream.started:
            return
        stream.started = True
        generation = stream.asked.generation
        self.happened.emit(PlayerStarted(generation=generation))
        self.happened.emit(PlayerPosition(generation=generation, ms=stream.ms, at=stream.at))

    @Slot(object)
    def _on_report(self, report: _Report) -> None:
        stream = self._stream
        if stream is None or report.serial != self._serial:
            return
        if report.trouble is not None:
            self._be_unavailable(stream, report.trouble)
        elif report.ended:
            self._on_end(stream, report.heard)
        else:
            self._on_heard(stream, report.heard)

    def _on_end(self, stream: _Stream, heard: Heard) -> None:
        if heard.played > 0:
            self._announce_start()
            stream.left_ms = self._left_ms(stream) if self._ends_early else 0
            self._tail.start(stream.left_ms)
        elif may_try_plain(stream.source):
            self._begin(stream.asked, plain=True)
        elif stream.asked.ms > 0 and heard.decoded == 0:
            self._end()  # the place was behind the last sound
        elif heard.decoded > _DEAF_BLOCKS:
            self._be_unavailable(stream, AudioUnavailable(NO_DEVICE))
        else:
            self._fail(stream, "There is no music in it that could be read.")

    def _left_ms(self, stream: _Stream) -> int:
        """Return how long the sound would go on: the dummy output ends 1.1 s early."""
        length = stream.length_ms or stream.asked.file.start_ms + stream.asked.file.duration_ms
        length = stream.asked.file.end_ms or length
        now_ms = stream.ms + (time.monotonic() - stream.at) * 1000
        return max(0, min(_LEAD_MS, round(length - stream.asked.file.start_ms - now_ms)))

    @Slot()
    def _end(self) -> None:
        if (stream := self._stream) is not None:
            self._drop_stream()
            self.happened.emit(PlayerEnded(generation=stream.asked.generation))

    @Slot()
    def _look(self) -> None:
        """Watch over a stream: libVLC plays on for ever when nothing comes any more."""
        stream = self._stream
        if stream is None or self._tail.isActive():
            return
        if (time.monotonic() - stream.at) * 1000 > STALL_MS:
            self._fail(stream, "It stalled: no sound came for five seconds.")
        else:
            self._thread.post(partial(self._measure, self._serial))

    def _on_heard(self, stream: _Stream, heard: Heard) -> None:
        deaf = heard.decoded > stream.heard.decoded and heard.played == stream.heard.played
        stream.deaf = stream.deaf + 1 if deaf else 0
        stream.heard = heard
        if heard.played > 0:
            self._watch.setInterval(_TICK_MS)
        if stream.deaf >= _DEAF_TICKS:
            self._be_unavailable(stream, AudioUnavailable(NO_DEVICE))

    def _be_unavailable(self, stream: _Stream, trouble: AudioUnavailable) -> None:
        self._paused = True
        asked = stream.asked
        ms = stream.ms if stream.heard.played > 0 else asked.ms
        # An output that lost its sound server never finds it again.
        self._thread.post(self._engine.close)
        self._begin(_Asked(asked.file, asked.generation, ms))
        problem = trouble.as_problem()
        event = PlayerUnavailable(generation=asked.generation, ms=ms, problem=problem)
        self.happened.emit(event)

    def _fail(self, stream: _Stream, why: str) -> None:
        self._drop_stream()
        problem = Problem(title=Unplayable.title, sentence=why)
        self.happened.emit(PlayerFailed(generation=stream.asked.generation, problem=problem))


def _wav_parts(target: Path) -> "WavParts":
    # Off the path to the window: numpy takes 0.1 s to import.
    from mtplayer.audio.wav_parts import WavParts

    return WavParts(target)

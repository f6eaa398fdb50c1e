"""Which piece of the track that plays is heard again and again."""

from PySide6.QtCore import QObject, Slot

from mtplayer.core.events import CurrentChanged
from mtplayer.core.playing.loops import NO_LOOP, LoopMarks
from mtplayer.core.ports import AudioPlayer
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.playing.play_order import PlayOrder
from mtplayer.services.playing.playback import PlaybackService


class LoopService(QObject):
    """Another track ends the loop; a place behind its end plays on, until one goes back."""

    changed: TypedSignal[LoopMarks] = signal()

    def __init__(
        self,
        player: AudioPlayer,
        playback: PlaybackService,
        queue: PlayOrder,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._player = player
        self._playback = playback
        self._marks = NO_LOOP
        queue.current_changed.connect(self._on_current)

    @property
    def marks(self) -> LoopMarks:
        """What is marked."""
        return self._marks

    def begin_here(self, ms: int | None = None) -> None:
        """Begin at a place, by itself where the sound is."""
        if self._playback.entry is not None:
            self._mark(self._marks.with_begin(self._place(ms)))

    def end_here(self, ms: int | None = None) -> None:
        """End at a place, and go on at the beginning if the sound is behind it already."""
        if self._playback.entry is None:
            return
        self._mark(self._marks.with_end(self._place(ms)))
        loop = self._marks.loop
        if loop is not None and self._playback.position().ms >= loop.end_ms - 1:
            self._playback.seek(loop.begin_ms)

    def clear(self) -> None:
        """Play on to the end."""
        self._mark(NO_LOOP)

    def _place(self, ms: int | None) -> int:
        return self._playback.position().ms if ms is None else max(0, ms)

    def _mark(self, marks: LoopMarks) -> None:
        if marks == self._marks:
            return
        before, self._marks = self._marks.loop, marks
        if marks.loop != before:
            self._player.set_loop(marks.loop)
        self.changed.emit(marks)

    @Slot(object)
    def _on_current(self, _change: CurrentChanged) -> None:
        self.clear()

"""Elapsed, the seek bar, and what remains."""

import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.events import PlaybackState, Position
from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.sound_services import Playback
from mtplayer.ui.text import length
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.seek_bar import SeekBar

MINUS = "\u2212"


class SeekRow(QWidget):
    """Goes on by a clock of its own between two reports, at most ten times a second."""

    def __init__(
        self,
        theme: Theme,
        playback: Playback,
        parent: QWidget | None = None,
        *,
        tall: bool = False,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._playback = playback
        self._at = Position(ms=0, at=0.0)
        self._playing = self._fixed = False
        small = FontRole.SMALL
        # Beside the bar both end at it, below it they stand at its ends.
        self._elapsed = Label(theme, "", small, color="fg_2", tabular=True, trailing=not tall)
        self._remaining = Label(theme, "", small, color="fg_2", tabular=True, trailing=tall)
        self.bar = SeekBar(theme, tall=tall)
        self.bar.sought.connect(self._seek)
        # Times and waves run the same way in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._lay_out(tall=tall)
        self._clock = QTimer(self, interval=1000 // theme.motion.wave_fps)
        self._clock.timeout.connect(self._tick)
        playback.position_changed.connect(self._reported)
        playback.state_changed.connect(self._state_changed)
        self._state_changed(playback.state)
        self._reported(playback.position())

    def _lay_out(self, *, tall: bool) -> None:
        """Put the times beside the bar, or below one that is tall."""
        space = self._theme.space
        times = [self._elapsed, self._remaining]
        if tall:
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(space.s4)
            column.addWidget(self.bar)
            row = QHBoxLayout()
            row.addWidget(times[0])
            row.addStretch(1)
            row.addWidget(times[1])
            column.addLayout(row)
            return
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(space.s8)
        for part in (times[0], self.bar, times[1]):
            layout.addWidget(part)

    def show_length(self, duration_ms: int, *, fixed: bool = False) -> None:
        """Be as long as the track that starts; in a ``fixed`` one nothing can be sought."""
        self._fixed = fixed
        self.bar.show_length(duration_ms, fixed=fixed)
        metrics = self._theme.metrics(FontRole.SMALL, tabular=True)
        widest = metrics.horizontalAdvance(MINUS + (length(duration_ms) or "0:00"))
        for label in (self._elapsed, self._remaining):
            label.setFixedWidth(widest)
        self._show(self._at.ms)

    def _reported(self, position: Position) -> None:
        self._at = position
        if position.duration_ms and position.duration_ms != self.bar.maximum():
            self.show_length(position.duration_ms, fixed=self._fixed)
        self._show(position.ms)

    def _state_changed(self, state: PlaybackState) -> None:
        self._playing = state is PlaybackState.PLAYING
        self._at = self._playback.position()
        if state is PlaybackState.STOPPED:
            self._show(0)
        self.wind()

    def wind(self) -> None:
        """Tick while something plays that can be seen."""
        if self._playing and self.isVisible() and not self.window().isMinimized():
            self._clock.start()
        else:
            self._clock.stop()

    def _tick(self) -> None:
        self._show(self._at.ms + round((time.monotonic() - self._at.at) * 1000))

    def _show(self, ms: int) -> None:
        whole = self.bar.maximum()
        ms = min(ms, whole) if whole else ms
        self.bar.show_position(ms)
        seconds = ms // 1000
        self._elapsed.show_text(f"{length(seconds * 1000) or '0:00'}" if whole or ms else "")
        left = whole // 1000 - seconds
        self._remaining.show_text(f"{MINUS}{length(left * 1000) or '0:00'}" if whole else "")

    def _seek(self, ms: int) -> None:
        self._at = Position(ms=ms, at=time.monotonic(), duration_ms=self.bar.maximum())
        self._playback.seek(ms)
        self._show(ms)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.wind()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.wind()

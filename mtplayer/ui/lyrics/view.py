"""The words of what plays: the line that is sung stands out, a click goes to its place."""

import time
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextLayout,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from mtplayer.core.events import PlaybackState
from mtplayer.core.playing.lyrics import NO_LYRICS, Lyrics
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.sound_services import Playback
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.text_button import TextButton

PAUSE: Final = "•••"
# Where the line that is sung stands, from the top.
_STANDS: Final = 0.35
_LOOK_BACK_S: Final = 4.0
_SOONEST_MS, _LATEST_MS = 4, 500
_PAST, _NEXT, _FADES, _FAINTEST = 0.5, 0.85, 0.07, 0.5


_PLAIN_GAP: Final = 6
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_ABSOLUTE: Final = Qt.AlignmentFlag.AlignAbsolute
_SCROLL_KEYS: Final = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class LyricsLook(NamedTuple):
    """How large lines are, the one that is sung, and plain ones, and how far apart they stand."""

    line: FontRole
    now: FontRole
    plain: FontRole
    gap: int


ON_PAGE: Final = LyricsLook(FontRole.LYRIC, FontRole.LYRIC_NOW, FontRole.DIALOG, 20)
IN_PANEL: Final = LyricsLook(
    FontRole.LYRIC_SMALL, FontRole.LYRIC_SMALL_NOW, FontRole.LYRIC_SMALL, 14
)
LARGE: Final = LyricsLook(FontRole.TITLE, FontRole.LYRIC, FontRole.TITLE, 18)


class LyricsView(QAbstractScrollArea):
    """Follows the player to a few milliseconds while it is seen; who scrolls is left alone."""

    sought: TypedSignal[int] = signal()

    def __init__(
        self,
        theme: Theme,
        playback: Playback,
        parent: QWidget | None = None,
        *,
        look: LyricsLook = ON_PAGE,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._nothing = ("", "")
        self._theme = theme
        self._playback = playback
        self._lyrics = NO_LYRICS
        self._now = -1
        self._tops: list[int] = []
        self._layouts: dict[tuple[int, bool], QTextLayout] = {}
        self._scrolled_at = -_LOOK_BACK_S
        self._hover = -1
        self._clock = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._follow)
        self._glide = QVariantAnimation(self)
        self._glide.valueChanged.connect(self._glided)
        self._back = TextButton(theme, tr("lyrics", "Back to now"), parent=self.viewport())
        self._back.clicked.connect(self._look_back)
        self._back.hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("lyrics", "Lyrics"))
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)
        playback.position_changed.connect(self._follow)
        playback.state_changed.connect(self._follow)
        theme.changed.connect(self._look_changed)

    @property
    def now(self) -> int:
        """Which line is sung, -1 for none."""
        return self._now

    @property
    def lyrics(self) -> Lyrics:
        """What is shown."""
        return self._lyrics

    def show_lyrics(self, lyrics: Lyrics) -> None:
        """Show other words, from their beginning; the same at other times stay where they are."""
        same = [line.text for line in lyrics.lines] == [line.text for line in self._lyrics.lines]
        self._lyrics, self._now = lyrics, -1
        if not same:
            self._scrolled_at = -_LOOK_BACK_S
            self._layouts.clear()
        self._measure()
        if not same:
            self.verticalScrollBar().setValue(0)
        self._follow()
        self.viewport().update()

    def say_nothing(self, title: str, body: str) -> None:
        """Say why there are no words."""
        self._nothing = (title, body)
        self.show_lyrics(NO_LYRICS)

    def wear(self, look: LyricsLook) -> None:
        """Be larger or smaller."""
        self._look = look
        self._look_changed(look)
        self._stand()

    def line_near(self, ms: int) -> str:
        """Return the words that are sung at a place, if they have times."""
        row = self._lyrics.line_at(ms)
        return self._lyrics.lines[row].text if row >= 0 else ""

    # ---- following ------------------------------------------------------------------------------

    def _follow(self, _news: object = None) -> None:
        """Show the line of this moment, and wake up when the next one begins."""
        self._clock.stop()
        if not self.isVisible() or not self._lyrics.synced:
            return
        ms = self._playback.position().ms
        row = self._lyrics.line_at(ms)
        if row != self._now:
            self._now = row
            self._measure()
            self._stand()
            self.setAccessibleDescription(self.line_near(ms))
        self._back.setVisible(self._is_away())
        begins = self._lyrics.next_at(ms)
        if self._playback.state is PlaybackState.PLAYING and begins is not None:
            # Halfway: music at another speed comes to the line sooner than the clock.
            wait = min(max(_SOONEST_MS, (begins - ms) // 2), _LATEST_MS)
            self._clock.start(wait)

    def _is_away(self) -> bool:
        return time.monotonic() - self._scrolled_at < _LOOK_BACK_S

    def _look_back(self) -> None:
        self._scrolled_at = -_LOOK_BACK_S
        self._back.hide()
        self._stand()

    def _stand(self) -> None:
        """Bring the line that is sung to its place."""
        if self._is_away() or self._now < 0:
            return
        middle = (self._tops[self._now] + self._tops[self._now + 1]) // 2
        target = round(middle - self.viewport().height() * _STANDS)
        bar = self.verticalScrollBar()
        target = min(max(bar.minimum(), target), bar.maximum())
        self._glide.stop()
        duration = self._theme.duration(self._theme.motion.lyric)
        if not duration:
            bar.setValue(target)
        elif target != bar.value():
            self._glide.setStartValue(bar.value())
            self._glide.setEndValue(target)
            self._glide.setDuration(duration)
            self._glide.start()
        self.viewport().update()

    def _glided(self, value: object) -> None:
        if isinstance(value, int):
            self.verticalScrollBar().setValue(value)

    # ---- lines ----------------------------------------------------------------------------------

    def _measure(self) -> None:
        """Find where each line begins; the one that is sung is larger."""
        top, self._tops = 0, []
        for row in range(len(self._lyrics.lines)):
            self._tops.append(top)
            top += self._height(row)
        self._tops.append(top)
        room = self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, top - room))
        bar.setPageStep(room)
        bar.setSingleStep(self._look.gap)

    def _height(self, row: int) -> int:
        style = self._theme.type(self._role(row))
        return self._layout_of(row).lineCount() * style.line + self._gap()

    def _gap(self) -> int:
        return self._look.gap if self._lyrics.synced else _PLAIN_GAP

    def _role(self, row: int) -> FontRole:
        if not self._lyrics.synced:
            return self._look.plain
        return self._look.now if row == self._now else self._look.line

    def _layout_of(self, row: int) -> QTextLayout:
        key = (row, row == self._now)
        if (found := self._layouts.get(key)) is not None and found.text() == self._words(row):
            return found
        role = self._role(row)
        weight = 0 if self._lyrics.synced else 400
        layout = QTextLayout(self._words(row), self._theme.font(role, weight=weight))
        option = QTextOption()
        # Words follow their letters; lines stand at the side that one reads from.
        option.setAlignment((_RIGHT if self.isRightToLeft() else _LEFT) | _ABSOLUTE)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line, at = layout.createLine(), 0
        while line.isValid():
            line.setLineWidth(max(1, self.viewport().width()))
            line.setPosition(QPointF(0, at))
            at += self._theme.type(role).line
            line = layout.createLine()
        layout.endLayout()
        self._layouts[key] = layout
        return layout

    def _words(self, row: int) -> str:
        text = self._lyrics.lines[row].text
        return text or (PAUSE if self._lyrics.synced else " ")

    def _row_at(self, y: float) -> int:
        at = y + self.verticalScrollBar().value()
        for row in range(len(self._lyrics.lines)):
            if self._tops[row] <= at < self._tops[row + 1]:
                return row
        return -1

    # ---- painting -------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not self._lyrics.lines:
            self._paint_none(painter)
            return
        gap = self._gap()
        scrolled, room = self.verticalScrollBar().value(), self.viewport().height()
        for row in range(len(self._lyrics.lines)):
            top, below = self._tops[row] - scrolled, self._tops[row + 1] - scrolled
            if below - gap > room:
                break  # half a line at an edge would look torn
            if top + gap >= 0:
                painter.setPen(self._ink(row))
                self._layout_of(row).draw(painter, QPointF(0, top + gap / 2))

    def _ink(self, row: int) -> QColor:
        color = QColor(self._theme.colors.fg_1)
        if not self._lyrics.synced or row in (self._now, self._hover):
            return color
        away = row - self._now
        share = _PAST if away < 0 else max(_FAINTEST, _NEXT - _FADES * (away - 1))
        color.setAlphaF(share)
        return color

    def _paint_none(self, painter: QPainter) -> None:
        theme, area = self._theme, self.viewport().rect()
        painter.setFont(theme.font(FontRole.SECTION))
        painter.setPen(theme.colors.fg_1)
        title, body = self._nothing
        painter.drawText(area, Qt.AlignmentFlag.AlignLeading, title)
        painter.setFont(theme.font(FontRole.BODY))
        painter.setPen(theme.colors.fg_2)
        below = area.adjusted(0, theme.space.s28, 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap, body)

    # ---- hands ----------------------------------------------------------------------------------

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y())
        if row >= 0 and self._lyrics.synced:
            self._scrolled_at = -_LOOK_BACK_S
            self.sought.emit(self._lyrics.lines[row].at_ms)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().y()) if self._lyrics.synced else -1
        shape = Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        if row != self._hover:
            self._hover = row
            self.viewport().update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover = -1
        self.viewport().update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._glide.stop()
        self._scrolled_at = time.monotonic()
        super().wheelEvent(event)
        self._follow()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _SCROLL_KEYS:
            self._glide.stop()
            self._scrolled_at = time.monotonic()
        super().keyPressEvent(event)
        self._follow()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._layouts.clear()
        self._measure()
        size = self._back.sizeHint()
        left = (self.viewport().width() - size.width()) // 2
        self._back.setGeometry(QRect(left, self.viewport().height() - size.height(), 0, 0))
        self._back.resize(size)
        self._stand()

    @override
    def sizeHint(self) -> QSize:
        return QSize(520, 420)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def _look_changed(self, _look: object) -> None:
        self._layouts.clear()
        self._measure()
        self.viewport().update()

"""The list of Up next: rows under headings, painted, dragged and pressed."""

from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from mtplayer.core.events import CoverReady
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.queue.queue_model import QueueModel
from mtplayer.ui.queue.queue_painter import (
    CURRENT,
    FOCUSED,
    HOVERED,
    PLAYING,
    SELECTED,
    Heading,
    QueuePainter,
)
from mtplayer.ui.queue.queue_places import Group, Part
from mtplayer.ui.queue.queue_view import QueueView
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.widgets.row_drops import Dropped, RowDrops

_LEFT_BUTTON = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier
_CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_MOVES: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_KEYBOARD: Final = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


class QueueList(QueueView):
    """Shows the queue and says what was asked of it; it changes nothing itself."""

    row_activated: TypedSignal[int] = signal()
    """Play this row."""
    removal_asked: TypedSignal[tuple[range, ...]] = signal()
    """Take these rows out."""
    step_asked: TypedSignal[int] = signal()
    """Move the selected rows one down, or with -1 one up."""
    dropped: TypedSignal[Dropped] = signal()
    pulled: TypedSignal[None] = signal()
    """The selected rows are being dragged."""
    cut_asked: TypedSignal[None] = signal()
    """Remember the selected rows, to be put elsewhere."""
    paste_asked: TypedSignal[None] = signal()
    """Put what was remembered before the current row."""
    link_pressed: TypedSignal[Part] = signal()
    menu_asked: TypedSignal[QPoint] = signal()
    """Where on the screen the menu of the selected rows is wanted."""

    def __init__(
        self, model: QueueModel, theme: Theme, covers: Covers, parent: QWidget | None = None
    ) -> None:
        self._theme = theme
        super().__init__(model, theme.size.queue_row, parent)
        self._painter = QueuePainter(theme, covers)
        self._headings: dict[Part, Heading] = {}
        self._pointer = QPoint(-1, -1)
        self._hovered: int = -1
        self._pressed_cross = -1
        self._pulled = False
        self._moving = False
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Up next"))
        self.drops = RowDrops(self, self._row_near)
        self._bars = QTimer(self, interval=1000 // theme.motion.eq_fps)
        self._bars.timeout.connect(self._move_bars)
        theme.changed.connect(self._restyle)

    def show_headings(self, headings: dict[Part, Heading]) -> None:
        """Say what stands over the parts."""
        self._headings = headings
        self.viewport().update()

    def set_moving(self, *, moving: bool) -> None:
        """Let the bars of the playing row move, or hold them still."""
        self._moving = moving and self._theme.duration(1) > 0
        self.viewport().update()

    def cover_ready(self, _ready: CoverReady) -> None:
        """Paint a cover that has arrived."""
        self.viewport().update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._painter.ratio != (ratio := self.devicePixelRatioF()):
            self._painter.refresh(ratio)
        self._painter.mirrored = self.isRightToLeft()
        area = event.rect()
        for group in self.places.groups:
            self._paint_group(painter, group, area)
        if self.drops.row >= 0:
            self._painter.drop_line(painter, self.band(self.places.gap_y(self.drops.row), 0))

    def _paint_group(self, painter: QPainter, group: Group, area: QRect) -> None:
        offset, height = self.verticalOffset(), self.places.row_height
        heading = self._heading_rect(group)
        if heading.intersects(area) and (words := self._headings.get(group.part)) is not None:
            over = self._over_link(group.part, self._pointer)
            self._painter.heading(painter, words, heading, over_link=over)
        first = max((offset + area.top() - group.body) // height, 0)
        last = min((offset + area.bottom() - group.body) // height, group.count - 1)
        for row in range(group.first + first, group.first + last + 1):
            track = self.queue_model.row(row)
            self._painter.row(painter, track, self.row_rect(row), self._flags(row, group))

    def _flags(self, row: int, group: Group) -> int:
        focused = self.hasFocus() and self.isActiveWindow()
        flags = FOCUSED if focused else 0
        if self.is_selected(row):
            flags |= SELECTED
        if row == self._hovered:
            flags |= HOVERED
        if focused and self._by_keyboard and row == self.currentIndex().row():
            flags |= CURRENT
        if group.part is Part.PLAYING:
            flags |= PLAYING
            if self._moving and not self._bars.isActive():
                self._bars.start()
        return flags

    # ---- pointer --------------------------------------------------------------------------------

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(event.position().toPoint())
        # A drag begins a moment after its pull: until then it must not select.
        if self._pressed_cross < 0 and not self._pulled:
            super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(QPoint(-1, -1))
        super().leaveEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keyboard = self._pulled = False
        at = event.position().toPoint()
        if event.button() == _LEFT_BUTTON:
            self._pressed_cross = self._cross_at(at)
            if self._pressed_cross >= 0:
                return
            if (part := self._link_at(at)) is not None:
                self.link_pressed.emit(part)
                return
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_cross = self._pressed_cross, -1
        self._pulled = False
        if pressed < 0:
            super().mouseReleaseEvent(event)
        elif self._cross_at(event.position().toPoint()) == pressed:
            self.removal_asked.emit((range(pressed, pressed + 1),))
            self._hover(event.position().toPoint())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        row = self.indexAt(at).row()
        if event.button() == _LEFT_BUTTON and row >= 0 and self._cross_at(at) < 0:
            self.row_activated.emit(row)

    @override
    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        at = e.globalPos()
        if e.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        if self.selected():
            self.menu_asked.emit(at)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.indexAt(event.pos()).row()
            QToolTip.showText(event.globalPos(), self.cut_words(row), self)
            return True
        return super().viewportEvent(event)

    def cut_words(self, row: int) -> str:
        """Return what a row says in whole if it shows less."""
        if row < 0:
            return ""
        track, area = self.queue_model.row(row), self.row_rect(row)
        words = (track.title, track.artist)
        if not self._painter.is_cut(track, area, playing=row < self.queue_model.sections.playing):
            return ""
        return "\n".join(filter(None, words))

    def _hover(self, at: QPoint) -> None:
        row = self.indexAt(at).row()
        over_link = self._link_at(at) is not None
        if row != self._hovered or over_link or self._link_at(self._pointer) is not None:
            self.viewport().update()
        self._hovered, self._pointer = row, at
        hand = over_link or self._cross_at(at) >= 0
        shape = Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def _cross_at(self, at: QPoint) -> int:
        """Return the row whose cross is there, -1 without one; what plays has none."""
        row = self.indexAt(at).row()
        if row < self.queue_model.sections.playing:
            return -1
        return row if self._painter.remove_box(self.row_rect(row)).contains(at) else -1

    def _link_at(self, at: QPoint) -> Part | None:
        parts = (group.part for group in self.places.groups)
        return next((part for part in parts if self._over_link(part, at)), None)

    def _over_link(self, part: Part, at: QPoint) -> bool:
        heading = self._headings.get(part)
        group = next((group for group in self.places.groups if group.part is part), None)
        if heading is None or group is None or not heading.link:
            return False
        return self._painter.link_box(heading.link, self._heading_rect(group)).contains(at)

    def _heading_rect(self, group: Group) -> QRect:
        return self.band(group.top, self.places.heading)

    # ---- keys -----------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, row = event.key(), self.currentIndex().row()
        if key in _ENTER and event.modifiers() == _PLAIN and row >= 0:
            self.row_activated.emit(row)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selected():
            self.removal_asked.emit(tuple(self.selected()))
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut_asked.emit(None)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_asked.emit(None)
        elif key in _MOVES and event.modifiers() == _CONTROL_SHIFT:
            self.step_asked.emit(_MOVES[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in _KEYBOARD
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self.viewport().update()

    # ---- drag and drop --------------------------------------------------------------------------

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        # Qt's own would build an object for each row.
        if self.selected():
            self._pulled = True
            self.pulled.emit(None)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self._hovered = -1
        self.drops.moved(event)

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._pulled = False
        self.drops.left()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._pulled = False
        if (dropped := self.drops.dropped(event)) is not None:
            self.dropped.emit(dropped)

    def _row_near(self, y: int) -> int:
        """Return before which row a height means; nothing goes before what plays."""
        row = self.places.gap_near(y + self.verticalOffset())
        return max(row, self.queue_model.sections.playing)

    def _move_bars(self) -> None:
        group = next((g for g in self.places.groups if g.part is Part.PLAYING), None)
        seen = group is not None and self.row_rect(0).intersects(self.viewport().rect())
        if not (seen and self._moving and self.isVisible() and self.isActiveWindow()):
            self._bars.stop()
            return
        self._painter.bars_step += 1
        self.viewport().update(self.row_rect(0))

    def _restyle(self, _look: object) -> None:
        self._painter.refresh(self.devicePixelRatioF())
        self.viewport().update()

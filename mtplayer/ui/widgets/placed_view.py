"""A view that lays out by arithmetic: hit tests and scrolling cost the same for any count."""

from array import array
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.albums.tile_layout import Step, TileLayout
from mtplayer.ui.albums.tile_model import Index, TileModel
from mtplayer.ui.sidebar.places import row_of
from mtplayer.ui.tracks.row_painter import CURRENT, FOCUSED, HOVERED, SELECTED
from mtplayer.ui.widgets.painted_button import KEYBOARD_REASONS
from mtplayer.ui.widgets.selecting_view import SelectingView

_Flag = QItemSelectionModel.SelectionFlag
_ANEW = _Flag.ClearAndSelect
_TOGGLE = _Flag.Toggle
_ONLY = _Flag.NoUpdate
_Hint = QAbstractItemView.ScrollHint
_LEFT = Qt.MouseButton.LeftButton
_RIGHT = Qt.MouseButton.RightButton
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SPACE = Qt.Key.Key_Space
_STEPS = {
    int(Qt.Key.Key_Left): Step.LEFT,
    int(Qt.Key.Key_Right): Step.RIGHT,
    int(Qt.Key.Key_Up): Step.UP,
    int(Qt.Key.Key_Down): Step.DOWN,
    int(Qt.Key.Key_PageUp): Step.PAGE_UP,
    int(Qt.Key.Key_PageDown): Step.PAGE_DOWN,
    int(Qt.Key.Key_Home): Step.HOME,
    int(Qt.Key.Key_End): Step.END,
}
_ANTIALIASING = QPainter.RenderHint.Antialiasing
_ANCHORS = 3


class PlacedView(SelectingView):
    """Whoever inherits says where items are (``arrange``) and what they look like (``draw``)."""

    item_clicked: TypedSignal[int] = signal()
    """Pressed and let go on one item, without keys held."""
    item_activated: TypedSignal[int] = signal()
    """Pressed twice."""
    menu_asked: TypedSignal[QPoint] = signal()
    pulled: TypedSignal[None] = signal()
    """What is selected is being dragged."""

    def __init__(self, tiles: TileModel[Any], parent: QWidget | None = None) -> None:
        self._placed = TileLayout()
        self._hovered = -1
        self._pressed = -1
        self._pressed_at = QPoint()
        self.unrolled = False
        """As tall as everything in it: something else scrolls."""
        super().__init__(tiles, parent)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)

    # ---- what is shown --------------------------------------------------------------------------

    def arrange(self, across: int, count: int) -> TileLayout:
        """Return where items are in so much room."""
        raise NotImplementedError

    def draw(self, painter: QPainter, number: int, area: QRect, flags: int) -> None:
        """Paint one item."""
        raise NotImplementedError

    @property
    def placed(self) -> TileLayout:
        """Where everything is."""
        return self._placed

    def area_of(self, number: int) -> QRect:
        """Return where an item is on the viewport."""
        x, y, width, height = self._placed.box(number)
        return QRect(x, y - self.verticalOffset(), width, height)

    def relayout(self) -> None:
        """Work out anew where everything is."""
        self._placed = self.arrange(self.width(), len(self._tiles.ids))
        self.placed_anew()

    def placed_anew(self) -> None:
        """Fit the scroll bar to the layout, or the height of an unrolled view."""
        height = self._placed.content_height
        if self.unrolled:
            self.setFixedHeight(max(height, 1))
            # A scroll area that is being laid out overlooks that it grows: its last rows were cut.
            self.setViewportMargins(0, 0, 0, 0)
            self.verticalScrollBar().setRange(0, 0)
        else:
            bar = self.verticalScrollBar()
            bar.setPageStep(self.viewport().height())
            bar.setSingleStep(max(self._placed.step_y // 4, 1))
            bar.setRange(0, max(height - self.viewport().height(), 0))
        self.viewport().update()

    def visible_numbers(self) -> tuple[int, int]:
        """Return the first and the last item that can be seen; the last is -1 without any."""
        top = self.verticalOffset()
        rows = self._placed.rows_between(top, top + self.viewport().height() - 1)
        if not rows:
            return 0, -1
        return self._placed.numbers(rows[0])[0], self._placed.numbers(rows[-1])[-1]

    def show_ids(self, ids: "array[int]", *, stay: bool) -> None:
        """Show another list; what was selected in it stays so, and, to ``stay``, in view."""
        before, selected, current = self._tiles.ids, self.selected_ids(), self.current_id()
        first, _ = self.visible_numbers()
        value = self.verticalOffset()
        anchors = before[first : first + _ANCHORS] if stay and value else array("q")
        offset = value - (self._placed.box(first)[1] if before else 0)
        self._tiles.set_ids(ids)
        self.relayout()
        self.select_ids(selected, current)
        tops = (row_of(ids, id_) for id_ in anchors)
        top = next((row for row in tops if row is not None), None)
        self.verticalScrollBar().setValue(0 if top is None else self._placed.box(top)[1] + offset)

    @override
    def reset(self) -> None:
        super().reset()
        self._hovered = self._pressed = -1
        self.relayout()

    # ---- keys -----------------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step, modifiers = _STEPS.get(event.key()), event.modifiers()
        if step is not None and not modifiers & _ALT:
            self.use_keys(used=True)
            page = self.viewport().height() if not self.unrolled else self._placed.step_y * 4
            target = self._placed.stepped(self.currentIndex().row(), step, page)
            self._move_to(target, modifiers)
        elif event.key() == _SPACE and modifiers & _CONTROL and self.currentIndex().isValid():
            self.selectionModel().select(self.currentIndex(), _TOGGLE)
        else:
            event.ignore()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters are commands here."""

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._by_keyboard = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        if self._by_keyboard and not self.currentIndex().isValid() and self._tiles.ids:
            first, last = self.visible_numbers()
            if last >= first:
                self._anchor = first
                self.selectionModel().setCurrentIndex(self._index(first), _ONLY)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # ---- pointer --------------------------------------------------------------------------------

    def number_at(self, point: QPoint) -> int:
        """Return the item at a point of the viewport, -1 where there is none."""
        return self._placed.at(point.x(), point.y() + self.verticalOffset())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        number, modifiers = self.number_at(point), event.modifiers()
        self.use_keys(used=False)
        self._pressed, self._pressed_at = -1, point
        if number < 0:
            if event.button() in (_LEFT, _RIGHT):
                self.selectionModel().clearSelection()
            return
        if event.button() == _RIGHT:
            if not self.is_selected(number):
                self._move_to(number, Qt.KeyboardModifier.NoModifier)
        elif event.button() == _LEFT:
            self._pressed = number
            if modifiers & _CONTROL:
                self._anchor = number
                self.selectionModel().setCurrentIndex(self._index(number), _TOGGLE)
            elif modifiers & _SHIFT or not self.is_selected(number):
                self._move_to(number, modifiers)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        self.hover(point)
        if self._pressed >= 0 and event.buttons() & _LEFT:
            far = (point - self._pressed_at).manhattanLength()
            if far >= QApplication.startDragDistance():
                self._pressed = -1
                self.pulled.emit(None)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        number, pressed = self.number_at(event.position().toPoint()), self._pressed
        self._pressed = -1
        plain = not event.modifiers() & (_CONTROL | _SHIFT)
        if event.button() == _LEFT and plain and number == pressed >= 0:
            self._move_to(number, Qt.KeyboardModifier.NoModifier)
            self.item_clicked.emit(number)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.number_at(event.position().toPoint())
        self._pressed = -1
        if number >= 0 and event.button() == _LEFT:
            self.item_activated.emit(number)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            current = self.currentIndex().row()
            if current < 0:
                return
            if not self._blocks:
                self._move_to(current, Qt.KeyboardModifier.NoModifier)
            where = self.viewport().mapToGlobal(self.area_of(current).center())
        elif self.number_at(event.pos()) < 0:
            return
        self.menu_asked.emit(where)

    def hover(self, point: QPoint) -> None:
        """Notice what is under the pointer."""
        self._show_hovered(self.number_at(point))

    def _show_hovered(self, number: int) -> None:
        if number != self._hovered:
            for changed in (number, self._hovered):
                if 0 <= changed < self._placed.count:
                    self.viewport().update(self.area_of(changed).adjusted(-6, -6, 6, 6))
            self._hovered = number

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._show_hovered(-1)
        return super().viewportEvent(event)

    # ---- what QAbstractItemView asks ------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(_ANTIALIASING)
            area, top = event.rect(), self.verticalOffset()
            focused = FOCUSED if self.hasFocus() and self.isActiveWindow() else 0
            current = self.currentIndex().row() if focused and self._by_keyboard else -1
            # The ring of a tile reaches six pixels beyond it.
            for row in self._placed.rows_between(area.top() + top - 6, area.bottom() + top + 6):
                for number in self._placed.numbers(row):
                    flags = focused | (SELECTED if self.is_selected(number) else 0)
                    flags |= (CURRENT if number == current else 0) | (
                        HOVERED if number == self._hovered else 0
                    )
                    self.draw(painter, number, self.area_of(number), flags)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width() or not self.unrolled:
            first, _ = self.visible_numbers()
            kept = self.verticalOffset() > 0 and 0 <= first < self._placed.count
            offset = self.verticalOffset() - self._placed.box(first)[1] if kept else 0
            self.relayout()
            if kept:
                self.verticalScrollBar().setValue(self._placed.box(first)[1] + offset)

    @override
    def visualRect(self, index: Index) -> QRect:
        return self.area_of(index.row()) if index.isValid() else QRect()

    @override
    def indexAt(self, point: QPoint) -> QModelIndex:
        number = self.number_at(point)
        return self._index(number) if number >= 0 else QModelIndex()

    @override
    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        if not index.isValid() or self.unrolled or index.row() >= self._placed.count:
            return
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        _, y, _, height = self._placed.box(index.row())
        if hint == _Hint.PositionAtCenter:
            bar.setValue(y - (seen - height) // 2)
        elif hint == _Hint.PositionAtTop or y - self._placed.top < bar.value():
            bar.setValue(y - self._placed.top)
        elif y + height + self._placed.top > bar.value() + seen:
            bar.setValue(y + height + self._placed.top - seen)

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def horizontalOffset(self) -> int:
        return 0

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        # Blits what stays and moves what lies on it: only the strip that appears is painted.
        self.viewport().scroll(0, dy)
        self._show_hovered(-1)

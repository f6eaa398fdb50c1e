"""The places of the library, and what the scan is doing."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.models.nav_model import NavModel, NavRow
from mtplayer.ui.painting import draw_text, fill_round, line_round, placed
from mtplayer.ui.scan_strip import ScanStrip
from mtplayer.ui.text import tr
from mtplayer.ui.theme import Theme
from mtplayer.ui.tokens import FontRole
from mtplayer.ui.views import Place
from mtplayer.ui.widgets.painted_button import KEYBOARD_REASONS

Index = QModelIndex | QPersistentModelIndex


class NavDelegate(QStyledItemDelegate):
    """Paints a section head or a place; in the rail a place is its glyph."""

    def __init__(self, theme: Theme, view: "NavView", model: NavModel) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size, space = self._theme.size, self._theme.space
        is_section = self._model.row_at(index).place is None
        if self._view.rail:
            return QSize(0, (space.s16 if index.row() else 0) if is_section else 36)
        # Six pixels more above every section but the first.
        return QSize(0, size.nav_row + (6 if is_section and index.row() else 0))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, rect = self._model.row_at(index), QRect(getattr(option, "rect"))  # noqa: B009
        if self._view.rail:
            self._paint_glyph(painter, row, rect, index)
        elif row.place is None:
            self._paint_section(painter, row, rect)
        else:
            self._paint_place(painter, row, rect, index)

    def _paint_section(self, painter: QPainter, row: NavRow, rect: QRect) -> None:
        height, indent = self._theme.size.nav_row, self._theme.space.s16
        text = QRect(
            rect.x() + indent, rect.bottom() + 1 - height, rect.width() - 2 * indent, height
        )
        painter.setFont(self._theme.font(FontRole.CAPTION, weight=600))
        painter.setPen(self._theme.colors.fg_3)
        draw_text(painter, text, row.text, right_to_left=self._view.isRightToLeft())

    def _paint_place(self, painter: QPainter, row: NavRow, rect: QRect, index: Index) -> None:
        theme, space = self._theme, self._theme.space
        body = rect.adjusted(space.s8, 0, -space.s8, 0)
        on = self._paint_ground(painter, body, index)
        turned = self._view.isRightToLeft()
        icon = QRect(body.x() + space.s8, body.y(), theme.size.icon, body.height())
        color = theme.colors.accent_text if on else theme.colors.fg_2
        theme.icons.paint(painter, self._visual(body, icon), row.icon, color, theme.size.icon)
        count = self._model.count_at(index)
        painter.setFont(theme.font(FontRole.CAPTION, tabular=True))
        painter.setPen(theme.colors.fg_3)
        end = body.adjusted(space.s8, 0, -space.s8, 0)
        draw_text(painter, end, count, right_to_left=turned, trailing=True)
        taken = painter.fontMetrics().horizontalAdvance(count) + (space.s8 if count else 0)
        text = QRect(icon.right() + 1 + 10, body.y(), 0, body.height())
        text.setRight(end.right() - taken)
        painter.setFont(theme.font(FontRole.BODY, weight=500 if on else 0))
        painter.setPen(theme.colors.fg_1)
        metrics = theme.metrics(FontRole.BODY, weight=500 if on else 0)
        words = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, text.width())
        draw_text(painter, self._visual(body, text), words, right_to_left=turned)

    def _paint_glyph(self, painter: QPainter, row: NavRow, rect: QRect, index: Index) -> None:
        theme = self._theme
        if row.place is None:
            if index.row():
                line = QRect(rect.x() + 14, rect.center().y(), rect.width() - 28, 1)
                painter.fillRect(line, theme.colors.line)
            return
        body = QRect(rect.center().x() - 17, rect.y(), 36, 36)
        on = self._paint_ground(painter, body, index)
        color = theme.colors.accent_text if on else theme.colors.fg_2
        theme.icons.paint(painter, body, row.icon, color, theme.size.icon)

    def _paint_ground(self, painter: QPainter, body: QRect, index: Index) -> bool:
        colors, radius = self._theme.colors, self._theme.radius.nav
        on = index == self._view.currentIndex()
        if on or index == self._view.hovered:
            ground = colors.bg_nav if on else colors.bg_hover_chrome
            fill_round(painter, body, radius, ground)
        if on and self._view.ring:
            line_round(painter, body, radius, colors.accent, 1.5)
        return on

    def _visual(self, body: QRect, part: QRect) -> QRect:
        return placed(self._view.layoutDirection(), body, part)


class NavView(QTreeView):
    """The list itself; the current row is the place that the window shows."""

    def __init__(self, theme: Theme, model: NavModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rail = False
        self.ring = False
        self.hovered = QPersistentModelIndex()
        self.setModel(model)
        self.setItemDelegate(NavDelegate(theme, self, model))
        self.setHeaderHidden(True)
        self.header().setMinimumSectionSize(0)
        self.header().setStretchLastSection(False)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("nav", "Sidebar"))
        self.entered.connect(self._entered)
        self.viewportEntered.connect(self._left)

    def _entered(self, index: QModelIndex) -> None:
        self.hovered = QPersistentModelIndex(index)
        self.viewport().update()

    def _left(self) -> None:
        self.hovered = QPersistentModelIndex()
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A hidden header never makes its last section narrower than it began.
        self.header().resizeSection(0, self.viewport().width())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._left()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.ring = False
        super().focusOutEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ring = True
        super().keyPressEvent(event)


class Sidebar(QWidget):
    """A list of places over the scan strip.

    ``visited`` with each place that arrow keys or clicks come to, ``chosen`` when that was meant.
    """

    visited: TypedSignal[Place] = signal()
    chosen: TypedSignal[None] = signal()

    def __init__(
        self, theme: Theme, model: NavModel, footer: ScanStrip, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._footer = footer
        self._marking = False
        self.view = NavView(theme, model)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.space.s8, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(footer)
        # Arrow keys walk through the places as clicks do.
        self.view.selectionModel().currentChanged.connect(self._current_changed)
        self.view.clicked.connect(self._choose)
        self.view.activated.connect(self._choose)
        theme.changed.connect(self._look_changed)

    def show_place(self, place: Place) -> None:
        """Mark where the window is."""
        self._marking = True
        if not self._model.index_of(place).isValid():
            self._model.keep(place)
        self.view.setCurrentIndex(self._model.index_of(place))
        # Only now may the row of the place before go: it was the current one.
        self._model.keep(place)
        self._marking = False
        self.view.viewport().update()

    def show_rail(self, *, rail: bool) -> None:
        """Be a column of glyphs, or the whole sidebar."""
        if rail != self.view.rail:
            self.view.rail = rail
            self.view.scheduleDelayedItemsLayout()
            self._footer.show_compact(compact=rail)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colors.bg_chrome)
        edge = 0 if self.isRightToLeft() else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), self._theme.colors.line_soft)

    def _choose(self, index: QModelIndex) -> None:
        # The row is current as well while one of its genres is shown.
        self._current_changed(index, index)
        self.chosen.emit(None)

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        if self._marking:
            return
        if current.isValid() and (place := self._model.row_at(current).place) is not None:
            self.visited.emit(place)

    def _look_changed(self, _look: object) -> None:
        self.view.viewport().update()
        self.update()

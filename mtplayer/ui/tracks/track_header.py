"""The head of a track table: sorts by click, moves and resizes by drag, remembers it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from mtplayer.core.library.tracks import Scope, SortKey
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.column_layout import ColumnState, arrange, is_wanted, order_of, traded
from mtplayer.ui.tracks.columns import COLUMNS, COVER, INDEX, SMART, Column, SortOrder, next_order
from mtplayer.ui.tracks.group_painter import LANE
from mtplayer.ui.tracks.row_painter import PAD
from mtplayer.ui.widgets.menu import Menu

_ELIDE = Qt.TextElideMode.ElideRight
_LEFT = int(
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
)
_RIGHT = int(
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
)
_FIXED = QHeaderView.ResizeMode.Fixed
_BY_HAND = QHeaderView.ResizeMode.Interactive
_BOLD = 600
_CARET = 10
_RTL = Qt.LayoutDirection.RightToLeft


class TrackHeader(QHeaderView):
    """Shows columns as ``ColumnState`` says and reports what the user does to them."""

    sort_asked: TypedSignal[SortOrder] = signal()
    columns_changed: TypedSignal[ColumnState] = signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._columns = ColumnState()
        self._scope: str = Scope.TRACKS
        self._order = SortOrder(key=SortKey.ARTIST)
        self._room = 0
        self._small = False
        self._arranging = False
        self._hovered = -1
        self._grouped = False
        self.title_shift = 0
        """How far titles begin after their column does."""
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(theme.size.table_header)
        self.setMinimumSectionSize(20)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionClicked.connect(self._clicked)
        self.sectionResized.connect(self._resized)
        self.sectionMoved.connect(self._moved)
        theme.changed.connect(self._repaint)

    @property
    def columns(self) -> ColumnState:
        """What the user changed."""
        return self._columns

    @property
    def order(self) -> SortOrder:
        """The order that is shown."""
        return self._order

    def show_order(self, order: SortOrder) -> None:
        """Show what the list is ordered by; emits nothing."""
        self._order = order
        self.viewport().update()

    def show_columns(self, state: ColumnState, scope: str) -> None:
        """Arrange the columns of a view; emits nothing."""
        self._columns = state
        self._scope = scope
        self._place_in_order()
        self._arrange()

    def group(self, *, grouped: bool) -> None:
        """Make room for large covers at the leading side, or take it back."""
        if grouped != self._grouped:
            self._grouped = grouped
            self.setSectionsMovable(not grouped)
            self._place_in_order()
            self._arrange()

    @property
    def _state(self) -> ColumnState:
        """The user's columns; a grouped list has its album beside the cover, once."""
        state = self._columns
        if not self._grouped:
            return state
        order = [COVER, *(key for key in order_of(state) if key != COVER)]
        return replace(
            state,
            order=tuple(order),
            widths={**state.widths, COVER: LANE},
            shown={**state.shown, "album": False},
        )

    def fit_into(self, width: int, *, small: bool) -> None:
        """Arrange the columns in so much room; ``small`` is the window with the sidebar as rail."""
        if (width, small) != (self._room, self._small):
            self._room, self._small = width, small
            self._arrange()

    def widths(self) -> dict[str, int]:
        """Return the columns that are seen and how wide each is, in order."""
        seen = (self.logicalIndex(visual) for visual in range(self.count()))
        return {
            COLUMNS[section].key: self.sectionSize(section)
            for section in seen
            if not self.isSectionHidden(section)
        }

    def menu(self) -> Menu:
        """Return the list of columns with checks."""
        menu = Menu(self._theme, self)
        for key in order_of(self._columns):
            column = COLUMNS[INDEX[key]]
            if not column.fixed:
                self._add_column(menu, column)
        menu.addSeparator()
        fit = menu.addAction(text.tr("header", "Fit columns"))
        fit.setCheckable(True)
        fit.setChecked(self._columns.fit)
        fit.toggled.connect(self._set_fit)
        menu.addActions(self.actions())
        reset = menu.addAction(text.tr("header", "Reset columns"))
        reset.triggered.connect(lambda: self._keep(ColumnState()))
        return menu

    def widen(self, key: str, width: int) -> None:
        """Make a column this wide, as a drag of its edge would."""
        self.resizeSection(INDEX[key], width)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            colors = self._theme.colors
            area = self.viewport().rect()
            painter.fillRect(area, colors.bg_content)
            painter.fillRect(0, area.height() - 1, area.width(), 1, colors.line_soft)
            for section in range(self.count()):
                if not self.isSectionHidden(section):
                    left, width = self.sectionViewportPosition(section), self.sectionSize(section)
                    self.paintSection(painter, QRect(left, 0, width, area.height()), section)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        column = self._headed(logicalIndex)
        if column is not COLUMNS[logicalIndex]:
            rect = self._shifted(rect, 20)
        if column.sort is SortKey.TITLE:
            rect = self._shifted(rect, self.title_shift)
        sorted_by = self._is_sorted_by(column)
        colors = self._theme.colors
        color = colors.fg_1 if sorted_by or logicalIndex == self._hovered else colors.fg_3
        if column.key == "liked":
            side = 18
            left = rect.right() + 1 - side - 2 if self._mirrored else rect.x() + 2
            area = QRect(left, rect.y(), side, rect.height())
            self._theme.icons.paint(painter, area, "heart", color, self._theme.size.icon_small)
            return
        font = self._theme.font(FontRole.HEADER, weight=_BOLD if sorted_by else 0)
        painter.setFont(font)
        painter.setPen(color)
        area = rect.adjusted(PAD, 0, 0, 0) if self._mirrored else rect.adjusted(0, 0, -PAD, 0)
        caret = _CARET + 4 if sorted_by else 0
        metrics = self._theme.metrics(FontRole.HEADER, weight=_BOLD if sorted_by else 0)
        words = metrics.elidedText(text.tr("columns", column.title), _ELIDE, area.width() - caret)
        used = metrics.horizontalAdvance(words)
        leading_is_left = column.right == self._mirrored
        x = area.x() if leading_is_left else area.right() + 1 - used
        painter.drawText(QRect(x, area.y(), used + 2, area.height()), _LEFT, words)
        if sorted_by:
            at = x + used + 4 if leading_is_left else x - _CARET - 4
            name = "caret-down-fill" if self._order.descending else "caret-up-fill"
            place = QRect(at, area.y(), _CARET, area.height())
            self._theme.icons.paint(painter, place, name, color, _CARET)

    def _is_sorted_by(self, column: Column) -> bool:
        # A smart playlist has an order of its own that no column shows.
        own = self._scope == SMART and self._order.key is SortKey.NUMBER
        return column.sort is self._order.key and not own

    def _shifted(self, rect: QRect, by: int) -> QRect:
        return rect.adjusted(0, 0, -by, 0) if self._mirrored else rect.adjusted(by, 0, 0, 0)

    @override
    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(e.globalPos())

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        self._hover(self.logicalIndexAt(e.position().toPoint()))
        super().mouseMoveEvent(e)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    @property
    def _mirrored(self) -> bool:
        return self.layoutDirection() == _RTL

    def _add_column(self, menu: Menu, column: Column) -> None:
        action = menu.addAction(text.tr("columns", column.name))
        action.setCheckable(True)
        action.setChecked(is_wanted(column.key, self._columns, self._scope, self._room))
        action.toggled.connect(partial(self._set_shown, column.key))

    def _headed(self, section: int) -> Column:
        """Return the column that a section speaks of: over large covers that is the album."""
        large = self._grouped and COLUMNS[section].key == COVER
        return COLUMNS[INDEX["album"]] if large else COLUMNS[section]

    def _hover(self, section: int) -> None:
        if section != self._hovered:
            self._hovered = section
            self.viewport().update()

    def _clicked(self, section: int) -> None:
        key = self._headed(section).sort
        if key is not None:
            self.sort_asked.emit(next_order(self._order, key))

    def _resized(self, section: int, old: int, new: int) -> None:
        if self._arranging or 0 in (old, new):
            return
        key = COLUMNS[section].key
        if not self._columns.fit:
            self._remember(self._columns.with_width(key, new))
            return
        before = self.widths() | {key: old}
        after = traded(before, key, new)
        self._apply(after)
        for changed in (k for k, width in after.items() if width != before[k]):
            self._columns = self._columns.with_width(changed, after[changed])
        if after != before:
            self._remember(self._columns)

    def _moved(self, _section: int, _old: int, _new: int) -> None:
        if not self._arranging:
            order = tuple(COLUMNS[self.logicalIndex(visual)].key for visual in range(self.count()))
            self._remember(replace(self._columns, order=order))

    def _set_shown(self, key: str, on: object) -> None:
        self._keep(self._columns.with_shown(key, shown=bool(on)))

    def _set_fit(self, on: object) -> None:
        self._keep(replace(self._columns, fit=bool(on)))

    def _keep(self, state: ColumnState) -> None:
        self.show_columns(state, self._scope)
        self.columns_changed.emit(state)

    def _remember(self, state: ColumnState) -> None:
        self._columns = state
        self.columns_changed.emit(state)

    def _place_in_order(self) -> None:
        self._arranging = True
        for visual, key in enumerate(order_of(self._state)):
            self.moveSection(self.visualIndex(INDEX[key]), visual)
            mode = _FIXED if COLUMNS[INDEX[key]].rigid else _BY_HAND
            self.setSectionResizeMode(INDEX[key], mode)
        self._arranging = False

    def _arrange(self) -> None:
        if self.count() and self._room > 0:
            self._apply(arrange(self._state, self._scope, self._room, small=self._small))

    def _apply(self, sizes: Mapping[str, int]) -> None:
        self._arranging = True
        for section, column in enumerate(COLUMNS):
            width = sizes.get(column.key, 0)
            self.setSectionHidden(section, width == 0)
            if width:
                self.resizeSection(section, width)
        self._arranging = False
        self.viewport().update()

    def _repaint(self, _look: object) -> None:
        self.viewport().update()


class HeaderEnd(QWidget):
    """Goes on with the header above the scroll bar, which begins below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(theme.size.table_header)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colors.line_soft)

"""The table every page shows tracks in: painted by rows, ruled by keys and hot cells."""

from array import array
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QContextMenuEvent,
    QCursor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from mtplayer.core.events import CoverReady
from mtplayer.core.library.tracks import Scope
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.tracks.column_layout import ColumnState
from mtplayer.ui.tracks.columns import COLUMNS, COVER, INDEX
from mtplayer.ui.tracks.row_painter import (
    CURRENT,
    EDGE,
    FOCUSED,
    HOVERED,
    ODD,
    PLAYING,
    SELECTED,
    Covers,
    Lane,
    RowPainter,
)
from mtplayer.ui.tracks.row_table import RowTable
from mtplayer.ui.tracks.table_groups import TableGroups
from mtplayer.ui.tracks.track_header import HeaderEnd, TrackHeader
from mtplayer.ui.tracks.track_table_model import TrackTableModel
from mtplayer.ui.widgets import star_rating
from mtplayer.ui.widgets.star_rating import Stars

_SPACE = Qt.Key.Key_Space
_F10 = Qt.Key.Key_F10
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_PLAIN = Qt.KeyboardModifier.NoModifier
_LEFT_BUTTON = Qt.MouseButton.LeftButton
_RTL = Qt.LayoutDirection.RightToLeft
_AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_TOOLTIP = QEvent.Type.ToolTip
_ANTIALIASING = QPainter.RenderHint.Antialiasing
_SCROLL_BAR = 10

COLUMN_KEYS = frozenset({"title", "artist", "album", "album_artist", "genre", "composer"})
HEAD = "head"
HOT = frozenset({"number", "liked", "rating", "duration"})


class TrackTable(RowTable):
    """Shows tracks and says what was asked of them; it changes nothing itself."""

    row_activated: TypedSignal[int] = signal()
    """Play this row."""
    heart_pressed: TypedSignal[int] = signal()
    """The track whose heart is to change."""
    stars_pressed: TypedSignal[Stars] = signal()
    menu_asked: TypedSignal[QPoint] = signal()
    """Where on the screen the menu of the selected tracks is wanted."""
    drag_started: TypedSignal["array[int]"] = signal()
    """The selected tracks are being dragged."""

    def __init__(
        self,
        tracks: TrackTableModel,
        theme: Theme,
        covers: Covers,
        parent: QWidget | None = None,
    ) -> None:
        self._theme = theme
        self._header = TrackHeader(theme)
        self._painter = RowPainter(theme, covers)
        self._hovered: tuple[int, str] = (-1, "")
        self._pressed: tuple[int, str] = (-1, "")
        self._pulled = False
        self._bars_row = -1
        self._moving = False
        self._loading = False
        super().__init__(tracks, self._header, theme.size.row_standard, parent)
        self._groups = TableGroups(self, tracks, theme, covers)
        self._header.columns_changed.connect(self._columns_changed)
        self.show_columns(ColumnState(), Scope.TRACKS)
        self.setAccessibleName(self.tr("Tracks"))
        self.setMouseTracking(True)
        self.addScrollBarWidget(HeaderEnd(theme), Qt.AlignmentFlag.AlignTop)
        self._bars = QTimer(self, interval=1000 // theme.motion.eq_fps)
        self._bars.timeout.connect(self._move_bars)
        theme.changed.connect(self._restyle)

    @property
    def header(self) -> TrackHeader:
        """The head, which knows the columns and the order."""
        return self._header

    def show_columns(self, state: ColumnState, scope: str) -> None:
        """Arrange the columns of a view."""
        self._header.show_columns(state, scope)
        self._columns_changed(state)

    def set_playing(self, track: int | None, *, moving: bool) -> None:
        """Show which track plays; its bars move unless it is paused or motion is reduced."""
        self._tracks.playing = track
        self._moving = moving and self._theme.duration(1) > 0
        self.viewport().update()

    def set_words(self, words: Sequence[str]) -> None:
        """Mark the words that were searched for."""
        self._painter.search(words)
        self.viewport().update()

    def set_loading(self, *, loading: bool) -> None:
        """Show the shape of rows while there are none yet."""
        self._loading = loading
        self.viewport().update()

    def cover_ready(self, _ready: CoverReady) -> None:
        """Paint a cover that has arrived; many at once make one repaint of their column."""
        section = INDEX[COVER]
        left = self.columnViewportPosition(section)
        self.viewport().update(left, 0, self.columnWidth(section), self.viewport().height())

    @override
    def set_row_height(self, height: int) -> None:
        self._painter.row_height = self._groups.row_height = height
        super().set_row_height(height)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(_ANTIALIASING)
            if self._painter.ratio != (ratio := self.devicePixelRatioF()):
                self._painter.refresh(ratio)
            area = e.rect()
            self._painter.mirrored = self.layoutDirection() == _RTL
            self._painter.frame(self._lanes(area), *self._span())
            if self._loading and not self._tracks.ids:
                for number in range(area.bottom() // self._row_height + 1):
                    self._painter.skeleton(painter, number * self._row_height, number)
            else:
                self._paint_rows(painter, area)

    def _paint_rows(self, painter: QPainter, area: QRect) -> None:
        height, offset = self._row_height, self.verticalScrollBar().value()
        first = (offset + area.top()) // height
        last = min((offset + area.bottom()) // height, len(self._tracks.ids) - 1)
        focused = FOCUSED if self.hasFocus() and self.isActiveWindow() else 0
        current = self.currentIndex().row() if focused and self._by_keyboard else -1
        hovered, playing = self._hovered[0], self._tracks.playing
        for number in range(first, last + 1):
            row = self._tracks.row(number)
            if row.id < 0:
                self._groups.paint_head(painter, number, row, hovered=number == hovered)
                continue
            flags = focused | (ODD if number & 1 else 0)
            if self.is_selected(number):
                flags |= SELECTED
            if number == current:
                flags |= CURRENT
            if number == hovered:
                flags |= HOVERED
            if row.id == playing:
                flags |= PLAYING
                self._bars_seen(number)
            self._painter.row(painter, row, number * height - offset, flags)

        if self._tracks.grouped:
            self._groups.paint_covers(painter, first, last, self._painter.ratio)

    def _lanes(self, area: QRect) -> list[Lane]:
        """Return the columns that reach into an area."""
        header, lanes = self._header, list[Lane]()
        left, right = area.left(), area.right()
        for section, column in enumerate(COLUMNS):
            width = header.sectionSize(section)
            x = header.sectionViewportPosition(section) if width else 0
            small = not (self._tracks.grouped and column.key == COVER)
            if width and small and x <= right and x + width > left:
                lanes.append(self._painter.lane(column.key, x, width))
        return lanes

    def _span(self) -> tuple[int, int]:
        """Return from where to where rows are filled; the scroll bar lies in the margin."""
        bar = self.width() - self.viewport().width()
        inner = max(EDGE - bar, 0)
        if self._painter.mirrored:
            return inner, self.viewport().width() - EDGE
        return EDGE, self.viewport().width() - inner

    # ---- pointer --------------------------------------------------------------------------------

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(event.position().toPoint())
        # A drag begins a moment after its pull: until then it must not select.
        if self._pressed[0] < 0 and not self._pulled:
            super().mouseMoveEvent(event)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._hover(QPoint(-1, -1))
        super().leaveEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pulled = False
        self.use_keys(used=False)
        cell = self._cell_at(event.position().toPoint())
        if cell[1] == HEAD:
            if self._groups.press(cell[0], event.position().toPoint()):
                self.row_activated.emit(cell[0])
            return
        plain = event.button() == _LEFT_BUTTON and event.modifiers() == _PLAIN
        if plain and self._is_hot(cell):
            self._pressed = cell
            return
        super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, (-1, "")
        self._pulled = False
        if pressed[0] < 0:
            super().mouseReleaseEvent(event)
        elif self._cell_at(event.position().toPoint()) == pressed:
            self._act(pressed, event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position().toPoint())
        if event.button() != _LEFT_BUTTON or cell[0] < 0:
            return
        if self._is_hot(cell):
            self._pressed = cell if cell[1] in {"liked", "rating"} else (-1, "")
            return
        self.row_activated.emit(cell[0])

    @override
    def contextMenuEvent(self, e: QContextMenuEvent) -> None:
        by_key = e.reason() == QContextMenuEvent.Reason.Keyboard
        self.ask_menu(self._current_point() if by_key else e.globalPos())

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == _TOOLTIP and isinstance(event, QHelpEvent):
            self._show_tip(event)
            return True
        return super().viewportEvent(event)

    def _show_tip(self, event: QHelpEvent) -> None:
        row, key = self._cell_at(event.pos())
        words = ""
        if row >= 0 and key in COLUMN_KEYS:
            column, width = COLUMNS[INDEX[key]], self._header.sectionSize(INDEX[key])
            track = self._tracks.row(row)
            words = column.text(track) if self._painter.is_cut(track, column, width) else ""
        QToolTip.showText(event.globalPos(), words, self)

    def _cell_at(self, point: QPoint) -> tuple[int, str]:
        """Return the row and the column key under a point, -1 outside."""
        row = (self.verticalScrollBar().value() + point.y()) // self._row_height
        section = self._header.logicalIndexAt(point.x())
        if point.y() < 0 or not 0 <= row < len(self._tracks.ids) or section < 0:
            return -1, ""
        return row, HEAD if self._tracks.is_head(row) else COLUMNS[section].key

    def _is_hot(self, cell: tuple[int, str]) -> bool:
        row, key = cell
        if row < 0 or key not in HOT:
            return False
        return key != "number" or self._tracks.ids[row] != self._tracks.playing

    def _hover(self, point: QPoint) -> None:
        cell = self._cell_at(point)
        preview = None
        if cell[1] == "rating":
            preview = (self._tracks.ids[cell[0]], self._stars_at(point))
        if cell[0] != self._hovered[0] or preview != self._painter.preview:
            for row in {self._hovered[0], cell[0]} - {-1}:
                self.update_row(row)
        self._hovered, self._painter.preview = cell, preview

    def _stars_at(self, point: QPoint) -> int | None:
        section = INDEX["rating"]
        left, width = self.columnViewportPosition(section), self.columnWidth(section)
        turned = self.layoutDirection() == _RTL
        return star_rating.rating_in(point.x() - left, width, right_to_left=turned)

    def _act(self, cell: tuple[int, str], event: QMouseEvent) -> None:
        """Do what a press on a hot cell means; the selection stays as it is."""
        row, key = cell
        if key == "number":
            self.row_activated.emit(row)
        elif key == "liked":
            self.heart_pressed.emit(self._tracks.ids[row])
        elif key == "rating":
            track, rating = self._tracks.row(row), self._stars_at(event.position().toPoint())
            same = rating == track.rating
            self.stars_pressed.emit(Stars(track=track.id, rating=None if same else rating))
        elif key == "duration":
            if not self.is_selected(row):
                self.select_blocks([(row, row)])
                self._set_current(row)
            self.ask_menu(event.globalPosition().toPoint())

    # ---- keys and drag --------------------------------------------------------------------------

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == _SPACE and event.modifiers() == _PLAIN:
            # Space plays and pauses, wherever the focus is but in a button or a field.
            event.ignore()
        elif event.key() == _F10 and event.modifiers() == _SHIFT:
            self.ask_menu(self._current_point())
        else:
            self.use_keys(used=True)
            super().keyPressEvent(event)

    def ask_menu(self, where: QPoint) -> None:
        """Ask for the menu of the selected tracks, if there are any."""
        if self.selected_count():
            self.menu_asked.emit(where)

    def _current_point(self) -> QPoint:
        row = max(self.currentIndex().row(), 0)
        y = row * self._row_height - self.verticalScrollBar().value() + self._row_height // 2
        area = self.viewport().rect()
        left = self.columnViewportPosition(INDEX["title"])
        return self.viewport().mapToGlobal(QPoint(left, min(max(y, 0), area.height())))

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        # Trap 5: Qt's own builds an index for each selected cell.
        if self.selected_count():
            self._pulled = True
            self.drag_started.emit(self.selected_ids())

    # ---- what moves -----------------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        # Before Qt measures the columns, or a scroll bar shows for a moment.
        small = self.window().width() < self._theme.size.rail_below
        self._header.fit_into(self.width() - _SCROLL_BAR, small=small)
        super().resizeEvent(event)

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        first, last = self.visible_rows()
        ahead = self._tracks.page_rows // 2
        self._tracks.look_ahead(last + ahead if dy < 0 else first - ahead)
        # Another row is under the pointer now.
        here = self.viewport().mapFromGlobal(QCursor.pos())
        self._hover(here if self.viewport().underMouse() else QPoint(-1, -1))

    @override
    def sizeHintForColumn(self, column: int) -> int:
        """Return the widest text that can be seen: a double click on an edge asks for it."""
        first, last = self.visible_rows()
        shown = [self._tracks.row(row) for row in range(first, last + 1)]
        return max((self._painter.text_width(row, COLUMNS[column]) for row in shown), default=0)

    def _bars_seen(self, row: int) -> None:
        self._bars_row = row
        if self._moving and not self._bars.isActive():
            self._bars.start()

    def _move_bars(self) -> None:
        """Move the bars of the playing row, as long as somebody sees them."""
        first, last = self.visible_rows()
        row, self._bars_row = self._bars_row, -1
        seen = self.isVisible() and self.isActiveWindow() and first <= row <= last
        if not (seen and self._moving):
            self._bars.stop()
            return
        self._painter.bars_step += 1
        section = INDEX["number"]
        y = row * self._row_height - self.verticalScrollBar().value()
        left = self.columnViewportPosition(section)
        self.viewport().update(left, y, self.columnWidth(section), self._row_height)

    def _columns_changed(self, state: ColumnState) -> None:
        self.setHorizontalScrollBarPolicy(_NEVER if state.fit else _AS_NEEDED)
        self.viewport().update()

    def _restyle(self, _look: object) -> None:
        self._painter.refresh(self.devicePixelRatioF())
        self.viewport().update()

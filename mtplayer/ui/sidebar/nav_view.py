"""The list in the sidebar: places, and playlists that can be dragged and dropped on."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QSizePolicy,
    QToolTip,
    QTreeView,
    QWidget,
)

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.core.record import short_record
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import draw_drop_line, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.sidebar.nav_delegate import STEP, NavDelegate
from mtplayer.ui.sidebar.nav_drop import NOWHERE, Aim, aim_of, load_of
from mtplayer.ui.sidebar.nav_model import NavModel
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.drag_scroll import DragScroll
from mtplayer.ui.widgets.painted_button import KEYBOARD_REASONS

SPRING_MS: Final = 600
_LEFT = Qt.MouseButton.LeftButton
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_EITHER: Final = _CONTROL | _SHIFT
_DELETE: Final = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_FOLDS: Final = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})


@short_record
class Dropped:
    """What was dropped where."""

    aim: Aim
    data: QMimeData


@short_record
class MenuWanted:
    """A playlist whose menu is wanted, None beside all; and where on the screen."""

    playlist: PlaylistRow | None
    where: QPoint


class NavView(QTreeView):
    """The current row is the place that the window shows; it says what else was asked for."""

    plus_pressed: TypedSignal[PlaylistKind] = signal()
    folder_toggled: TypedSignal[int] = signal()
    menu_asked: TypedSignal[MenuWanted] = signal()
    rename_asked: TypedSignal[int] = signal()
    deletion_asked: TypedSignal[tuple[int, ...]] = signal()
    pulled: TypedSignal[tuple[int, ...]] = signal()
    dropped: TypedSignal[Dropped] = signal()

    def __init__(self, theme: Theme, model: NavModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._nav = model
        self.rail = False
        self.ring = False
        self.hovered = QPersistentModelIndex()
        self.over_plus = QPersistentModelIndex()
        self.aim = NOWHERE
        self.load = 0
        self.marked: set[int] = set()
        """Playlists chosen together, beside the place that is shown."""
        self._scrolling = DragScroll(self, self.viewport().update)
        self._spring = QTimer(self, singleShot=True, interval=SPRING_MS)
        self._spring.timeout.connect(self._spring_open)
        self.setModel(model)
        self._delegate = NavDelegate(theme, self, model)
        self.setItemDelegate(self._delegate)
        self._be_a_list()
        self.entered.connect(self._entered)
        self.viewportEntered.connect(self._left)

    def meant(self, playlist: int) -> tuple[int, ...]:
        """Return the playlists that something done to one is done to."""
        if playlist not in self.marked:
            return (playlist,)
        shown = (row.playlist.id for row in self._nav.rows if row.playlist is not None)
        return tuple(each for each in shown if each in self.marked)

    def _be_a_list(self) -> None:
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
        self.setAcceptDrops(True)
        self.setDragEnabled(True)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("nav", "Sidebar"))

    # ---- pointer and keys -----------------------------------------------------------------------

    def _entered(self, index: QModelIndex) -> None:
        self.hovered = QPersistentModelIndex(index)
        self.viewport().update()

    def _left(self) -> None:
        self.hovered = QPersistentModelIndex()
        self.viewport().update()

    def _plus_at(self, at: QPoint) -> QModelIndex:
        index = self.indexAt(at)
        if index.isValid() and self._nav.row_at(index).adds is not None and not self.rail:
            return index if self._delegate.plus_box(self.visualRect(index)).contains(at) else _NONE
        return _NONE

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._plus_at(event.position().toPoint())
        if over != self.over_plus:
            self.over_plus = QPersistentModelIndex(over)
            self.viewport().update()
        super().mouseMoveEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = self._nav.row_at(index) if index.isValid() else None
        if event.button() != _LEFT:
            event.accept()
        elif (plus := self._plus_at(at)).isValid():
            self.plus_pressed.emit(self._nav.row_at(plus).adds or PlaylistKind.LIST)
        elif (
            row is not None and row.playlist is not None and event.modifiers() & (_CONTROL | _SHIFT)
        ):
            self._mark(row.playlist.id, in_range=bool(event.modifiers() & _SHIFT))
        else:
            self._mark_none()
            super().mousePressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self._nav.row_at(index) if index.isValid() else None
        plain = event.button() == _LEFT and not event.modifiers() & _EITHER
        super().mouseReleaseEvent(event)
        if plain and row is not None and row.opened is not None and row.playlist is not None:
            self.folder_toggled.emit(row.playlist.id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.ring = True
        index = self.currentIndex()
        row = self._nav.row_at(index) if index.isValid() else None
        each = None if row is None else row.playlist
        key = Qt.Key(event.key())
        if each is None or row is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_F2:
            self.rename_asked.emit(each.id)
        elif key in _DELETE:
            self.deletion_asked.emit(self.meant(each.id))
        elif key in _FOLDS and row.opened is (key == Qt.Key.Key_Left):
            self.folder_toggled.emit(each.id)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        where = event.globalPos()
        if by_key:
            where = self.viewport().mapToGlobal(self.visualRect(index).center())
        row = self._nav.row_at(index) if index.isValid() else None
        if row is None or row.playlist is not None or row.adds is not None:
            each = None if row is None else row.playlist
            self.menu_asked.emit(MenuWanted(each, where))

    def _mark(self, playlist: PlaylistId, *, in_range: bool) -> None:
        shown = [row.playlist.id for row in self._nav.rows if row.playlist is not None]
        anchor = self._anchor(shown)
        if in_range and anchor is not None:
            first, last = sorted((shown.index(anchor), shown.index(playlist)))
            self.marked |= set(shown[first : last + 1])
        else:
            if not self.marked and anchor is not None and anchor != playlist:
                self.marked.add(anchor)
            self.marked ^= {playlist}
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.viewport().update()

    def _anchor(self, shown: Sequence[PlaylistId]) -> PlaylistId | None:
        index = self.currentIndex()
        each = self._nav.row_at(index).playlist if index.isValid() else None
        return each.id if each is not None and each.id in shown else None

    def _mark_none(self) -> None:
        if self.marked:
            self.marked = set()
            self.viewport().update()

    # ---- drag and drop --------------------------------------------------------------------------

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        each = (
            self._nav.row_at(self.currentIndex()).playlist
            if self.currentIndex().isValid()
            else None
        )
        if each is not None:
            self.pulled.emit(self.meant(each.id))

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.dragMoveEvent(event)

    @override
    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        at = event.position().toPoint()
        self._scrolling.follow(at.y())
        index = self.indexAt(at)
        load = load_of(event.mimeData())
        number = index.row() if index.isValid() else -1
        aim = aim_of(load, self._nav.rows, number, self.visualRect(index), at.y())
        if aim != self.aim:
            self._point(aim, load.tracks or load.paths)
        if aim.refusal:
            QToolTip.showText(self.viewport().mapToGlobal(at), tr("nav", aim.refusal), self)
        if aim.is_taken:
            event.acceptProposedAction()
        else:
            event.ignore()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._scrolling.stop()
        self._point(NOWHERE, 0)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        aim = self.aim
        self._scrolling.stop()
        self._point(NOWHERE, 0)
        if aim.is_taken:
            event.acceptProposedAction()
            self.dropped.emit(Dropped(aim, event.mimeData()))

    def _point(self, aim: Aim, load: int) -> None:
        self.aim, self.load = aim, load
        self._spring.stop()
        if aim.into is not None:
            row = self._nav.row_at(self._nav.index_of_list(aim.into))
            if row.opened is False:
                self._spring.start()
        self.viewport().update()

    def _spring_open(self) -> None:
        if self.aim.into is not None:
            self.folder_toggled.emit(self.aim.into)

    # ---- looks ----------------------------------------------------------------------------------

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.aim.line is None:
            return
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_line(painter, self.aim.line, self.aim.depth)

    def _draw_line(self, painter: QPainter, line: int, depth: int) -> None:
        """Draw the line between two rows, with a ring where it begins."""
        last = self._nav.index(min(line, len(self._nav.rows)) - 1, 0)
        y = self.visualRect(last).bottom()
        indent = self._theme.space.s12 + depth * STEP
        whole = self.viewport().rect()
        drawn = QRect(indent, y, whole.width() - indent - self._theme.space.s12, 1)
        colors, turned = self._theme.colors, self.isRightToLeft()
        drawn = placed(self.layoutDirection(), whole, drawn)
        draw_drop_line(painter, drawn, colors.accent, colors.bg_chrome, right_to_left=turned)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A hidden header never makes its last section narrower than it began.
        self.header().resizeSection(0, self.viewport().width())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.over_plus = QPersistentModelIndex()
        self._left()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.ring = False
        super().focusOutEvent(event)


_NONE: Final = QModelIndex()

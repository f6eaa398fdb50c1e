"""One list of the column browser: names with counts, chosen one or many at a time."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mtplayer.core.ids import AlbumId
from mtplayer.core.queries.facets import Key, Pane
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import draw_ground, draw_text, fill_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.pane_model import PaneModel
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.widgets.cut_tips import TellingDelegate
from mtplayer.ui.widgets.painted_button import KEYBOARD_REASONS

Index = QModelIndex | QPersistentModelIndex
_ANEW = QItemSelectionModel.SelectionFlag.ClearAndSelect
_PLAY_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
# As long as between two letters of one word.
_TYPING_MS = 1000


class PaneDelegate(TellingDelegate):
    """Paints a name, its count, and the cover of an album."""

    def __init__(self, theme: Theme, view: "PaneList", covers: Covers) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._covers = covers

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.begin(index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, colors, space = self._theme, self._theme.colors, self._theme.space
        model, row, view = self._view.pane, index.row(), self._view
        turned = view.isRightToLeft()
        area = QRect(getattr(option, "rect"))  # noqa: B009 - unknown to the type checker
        body = area.adjusted(6, 0, -6, 0)
        self._ground(painter, body, index)
        inner = body.adjusted(space.s8, 0, -space.s8, 0)
        note = model.note(row)
        painter.setFont(theme.font(FontRole.SMALL, tabular=True))
        painter.setPen(colors.fg_3)
        draw_text(painter, inner, note, right_to_left=turned, trailing=True)
        taken = theme.metrics(FontRole.SMALL, tabular=True).horizontalAdvance(note) + space.s12
        text = inner.adjusted(0, 0, -taken, 0)
        if row and model.pane is Pane.ALBUM:
            self._cover(painter, placed(view.layoutDirection(), inner, inner), row)
            text.setLeft(text.left() + theme.size.cover_row + 6)
        text = placed(view.layoutDirection(), inner, text)
        painter.setFont(theme.font(FontRole.BODY))
        painter.setPen(colors.fg_1 if row else colors.fg_2)
        name = self.fitted(theme.metrics(FontRole.BODY), model.name(row), text.width())
        draw_text(painter, text, name, right_to_left=turned)

    def _ground(self, painter: QPainter, body: QRect, index: Index) -> None:
        view = self._view
        focused = view.hasFocus() and view.isActiveWindow()
        draw_ground(
            painter,
            body,
            self._theme,
            selected=view.selectionModel().isSelected(index),
            hovered=index.row() == view.hovered,
            focused=focused,
            outlined=focused and view.by_keys and index == view.currentIndex(),
        )

    def _cover(self, painter: QPainter, inner: QRect, row: int) -> None:
        theme, edge = self._theme, self._theme.size.cover_row
        key = self._view.pane.key(row)
        ratio = self._view.devicePixelRatioF()
        album = AlbumId(key) if isinstance(key, int) else None
        pixmap = self._covers.pixmap(album, edge, theme.radius.cover20, ratio)
        left = inner.right() + 1 - edge if self._view.isRightToLeft() else inner.left()
        place = QRect(left, inner.center().y() - edge // 2 + 1, edge, edge)
        if pixmap is not None:
            painter.drawPixmap(place, pixmap)
            return
        fill_round(painter, place, theme.radius.cover20, theme.colors.bg_hover)
        theme.icons.paint(painter, place, "music-notes", theme.colors.fg_3, 12)


class PaneList(QTableView):
    """Rows of one height. ``chosen`` when other rows are selected, ``played`` on Enter."""

    chosen: TypedSignal[None] = signal()
    played: TypedSignal[None] = signal()
    menu_asked: TypedSignal[QPoint] = signal()
    stepped: TypedSignal[int] = signal()
    """To the next list or the one before: the arrow keys go sideways."""
    drag_started: TypedSignal[None] = signal()

    def __init__(
        self, theme: Theme, pane: PaneModel, covers: Covers, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.pane = pane
        self.hovered = -1
        self.by_keys = False
        self._quiet = False
        self._typed = ""
        self._since_typed = QElapsedTimer()
        self.setModel(pane)
        self.setItemDelegate(PaneDelegate(theme, self, covers))
        self._be_a_list(theme)
        self.entered.connect(self._hover)
        self.viewportEntered.connect(self._leave)
        self.doubleClicked.connect(self._double_clicked)
        theme.changed.connect(self._restyle)
        self._restyle(None)

    def _be_a_list(self, theme: Theme) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setSelectionMode(self.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.hide()
        across.setMinimumSectionSize(1)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        down.hide()
        down.setMinimumSectionSize(1)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setDefaultSectionSize(theme.size.pane_row)
        # A header asks after each selection whether every row is in it.
        inert = QItemSelectionModel(self.pane, self)
        across.setSelectionModel(inert)
        down.setSelectionModel(inert)

    def choose(self, keys: Sequence[Key]) -> bool:
        """Select these, without a word; False if none is there, and all is selected."""
        rows = self.pane.rows_of(keys)
        selection = QItemSelection()
        for row in rows or [0]:
            index = self.pane.index(row, 0)
            selection.append(QItemSelectionRange(index, index))
        self._quiet = True
        self.selectionModel().select(selection, _ANEW)
        current = self.pane.index((rows or [0])[0], 0)
        self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(current)
        self._quiet = False
        return bool(rows)

    def chosen_keys(self) -> tuple[Key, ...]:
        """Return what is selected; nothing is all."""
        keys: list[Key] = []
        for block in self.selectionModel().selection().toList():
            for row in range(block.top(), block.bottom() + 1):
                if (key := self.pane.key(row)) is None:
                    return ()
                keys.append(key)
        return tuple(keys)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()
        if not self._quiet:
            self.chosen.emit(None)

    @override
    def keyboardSearch(self, search: str) -> None:
        if not self._since_typed.isValid() or self._since_typed.elapsed() > _TYPING_MS:
            self._typed = ""
        self._since_typed.start()
        self._typed += search
        row = self.pane.starting_with(self._typed, max(self.currentIndex().row(), 1))
        if row is not None:
            self.setCurrentIndex(self.pane.index(row, 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keys = True
        before = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.key() in _PLAY_KEYS:
            self.played.emit(None)
        elif before is not None:
            self.stepped.emit(-before if self.isRightToLeft() else before)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            # Space plays and pauses, wherever the focus is but in a button or a field.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keys = False
        super().mousePressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keys = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        self.drag_started.emit(None)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._leave()

    def _double_clicked(self, _index: QModelIndex) -> None:
        self.played.emit(None)

    def _hover(self, index: QModelIndex) -> None:
        self.hovered = index.row()
        self.viewport().update()

    def _leave(self) -> None:
        self.hovered = -1
        self.viewport().update()

    def _restyle(self, _look: object) -> None:
        # The style fills whole selected rows behind the delegate.
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self.viewport().update()

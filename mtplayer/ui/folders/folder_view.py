"""The tree of folders."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QStyle,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.folders.folder_model import FolderModel
from mtplayer.ui.look.painting import draw_ground, draw_text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.cut_tips import TellingDelegate
from mtplayer.ui.widgets.painted_button import KEYBOARD_REASONS

Index = QModelIndex | QPersistentModelIndex
_PLAY_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_STEP = 18
_CARET = 12


class FolderDelegate(TellingDelegate):
    """Paints caret, folder, name and count across the whole row."""

    def __init__(self, theme: Theme, view: "FolderView", model: FolderModel) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.size.pane_row)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.begin(index)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, colors, view, model = self._theme, self._theme.colors, self._view, self._model
        area = QRect(getattr(option, "rect"))  # noqa: B009 - unknown to the type checker
        row = QRect(0, area.y(), view.viewport().width(), area.height())
        body = row.adjusted(theme.space.s8, 0, -theme.space.s8, 0)
        self._ground(painter, body, index)
        folder, turned = model.folder(index), view.isRightToLeft()
        offline = model.is_offline(folder)
        left = body.x() + 6 + _STEP * view.level(index)
        is_open = view.isExpanded(index)
        if model.rowCount(index):
            caret = "caret-down" if is_open else "caret-right"
            self._icon(painter, row, QRect(left, row.y(), _CARET, row.height()), caret, _CARET)
        glyph = QRect(left + _STEP, row.y(), theme.size.icon, row.height())
        name = model.icon(folder, is_open=is_open)
        self._icon(painter, row, glyph, name, theme.size.icon, warns=offline)
        note = model.note(folder)
        painter.setFont(theme.font(FontRole.SMALL, tabular=True))
        painter.setPen(colors.fg_3)
        end = body.adjusted(0, 0, -theme.space.s8, 0)
        draw_text(painter, end, note, right_to_left=turned, trailing=True)
        taken = theme.metrics(FontRole.SMALL, tabular=True).horizontalAdvance(note)
        text = QRect(glyph.right() + 1 + theme.space.s8, row.y(), 0, row.height())
        text.setRight(end.right() - taken - theme.space.s8)
        painter.setFont(theme.font(FontRole.BODY))
        painter.setPen(colors.fg_3 if offline else colors.fg_1)
        words = self.fitted(theme.metrics(FontRole.BODY), model.tree.names[folder], text.width())
        text = QStyle.visualRect(view.layoutDirection(), row, text)
        draw_text(painter, text, words, right_to_left=turned)

    def _icon(
        self,
        painter: QPainter,
        row: QRect,
        place: QRect,
        name: str,
        px: int,
        *,
        warns: bool = False,
    ) -> None:
        colors, turned = self._theme.colors, self._view.isRightToLeft()
        place = QStyle.visualRect(self._view.layoutDirection(), row, place)
        color = colors.warn if warns else colors.fg_2
        self._theme.icons.paint(painter, place, name, color, px, right_to_left=turned)

    def _ground(self, painter: QPainter, body: QRect, index: Index) -> None:
        view = self._view
        focused = view.hasFocus() and view.isActiveWindow()
        current = index == view.currentIndex()
        draw_ground(
            painter,
            body,
            self._theme,
            selected=current,
            hovered=index == view.hovered,
            focused=focused,
            outlined=current and focused and view.by_keys,
        )


class FolderView(QTreeView):
    """``entered_folder`` with each folder that keys or clicks come to."""

    entered_folder: TypedSignal[int] = signal()
    played: TypedSignal[None] = signal()
    menu_asked: TypedSignal[QPoint] = signal()
    drag_started: TypedSignal[None] = signal()

    def __init__(self, theme: Theme, model: FolderModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self.by_keys = False
        self.hovered = QPersistentModelIndex()
        self.setModel(model)
        self.setItemDelegate(FolderDelegate(theme, self, model))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportMargins(0, theme.space.s4, 0, 0)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setExpandsOnDoubleClick(False)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("folders", "Folders"))
        self.entered.connect(self._hover)
        self.viewportEntered.connect(self._leave)
        self.doubleClicked.connect(self._toggle)
        theme.changed.connect(self._restyle)
        self._restyle(None)

    def level(self, index: Index) -> int:
        """Return how deep a row stands."""
        return len(self._model.tree.way_to(self._model.folder(index))) - 1

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid():
            self.entered_folder.emit(self._model.folder(current))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keys = False
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._is_caret(index, event.position().x()):
            self._toggle(index)
            return
        super().mousePressEvent(event)

    def _is_caret(self, index: QModelIndex, x: float) -> bool:
        if self.isRightToLeft():
            x = self.viewport().width() - x
        left = self._theme.space.s8 + 6 + _STEP * self.level(index)
        return bool(self._model.rowCount(index)) and left - 4 <= x < left + _STEP

    def _toggle(self, index: QModelIndex) -> None:
        self.setExpanded(index, not self.isExpanded(index))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keys = True
        if event.key() in _PLAY_KEYS:
            self.played.emit(None)
        elif event.key() == Qt.Key.Key_Space and not event.modifiers():
            # Space plays and pauses, wherever the focus is but in a button or a field.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_asked.emit(event.globalPos())

    @override
    def startDrag(self, supportedActions: Qt.DropAction) -> None:
        self.drag_started.emit(None)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keys = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._leave()

    def _hover(self, index: QModelIndex) -> None:
        self.hovered = QPersistentModelIndex(index)
        self.viewport().update()

    def _leave(self) -> None:
        self.hovered = QPersistentModelIndex()
        self.viewport().update()

    def _restyle(self, _look: object) -> None:
        # The style fills whole selected rows behind the delegate.
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        self.setPalette(palette)

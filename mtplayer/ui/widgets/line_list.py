"""A list of two-line rows with a glyph: for choosing in a sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.ui.look.painting import draw_text, fill_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.cut_tips import TellingDelegate

Index = QModelIndex | QPersistentModelIndex
_ROW = 44
_DISPLAY = Qt.ItemDataRole.DisplayRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@record
class Line:
    """One row; what is not ``selectable`` only says something."""

    id: int
    text: str
    detail: str = ""
    icon: str = ""
    color: str = "fg_2"
    selectable: bool = True


class LineModel(QAbstractListModel):
    """A few hundred lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()

    @property
    def lines(self) -> Sequence[Line]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show others."""
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        line = self._lines[index.row()]
        if role == _DISPLAY:
            return line.text
        return ", ".join(filter(None, (line.text, line.detail))) if role == _SPOKEN else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        enabled = Qt.ItemFlag.ItemIsEnabled
        if index.isValid() and not self._lines[index.row()].selectable:
            return enabled
        return enabled | Qt.ItemFlag.ItemIsSelectable


class LineList(QListView):
    """Shows them."""

    def __init__(
        self, theme: Theme, name: str, *, several: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._empty = theme, ""
        self.lines = LineModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_LineDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(name)

    def say_empty(self, words: str) -> None:
        """Have this said in place of rows, where there are none."""
        self._empty = words
        self.viewport().update()

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        super().paintEvent(e)
        if self._empty and not self.lines.rowCount():
            with QPainter(self.viewport()) as painter:
                painter.setFont(self._theme.font(FontRole.BODY))
                painter.setPen(self._theme.colors.fg_2)
                centre = Qt.AlignmentFlag.AlignCenter
                painter.drawText(self.viewport().rect(), centre, self._empty)

    def selected_ids(self) -> list[int]:
        """Return the ids of what is selected, from the top; a few hundred at most."""
        blocks = self.selectionModel().selection().toList()
        rows = sorted(row for block in blocks for row in range(block.top(), block.bottom() + 1))
        return [self.lines.lines[row].id for row in rows if self.lines.lines[row].selectable]


class _LineDelegate(TellingDelegate):
    def __init__(self, theme: Theme, view: LineList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.begin(index)
        theme, space = self._theme, self._theme.space
        line = self._view.lines.lines[index.row()]
        rect = QRect(getattr(option, "rect"))  # noqa: B009 - missing in the stubs
        turned = self._view.isRightToLeft()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if getattr(option, "state") & QStyle.StateFlag.State_Selected:  # noqa: B009
            fill_round(painter, rect, theme.radius.nav, theme.colors.bg_sel)
        inner = rect.adjusted(space.s12, 0, -space.s12, 0)
        direction = self._view.layoutDirection()
        color = getattr(theme.colors, line.color)
        icon = QRect(inner.x(), inner.y(), theme.size.icon, inner.height())
        if line.icon:
            place = placed(direction, inner, icon)
            theme.icons.paint(painter, place, line.icon, color, theme.size.icon)
        left = theme.size.icon + space.s12 if line.icon else 0
        words = placed(direction, inner, inner.adjusted(left, 0, 0, 0))
        half = words.height() // 2
        upper = QRect(words.x(), words.y() + 3, words.width(), half)
        lower = QRect(words.x(), words.y() + half - 2, words.width(), half)
        both = ((upper, line.text, FontRole.BODY, "fg_1"), (lower, line.detail, _SMALL, "fg_3"))
        for area, said, role, ink in both:
            shown = area if line.detail else words
            cut = self.fitted(theme.metrics(role), said, shown.width())
            painter.setFont(theme.font(role))
            painter.setPen(getattr(theme.colors, ink))
            draw_text(painter, shown, cut, right_to_left=turned)


_SMALL = FontRole.SMALL

"""What could be typed next, in a list below the search field."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mtplayer.core.queries.query_completion import Choice
from mtplayer.core.record import short_record
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.look.painting import draw_text, fill_round, line_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
_ELIDE = Qt.TextElideMode.ElideRight
_WIDE = 420


@short_record
class Line:
    """One row: something to choose, or a remark without a choice."""

    words: str
    label: str = ""
    choice: Choice | None = None


class _Lines(QAbstractListModel):
    """The rows."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Line, ...] = ()

    def show(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> object:
        line = self.lines[index.row()]
        if role == _DISPLAY:
            return line.words
        spoken = ", ".join(part for part in (line.words, line.label) if part)
        return spoken if role == _SPOKEN else None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        enabled = self.lines[index.row()].choice is not None
        return super().flags(index) if enabled else Qt.ItemFlag.NoItemFlags


class _Painter(QStyledItemDelegate):
    """Words in the query's type, what they are at the far end."""

    def __init__(self, theme: Theme, lines: _Lines, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = lines

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_WIDE // 2, self._theme.size.menu_row)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, theme, colors = self._lines.lines[index.row()], self._theme, self._theme.colors
        view = self.parent()
        assert isinstance(view, QListView)
        area: QRect = view.visualRect(index)
        active = view.currentIndex() == index and line.choice is not None
        turned = view.isRightToLeft()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if active:
            fill_round(painter, area, theme.radius.menu_item, colors.accent)
        inside = area.adjusted(theme.space.s8, 0, -theme.space.s8, 0)
        if line.choice is None or line.choice.mends:
            name = "warning-circle" if line.choice is None else "check-circle"
            glyph = QRect(inside.x(), area.y(), theme.size.icon, area.height())
            rest = colors.danger if line.choice is None else colors.accent_text
            color = colors.on_accent if active else rest
            where = placed(view.layoutDirection(), area, glyph)
            theme.icons.paint(painter, where, name, color, theme.size.icon)
            inside.setLeft(inside.x() + theme.size.icon + theme.space.s8)
        # What stands alone is a name, not a part of a query.
        usual = FontRole.QUERY if line.label else FontRole.BODY
        role = FontRole.SMALL if line.choice is None else usual
        painter.setFont(theme.font(role))
        painter.setPen(colors.on_accent if active else colors.fg_1)
        taken = theme.metrics(FontRole.SMALL).horizontalAdvance(line.label) + theme.space.s12
        words = theme.metrics(role).elidedText(line.words, _ELIDE, inside.width() - taken)
        inside = placed(view.layoutDirection(), area, inside)
        draw_text(painter, inside, words, right_to_left=turned)
        painter.setFont(theme.font(FontRole.SMALL))
        painter.setPen(colors.on_accent if active else colors.fg_3)
        draw_text(painter, inside, line.label, right_to_left=turned, trailing=True)


class SuggestionList(QFrame):
    """Lies over the window below a field; the keyboard stays in the field."""

    chosen: TypedSignal[Choice] = signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._lines = _Lines()
        self._view = QListView(self)
        self._view.setModel(self._lines)
        self._view.setItemDelegate(_Painter(theme, self._lines, self._view))
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setHorizontalScrollBarPolicy(_NEVER)
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAccessibleName(text.tr("search", "Suggestions"))
        self._view.entered.connect(self._view.setCurrentIndex)
        self._view.clicked.connect(self._clicked)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        gap = theme.space.s4
        column.setContentsMargins(gap, gap, gap, gap)
        column.addWidget(self._view)
        theme.changed.connect(self._restyle)
        self._restyle(None)
        self.hide()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What it shows."""
        return self._lines.lines

    @property
    def current(self) -> Choice | None:
        """The choice that the keyboard or the pointer is on."""
        row = self._view.currentIndex().row()
        return self._lines.lines[row].choice if 0 <= row < len(self._lines.lines) else None

    @property
    def first(self) -> Choice | None:
        """The first thing to type; a correction has to be gone to."""
        choices = (line.choice for line in self._lines.lines)
        return next((one for one in choices if one is not None and not one.mends), None)

    def show_below(self, field: QWidget, lines: Sequence[Line], rows: int = 8) -> None:
        """Show rows below a field, or nothing where there are none."""
        if not lines:
            self.hide()
            return
        self._lines.show(lines)
        theme = self._theme
        high = min(len(lines), rows) * theme.size.menu_row + 2 * theme.space.s4
        wide = min(field.width(), _WIDE)
        at = field.mapTo(self.window(), field.rect().bottomLeft())
        left = at.x() + field.width() - wide if self.isRightToLeft() else at.x()
        self.setGeometry(left, at.y() + theme.space.s4, wide, high)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Go to the next choice, or the one before."""
        lines = self._lines.lines
        row = self._view.currentIndex().row()
        row = len(lines) if row < 0 and by < 0 else row
        while 0 <= (row := row + by) < len(lines):
            if lines[row].choice is not None:
                self._view.setCurrentIndex(self._lines.index(row))
                return

    def _clicked(self, index: Index) -> None:
        if (choice := self._lines.lines[index.row()].choice) is not None:
            self.chosen.emit(choice)

    def _restyle(self, _look: object) -> None:
        palette = QPalette(self._view.palette())
        palette.setColor(QPalette.ColorRole.Base, self._theme.colors.bg_raised)
        self._view.setPalette(palette)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, radius = self._theme.colors, self._theme.radius.popup
        painter.fillRect(self.rect(), colors.bg_content)
        fill_round(painter, self.rect(), radius, colors.bg_raised)
        line_round(painter, self.rect(), radius, colors.line)

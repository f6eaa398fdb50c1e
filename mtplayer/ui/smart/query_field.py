"""The rules as the text of a query, which can be edited as well."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.search.query_help import QueryHelp, Values
from mtplayer.ui.search.query_line import QueryLine
from mtplayer.ui.search.query_syntax import QuerySyntax, dress_line
from mtplayer.ui.text import tr


class QueryField(QWidget):
    """A line with the colours, faults and suggestions of the search field."""

    typed: TypedSignal[str] = signal()

    def __init__(self, theme: Theme, values: Values) -> None:
        super().__init__()
        self._theme = theme
        self._known = ""
        self._line = QueryLine(self)
        self._syntax = QuerySyntax(theme, self._line.document())
        self._help = QueryHelp(theme, self, self._line, values)
        self._line.setFont(theme.font(FontRole.QUERY))
        self._line.setAccessibleName(tr("smart", "As a query"))
        self._line.textChanged.connect(self._changed)
        self._line.focus_changed.connect(self._focus)
        self._line.takes = self._takes
        self._line.setFixedHeight(theme.metrics(FontRole.QUERY).lineSpacing())
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space.s8, 0, theme.space.s8, 0)
        row.addWidget(self._line, 1, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(theme.size.field_small)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._line)
        theme.changed.connect(self._restyle)
        self._restyle(None)

    def text(self) -> str:
        """Return what is typed."""
        return self._line.text()

    def show_text(self, text: str) -> None:
        """Show another text without saying so."""
        if text != self._known:
            self._known = text
            self._line.replace_text(text)
            self._line.go_to(0)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.size.search, self._theme.size.field_small)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colors, radius = self._theme, self._theme.colors, self._theme.radius.control
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill_round(painter, self.rect(), radius, colors.bg_field)
            focused = self._line.hasFocus()
            edge, width = (colors.accent, theme.ring) if focused else (colors.line, 1)
            line_round(painter, self.rect(), radius, edge, width)

    def _changed(self) -> None:
        words = self.text()
        if words != self._known:
            self._known = words
            self.typed.emit(words)
            if self._line.hasFocus():
                self._help.typed()

    def _takes(self, event: QKeyEvent) -> bool:
        return self._help.takes(event)

    def _focus(self, focused: object) -> None:
        if not focused:
            self._help.close()
        self.update()

    def _restyle(self, _look: object) -> None:
        dress_line(self._line, self._theme)
        self.update()

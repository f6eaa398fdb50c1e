"""A small field that finds by typing within one list."""

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.fields import BARE


class FilterLine(QLineEdit):
    """``left`` when Escape empties it or the arrow goes down into the list."""

    left: TypedSignal[None] = signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFrame(False)
        self.setStyleSheet(BARE)
        self.setFixedHeight(theme.size.icon_button_tiny)
        self.setFont(theme.font(FontRole.SMALL))
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setTextMargins(theme.space.s8, 0, theme.space.s8, 0)
        theme.changed.connect(self._restyle)
        self._restyle(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit(None)
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit(None)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        asked = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            # It closes panels, but not while it has something to do here.
            event.accept()
            return True
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors, radius = self._theme.colors, self._theme.radius.row
            body = QRect(self.rect())
            fill_round(painter, body, radius, colors.bg_field)
            focused = self.hasFocus()
            edge = colors.accent if focused else colors.line
            line_round(painter, body, radius, edge, self._theme.outline if focused else 1)
        super().paintEvent(event)

    def _restyle(self, _look: object) -> None:
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, self._theme.colors.fg_1)
        palette.setColor(QPalette.ColorRole.PlaceholderText, self._theme.colors.fg_3)
        self.setPalette(palette)

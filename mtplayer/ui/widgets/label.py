"""Text in a role of the theme, cut at its end where there is no room."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import draw_text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole


class Label(QWidget):
    """One line. What does not fit is elided and the whole text is then the tooltip.

    Of a label that ``ends`` the end is kept, as of a path.
    """

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: FontRole = FontRole.BODY,
        *,
        color: str = "fg_1",
        tabular: bool = False,
        weight: int = 0,
        elides: bool = False,
        ends: bool = False,
        trailing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text, self._short = text, ""
        self._color = color
        self._elides = elides or ends
        self._mode = Qt.TextElideMode.ElideLeft if ends else Qt.TextElideMode.ElideRight
        self._trailing = trailing
        self.setFont(theme.font(role, tabular=tabular, weight=weight))
        self._metrics = theme.metrics(role, tabular=tabular, weight=weight)
        self._line = theme.type(role).line
        across = QSizePolicy.Policy.Ignored if self._elides else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        theme.changed.connect(self._look_changed)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def show_text(self, text: str, *, short: str = "") -> None:
        """Show another text; where it does not fit, the ``short`` one if there is one."""
        if text == self._text and short == self._short:
            return
        wide = self.sizeHint().width()
        self._text, self._short = text, short
        self.setAccessibleName(text)
        if not self._elides and self.sizeHint().width() != wide:
            self.updateGeometry()
        self.update()

    def width_of(self, text: str) -> int:
        """Return how much room a text would take."""
        return self._metrics.horizontalAdvance(text)

    def show_color(self, color: str) -> None:
        """Show the text in another role."""
        if color != self._color:
            self._color = color
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._metrics.horizontalAdvance(self._text), self._line)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._line) if self._elides else self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(getattr(self._theme.colors, self._color))
        turned = self.isRightToLeft()
        draw_text(
            painter, self.rect(), self._shown(), right_to_left=turned, trailing=self._trailing
        )

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            cut = self._shown() != self._text
            QToolTip.showText(event.globalPos(), self._text if cut else "", self)
            return True
        return super().event(event)

    def _shown(self) -> str:
        if not self._elides:
            return self._text
        for words in filter(None, (self._text, self._short)):
            # Qt cuts by fractions of a pixel, but rounds the width that it asks for.
            if self.width_of(words) <= self.width():
                return words
        return self._metrics.elidedText(self._short or self._text, self._mode, self.width())

    def _look_changed(self, _look: object) -> None:
        self.update()

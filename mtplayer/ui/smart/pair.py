"""Yes and no side by side."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr


class Pair(QWidget):
    """Yes or no, in one frame."""

    picked: TypedSignal[bool] = signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._yes = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        metrics = theme.metrics(FontRole.CONTROL)
        each = max(metrics.horizontalAdvance(word) for word in self._words()) + theme.space.s20
        self.setFixedSize(2 * each + 4, theme.size.field)
        theme.changed.connect(self._look_changed)

    @property
    def yes(self) -> bool:
        """What is chosen."""
        return self._yes

    def show_answer(self, *, yes: bool) -> None:
        """Show another answer without saying so."""
        self._yes = yes
        self.setAccessibleDescription(self._words()[not yes])
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(yes=(event.position().x() < self.width() / 2) != self.isRightToLeft())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space):
            self._choose(yes=not self._yes)
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colors = self._theme, self._theme.colors
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            fill_round(painter, self.rect(), theme.radius.control, colors.bg_hover)
            half = (self.width() - 4) // 2
            for number, word in enumerate(self._words()):
                on = (number == 0) is self._yes
                at = 1 - number if self.isRightToLeft() else number
                area = QRect(2 + at * half, 2, half, self.height() - 4)
                if on:
                    ring = self.hasFocus()
                    fill_round(painter, area, theme.radius.row, colors.bg_press)
                    if ring:
                        line_round(painter, area, theme.radius.row, colors.accent, theme.ring)
                painter.setFont(theme.font(FontRole.CONTROL))
                painter.setPen(colors.fg_1 if on else colors.fg_2)
                painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)

    def _choose(self, *, yes: bool) -> None:
        if yes != self._yes:
            self.show_answer(yes=yes)
            self.picked.emit(yes)

    def _words(self) -> tuple[str, str]:
        return tr("smart", "Yes"), tr("smart", "No")

    def _look_changed(self, _look: object) -> None:
        self.update()

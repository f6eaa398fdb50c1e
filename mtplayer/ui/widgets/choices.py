"""Glyphs or words side by side of which one is chosen."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.painted_button import PaintedButton

_ICON_WIDTH = 34


class Choice(NamedTuple):
    """One choice: its name, and a glyph if it is shown by one."""

    name: str
    icon: str = ""


class Choices(QWidget):
    """Changes nothing itself: it says what was pressed, and is told what is chosen."""

    pressed: TypedSignal[int] = signal()

    def __init__(
        self, theme: Theme, name: str, choices: Sequence[Choice], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.pressed.emit)
        self.setAccessibleName(name)
        self.setFixedHeight(theme.size.button_small)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_choices(choices)
        theme.changed.connect(self._look_changed)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other choices; the first one is chosen."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for number, choice in enumerate(choices):
            button = _Button(self._theme, choice, self)
            self._group.addButton(button, number)
            self._row.addWidget(button)
        self.choose(0)

    def choose(self, number: int) -> None:
        """Show what is chosen."""
        button = self._group.button(number)
        if button is not None:  # pyright: ignore[reportUnnecessaryComparison]
            button.setChecked(True)

    @property
    def chosen(self) -> int:
        """What is chosen."""
        return self._group.checkedId()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors = self._theme.colors
            fill_round(painter, self.rect(), self._theme.radius.control, colors.bg_hover_chrome)

    def _look_changed(self, _look: object) -> None:
        self.update()


class _Button(PaintedButton):
    """One of the choices."""

    def __init__(self, theme: Theme, choice: Choice, parent: QWidget) -> None:
        super().__init__(theme, choice.name, parent)
        self._choice = choice
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    @override
    def sizeHint(self) -> QSize:
        height = self.theme.size.button_small - 4
        if self._choice.icon:
            return QSize(_ICON_WIDTH, height)
        words = self.theme.metrics(FontRole.SMALL, weight=500).horizontalAdvance(self._choice.name)
        return QSize(words + 2 * self.theme.space.s8 + 2, height)

    @override
    def draw(self, painter: QPainter) -> None:
        colors, on = self.theme.colors, self.isChecked()
        if on:
            fill_round(painter, self.rect(), 5, colors.bg_content)
            line_round(painter, self.rect(), 5, colors.line)
        color = colors.fg_1 if on or self.underMouse() else colors.fg_2
        if self._choice.icon:
            self.theme.icons.paint(painter, self.rect(), self._choice.icon, color, 16)
            return
        painter.setFont(self.theme.font(FontRole.SMALL, weight=500))
        painter.setPen(color)
        # “31 bands” reads from the left, wherever the window begins.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._choice.name)

"""The cards that figures stand on."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mtplayer.ui.painting import fill_round, line_round
from mtplayer.ui.theme import Theme
from mtplayer.ui.tokens import FontRole
from mtplayer.ui.widgets.label import Label

HEAD = 24
"""How tall the line of a title is, whatever else stands in it."""


class Panel(QWidget):
    """A card with a title; ``head`` is the line of the title, ``column`` what is below it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        space = theme.space
        self.head = QHBoxLayout()
        self.head.setSpacing(space.s12)
        self.head.addStrut(HEAD)
        self.head.addWidget(Label(theme, title, FontRole.SECTION))
        self.head.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, space.s16, 18, space.s16)
        self.column.setSpacing(space.s12)
        self.column.addLayout(self.head)
        theme.changed.connect(self._look_changed)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_card(painter, self._theme, self)

    def _look_changed(self, _look: object) -> None:
        self.update()


class StatCard(QWidget):
    """One number, what it is of, and what it means."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._value = Label(theme, role=FontRole.HERO, tabular=True, elides=True)
        self._note = Label(theme, role=FontRole.SMALL, color="fg_2", tabular=True, elides=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(2)
        column.addWidget(Label(theme, name, FontRole.SMALL, color="fg_2", elides=True))
        column.addWidget(self._value)
        column.addWidget(self._note)
        column.addStretch(1)
        theme.changed.connect(self._look_changed)

    def show_value(self, value: str, note: str = "", *, good: bool = False) -> None:
        """Show another number; a ``good`` note is green."""
        self._value.show_text(value)
        self._note.show_text(note)
        self._note.show_color("ok" if good else "fg_2")
        self.setAccessibleName(", ".join(filter(None, (self._name, value, note))))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_card(painter, self._theme, self)

    def _look_changed(self, _look: object) -> None:
        self.update()


def draw_card(painter: QPainter, theme: Theme, card: QWidget) -> None:
    """Draw the ground of a card."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill_round(painter, card.rect(), theme.radius.card, theme.colors.bg_chrome)
    line_round(painter, card.rect(), theme.radius.card, theme.colors.line_soft)

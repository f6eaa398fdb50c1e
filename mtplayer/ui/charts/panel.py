"""The cards that figures stand on."""

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.label import Label

_SIDE = 18
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
        self.column.setContentsMargins(_SIDE, space.s16, _SIDE, space.s16)
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
    """One number, what it is of, and what it means; in few words where there is little room."""

    def __init__(
        self, theme: Theme, name: str, parent: QWidget | None = None, *, short: str = ""
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._names = (name, short or name)
        self._notes = self._values = ("", "")
        self._name = Label(theme, name, FontRole.SMALL, color="fg_2", elides=True)
        self._value = Label(theme, role=FontRole.HERO, tabular=True, elides=True)
        self._note = Label(theme, role=FontRole.SMALL, color="fg_2", tabular=True, elides=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, theme.space.s16, _SIDE, theme.space.s12)
        column.setSpacing(2)
        for label in (self._name, self._value, self._note):
            column.addWidget(label)
        column.addStretch(1)
        theme.changed.connect(self._look_changed)

    def show_value(
        self,
        value: str,
        note: str = "",
        *,
        short: str = "",
        brief: str = "",
        good: bool = False,
    ) -> None:
        """Show another number; a ``good`` note is green, ``brief`` is the number in little room."""
        self._values = (value, brief or value)
        self._notes = (note, short or note)
        self._note.show_color("ok" if good else "fg_2")
        self.setAccessibleName(", ".join(filter(None, (self._names[0], value, note))))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = self._theme.metrics(FontRole.SMALL, tabular=True)
        room = self.width() - 2 * _SIDE
        digits = self._theme.metrics(FontRole.HERO, tabular=True)
        long, short = self._values
        self._value.show_text(long if digits.horizontalAdvance(long) <= room else short)
        for label, (long, short) in ((self._name, self._names), (self._note, self._notes)):
            label.show_text(long if metrics.horizontalAdvance(long) <= room else short)

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

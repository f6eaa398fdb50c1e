"""Words in a row of which one is the page that is shown below."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.painted_button import PaintedButton

_SIDE = 10


class Tabs(QWidget):
    """Changes nothing itself: it says what was pressed, and is told what is shown."""

    pressed: TypedSignal[int] = signal()

    def __init__(
        self, theme: Theme, name: str, words: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.pressed.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.s2)
        for number, word in enumerate(words):
            tab = _Tab(theme, word, self)
            self._group.addButton(tab, number)
            row.addWidget(tab)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def choose(self, number: int) -> None:
        """Show which page is shown."""
        self._group.button(number).setChecked(True)

    @property
    def chosen(self) -> int:
        """Which page is shown."""
        return self._group.checkedId()

    def last(self) -> QWidget:
        """Return the stop of the Tab key behind which the page comes."""
        return self._group.buttons()[-1]


class _Tab(PaintedButton):
    """The name of a page."""

    def __init__(self, theme: Theme, words: str, parent: QWidget) -> None:
        super().__init__(theme, words, parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        wide = self.theme.metrics(FontRole.CONTROL).horizontalAdvance(self.accessibleName())
        return QSize(wide + 2 * _SIDE, self.theme.size.button_small)

    @override
    def draw(self, painter: QPainter) -> None:
        colors, on = self.theme.colors, self.isChecked()
        ground = colors.bg_nav if on else self.ground()
        if ground is not None:
            fill_round(painter, self.rect(), self.theme.radius.control, ground)
        painter.setPen(colors.fg_1 if on or self.underMouse() else colors.fg_2)
        painter.setFont(self.theme.font(FontRole.CONTROL))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.accessibleName())

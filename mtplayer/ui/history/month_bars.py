"""How often something was heard, month by month."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.look.painting import draw_text, fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole

_HIGH = 60
_LABEL = 20
_GAP = 3
_POINT = 3


class MonthBars(QWidget):
    """The last bars, which are the point, wear the accent; a screen reader hears the sum."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._months: Sequence[int] = ()
        self.setFixedHeight(_HIGH + _LABEL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._look_changed)

    def show_months(self, months: Sequence[int]) -> None:
        """Show these; the last one is this month."""
        self._months = months
        total = text.number(sum(months))
        words = text.tr("artist", "{n} listens in {months} months")
        self.setAccessibleName(words.format(n=total, months=len(months)))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._months:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors, most = self._theme.colors, max(*self._months, 1)
            step = (self.width() + _GAP) / len(self._months)
            turned = self.isRightToLeft()
            for number, listens in enumerate(self._months):
                place = len(self._months) - 1 - number if turned else number
                tall = max(listens * _HIGH / most, 3)
                bar = QRectF(place * step, _HIGH - tall, step - _GAP, tall)
                late = number >= len(self._months) - _POINT
                fill_round(painter, bar, 1.5, colors.c1 if late else colors.wave_rest)
            painter.setFont(self._theme.font(FontRole.CAPTION))
            painter.setPen(colors.fg_3)
            labels = self.rect().adjusted(0, _HIGH + 4, 0, 0)
            now = QDate.currentDate()
            first = now.addMonths(1 - len(self._months))
            draw_text(painter, labels, first.toString("MMM yyyy"), right_to_left=turned)
            last = now.toString("MMM yyyy")
            draw_text(painter, labels, last, right_to_left=turned, trailing=True)

    def _look_changed(self, _look: object) -> None:
        self.update()

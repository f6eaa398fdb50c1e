"""Parts of a whole: one bar of several colours, and what each of them is."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.ui.look.painting import draw_text, fill_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr

_BAR = 14
_ROW = 23
_BELOW = 12
_KEY = 9
_GAP = 2


@record
class Share:
    """One part: its name and how large it is."""

    name: str
    value: int


class ShareBar(QWidget):
    """The last colour is for what is left."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = name
        self._shares: Sequence[Share] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._look_changed)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show other parts, the largest first."""
        self._shares = [share for share in shares if share.value]
        words = ", ".join(f"{one.name} {self._percent(one)}" for one in self._shares)
        self.setAccessibleName(f"{self._name}: {words}")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        total = sum(share.value for share in self._shares)
        if not total:
            return
        colors, turned = self._theme.colors, self.isRightToLeft()
        series = (colors.c1, colors.c2, colors.c3, colors.c4, colors.c5, colors.c6)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._theme.font(FontRole.BODY, tabular=True))
            left, room = 0.0, self.width() - _GAP * (len(self._shares) - 1)
            for number, share in enumerate(self._shares):
                color = series[min(number, len(series) - 1)]
                wide = max(room * share.value / total, 2)
                x = self.width() - left - wide if turned else left
                fill_round(painter, QRectF(x, 0, wide, _BAR), 3, color)
                left += wide + _GAP
                row = QRect(0, _BAR + _BELOW + number * _ROW, self.width(), _ROW)
                key = QRect(0, row.y() + (_ROW - _KEY) // 2, _KEY, _KEY)
                key = placed(self.layoutDirection(), row, key)
                fill_round(painter, key, 2, color)
                self._draw_words(painter, row, share)

    def _draw_words(self, painter: QPainter, row: QRect, share: Share) -> None:
        turned, metrics = self.isRightToLeft(), self._theme.metrics(FontRole.BODY, tabular=True)
        percent = self._percent(share)
        painter.setPen(self._theme.colors.fg_2)
        draw_text(painter, row, percent, right_to_left=turned, trailing=True)
        area = QRect(18, row.y(), row.width() - 26 - metrics.horizontalAdvance(percent), _ROW)
        cut = metrics.elidedText(share.name, Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(self._theme.colors.fg_1)
        area = placed(self.layoutDirection(), row, area)
        draw_text(painter, area, cut, right_to_left=turned)

    def _percent(self, share: Share) -> str:
        total = sum(one.value for one in self._shares) or 1
        part = share.value * 100 / total
        return tr("statistics", "{n} %").format(n="<1" if 0 < part < 0.5 else round(part))  # noqa: PLR2004

    def _look_changed(self, _look: object) -> None:
        self.update()

"""Another artist, as a row that leads there."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtplayer.core.library.artists import Neighbour
from mtplayer.core.typed import override
from mtplayer.ui.look.painting import draw_text, fill_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.widgets.painted_button import PaintedButton

_HIGH = 48
_FACE = 36


class NeighbourRow(PaintedButton):
    """A face, a name, and what both have in common."""

    def __init__(
        self, theme: Theme, covers: Covers, neighbour: Neighbour, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, neighbour.name, parent)
        self._covers = covers
        self._neighbour = neighbour
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HIGH)

    @override
    def sizeHint(self) -> QSize:
        return QSize(120, _HIGH)

    @override
    def draw(self, painter: QPainter) -> None:
        theme, turned = self.theme, self.isRightToLeft()
        if (ground := self.ground()) is not None:
            fill_round(painter, self.rect(), theme.radius.control, ground)
        face = self._visual(QRect(4, (_HIGH - _FACE) // 2, _FACE, _FACE))
        pixmap = self._covers.pixmap(
            self._neighbour.cover, _FACE, _FACE // 2, self.devicePixelRatioF()
        )
        if pixmap is not None:
            painter.drawPixmap(face.topLeft(), pixmap)
        else:
            fill_round(painter, face, _FACE / 2, theme.colors.bg_hover)
        left = 4 + _FACE + theme.space.s12
        upper = QRect(left, 5, self.width() - left - 4, 20)
        lower = upper.translated(0, 18)
        self._line(painter, self._neighbour.name, FontRole.BODY, upper, "fg_1", turned=turned)
        shared = ", ".join(self._neighbour.genres)
        self._line(painter, shared, FontRole.SMALL, lower, "fg_3", turned=turned)

    def _line(
        self,
        painter: QPainter,
        words: str,
        role: FontRole,
        area: QRect,
        color: str,
        *,
        turned: bool,
    ) -> None:
        metrics = self.theme.metrics(role)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.setFont(self.theme.font(role))
        painter.setPen(getattr(self.theme.colors, color))
        draw_text(painter, self._visual(area), shown, right_to_left=turned)

    def _visual(self, area: QRect) -> QRect:
        return placed(self.layoutDirection(), self.rect(), area)

"""A wall of painted covers that fades into the page."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.ui.first_run.cover_motifs import MOTIFS, motif
from mtplayer.ui.look.theme import Theme

TILE = 168
GAP = 14
TURN = -8.0
# The wall leans: rows and columns that only show a corner are painted too.
COLUMNS = 6
ROWS = 9


class Mosaic(QWidget):
    """Painted once per size and theme, after the page is on screen: about 40 ms."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wall: QPixmap | None = None
        self._tiles: list[QImage] = []
        theme.changed.connect(self._look_changed)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._prepare)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._tiles:
            return
        ratio = self.devicePixelRatioF()
        size = self.size() * ratio
        if self._wall is None or self._wall.size() != size:
            self._wall = QPixmap(size)
            self._wall.setDevicePixelRatio(ratio)
            self._paint_wall(self._wall)
        QPainter(self).drawPixmap(0, 0, self._wall)

    def _prepare(self) -> None:
        if not self._tiles:
            pixels = round(TILE * self.devicePixelRatioF())
            tiles = [motif(number, self._theme.art, pixels) for number in range(2 * len(MOTIFS))]
            self._tiles = [_rounded(tile, self._theme.radius.tile) for tile in tiles]
            self.update()

    def _paint_wall(self, wall: QPixmap) -> None:
        colors = self._theme.colors
        wall.fill(colors.bg_inset)
        painter = QPainter(wall)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.translate(self.width() / 2, self.height() / 2)
        painter.rotate(TURN)
        step = TILE + GAP
        for row in range(ROWS):
            for column in range(COLUMNS):
                left = (column - COLUMNS / 2) * step
                top = (row - ROWS / 2) * step + (column % 2) * GAP
                # No two of a kind within four columns and four rows.
                tile = self._tiles[(row * 4 + column + row // 6) % len(self._tiles)]
                painter.drawImage(QRectF(left, top, TILE, TILE), tile)
        painter.restore()
        self._fade(painter, colors.bg_content)
        painter.end()

    def _fade(self, painter: QPainter, color: QColor) -> None:
        """Let the wall end in the page on the side where the words are."""
        clear = QColor(color)
        clear.setAlpha(0)
        turned = self.isRightToLeft()
        far, near = (0.0, self.width() * 0.45) if turned else (self.width(), self.width() * 0.55)
        shade = QLinearGradient(near, 0, far, 0)
        shade.setColorAt(0, clear)
        shade.setColorAt(1, color)
        painter.fillRect(self.rect(), shade)

    def _look_changed(self, _look: object) -> None:
        self._wall = None
        self.update()


def _rounded(tile: QImage, radius: int) -> QImage:
    out = QImage(tile.size(), QImage.Format.Format_ARGB32_Premultiplied)
    out.fill(Qt.GlobalColor.transparent)
    painter = QPainter(out)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    reach = radius * tile.width() / TILE
    path.addRoundedRect(QRectF(out.rect()), reach, reach)
    painter.setClipPath(path)
    painter.drawImage(0, 0, tile)
    painter.end()
    return out

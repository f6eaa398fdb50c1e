"""One cover at one size, or the note that stands for it."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.events import CoverReady
from mtplayer.core.ids import AlbumId
from mtplayer.core.typed import override
from mtplayer.ui.look.cover_cache import HAIRLINE, CoverCache
from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme

# The note fills this much of an empty cover.
NOTE_SHARE = 0.4


class CoverView(QWidget):
    """Shows the cover of an album as soon as it is there; never reads a file itself."""

    def __init__(
        self,
        theme: Theme,
        covers: CoverCache,
        edge: int,
        radius: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covers = covers
        self._radius = radius
        self._album: AlbumId | None = None
        self.setFixedSize(edge, edge)
        covers.ready.connect(self._cover_ready)
        theme.changed.connect(self._look_changed)

    def show_album(self, album: AlbumId | None) -> None:
        """Show another album's cover."""
        if album != self._album:
            self._album = album
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        pixmap = self._covers.pixmap(self._album, self.width(), self._radius, ratio)
        if pixmap is not None:
            painter.drawPixmap(QPoint(0, 0), pixmap)
            return
        draw_empty_cover(painter, self._theme, self.rect(), self._radius)

    def _cover_ready(self, cover: CoverReady) -> None:
        if cover.album == self._album:
            self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()


def draw_empty_cover(painter: QPainter, theme: Theme, rect: QRect, radius: int) -> None:
    """Draw what stands where an album has no cover."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill_round(painter, rect, radius, theme.colors.bg_hover_chrome)
    line_round(painter, rect, radius, HAIRLINE)
    note = round(rect.width() * NOTE_SHARE)
    theme.icons.paint(painter, rect, "music-notes", theme.colors.fg_3, note)

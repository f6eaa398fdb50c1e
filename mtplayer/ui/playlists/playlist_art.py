"""The picture of a playlist: the covers of its first four albums."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from mtplayer.core.events import CoverReady
from mtplayer.core.ids import AlbumId
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.albums.cover_choice import pictures
from mtplayer.ui.look.cover_cache import CoverCache, rounded
from mtplayer.ui.look.painting import fill_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.list_services import PlaylistPictures
from mtplayer.ui.widgets.cover_view import draw_empty_cover

_MOSAIC = 4


class PlaylistArt(QWidget):
    """A picture of its own, or four covers, one where there are fewer, a note without any.

    ``dropped`` with the path of a picture file that was let go here.
    """

    dropped: TypedSignal[str] = signal()

    def __init__(
        self,
        theme: Theme,
        covers: CoverCache,
        pictures: PlaylistPictures,
        edge: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covers = covers
        self._pictures = pictures
        self._albums: tuple[AlbumId, ...] = ()
        self._picture = ""
        self._own: QImage | None = None
        self.setAcceptDrops(True)
        self.setFixedSize(edge, edge)
        covers.ready.connect(self._cover_ready)
        theme.changed.connect(self._look_changed)

    def show_albums(self, albums: Sequence[AlbumId]) -> None:
        """Show other covers."""
        if tuple(albums) != self._albums:
            self._albums = tuple(albums)
            self.update()

    def show_picture(self, name: str) -> None:
        """Show a picture of its own; an empty name goes back to the covers."""
        if name == self._picture:
            return
        self._picture, self._own = name, None
        self.update()
        if name:
            pixels = round(self.width() * self.devicePixelRatioF())
            make = partial(rounded, pixels=pixels, radius=self._theme.radius.tile)
            self._pictures.load(name, make, partial(self._loaded, name))

    def _loaded(self, name: str, image: QImage | None) -> None:
        if name == self._picture:
            self._own = image
            self.update()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if pictures(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        if found := pictures(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(found[0])

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        radius = self._theme.radius.tile
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._own is not None:
                painter.drawImage(self.rect(), self._own)
                return
            if not self._albums:
                draw_empty_cover(painter, self._theme, self.rect(), radius)
                return
            path = QPainterPath()
            path.addRoundedRect(QRectF(self.rect()), radius, radius)
            painter.setClipPath(path)
            for area, album in zip(self._areas(), self._albums, strict=False):
                self._draw(painter, area, album)

    def _areas(self) -> list[QRect]:
        if len(self._albums) < _MOSAIC:
            return [self.rect()]
        half = self.width() // 2
        columns = (half, 0) if self.isRightToLeft() else (0, half)
        return [QRect(x, y, half, half) for y in (0, half) for x in columns]

    def _draw(self, painter: QPainter, area: QRect, album: AlbumId) -> None:
        pixmap = self._covers.pixmap(album, area.width(), 0, self.devicePixelRatioF())
        if pixmap is not None:
            painter.drawPixmap(area.topLeft(), pixmap)
            return
        fill_round(painter, area, 0, self._theme.colors.bg_hover_chrome)
        note = round(area.width() * 0.4)
        self._theme.icons.paint(painter, area, "music-notes", self._theme.colors.fg_3, note)

    def _cover_ready(self, cover: CoverReady) -> None:
        if cover.album in self._albums:
            self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()

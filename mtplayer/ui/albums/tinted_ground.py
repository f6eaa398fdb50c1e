"""The ground of a page: the cover's colour at the top, fading into that of lists."""

from typing import Final

from PySide6.QtCore import QRect
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import AlbumId
from mtplayer.core.typed import override
from mtplayer.ui.look.tint import tint
from mtplayer.ui.pages.page_parts import PageParts

HEADER: Final = 300


class TintedGround(QWidget):
    """Coloured by one cover at a time."""

    def __init__(self, parts: PageParts) -> None:
        super().__init__()
        self._parts = parts
        self._cover: AlbumId | None = None
        parts.theme.changed.connect(lambda _: self.update())

    def show_colour_of(self, cover: AlbumId | None) -> None:
        """Take the colour of another cover."""
        self._cover = cover
        self.update()

    def coloured(self, album: AlbumId) -> None:
        """Hear that the colour of a cover is known now."""
        if album == self._cover:
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._parts.theme
        colour = None if self._cover is None else self._parts.covers.colour(self._cover)
        shade = QLinearGradient(0, 0, 0, HEADER)
        shade.setColorAt(0, tint(theme, colour, theme.tints.header))
        shade.setColorAt(1, theme.colors.bg_content)
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), theme.colors.bg_content)
            painter.fillRect(QRect(0, 0, self.width(), HEADER), shade)

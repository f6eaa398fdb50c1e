"""The ground of everything that pops up: raised, with a line around it, and round corners."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme


def cut_corners(popup: QWidget, theme: Theme) -> None:
    """Cut the corners off where they would be black; for each time that it shows."""
    # The start needs no popup, and ctypes takes 4 ms.
    from mtplayer.ui.look.compositing import is_composited

    if is_composited():
        if not popup.mask().isEmpty():
            popup.clearMask()
        return
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(popup.rect()), theme.radius.popup, theme.radius.popup)
    popup.setMask(QRegion(shape.toFillPolygon().toPolygon()))


def paint_ground(popup: QWidget, theme: Theme, painter: QPainter) -> None:
    """Paint it over the whole popup."""
    colors, radius = theme.colors, theme.radius.popup
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not popup.mask().isEmpty():
        # Half of a pixel cannot be cut off: what is left of it belongs to the line.
        painter.fillRect(popup.rect(), colors.line)
    fill_round(painter, popup.rect(), radius, colors.bg_raised)
    line_round(painter, popup.rect(), radius, colors.line)

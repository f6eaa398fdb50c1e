"""The ground of everything that pops up: raised, a line and a shadow around it, round corners."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QRegion
from PySide6.QtWidgets import QWidget

from mtplayer.ui.look.painting import draw_shadow, fill_round, line_round
from mtplayer.ui.look.theme import Theme

SHADOW: Final = 12
"""The room around a popup in which its shadow falls, where windows can be seen through."""


def make_room(popup: QWidget) -> int:
    """Leave room for a shadow around what a popup holds, where there can be one; return how much.

    The popup's ``contentsRect`` is then what one sees of it as a card.
    """
    # The start needs no popup, and ctypes takes 4 ms.
    from mtplayer.ui.look.compositing import is_composited

    edge = SHADOW if is_composited() else 0
    popup.setContentsMargins(edge, edge, edge, edge)
    return edge


def cut_corners(popup: QWidget, theme: Theme) -> None:
    """Cut off what would be black around the card; for each time that it shows."""
    from mtplayer.ui.look.compositing import is_composited

    if is_composited():
        if not popup.mask().isEmpty():
            popup.clearMask()
        return
    shape = QPainterPath()
    shape.addRoundedRect(QRectF(popup.contentsRect()), theme.radius.popup, theme.radius.popup)
    popup.setMask(QRegion(shape.toFillPolygon().toPolygon()))


def paint_ground(popup: QWidget, theme: Theme, painter: QPainter) -> None:
    """Paint it over the whole popup."""
    colors, radius, card = theme.colors, theme.radius.popup, popup.contentsRect()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not popup.mask().isEmpty():
        # Half of a pixel cannot be cut off: what is left of it belongs to the line.
        painter.fillRect(card, colors.line)
    elif card != popup.rect():
        draw_shadow(painter, QRectF(card), radius, colors.shadow, SHADOW - 2)
    fill_round(painter, card, radius, colors.bg_raised)
    line_round(painter, card, radius, colors.line)

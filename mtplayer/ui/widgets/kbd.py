"""The picture of a key, for whoever paints one."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter

from mtplayer.ui.look.painting import fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole

SIDE = 5
# Darker, and the letters could not be read on it.
_VEIL = 0.14


def keys_width(theme: Theme, keys: str) -> int:
    """Return how wide the picture of these keys is."""
    return theme.metrics(FontRole.CAPTION).horizontalAdvance(keys) + 2 * SIDE


def draw_keys(
    painter: QPainter, theme: Theme, area: QRect, keys: str, *, on_accent: bool = False
) -> None:
    """Draw keys in the middle of an area of their width."""
    colors, radius = theme.colors, theme.radius.row
    high = theme.size.badge + 2
    body = QRect(area.x(), area.y() + (area.height() - high) // 2, area.width(), high)
    if on_accent:
        veil = QColor(colors.on_accent)
        veil.setAlphaF(_VEIL)
        fill_round(painter, body, radius, veil)
    else:
        fill_round(painter, body, radius, colors.bg_hover_chrome)
        line_round(painter, body, radius, colors.line)
    painter.setFont(theme.font(FontRole.CAPTION))
    painter.setPen(colors.on_accent if on_accent else colors.fg_2)
    painter.drawText(body, Qt.AlignmentFlag.AlignCenter, keys)

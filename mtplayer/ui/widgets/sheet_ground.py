"""What a sheet lies on: the window below it darker, and a shadow around its panel."""

from typing import Final

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from mtplayer.ui.look.painting import draw_shadow, fill_round, line_round
from mtplayer.ui.look.theme import Theme

_SHADOW: Final = 28


def paint_sheet(
    sheet: QWidget, theme: Theme, painter: QPainter, panel: QRect, exposed: QRect
) -> None:
    """Paint scrim, shadow and panel; ``exposed`` is what has to be painted at all."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colors, full = theme.colors, panel == sheet.rect()
    painter.fillRect(sheet.rect(), colors.scrim)
    if not panel.contains(exposed):
        draw_shadow(painter, QRectF(panel), theme.radius.dialog, colors.shadow, _SHADOW)
    fill_round(painter, panel, 0 if full else theme.radius.dialog, colors.bg_dialog)


def outline_sheet(sheet: QWidget, theme: Theme, painter: QPainter, panel: QRect) -> None:
    """Draw the line around a panel, over whatever lies in it."""
    if panel != sheet.rect():
        line_round(painter, panel, theme.radius.dialog, theme.colors.line)

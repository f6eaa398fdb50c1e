"""Small drawings that several painters share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

if TYPE_CHECKING:
    from mtplayer.ui.look.theme import Theme

_RTL = Qt.LayoutDirection.RightToLeft
_AUTO = Qt.LayoutDirection.LayoutDirectionAuto
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = (
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
)
_MNEMONIC = Qt.TextFlag.TextShowMnemonic
_NO_PEN = Qt.PenStyle.NoPen
_NO_BRUSH = Qt.BrushStyle.NoBrush
# The bars of the playing track: heights at rest, their width and step, in a 12 px square.
BARS = (9, 12, 6)
BAR_WIDTH = 2.5
BAR_STEP = 4.5
DROP_RING = 8
_FALLS = 2


def placed(direction: Qt.LayoutDirection, area: QRect, part: QRect) -> QRect:
    """Return a part of an area where it stands when one reads in this direction.

    QStyle.visualRect does the same, but QStyle's 450 constants take 7 ms to load.
    """
    if direction is not _RTL:
        return part
    return part.translated(area.left() + area.right() - part.left() - part.right(), 0)


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    *,
    right_to_left: bool,
    trailing: bool = False,
    letter: int = -1,
) -> None:
    """Draw one line on the side that the window reads from, its letters in their own direction.

    One ``letter`` may be underlined.
    """
    painter.setLayoutDirection(_AUTO)
    side = _LEFT if right_to_left is trailing else _RIGHT
    if letter >= 0:
        before, after = (part.replace("&", "&&") for part in (text[:letter], text[letter:]))
        painter.drawText(rect, side | _MNEMONIC, f"{before}&{after}")
    else:
        painter.drawText(rect, side, text)


def fill_round(painter: QPainter, rect: QRect | QRectF, radius: float, color: QColor) -> None:
    """Fill a rectangle with round corners."""
    painter.setPen(_NO_PEN)
    painter.setBrush(color)
    painter.drawRoundedRect(QRectF(rect), radius, radius)


def line_round(
    painter: QPainter, rect: QRect | QRectF, radius: float, color: QColor, width: float = 1
) -> None:
    """Draw a line just inside a rectangle with round corners."""
    half = width / 2
    painter.setPen(QPen(color, width))
    painter.setBrush(_NO_BRUSH)
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius, radius)


def draw_ground(
    painter: QPainter,
    body: QRect,
    theme: Theme,
    *,
    selected: bool,
    hovered: bool,
    focused: bool,
    outlined: bool,
) -> None:
    """Draw what a row stands on; the outline is for those who use keys."""
    colors, radius = theme.colors, theme.radius.row
    if selected:
        fill_round(painter, body, radius, colors.bg_sel if focused else colors.bg_sel_off)
    elif hovered:
        fill_round(painter, body, radius, colors.bg_hover)
    if outlined:
        line_round(painter, body, radius, colors.accent, theme.outline)


def draw_drop_line(
    painter: QPainter, line: QRect, accent: QColor, ground: QColor, *, right_to_left: bool
) -> None:
    """Draw where something dropped goes: across the middle, with a ring where it begins."""
    y, half = line.center().y(), DROP_RING // 2
    painter.setPen(QPen(accent, 2))
    painter.setBrush(_NO_BRUSH)
    painter.drawLine(line.left() + half, y, line.right() - half, y)
    painter.setBrush(ground)
    start = line.right() if right_to_left else line.left()
    painter.drawEllipse(QRect(start - half, y - half, DROP_RING, DROP_RING))


def draw_bars(
    painter: QPainter, at: QPointF, color: QColor, heights: tuple[float, ...] = BARS
) -> None:
    """Draw the bars of the playing track, standing on a 12 px line below ``at``."""
    painter.setPen(_NO_PEN)
    painter.setBrush(color)
    for number, height in enumerate(heights):
        left = at.x() + number * BAR_STEP
        painter.drawRoundedRect(QRectF(left, at.y() + max(BARS) - height, BAR_WIDTH, height), 1, 1)


def isolate(text: str) -> str:
    """Keep a name's own direction where it is joined with others (FSI and PDI, Unicode 9)."""
    return f"\u2068{text}\u2069"


def draw_shadow(painter: QPainter, body: QRectF, radius: float, color: QColor, depth: int) -> None:
    """Draw a soft shadow around a rectangle, as rings that fade over ``depth`` pixels.

    It falls a little downwards; what it leaves free there would shine between body and shadow.
    """
    ring = QColor(color)
    painter.setBrush(_NO_BRUSH)
    for step in range(depth, -_FALLS, -1):
        ring.setAlphaF(color.alphaF() * (1 - max(step, 1) / (depth + 1)) ** 2 / 3)
        around = body.adjusted(-step, -step + _FALLS, step, step + _FALLS)
        painter.setPen(QPen(ring, 1))
        painter.drawRoundedRect(around, radius + step, radius + step)

"""What a chart says about the place under the pointer."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPainter

from mtplayer.ui.look.painting import draw_text, fill_round, line_round
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole

Lines = Sequence[tuple[str, str]]
_PAD = 10
_LINE = 18
_BETWEEN = 18


def draw_tip(painter: QPainter, theme: Theme, room: QRect, at: QPoint, lines: Lines) -> None:
    """Draw a box with a heading and pairs below it, beside a point and inside the room."""
    bold = theme.metrics(FontRole.SMALL, weight=600)
    plain = theme.metrics(FontRole.SMALL, tabular=True)
    widths = [
        (bold if not number else plain).horizontalAdvance(left)
        + (_BETWEEN + plain.horizontalAdvance(right) if right else 0)
        for number, (left, right) in enumerate(lines)
    ]
    box = QRect(0, 0, max(widths) + 2 * _PAD, len(lines) * _LINE + 2 * _PAD - 4)
    left = at.x() - box.width() - 12
    if left < room.left():
        left = min(at.x() + 12, room.right() - box.width())
    box.moveTo(max(left, room.left()), max(at.y() - box.height() // 2, room.top()))
    fill_round(painter, box, theme.radius.control, theme.colors.bg_raised)
    line_round(painter, box, theme.radius.control, theme.colors.line)
    area = QRect(box.x() + _PAD, box.y() + _PAD - 2, box.width() - 2 * _PAD, _LINE)
    for number, (first, second) in enumerate(lines):
        painter.setFont(theme.font(FontRole.SMALL, tabular=True, weight=0 if number else 600))
        painter.setPen(theme.colors.fg_2 if number else theme.colors.fg_1)
        draw_text(painter, area, first, right_to_left=False)
        painter.setPen(theme.colors.fg_1)
        draw_text(painter, area, second, right_to_left=False, trailing=True)
        area.translate(0, _LINE)

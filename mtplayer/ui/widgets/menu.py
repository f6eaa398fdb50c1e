"""A menu: icon, words, key at the end; the row under the pointer wears the accent."""

from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.commands.actions import keys_text
from mtplayer.ui.look.painting import draw_text, fill_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.popup_ground import cut_corners, paint_ground

# Set on an action: a heading over what follows, what takes something away, words to read only.
HEADING = "heading"
DANGER = "danger"
NOTE = "note"


def literal(text: str) -> str:
    """Return a name for a menu as it is: an ampersand alone would underline what follows."""
    return text.replace("&", "&&")


def plain(text: str) -> str:
    """Return what an action says, without the mark of its underlined letter."""
    return "&".join(part.replace("&", "") for part in text.split("&&"))


class Menu(QMenu):
    """Qt lays it out and runs it; the rows are painted here, because a sheet knows no keys."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(title, parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setToolTipsVisible(False)

    def add_heading(self, text: str) -> None:
        """Say what the menu is about."""
        action = self.addAction(literal(text))
        action.setProperty(HEADING, True)  # noqa: FBT003
        action.setEnabled(False)

    def add_line(self, text: str) -> None:
        """Say something that cannot be chosen."""
        action = self.addAction(literal(text))
        action.setProperty(NOTE, True)  # noqa: FBT003
        action.setEnabled(False)

    def open_above(self, widget: QWidget) -> None:
        """Open over a button at the bottom, from its trailing edge."""
        corner = QPoint(0, -self.sizeHint().height() - self._theme.space.s4)
        self.popup(widget.mapToGlobal(self._from_trailing(widget, corner)))

    def open_below(self, widget: QWidget) -> None:
        """Open under a button, from its leading edge; at its other edge if it left the window."""
        wide, room = self.sizeHint().width(), widget.window().width()
        leading, trailing = 0, widget.width() - wide
        if self.isRightToLeft():
            leading, trailing = trailing, leading
        left = widget.mapTo(widget.window(), QPoint(leading, 0)).x()
        leaves = left < 0 or left + wide > room
        at = QPoint(trailing if leaves else leading, widget.height() + self._theme.space.s4)
        self.popup(widget.mapToGlobal(at))

    def _from_trailing(self, widget: QWidget, corner: QPoint) -> QPoint:
        if self.isRightToLeft():
            return corner
        return QPoint(widget.width() - self.sizeHint().width(), corner.y())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        cut_corners(self, self._theme)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            cut_corners(self, self._theme)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_ground(self, self._theme, painter)
        for action in self.actions():
            if action.isVisible():
                self._draw_row(painter, action, self.actionGeometry(action))

    def _draw_row(self, painter: QPainter, action: QAction, row: QRect) -> None:
        colors, space = self._theme.colors, self._theme.space
        if action.isSeparator():
            line = QRect(row.x() + space.s8, row.center().y(), row.width() - 2 * space.s8, 1)
            painter.fillRect(line, colors.line)
            return
        active = action is self.activeAction() and action.isEnabled()
        if active:
            fill_round(painter, row, self._theme.radius.menu_item, colors.accent)
        self._draw_sign(painter, action, row, active=active)
        heading = bool(action.property(HEADING))
        told = heading or bool(action.property(NOTE))
        text = row.adjusted(space.s8 if told else space.s12 + space.s24, 0, -space.s12, 0)
        painter.setPen(self._color(action, active=active))
        role = FontRole.CAPTION if heading else FontRole.BODY
        painter.setFont(self._theme.font(role, weight=600 if heading else 0))
        turned = self.isRightToLeft()
        words = plain(action.text())
        draw_text(painter, self._visual(row, text), words, right_to_left=turned)
        if cast("QMenu | None", action.menu()) is not None:
            caret = QRect(row.right() - space.s24, row.y(), space.s24, row.height())
            self._draw_icon(painter, self._visual(row, caret), "caret-right", painter.pen().color())
        elif keys := keys_text(action.shortcut()):
            painter.setFont(self._theme.font(FontRole.SMALL))
            painter.setPen(colors.on_accent if active else colors.fg_3)
            area = self._visual(row, text)
            draw_text(painter, area, keys, right_to_left=turned, trailing=True)

    def _draw_sign(self, painter: QPainter, action: QAction, row: QRect, *, active: bool) -> None:
        size = self._theme.size.icon
        box = QRect(row.x() + self._theme.space.s8, row.y(), size, row.height())
        box = self._visual(row, box)
        if action.isCheckable() and action.isChecked():
            self._draw_icon(painter, box, "check-bold", self._color(action, active=active))
        elif name := str(action.data() or ""):
            color = self._color(action, active=active)
            rest = self._theme.colors.fg_2 if color == self._theme.colors.fg_1 else color
            self._draw_icon(painter, box, name, rest)

    def _draw_icon(self, painter: QPainter, box: QRect, name: str, color: QColor) -> None:
        turned = self.isRightToLeft()
        self._theme.icons.paint(
            painter, box, name, color, self._theme.size.icon, right_to_left=turned
        )

    def _visual(self, row: QRect, part: QRect) -> QRect:
        return placed(self.layoutDirection(), row, part)

    def _color(self, action: QAction, *, active: bool) -> QColor:
        colors = self._theme.colors
        if active:
            return colors.on_accent
        if action.property(HEADING) or action.property(NOTE):
            return colors.fg_2
        if not action.isEnabled():
            return colors.fg_off
        return colors.danger if action.property(DANGER) else colors.fg_1

"""A menu: icon, words, key at the end; the row under the pointer wears the accent."""

from typing import ClassVar, Final, cast

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QCursor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QWidget, QWidgetAction

from mtplayer.core.typed import override
from mtplayer.ui.commands.actions import keys_text
from mtplayer.ui.look.painting import draw_text, fill_round, placed
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.popup_ground import cut_corners, make_room, paint_ground

# Set on an action: a heading over what follows, what takes something away, words to read only.
HEADING = "heading"
DANGER = "danger"
NOTE = "note"
_OVERLAP: Final = 2
"""How far a submenu lies over the menu that it belongs to."""
_NEAR: Final = 4
_PRESS: Final = QEvent.Type.KeyPress
_RETURN: Final = Qt.Key.Key_Return
_WITH: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier)


def literal(text: str) -> str:
    """Return a name for a menu as it is: an ampersand alone would underline what follows."""
    return text.replace("&", "&&")


def plain(text: str) -> str:
    """Return what an action says, without the mark of its underlined letter."""
    return "&".join(part.replace("&", "") for part in text.split("&&"))


class Menu(QMenu):
    """Qt lays it out and runs it; the rows are painted here, because a sheet knows no keys.

    A letter chooses a row, and the letters are underlined for those who use the keys.
    """

    lettered: ClassVar[bool] = True
    """Not where what is typed goes into a field."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(title, parent)
        self._theme = theme
        self._letters: dict[QAction, int] = {}
        self._by_keys = False
        self._asked: QPoint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setToolTipsVisible(False)
        self._edge = make_room(self)
        self.aboutToShow.connect(self._find_letters)

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

    def use_keys(self) -> None:
        """Be opened by a key: the first row is chosen, and letters are underlined."""
        # Set as active, a row would open its submenu at once.
        self.keyPressEvent(QKeyEvent(_PRESS, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier))

    def open_above(self, widget: QWidget) -> None:
        """Open over a button at the bottom, from its trailing edge."""
        corner = QPoint(0, -self._card().height() - self._theme.space.s4)
        self.popup(widget.mapToGlobal(self._from_trailing(widget, corner)))

    def open_below(self, widget: QWidget) -> None:
        """Open under a button, from its leading edge; at its other edge if it left the window."""
        wide, room = self._card().width(), widget.window().width()
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
        return QPoint(widget.width() - self._card().width(), corner.y())

    def _card(self) -> QSize:
        """Return how large it is without its shadow."""
        return self.sizeHint() - QSize(2 * self._edge, 2 * self._edge)

    @override
    def popup(self, p: QPoint, /, at: QAction | None = None) -> None:
        """Open with a corner of what one sees there."""
        self._asked = p
        corner = QPoint(self._edge, self._edge)
        super().popup(p - corner, *([] if at is None else [at]))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.move(self._place())
        cut_corners(self, self._theme)

    def _place(self) -> QPoint:
        """Return where it goes: Qt placed the window, shadow and all, not what one sees of it."""
        at, edge, size = self.pos(), self._edge, self.size()
        over = QApplication.activePopupWidget()
        if isinstance(over, Menu) and over.holds(self):
            card = over.geometry().adjusted(edge, edge, -edge, -edge)
            after = self.geometry().center().x() >= card.center().x()
            left, right = card.left() + _OVERLAP - size.width(), card.right() + 1 - _OVERLAP
            return QPoint(right - edge if after else left + edge, at.y())
        asked = self._asked
        if asked is not None and (QCursor.pos() - asked).manhattanLength() <= _NEAR:
            # Away from the pointer, as Qt does where the window itself begins there.
            if self.isRightToLeft():
                at.setX(max(asked.x() - size.width() + edge, self.screen().geometry().x() - edge))
            if at.y() < asked.y() - edge:
                at.setY(max(asked.y() - size.height() + edge, self.screen().geometry().y() - edge))
        return at

    def holds(self, menu: QMenu) -> bool:
        """Whether this is the submenu that is open here."""
        action = cast("QAction | None", self.activeAction())
        return action is not None and action.menu() is menu

    def _find_letters(self) -> None:
        # Many modules know menus at the start; none opens one before the window is there.
        from mtplayer.ui.widgets.menu_letters import letters_of

        rows = [one for one in self.actions() if _can_be_chosen(one)] if self.lettered else []
        words = [(plain(one.text()), one.shortcut().toString()) for one in rows]
        found = zip(rows, letters_of(words), strict=True)
        self._letters = {row: place for row, place in found if place >= 0}
        over = QApplication.activePopupWidget()
        if isinstance(over, Menu) and over.holds(self):
            self._by_keys = over.is_by_keys

    @property
    def is_by_keys(self) -> bool:
        """Whether somebody uses the keys, and wants to see the letters."""
        return self._by_keys

    @override
    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        if not self._by_keys:
            self._by_keys = True
            self.update()
        action = self._chosen_by(arg__1)
        if action is None:
            super().keyPressEvent(arg__1)
            return
        self.setActiveAction(action)
        super().keyPressEvent(QKeyEvent(_PRESS, _RETURN, Qt.KeyboardModifier.NoModifier))

    def _chosen_by(self, event: QKeyEvent) -> QAction | None:
        letter = event.text().casefold()
        if not letter or event.modifiers() not in _WITH:
            return None
        found = self._letters.items()
        return next((row for row, at in found if plain(row.text())[at].casefold() == letter), None)

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
        held = isinstance(action, QWidgetAction)
        active = action is self.activeAction() and action.isEnabled() and not held
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
        letter = self._letters.get(action, -1) if self._by_keys else -1
        words = plain(action.text())
        draw_text(painter, self._visual(row, text), words, right_to_left=turned, letter=letter)
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


def _can_be_chosen(action: QAction) -> bool:
    told = action.property(HEADING) or action.property(NOTE)
    usable = action.isVisible() and action.isEnabled() and not action.isSeparator()
    return usable and not told and bool(action.text())

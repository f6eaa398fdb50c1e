"""The ground of our buttons: hover, press, focus ring, tooltip with the key."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QToolTip, QWidget

from mtplayer.core.typed import override
from mtplayer.ui.commands.actions import keys_text
from mtplayer.ui.look.theme import Theme

KEYBOARD_REASONS = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)
PRESS_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class PaintedButton(QAbstractButton):
    """A button that paints itself from the theme; subclasses implement ``draw``."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._keys = ""
        self._ring = False
        self._action: QAction | None = None
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._look_changed)

    def follow(self, action: QAction) -> None:
        """Be this action: its text, key, state, and what it does."""
        self._action = action
        self.clicked.connect(self._trigger)
        action.changed.connect(self._action_changed)
        self._action_changed()

    def draw(self, painter: QPainter) -> None:
        """Paint the button at its size, without the focus ring."""
        raise NotImplementedError

    def ground(self) -> QColor | None:
        """Return the colour behind the glyph on chrome: at rest there is none."""
        colors = self.theme.colors
        if self.isDown():
            return colors.bg_press
        if self.isEnabled() and self.underMouse():
            return colors.bg_hover_chrome
        return None

    def ring_radius(self) -> float:
        """Return the radius of the focus ring's corners."""
        return self.theme.radius.control

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter)
        if self._ring and self.hasFocus():
            width = self.theme.ring
            inside = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self.theme.colors.accent, width))
            painter.drawRoundedRect(inside, self.ring_radius(), self.ring_radius())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # A ring is for those who use the keyboard: a click must not draw one.
        self._ring = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            # Space plays everywhere except on a button that has the focus.
            if event.key() in PRESS_KEYS and not event.modifiers():
                event.accept()
                return True
        elif isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip(), self)
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PRESS_KEYS and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def tip(self) -> str:
        """Return what the tooltip says: the name, and the key in a quieter colour."""
        quiet = self.theme.colors.fg_3.name()
        text = escape(self.accessibleName())
        if self._keys:
            text += f"&nbsp;&nbsp;<span style='color:{quiet}'>{escape(self._keys)}</span>"
        return paragraph(text)

    def _trigger(self) -> None:
        if self._action is not None:
            self._action.trigger()

    def _action_changed(self) -> None:
        action = self._action
        if action is None:
            return
        self._keys = keys_text(action.shortcut())
        self.setAccessibleName(action.text())
        self.setAccessibleDescription(self._keys)
        self.setEnabled(action.isEnabled())
        self.setCheckable(action.isCheckable())
        self.setChecked(action.isChecked())
        self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()

    @override
    def nextCheckState(self) -> None:
        # The action says whether it is checked, after its service has.
        if self._action is None:
            super().nextCheckState()


def escape(text: str) -> str:
    """Let a tooltip show signs of HTML as they are; the module html takes 6 ms to import."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def paragraph(escaped: str) -> str:
    """Return the text of a tooltip in one piece, without the room that paragraphs have around."""
    return f"<p style='white-space:pre; margin-top:0; margin-bottom:0'>{escaped}</p>"

"""A field over a row of the sidebar in which a playlist gets its name."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QToolTip, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.fields import TextField

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class NameEdit(TextField):
    """Enter takes the name if nothing speaks against it; Escape leaves all as it was."""

    named: TypedSignal[str] = signal()
    given_up: TypedSignal[None] = signal()

    def __init__(
        self, theme: Theme, name: str, refusal: Callable[[str], str], parent: QWidget
    ) -> None:
        super().__init__(theme, tr("nav", "Name of the playlist"), parent=parent)
        self._refusal = refusal
        self.may_be_empty = False
        self._over = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setText(name)
        self.selectAll()

    def open_over(self, area: QRect) -> None:
        """Stand over a row and take the keys."""
        self.setGeometry(area)
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, words: str) -> None:
        """Say why a name cannot be, and stay open."""
        self.selectAll()
        self.setAccessibleDescription(words)
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), words, self)

    @override
    def event(self, event: QEvent) -> bool:
        # The window and the list below have keys of their own: here they are for the name.
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self._take(stay=True)
        elif event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self._take(stay=False)

    def _take(self, *, stay: bool) -> None:
        if self._over:
            return
        name = self.text().strip()
        words = self._refusal(name) if name else ""
        if words and stay:
            self.refuse(words)
        elif words or not (name or self.may_be_empty):
            self._give_up()
        else:
            self._over = True
            self.named.emit(name)
            self.close()

    def _give_up(self) -> None:
        if not self._over:
            self._over = True
            self.given_up.emit(None)
            self.close()

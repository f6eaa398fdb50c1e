"""A sheet that covers most of the window: what lies below is out of reach until it closes."""

from typing import ClassVar, Final, cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.typed import override
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.command import Area
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets import tab_ring

_LARGEST: Final = (1200, 796)
_USUAL: Final = (1000, 640)
_FULL_BELOW: Final = (1000, 700)


class LargeSheet(QWidget):
    """Covers ``over``; Escape and a click beside its panel close it."""

    share: ClassVar[tuple[int, int]] = (70, 80)
    """How much of the window the panel takes, in percent across and down."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over)
        self.theme, self._over = theme, over
        self._before = cast("QWidget | None", over.window().focusWidget())
        self.panel = QWidget(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.changed.connect(self._look_changed)
        over.installEventFilter(self)

    def come_up(self, first: QWidget) -> None:
        """Be shown, the focus in its first part."""
        self._fit()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Close it; the focus goes back to where it was."""
        tab_ring.give_back(self._before)
        self.close()

    @property
    def is_full(self) -> bool:
        """Whether the panel takes the whole window."""
        return self.panel.geometry() == self.rect()

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        tab_ring.step(self, onward=next)
        return True

    @override
    def event(self, event: QEvent) -> bool:
        asked = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if asked and isinstance(event, QKeyEvent) and not _passes(event):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.leave()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        over = self._over.rect()
        wide, high = over.width(), over.height()
        place = QRect(over)
        if wide >= _FULL_BELOW[0] and high >= _FULL_BELOW[1]:
            edge = 2 * self.theme.space.s32
            place.setWidth(
                min(_LARGEST[0], max(_USUAL[0], wide * self.share[0] // 100), wide - edge)
            )
            place.setHeight(
                min(_LARGEST[1], max(_USUAL[1], high * self.share[1] // 100), high - edge)
            )
            place.moveCenter(over.center())
        self.setGeometry(over)
        self.panel.setGeometry(place)
        self.update()

    def _look_changed(self, _look: object) -> None:
        self.update()


def _passes(event: QKeyEvent) -> bool:
    """Whether a key of the window works while the sheet is open: playing and quitting."""
    keys = QKeySequence(event.keyCombination())
    return any(
        keys == QKeySequence(one)
        for command in commands.ALL
        if command.area is Area.PLAYBACK or command is commands.QUIT
        for one in command.keys
    )

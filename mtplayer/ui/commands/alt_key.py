"""Alt alone opens the menu: pressed and let go with nothing in between."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from mtplayer.core.typed import override

_ALT: Final = Qt.Key.Key_Alt
_KEYS: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_LET_GO: Final = QEvent.Type.KeyRelease
# A window that is moved with Alt held down, or left by Alt Tab, wants no menu.
_OTHERWISE: Final = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.WindowDeactivate,
        QEvent.Type.Move,
        QEvent.Type.Shortcut,
    }
)


class AltKey(QObject):
    """Tell it of keys that nobody else took; it listens to everything only while Alt is down."""

    def __init__(self, open_menu: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._open = open_menu
        self._alone = False

    def press(self, event: QKeyEvent) -> None:
        """See whether Alt was pressed."""
        if event.key() == _ALT and not self._alone and not event.isAutoRepeat():
            self._alone = event.modifiers() in (
                Qt.KeyboardModifier.AltModifier,
                Qt.KeyboardModifier.NoModifier,
            )
            if self._alone:
                _application().installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _OTHERWISE:
            self._forget()
        elif isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            if kind in _KEYS and event.key() != _ALT:
                self._forget()
            elif kind == _LET_GO and event.key() == _ALT:
                self._forget()
                self._open()
                return True
        return False

    def _forget(self) -> None:
        self._alone = False
        _application().removeEventFilter(self)


def _application() -> QCoreApplication:
    found = QCoreApplication.instance()
    assert found is not None
    return found

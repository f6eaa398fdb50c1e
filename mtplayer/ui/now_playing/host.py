"""Brings Now Playing up over the window, and takes it away again."""

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QEasingCurve, QEvent, QObject, Qt, QVariantAnimation
from PySide6.QtWidgets import QMainWindow, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.views import Tab


class Covering(Protocol):
    """A page that covers the window."""

    @property
    def ground(self) -> QWidget:
        """Where toasts come up."""
        ...

    def widget(self) -> QWidget:
        """Return the page itself."""
        ...


class PlayingPage(Covering, Protocol):
    """What the host shows."""

    def wind(self) -> object:
        """Move only while it can be seen."""
        ...

    def turn_to(self, tab: Tab) -> object:
        """Show what a page of the right panel shows."""
        ...


class NowPlayingHost(QObject):
    """Makes the page when it is first wanted; what lies behind it is hidden, and stands still."""

    covered: TypedSignal[Covering | None] = signal()

    def __init__(
        self,
        theme: Theme,
        actions: Actions,
        window: QMainWindow,
        behind: QWidget,
        make: Callable[[], PlayingPage],
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._actions = actions
        self._window = window
        self._behind = behind
        self._make = make
        self._page: QWidget | None = None
        self._inside: PlayingPage | None = None
        self._before: QWidget | None = None
        self._open = False
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._slid)
        self._slide.finished.connect(self._arrived)
        actions.on(commands.NOW_PLAYING, self.toggle)
        window.installEventFilter(self)

    @property
    def page(self) -> QWidget | None:
        """The page, once it was made."""
        return self._page

    @property
    def shown(self) -> bool:
        """Whether it covers the window, or is about to."""
        return self._open

    def toggle(self) -> None:
        """Open or close it."""
        if not self.close():
            self.open()

    def open(self) -> None:
        """Slide it up."""
        if self._open:
            return
        page = self._made()
        self._before = cast("QWidget | None", self._window.focusWidget())
        self._move(opening=True)
        page.show()
        page.raise_()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self, _news: object = None) -> bool:
        """Slide it down; whether there was anything to close."""
        if not self._open or self._page is None:
            return False
        self._behind.show()
        self._move(opening=False)
        before, self._before = self._before, None
        if before is not None:
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def wind(self) -> None:
        """Let nothing move that cannot be seen."""
        if self._inside is not None and self._open:
            self._inside.wind()

    def turn_to(self, tab: Tab) -> bool:
        """Show what a page of the right panel shows, if that is covered; whether it was."""
        if self._inside is None or not self._open or tab is Tab.INFO:
            # What is known of a track has no place there: it makes room for the panel.
            self.close()
            return False
        self._inside.turn_to(tab)
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self._page is not None and self._open:
            self._page.setGeometry(self._window.rect())
        return False

    def _made(self) -> QWidget:
        if self._page is None:
            self._inside = self._make()
            self._page = self._inside.widget()
            self._page.setParent(self._window)
        self._page.setGeometry(self._window.rect())
        return self._page

    def _move(self, *, opening: bool) -> None:
        self._open = opening
        self._actions[commands.NOW_PLAYING].setChecked(opening)
        self.covered.emit(self._inside if opening else None)
        page = self._page
        if page is None:
            return
        high, now = self._window.height(), page.y()
        self._slide.stop()
        self._slide.setStartValue(high if opening else now)
        self._slide.setEndValue(0 if opening else high)
        duration = self._theme.duration(self._theme.motion.page)
        if duration:
            page.move(0, high if opening else now)
            self._slide.setDuration(duration)
            self._slide.start()
        else:
            page.move(0, 0 if opening else high)
            self._arrived()

    def _slid(self, value: object) -> None:
        if self._page is not None and isinstance(value, int):
            self._page.move(0, value)

    def _arrived(self) -> None:
        if self._page is None:
            return
        if self._open:
            self._behind.hide()
        else:
            self._page.hide()

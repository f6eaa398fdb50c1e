"""What services announce that people should hear of, on its way to a toast."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mtplayer.core.events import Notice, PlaybackFailed, ScanFinished, UndoOffered
from mtplayer.ui.actions import Actions
from mtplayer.ui.services import Services
from mtplayer.ui.theme import Theme

if TYPE_CHECKING:
    from mtplayer.ui.widgets.toasts import ToastHost

News = Notice | PlaybackFailed | ScanFinished | UndoOffered


class Notices(QObject):
    """Listens as long as the window lives. Toasts are made when there is the first to show."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        actions: Actions,
        content: QWidget,
        over: QWidget,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._undo = services.undo
        self._actions = actions
        self._content = content
        self._over = over
        self._host: ToastHost | None = None
        services.undo.offered.connect(self.tell)
        services.playback.failed.connect(self.tell)
        services.playback.notice.connect(self.tell)
        services.scan.finished.connect(self.tell)
        services.troubles.noticed.connect(self.tell)

    @property
    def toasts(self) -> "ToastHost":
        """Where toasts come up."""
        if self._host is None:
            from mtplayer.ui.widgets.toasts import ToastHost

            self._host = ToastHost(self._theme, self._content, self._over)
        return self._host

    def come_forward(self, _shown: object) -> None:
        """Lie over a drawer that has just been opened."""
        if self._host is not None:
            self._host.raise_()

    def tell(self, news: News) -> None:
        """Say it, if it is worth a toast."""
        from mtplayer.ui.news import toast_of

        if (toast := toast_of(news, self._actions, self._undo)) is not None:
            self.toasts.say(toast)

"""What services announce that people should hear of, on its way to a toast."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mtplayer.core.events import (
    FilesHeld,
    LoudnessProgress,
    Notice,
    Outcome,
    ScanFinished,
    UndoOffered,
)
from mtplayer.core.lists.playlists import Added
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services

if TYPE_CHECKING:
    from mtplayer.ui.now_playing.host import Covering
    from mtplayer.ui.widgets.toasts import ToastHost

News = Notice | ScanFinished | UndoOffered


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
        self._home = self._place = (content, over)
        self._host: ToastHost | None = None
        services.undo.offered.connect(self.tell)
        services.playback.notice.connect(self.tell)
        services.scan.finished.connect(self.tell)
        services.troubles.noticed.connect(self.tell)
        services.loudness.finished.connect(self._tell_of_loudness)
        services.editions.notice.connect(self.tell)
        services.backups.notice.connect(self.tell)
        self._scan = services.scan
        self._held: list[int] = []
        self._unread: set[str] = set()
        services.scan.held_changed.connect(self._tell_of_held)
        self._playlists = services.playlists
        services.playlists.added.connect(self._tell_of_added)

    @property
    def toasts(self) -> "ToastHost":
        """Where toasts come up."""
        if self._host is None:
            from mtplayer.ui.widgets.toasts import ToastHost

            self._host = ToastHost(self._theme, *self._place)
        return self._host

    def move_over(self, page: "Covering | None") -> None:
        """Be seen over a page that covers the window; None is the window itself again."""
        self._place = self._home if page is None else (page.ground, page.widget())
        if self._host is not None:
            self._host.move_over(*self._place)

    def come_forward(self, _shown: object) -> None:
        """Lie over a drawer that has just been opened."""
        if self._host is not None:
            self._host.raise_()

    def _tell_of_held(self, held: FilesHeld) -> None:
        """Ask about each folder once, and stop asking when it is answered."""
        from mtplayer.ui.news import held_toast

        for number in self._held:
            self.toasts.dismiss(number)
        self._held = [
            self.toasts.say(held_toast(folder, partial(self._scan.accept_missing, folder.folder)))
            for folder in held.folders
        ]

    def _tell_of_added(self, added: Added) -> None:
        row = self._playlists.row(added.playlist)
        if not added.already or row is None:
            return
        from mtplayer.ui.news import added_toast

        again = partial(self._playlists.add, added.playlist, added.already, anyway=True)
        self.toasts.say(added_toast(added, row.name, again))

    def _tell_of_loudness(self, measured: LoudnessProgress) -> None:
        from mtplayer.ui.news import loudness_notice

        self.tell(loudness_notice(measured))

    def tell(self, news: News) -> None:
        """Say it, if it is worth a toast."""
        from mtplayer.ui.news import toast_of

        if isinstance(news, ScanFinished):
            news = self._without_old_news(news)
        if (toast := toast_of(news, self._actions, self._undo)) is not None:
            self.toasts.say(toast)

    def _without_old_news(self, finished: ScanFinished) -> ScanFinished:
        """Say of folders that cannot be read once what every scan finds again."""
        problem = finished.problem
        if problem is None or finished.outcome is Outcome.FAILED:
            return finished
        if problem.sentence in self._unread:
            return replace(finished, problem=None)
        self._unread.add(problem.sentence)
        return finished

"""Keeps the sort keys of the library in step with the articles of the settings."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.events import LibraryChanged
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.library import LibraryService
from mtplayer.services.settings import SettingsService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.sort_keys import Progress
    from mtplayer.storage.unit import Unit


def articles_of(settings: SettingsService) -> str:
    """Return the articles that sorting passes over: none when the user wants them sorted."""
    return settings.get(options.ARTICLES) if settings.get(options.IGNORE_ARTICLES) else ""


class SortKeysService(QObject):
    """Makes keys anew in small writes, one after the other, other writes in between."""

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        library: LibraryService,
        settings: SettingsService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._write = write
        self._library = library
        self._settings = settings
        self._failed = failed
        self._running: Token | None = None

    def start(self) -> None:
        """Bring the library in step now, and after each change of the settings."""
        self._settings.follow(options.IGNORE_ARTICLES, self._restart, self)
        self._settings.follow(options.ARTICLES, self._restart, self)

    def _restart(self, _: object) -> None:
        if self._running is not None:
            self._running.cancel()
        articles = articles_of(self._settings)
        self._run(lambda unit: _first(unit, articles), articles, changed=False)

    def _run(
        self, work: "Callable[[Unit], Progress | None]", articles: str, *, changed: bool
    ) -> None:
        def done(progress: "Progress | None") -> None:
            if progress is not None:
                following = partial(_go_on, articles=articles, progress=progress)
                self._run(following, articles, changed=progress.changed)
            elif changed:
                self._library.announce(LibraryChanged(revision=0, complete=False))

        # Behind everything that the user waits for.
        self._running = self._write.run(
            lambda _: self._storage.write(work), done, self._failed, priority=-1
        )


def _first(unit: "Unit", articles: str) -> "Progress | None":
    from mtplayer.storage.sort_keys import Progress

    return None if unit.sort_keys.are_for(articles) else Progress()


def _go_on(unit: "Unit", articles: str, progress: "Progress") -> "Progress | None":
    return unit.sort_keys.go_on(articles, progress)

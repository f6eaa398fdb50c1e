"""Keeps who is credited in step with the separators of the settings."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.credits import Splitting
from mtplayer.core.events import LibraryChanged
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.library import LibraryService
from mtplayer.services.settings import SettingsService
from mtplayer.services.sort_keys import articles_of
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.split_names import Progress
    from mtplayer.storage.unit import Unit

Work = Callable[["Unit"], "Progress | None"]


def splitting_of(settings: SettingsService) -> Splitting:
    """Return what the user wants parted."""
    return Splitting(
        artists=settings.get(options.ARTIST_SEPARATORS),
        genres=settings.get(options.GENRE_SEPARATORS),
        exceptions=settings.get(options.UNPARTED_NAMES),
    )


class SplitNamesService(QObject):
    """Parts names anew in small writes, one after the other, other writes in between."""

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
        for option in (
            options.ARTIST_SEPARATORS,
            options.GENRE_SEPARATORS,
            options.UNPARTED_NAMES,
        ):
            self._settings.follow(option, self._restart, self)

    def _restart(self, _: object) -> None:
        if self._running is not None:
            self._running.cancel()
        splitting = splitting_of(self._settings)
        self._run(partial(_first, splitting=splitting), splitting, changed=False)

    def _run(self, work: Work, splitting: Splitting, *, changed: bool) -> None:
        articles = articles_of(self._settings)

        def done(progress: "Progress | None") -> None:
            if progress is not None:
                following = partial(
                    _go_on, splitting=splitting, articles=articles, progress=progress
                )
                self._run(following, splitting, changed=progress.changed)
            elif changed:
                self._library.announce(LibraryChanged(revision=0, complete=False))

        # Behind everything that the user waits for.
        self._running = self._write.run(
            lambda _: self._storage.write(work), done, self._failed, priority=-1
        )


def _first(unit: "Unit", splitting: Splitting) -> "Progress | None":
    from mtplayer.storage.split_names import Progress

    return None if unit.split_names.are_for(splitting) else Progress()


def _go_on(
    unit: "Unit", splitting: Splitting, articles: str, progress: "Progress"
) -> "Progress | None":
    return unit.split_names.go_on(splitting, articles, progress)

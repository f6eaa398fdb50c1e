"""Keeps who is credited in step with the separators of the settings."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.credits import Splitting
from mtplayer.services.in_steps import InSteps
from mtplayer.services.library.sort_keys import articles_of
from mtplayer.services.settings import SettingsService

if TYPE_CHECKING:
    from mtplayer.storage.library.split_names import Progress
    from mtplayer.storage.unit import Unit


def splitting_of(settings: SettingsService) -> Splitting:
    """Return what the user wants parted."""
    return Splitting(
        artists=settings.get(options.ARTIST_SEPARATORS),
        genres=settings.get(options.GENRE_SEPARATORS),
        exceptions=settings.get(options.UNPARTED_NAMES),
    )


class SplitNamesService(QObject):
    """Parts names anew, or puts them together again, behind the window."""

    def __init__(
        self, steps: InSteps, settings: SettingsService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._steps = steps
        self._settings = settings

    def start(self) -> None:
        """Bring the library in step now, and after each change of the settings."""
        for option in (
            options.ARTIST_SEPARATORS,
            options.GENRE_SEPARATORS,
            options.UNPARTED_NAMES,
        ):
            self._settings.follow(option, self._restart, self)

    def _restart(self, _: object) -> None:
        splitting, articles = splitting_of(self._settings), articles_of(self._settings)
        self._steps.begin(
            partial(_first, splitting=splitting),
            partial(_go_on, splitting=splitting, articles=articles),
        )


def _first(unit: "Unit", splitting: Splitting) -> "Progress | None":
    from mtplayer.storage.library.split_names import Progress

    return None if unit.split_names.are_for(splitting) else Progress()


def _go_on(
    unit: "Unit", progress: "Progress", *, splitting: Splitting, articles: str
) -> "Progress | None":
    return unit.split_names.go_on(splitting, articles, progress)

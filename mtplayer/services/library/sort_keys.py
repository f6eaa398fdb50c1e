"""Keeps the sort keys of the library in step with the articles of the settings."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.services.in_steps import InSteps
from mtplayer.services.settings import SettingsService

if TYPE_CHECKING:
    from mtplayer.storage.library.sort_keys import Progress
    from mtplayer.storage.unit import Unit


def articles_of(settings: SettingsService) -> str:
    """Return the articles that sorting passes over: none when the user wants them sorted."""
    return settings.get(options.ARTICLES) if settings.get(options.IGNORE_ARTICLES) else ""


class SortKeysService(QObject):
    """Makes keys anew behind the window."""

    def __init__(
        self, steps: InSteps, settings: SettingsService, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._steps = steps
        self._settings = settings

    def start(self) -> None:
        """Bring the library in step now, and after each change of the settings."""
        self._settings.follow(options.IGNORE_ARTICLES, self._restart, self)
        self._settings.follow(options.ARTICLES, self._restart, self)

    def _restart(self, _: object) -> None:
        articles = articles_of(self._settings)
        self._steps.begin(partial(_first, articles=articles), partial(_go_on, articles=articles))


def _first(unit: "Unit", articles: str) -> "Progress | None":
    from mtplayer.storage.library.sort_keys import Progress

    return None if unit.sort_keys.are_for(articles) else Progress()


def _go_on(unit: "Unit", progress: "Progress", *, articles: str) -> "Progress | None":
    return unit.sort_keys.go_on(articles, progress)

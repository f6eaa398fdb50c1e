"""The pages of a library that is still empty, and the way from one to the next."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mtplayer.core.exchange.mt_library import MtFound, MtReport
from mtplayer.core.problems import Problem
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.library.music_places import MusicPlace
from mtplayer.ui.first_run.scanning import ScanningPage
from mtplayer.ui.first_run.welcome import WelcomePage
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services


class FirstRun(QObject):
    """``over`` when the library shall be shown; ``folder_wanted`` to choose one.

    ``came_over`` after ``over`` when another player's library shall be taken over.
    """

    over: TypedSignal[None] = signal()
    came_over: TypedSignal[None] = signal()
    folder_wanted: TypedSignal[None] = signal()

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: CoverCache,
        show: Callable[[QWidget], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._covers = covers
        self._show = show
        self._welcome: WelcomePage | None = None
        self._searching = 0
        self._mt: Path | None = None

    @property
    def waiting(self) -> bool:
        """Whether folders, or the library of another player, are still looked for."""
        return self._searching > 0

    def ask(self) -> None:
        """Ask where the music is."""
        page = WelcomePage(self._theme)
        page.chosen.connect(self._scan)
        page.skipped.connect(self._end)
        page.card.wanted.connect(self._want)
        self._show(page)
        self._welcome = page
        page.start()
        self._searching = 2
        self._services.places.find(partial(self._found, page))
        page.take_over.wanted.connect(self._take_over)
        self._services.taking_over.look(partial(self._found_mt, page))

    def take(self, folders: Sequence[str]) -> bool:
        """List folders that were chosen or dropped, if the question is still open."""
        if self._welcome is None:
            return False
        for folder in folders:
            self._welcome.card.add_folder(folder)
            self._services.places.count(folder, self._counted)
        return True

    def leave(self) -> None:
        """Know that the pages are gone; answers that still come are for nobody."""
        self._welcome = None
        self._searching = 0

    def follow_scan(self) -> None:
        """Show what is being found."""
        page = ScanningPage(self._theme, self._services, self._covers)
        page.opened.connect(self._end)
        page.came_over.connect(self._come_over)
        self._show(page)

    def _found_mt(self, page: WelcomePage, found: MtFound | None) -> None:
        if self._welcome is not page:
            return
        self._searching -= 1
        if found is not None:
            self._mt = found.path
            page.take_over.offer(found.tracks, found.playlists)

    def _take_over(self, _nothing: object) -> None:
        if self._welcome is not None and self._mt is not None:
            self._welcome.take_over.show_running()
            self._services.taking_over.begin(self._mt, self._taken_over, self._not_taken)

    def _taken_over(self, _report: MtReport) -> None:
        """Read the files of what came, in the folders of mt and in those that are checked."""
        folders = self._welcome.card.checked if self._welcome is not None else ()
        if self._welcome is not None:
            self.follow_scan()
        self._services.scan.scan()
        if folders:
            self._services.scan.add_folders(folders)

    def _not_taken(self, problem: Problem) -> None:
        if self._welcome is not None:
            self._welcome.take_over.show_problem(problem.sentence or problem.title)

    def _scan(self, folders: tuple[str, ...]) -> None:
        self.follow_scan()
        self._services.scan.add_folders(folders)

    def _found(self, page: WelcomePage, places: Sequence[MusicPlace]) -> None:
        if self._welcome is page:
            self._searching -= 1
            page.card.show_places(places)

    def _counted(self, place: MusicPlace) -> None:
        if self._welcome is not None:
            self._welcome.card.show_count(place)

    def _want(self, _nothing: object) -> None:
        self.folder_wanted.emit(None)

    def _end(self, _nothing: object) -> None:
        self.over.emit(None)

    def _come_over(self, _nothing: object) -> None:
        self.over.emit(None)
        self.came_over.emit(None)

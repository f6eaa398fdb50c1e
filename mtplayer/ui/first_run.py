"""The pages of a library that is still empty, and the way from one to the next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.music_places import MusicPlace
from mtplayer.ui.cover_cache import CoverCache
from mtplayer.ui.pages.scanning import ScanningPage
from mtplayer.ui.pages.welcome import WelcomePage
from mtplayer.ui.services import Services
from mtplayer.ui.theme import Theme


class FirstRun(QObject):
    """``over`` when the library shall be shown; ``folder_wanted`` to choose one."""

    over: TypedSignal[None] = signal()
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
        self._searching = False

    @property
    def waiting(self) -> bool:
        """Whether folders are still looked for."""
        return self._searching

    def ask(self) -> None:
        """Ask where the music is."""
        page = WelcomePage(self._theme)
        page.chosen.connect(self._scan)
        page.skipped.connect(self._end)
        page.card.wanted.connect(self._want)
        self._show(page)
        self._welcome = page
        page.start()
        self._searching = True
        self._services.places.find(self._found)

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
        self._searching = False

    def follow_scan(self) -> None:
        """Show what is being found."""
        page = ScanningPage(self._theme, self._services, self._covers)
        page.opened.connect(self._end)
        self._show(page)

    def _scan(self, folders: tuple[str, ...]) -> None:
        self.follow_scan()
        self._services.scan.add_folders(folders)

    def _found(self, places: Sequence[MusicPlace]) -> None:
        self._searching = False
        if self._welcome is not None:
            self._welcome.card.show_places(places)

    def _counted(self, place: MusicPlace) -> None:
        if self._welcome is not None:
            self._welcome.card.show_count(place)

    def _want(self, _nothing: object) -> None:
        self.folder_wanted.emit(None)

    def _end(self, _nothing: object) -> None:
        self.over.emit(None)

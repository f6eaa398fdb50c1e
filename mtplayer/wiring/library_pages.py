"""How the pages beside the lists of tracks are made: when they are first visited."""

from collections.abc import Callable, Mapping

from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.parts import Page
from mtplayer.ui.services.services import Services
from mtplayer.ui.state import UiState
from mtplayer.ui.views import View


def library_pages(
    theme: Theme, services: Services, covers: CoverCache, state: UiState
) -> Mapping[View, Callable[[Actions], Page]]:
    """Return their makers; what they need is imported with the first visit."""

    def folders(actions: Actions) -> Page:
        from mtplayer.ui.folders.folders import FoldersPage

        return FoldersPage(theme, services, actions)

    def folder_tree(actions: Actions) -> Page:
        from mtplayer.ui.folders.folder_tree import FolderTreePage

        return FolderTreePage(theme, services, covers, state, actions)

    def changes(actions: Actions) -> Page:
        from mtplayer.ui.folders.changes import ChangesPage

        return ChangesPage(theme, services, actions)

    def backups(_actions: Actions) -> Page:
        from mtplayer.ui.pages.backups import BackupsPage

        return BackupsPage(theme, services)

    def missing(actions: Actions) -> Page:
        from mtplayer.ui.folders.missing import MissingPage

        return MissingPage(theme, services, actions)

    def stations(actions: Actions) -> Page:
        from mtplayer.ui.radio.stations import StationsPage

        return StationsPage(theme, services, actions)

    return {
        View.STATIONS: stations,
        View.FOLDERS: folders,
        View.FOLDER_TREE: folder_tree,
        View.MISSING: missing,
        View.CHANGES: changes,
        View.BACKUPS: backups,
    }

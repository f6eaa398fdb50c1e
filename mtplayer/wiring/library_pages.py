"""How the pages about the library itself are made: when they are first visited."""

from collections.abc import Callable, Mapping

from mtplayer.ui.actions import Actions
from mtplayer.ui.parts import Page
from mtplayer.ui.services import Services
from mtplayer.ui.theme import Theme
from mtplayer.ui.views import View


def library_pages(theme: Theme, services: Services) -> Mapping[View, Callable[[Actions], Page]]:
    """Return their makers; what they need is imported with the first visit."""

    def folders(actions: Actions) -> Page:
        from mtplayer.ui.pages.folders import FoldersPage

        return FoldersPage(theme, services, actions)

    return {View.FOLDERS: folders}

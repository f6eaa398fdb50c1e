"""The menu of orders that a list of tracks can have."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from mtplayer.core.library.tracks import SortKey
from mtplayer.core.options import Density
from mtplayer.ui import text
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.tracks.columns import BY_SORT
from mtplayer.ui.widgets.menu import Menu


def order_menu(
    theme: Theme, parent: QWidget, now: SortKey, choose: Callable[[SortKey], object]
) -> Menu:
    """Return the list of orders, the one that is shown checked."""
    menu = Menu(theme, parent)
    for key in SortKey:
        action = menu.addAction(text.tr("columns", BY_SORT[key].name))
        action.setCheckable(True)
        action.setChecked(key is now)
        action.triggered.connect(lambda _=False, key=key: choose(key))
    return menu


def row_height(theme: Theme, density: Density) -> int:
    """Return how high a row of tracks is."""
    size = theme.size
    heights = {
        Density.COMPACT: size.row_compact,
        Density.STANDARD: size.row_standard,
        Density.RELAXED: size.row_relaxed,
    }
    return heights[density]

"""What every page of the window is made from."""

from mtplayer.core.record import record
from mtplayer.ui.actions import Actions
from mtplayer.ui.cover_cache import CoverCache
from mtplayer.ui.services import Services
from mtplayer.ui.state import UiState
from mtplayer.ui.theme import Theme
from mtplayer.ui.widgets.query_edit import QueryEdit


@record
class PageParts:
    """Given to a page as one."""

    theme: Theme
    services: Services
    covers: CoverCache
    state: UiState
    actions: Actions
    field: QueryEdit

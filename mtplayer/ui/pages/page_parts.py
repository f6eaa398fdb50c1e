"""What every page of the window is made from."""

from mtplayer.core.record import record
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.search.query_edit import QueryEdit
from mtplayer.ui.services.services import Services
from mtplayer.ui.state import UiState


@record
class PageParts:
    """Given to a page as one."""

    theme: Theme
    services: Services
    covers: CoverCache
    state: UiState
    actions: Actions
    field: QueryEdit

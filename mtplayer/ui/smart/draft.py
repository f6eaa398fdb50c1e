"""A smart playlist as it is edited."""

from mtplayer.core.ids import PlaylistId
from mtplayer.core.queries.smart_lists import SmartList
from mtplayer.core.record import record


@record
class Draft:
    """What is edited; a new one has no playlist yet."""

    smart: SmartList
    name: str = ""
    playlist: PlaylistId | None = None
    parent: PlaylistId | None = None

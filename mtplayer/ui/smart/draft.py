"""A smart playlist as it is edited."""

from mtplayer.core.ids import PlaylistId
from mtplayer.core.record import record
from mtplayer.core.smart_lists import SmartList


@record
class Draft:
    """What is edited; a new one has no playlist yet."""

    smart: SmartList
    name: str = ""
    playlist: PlaylistId | None = None
    parent: PlaylistId | None = None

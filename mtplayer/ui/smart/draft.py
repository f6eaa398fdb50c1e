"""A smart playlist as it is edited."""

from dataclasses import dataclass

from mtplayer.core.ids import PlaylistId
from mtplayer.core.smart_lists import SmartList


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is edited; a new one has no playlist yet."""

    smart: SmartList
    name: str = ""
    playlist: PlaylistId | None = None
    parent: PlaylistId | None = None

"""What a thing to do is: its name, its words, its keys, and where they work."""

from enum import StrEnum

from mtplayer.core.record import record


class Area(StrEnum):
    """The headings of the keyboard list."""

    PLAYBACK = "Playback"
    TRACKS = "Selected tracks"
    LISTS = "Lists"
    GO_TO = "Go to"
    APP = "App"


class Where(StrEnum):
    """Where a key works: anywhere in the window, while tracks have the focus, or tiles."""

    WINDOW = "window"
    TRACKS = "tracks"
    TILES = "tiles"


@record
class Command:
    """One thing to do. Keys are in Qt's words; ``repeats`` while they are held down."""

    id: str
    text: str
    area: Area
    icon: str = ""
    keys: tuple[str, ...] = ()
    where: Where = Where.WINDOW
    repeats: bool = False
    checkable: bool = False

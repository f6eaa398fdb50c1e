"""What another player knew of music that is here as well, and what taking it over did."""

from dataclasses import dataclass, field
from enum import StrEnum

from mtplayer.core.exchange.mt_library import LeftOut
from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.core.problems import MtplayerError
from mtplayer.core.record import record


class Player(StrEnum):
    """The players whose memory can be taken over; the value is what commands call them."""

    RHYTHMBOX = "rhythmbox"
    QUODLIBET = "quodlibet"
    STRAWBERRY = "strawberry"
    CLEMENTINE = "clementine"
    ITUNES = "itunes"


PLAYER_NAMES = {
    Player.RHYTHMBOX: "Rhythmbox",
    Player.QUODLIBET: "Quod Libet",
    Player.STRAWBERRY: "Strawberry",
    Player.CLEMENTINE: "Clementine",
    Player.ITUNES: "iTunes",
}


class ForeignUnreadable(MtplayerError):
    """The file is not what the player keeps, or cannot be read now."""

    title = "The other player's library could not be read"


@record
class ForeignTrack:
    """What is remembered of a track; ``entry`` says which one. Times are milliseconds in UTC.

    A rating goes from 0 to 100; none is no rating, not the worst one.
    """

    entry: ListedEntry
    plays: int = 0
    skips: int = 0
    last_played_at: int | None = None
    added_at: int | None = None
    rating: int | None = None
    liked: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is more than when it came."""
        return bool(self.plays or self.skips or self.last_played_at or self.liked) or (
            self.rating is not None
        )


@record
class ForeignPlaylist:
    """A playlist and the folders that it lies in, the outermost first.

    ``key`` is what the other player calls it for ever; a name may change.
    """

    key: str
    name: str
    folders: tuple[str, ...] = ()
    entries: tuple[ListedEntry, ...] = ()


@dataclass(slots=True, kw_only=True)
class ForeignLibrary:
    """Everything that was found."""

    player: Player
    tracks: list[ForeignTrack] = field(default_factory=list[ForeignTrack])
    playlists: list[ForeignPlaylist] = field(default_factory=list[ForeignPlaylist])
    left_out: list[LeftOut] = field(default_factory=list[LeftOut])


@dataclass(slots=True, kw_only=True)
class ForeignReport:
    """What taking over did, or would do; a second time everything that changes is zero."""

    found: int = 0
    """Tracks of the other player that are here."""
    updated: int = 0
    """Tracks here that get something."""
    plays: int = 0
    skips: int = 0
    ratings: int = 0
    likes: int = 0
    dates: int = 0
    """Tracks that turn out to have come earlier."""
    playlists: int = 0
    entries: int = 0
    waiting: int = 0
    """Places in playlists that keep their tags until their track is here."""
    left_out: tuple[LeftOut, ...] = ()

    @property
    def changes(self) -> int:
        """How much would be written."""
        return self.updated + self.playlists + self.entries

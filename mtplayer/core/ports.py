"""What the services ask of the outside, where a second implementation exists."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from mtplayer.core.library.tracks import PlayableFile, TrackRow
from mtplayer.core.playing.loops import Loop
from mtplayer.core.problems import Problem
from mtplayer.core.record import record
from mtplayer.core.sound.sound import SignalPath, SoundSettings

if TYPE_CHECKING:
    from mtplayer.core.library.albums import AlbumRow
    from mtplayer.core.library.artists import ArtistRow

T_contra = TypeVar("T_contra", contravariant=True)


class Announcer(Protocol[T_contra]):
    """A signal seen from outside."""

    def connect(self, slot: Callable[..., object], /) -> object:
        """Call ``slot`` on every announcement."""
        ...

    def emit(self, value: T_contra, /) -> None:
        """Announce."""
        ...


@record
class PlayerStarted:
    """Sound of this generation comes out."""

    generation: int


@record
class PlayerPosition:
    """Where it was at ``at`` (time.monotonic seconds)."""

    generation: int
    ms: int
    at: float


@record
class PlayerLength:
    """The decoder knows how long the file is; ``exact`` to the sample, else more or less."""

    generation: int
    ms: int
    exact: bool = False


@record
class PlayerEnded:
    """The file played to its end; what was queued as ``followed_by`` sounds already.

    ``early`` is an end long before the length that the file claims.
    """

    generation: int
    followed_by: int | None = None
    early: bool = False


@record
class PlayerPath:
    """What happens to the sound on its way to the device, from now on."""

    generation: int
    path: SignalPath


@record
class PlayerFailed:
    """No sound will come of this file."""

    generation: int
    problem: Problem


@record
class PlayerUnavailable:
    """No file can be heard now, whichever it is; the player waits paused at ``ms``."""

    generation: int
    ms: int
    problem: Problem


@record
class PlayerBuffering:
    """A stream has run dry, or comes in again."""

    generation: int
    dry: bool


@record
class PlayerNews:
    """What a stream says of itself: its name, what it plays, and how long it is, if it ends."""

    generation: int
    name: str
    playing: str
    length_ms: int = 0
    seekable: bool = False


PlayerEvent = (
    PlayerStarted
    | PlayerPosition
    | PlayerLength
    | PlayerEnded
    | PlayerFailed
    | PlayerUnavailable
    | PlayerPath
)

StreamEvent = PlayerBuffering | PlayerNews
"""What only streams from the network have to say."""


class AudioPlayer(Protocol):
    """Plays one file at a time. Every call returns at once; events come on the UI thread.

    The caller numbers what it loads: an event of an older generation is to be ignored.
    Volume is 0 to 100 as the slider shows it.
    """

    @property
    def happened(self) -> Announcer[PlayerEvent | StreamEvent]:
        """Everything it has to say, in order."""
        ...

    def load(self, file: PlayableFile, generation: int, *, start_ms: int, paused: bool) -> None:
        """Play this file from here, replacing what played."""
        ...

    def queue_next(self, file: PlayableFile | None, generation: int) -> None:
        """Let this follow what plays, without a gap where the player can; None takes it back.

        A player that cannot says that the file ended, followed by nothing.
        """
        ...

    def set_sound(self, settings: SoundSettings) -> None:
        """Sound like this from now on, as far as the player can."""
        ...

    def set_loop(self, loop: Loop | None) -> None:
        """Play this piece of the file again and again; None plays on.

        It ends with the file. Each time round, positions go back without another word.
        """
        ...

    def resume(self) -> None:
        """Go on after a pause."""
        ...

    def pause(self) -> None:
        """Hold still."""
        ...

    def stop(self) -> None:
        """Be silent and forget the file."""
        ...

    def seek(self, ms: int) -> None:
        """Go to a position in the file."""
        ...

    def set_volume(self, volume: int) -> None:
        """Be this loud."""
        ...

    def set_muted(self, *, muted: bool) -> None:
        """Be silent without forgetting the volume."""
        ...

    def close(self, deadline_ms: int) -> None:
        """Stop and let go of everything; nothing is announced afterwards."""
        ...


class RowSource(Protocol):
    """Where the rows of a table come from: the library, or a list in a test."""

    def rows(self, ids: Sequence[int]) -> Sequence[TrackRow]:
        """Return one row per id in the order asked; about 0.5 ms for 200."""
        ...


class AlbumSource(Protocol):
    """Where the tiles of albums come from."""

    def rows(self, ids: Sequence[int]) -> "Sequence[AlbumRow]":
        """Return a tile per id in the order asked, none for albums that are gone; 0.9 ms for 64."""
        ...


class ArtistSource(Protocol):
    """Where the names of artists come from."""

    def rows(self, ids: Sequence[int]) -> "Sequence[ArtistRow]":
        """Return the artists in the order asked; 0.1 ms for 64."""
        ...

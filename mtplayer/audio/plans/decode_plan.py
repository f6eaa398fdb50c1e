"""What a file needs so that exactly its music comes out of libVLC."""

from typing import Final, NamedTuple, Protocol

from mtplayer.core.record import record

AVFORMAT: Final = ":demux=avformat"
AVCODEC: Final = ":codec=avcodec"


class Patch(NamedTuple):
    """Bytes that libVLC is to see at this place of the file instead of what is there."""

    offset: int
    content: bytes


class Splice(NamedTuple):
    """A file can be read from here on, after its head: what comes is this frame of the music."""

    frame: int
    offset: int


class Grid(NamedTuple):
    """Where starts in the middle land: asked for ``(n + 0.5) * step``, at ``n * step + shift``.

    Asked for are frames of the file, landed on are frames of the music.
    """

    step: int
    shift: int


@record
class DecodePlan:
    """Options, bytes to be seen otherwise, and what of the decoded frames is music.

    ``head`` frames go before the music; it is ``frames`` long, None if that is not stored. From
    the middle of a file ``tail`` frames follow it. ``claimed`` is a length that nothing is cut
    by. All are counted at ``rate``, where 0 is the rate of the decoder. ``bits`` is how deep
    lossless samples are. With ``splices`` libVLC is never asked to seek: it sees the first
    ``head_bytes``, and then the file from such a place on. So it is with every frame where each
    takes ``frame_bytes``.
    """

    options: tuple[str, ...] = ()
    patches: tuple[Patch, ...] = ()
    head: int = 0
    frames: int | None = None
    tail: int = 0
    rate: int = 0
    grid: Grid | None = None
    claimed: int | None = None
    lossless: bool = False
    bits: int = 0
    head_bytes: int = 0
    splices: tuple[Splice, ...] = ()
    frame_bytes: int = 0

    @property
    def length_ms(self) -> float | None:
        """How long the music is by the file's own headers."""
        frames = self.claimed if self.frames is None else self.frames
        return None if frames is None or not self.rate else frames * 1000 / self.rate


class Bytes(Protocol):
    """Any place of a file."""

    def __call__(self, offset: int, count: int, /) -> bytes:
        """Return up to ``count`` bytes."""
        ...


PLAIN: Final = DecodePlan()

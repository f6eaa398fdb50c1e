"""What a deck is asked for and what it gives, however it decodes."""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from mtplayer.audio.pcm_stream import Cut, PcmStream
from mtplayer.audio.plans.decode_plan import Patch
from mtplayer.core.record import record


@record
class DeckOrder:
    """What to decode: libVLC's options, what it shall see instead, and which frames count."""

    path: bytes
    options: tuple[str, ...]
    patches: tuple[Patch, ...]
    cut: Cut
    left_out: tuple[int, int] = (0, 0)
    """From where to where libVLC shall see nothing of the file."""


class News(NamedTuple):
    """What a stream says of itself: its name, what it plays, and how long it is, if it ends."""

    name: str = ""
    playing: str = ""
    length_ms: int = 0
    seekable: bool = False


class Deck(Protocol):
    """A libVLC player that decodes one file at a time into a stream."""

    def play(self, order: DeckOrder) -> PcmStream:
        """Decode from now on."""
        ...

    def set_paused(self, *, paused: bool) -> None:
        """Hold the decoder, or let it go on."""
        ...

    def news(self) -> News:
        """Return what the stream says of itself by now."""
        ...

    def stop(self) -> None:
        """Let go of the file; takes up to a second."""
        ...

    def close(self) -> None:
        """Let go of libVLC."""
        ...


@dataclass(slots=True)
class Playing:
    """A file on a deck."""

    deck: Deck
    stream: PcmStream
    freed: bool = False

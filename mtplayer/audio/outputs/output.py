"""What every output can do."""

from typing import Protocol

from mtplayer.audio.pcm_queue import Frames
from mtplayer.core.record import record


class Source(Protocol):
    """What an output asks for sound, from its own thread."""

    @property
    def padding(self) -> int:
        """How many of the last frames are no music, only there to be as many as asked for."""
        ...

    def pull(self, count: int) -> Frames:
        """Return exactly ``count`` frames."""
        ...


@record
class OutputState:
    """How an output runs: what it takes, and how long after a pull its first frame is heard.

    A file is written at ``full_volume``.
    """

    rate: int
    latency_ms: float
    backend: str
    device: str
    full_volume: bool = False
    exclusive: bool = False


class Output(Protocol):
    """Asks for frames as fast as they are heard. Called by the engine thread only."""

    def open(self, rate: int, device: str, source: Source) -> OutputState:
        """Begin to ask; raises AudioUnavailable where nothing can be heard."""
        ...

    def close(self) -> None:
        """Ask no more; when this returns ``pull`` is not running."""
        ...

    def prefer(self, *, exclusive: bool) -> None:
        """Take the device for ourselves when it is opened next, where that is possible."""
        ...

    def widen(self) -> bool:
        """Buffer more if frames came too late lately; true if it is to be opened anew."""
        ...

    def end(self) -> None:
        """Close for good."""
        ...

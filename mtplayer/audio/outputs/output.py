"""What every output can do."""

from contextlib import AbstractContextManager
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


class Holder(Protocol):
    """An output that holds frames which can still be replaced; called with the mixer's lock."""

    def reach(self) -> int:
        """Return the first frame that can be replaced in time."""
        ...

    def heard(self) -> float:
        """Return the frame that is heard now; also called without the lock."""
        ...

    def wake(self) -> None:
        """Replace at once what a command changed."""
        ...


class PatientSource(Source, Protocol):
    """A source that can go back over what an output holds."""

    holder: Holder | None

    @property
    def lock(self) -> AbstractContextManager[bool]:
        """What keeps commands away while frames are drawn and written."""
        ...

    @property
    def pulled(self) -> int:
        """Which frame comes next."""
        ...

    @property
    def quiet(self) -> bool:
        """Whether what goes out now is silence."""
        ...

    def turn(self) -> bool:
        """Go back for what was asked for if it can sound by now; whether it still cannot."""
        ...

    def draw(self, most: int, *, now: bool) -> tuple[int, Frames]:
        """Return where the next frames belong, and them; fewer unless they are needed now."""
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

    def open(self, rate: int, device: str, source: PatientSource) -> OutputState:
        """Begin to ask; raises AudioUnavailable where nothing can be heard."""
        ...

    def close(self) -> None:
        """Ask no more; when this returns ``pull`` is not running."""
        ...

    def prefer(self, *, exclusive: bool) -> None:
        """Take the device for ourselves when it is opened next, where that is possible."""
        ...

    def hold(self, *, paused: bool) -> bool:
        """Hold still at once, or go on; false where the source has to fall silent instead."""
        ...

    def widen(self) -> bool:
        """Buffer more if frames came too late lately; true if it is to be opened anew."""
        ...

    def end(self) -> None:
        """Close for good."""
        ...


class PlainOutput:
    """What an output answers that shares its device, is never late, and leaves pauses to others."""

    def prefer(self, *, exclusive: bool) -> None:
        """Leave it as it is."""

    def hold(self, *, paused: bool) -> bool:
        """Leave it to the source to fall silent."""
        del paused
        return False

    def widen(self) -> bool:
        """Say that it buffers enough."""
        return False

"""How a folder of the library is kept up to date."""

from enum import StrEnum

from mtplayer.core.record import record


class Watch(StrEnum):
    """What makes mtplayer look at a folder."""

    RESTING = "resting"
    """Switched off."""
    OFFLINE = "offline"
    """Nothing, until it is there again."""
    BY_HAND = "by hand"
    AT_START = "at start"
    STARTING = "starting"
    """Soon the system."""
    WATCHED = "watched"
    """The system tells what happens."""
    POLLED = "polled"
    """The clock."""


class Why(StrEnum):
    """Why the clock is needed."""

    SHARE = "share"
    """What other machines do on a share is not told."""
    LIMIT = "limit"
    """The system watches no more directories."""
    REFUSED = "refused"


@record
class FolderState:
    """How one folder stands now; ``minutes`` is how often it is looked at without being told."""

    watch: Watch
    why: Why | None = None
    minutes: int = 0
    last_change_at: int | None = None

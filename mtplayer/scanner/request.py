"""What a scan is asked to do, and whom it tells: picklable, for the scanner's own process."""

from collections.abc import Callable
from dataclasses import field
from pathlib import Path
from typing import Final, Protocol

from mtplayer.core.credits import Splitting
from mtplayer.core.events import LibraryChanged, ScanProgress
from mtplayer.core.record import record

STOP: Final = "stop"
"""What is said to a scan in another process to end it."""

FAULT: Final = "The scan ended by a fault of the program"
"""The title of a problem that is a bug; its detail is the stack."""


@record
class ScanRequest:
    """Look through ``targets``, or through all folders of the library when there are none.

    ``by_hand``: somebody adds the targets, so what was removed from them is wanted again.
    ``at_start``: leave out folders that are looked through by hand only.
    ``seen``: nobody named the targets, something was seen to happen there. What is ignored stays
    ignored, and where a target is not there any more the directory above it is looked at.
    ``growing``: files that nobody should read yet.
    ``beside_window``: somebody looks on and writes too, so transactions are short.
    """

    database: Path
    lock: Path
    targets: tuple[bytes, ...] = ()
    articles: str = ""
    splitting: Splitting = field(default_factory=Splitting)
    mode: str = "continuous"
    processes: int = 0
    accept_missing: bool = False
    at_start: bool = False
    by_hand: bool = False
    seen: bool = False
    growing: tuple[bytes, ...] = ()
    beside_window: bool = False
    write_flag: Path | None = None


class Outside(Protocol):
    """Whoever started the scan."""

    def progress(self, progress: ScanProgress) -> None:
        """Hear how far it is; called as often as there is something to say."""
        ...

    def changed(self, change: LibraryChanged) -> None:
        """Hear what was committed."""
        ...

    def wants_stop(self) -> bool:
        """Whether to stop soon, leaving what was written."""
        ...

    def give_way(self) -> None:
        """Let others write: called between two transactions."""
        ...


Clock = Callable[[], int]

"""Where the scanner's own process begins: imports nothing that the window would have to load."""

from typing import TYPE_CHECKING

from mtplayer.scanner.request import ScanRequest

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def main(request: ScanRequest, pipe: "Connection", parent: int) -> None:
    """Load the scanner and run it."""
    from mtplayer.scanner import child

    child.main(request, pipe, parent)

"""Where the scanner's own process begins: imports nothing that the window would have to load."""

from multiprocessing.connection import Connection

from mtplayer.scanner.request import ScanRequest


def main(request: ScanRequest, pipe: Connection, parent: int) -> None:
    """Load the scanner and run it."""
    from mtplayer.scanner import child

    child.main(request, pipe, parent)

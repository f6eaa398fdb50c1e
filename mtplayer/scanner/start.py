"""Starts a scan: alone on its library, in company where there is much to look at."""

from functools import partial

from mtplayer.core.events import ScanFinished, ScanPhase, ScanProgress
from mtplayer.core.ids import ScanId
from mtplayer.runtime.uncollected import uncollected
from mtplayer.scanner.ahead import company
from mtplayer.scanner.lock import scan_lock
from mtplayer.scanner.request import Outside, ScanRequest
from mtplayer.storage import migrate


def scan(request: ScanRequest, outside: Outside) -> ScanFinished:
    """Do what is requested, alone on this library; waits for a scan that runs elsewhere."""
    with scan_lock(request.lock, outside.wants_stop, partial(_tell_of_waiting, outside)):
        migrate.prepare(request.database)
        with company(request) as twin:
            with uncollected():
                # It has begun: what everything else needs is loaded meanwhile.
                from mtplayer.scanner.run import run

            return run(request, outside, twin)


def _tell_of_waiting(outside: Outside) -> None:
    outside.progress(ScanProgress(scan=ScanId(0), phase=ScanPhase.WAITING, done=0, total=None))

"""Closes in the reverse order of opening, says how long each took, and never hangs."""

import faulthandler
import logging
import time
from collections.abc import Callable
from contextlib import ExitStack

log = logging.getLogger(__name__)

SLOW_MS = 500


class Closing:
    """An exit stack whose steps have names; a step that fails does not stop the others."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._closed = False

    def later(self, name: str, close: Callable[[], object]) -> None:
        """Call ``close`` before everything that was named earlier."""
        self._stack.callback(self._step, name, close)

    def close(self, deadline_s: float) -> None:
        """Close everything once; a process that hangs longer ends, and its stacks are written."""
        if self._closed:
            return
        self._closed = True
        faulthandler.dump_traceback_later(deadline_s, exit=True)
        began = time.monotonic()
        self._stack.close()
        faulthandler.cancel_dump_traceback_later()
        log.info("closed in %.0f ms", (time.monotonic() - began) * 1000)

    def _step(self, name: str, close: Callable[[], object]) -> None:
        began = time.monotonic()
        try:
            close()
        except Exception:
            log.exception("%s did not close", name)
        took = (time.monotonic() - began) * 1000
        log.log(
            logging.INFO if took > SLOW_MS else logging.DEBUG, "%s closed in %.0f ms", name, took
        )

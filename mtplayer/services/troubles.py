"""What went wrong in the background, told to whoever looks at the window."""

import logging
import sys

from PySide6.QtCore import QObject

from mtplayer.core.events import Notice
from mtplayer.core.problems import LibraryCorrupt, MtplayerError
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.storage.errors import QueryInterrupted

log = logging.getLogger(__name__)


class TroubleService(QObject):
    """Every service hands its failed jobs to ``tell``: known problems become notices."""

    noticed: TypedSignal[Notice] = signal()

    def pass_on(self, notice: Notice) -> None:
        """Announce what another service has to say."""
        self.noticed.emit(notice)

    def tell(self, error: Exception) -> None:
        """Announce a known problem; anything else is a bug and goes where bugs go."""
        if isinstance(error, QueryInterrupted):
            return
        if not isinstance(error, MtplayerError):
            sys.excepthook(type(error), error, error.__traceback__)
            return
        problem = error.as_problem()
        log.info("told: %s: %s (%s)", problem.title, problem.sentence, problem.detail)
        damaged = isinstance(error, LibraryCorrupt)
        self.noticed.emit(
            Notice(text=problem.title, detail=problem.sentence, is_error=True, damaged=damaged)
        )

"""A library that cannot be opened, or is to be replaced, before the window opens."""

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QApplication

from mtplayer.core.problems import MtplayerError
from mtplayer.runtime.paths import Profile
from mtplayer.runtime.stop_signals import StopSignals
from mtplayer.services.clock import now_ms
from mtplayer.services.safety.recovery import RecoveryService
from mtplayer.services.settings import SettingsService
from mtplayer.ui.dialogs.recovery import RecoveryWindow
from mtplayer.wiring.dress import dressed
from mtplayer.wiring.memory import stored_settings

log = logging.getLogger(__name__)


class Ended(NamedTuple):
    """Whether the library can be opened now, and whether it is another than before."""

    opens: bool
    restored: bool


def offer(application: QApplication, profile: Profile, problem: MtplayerError) -> bool:
    """Offer what helps; True once there is a library that can be opened."""
    log.info("the library was not opened: %r", problem)

    def begin(window: RecoveryWindow) -> None:
        # Also to the terminal, for those who have no window.
        sys.stderr.write(f"mtplayer: {problem}\n")
        sys.stderr.flush()
        window.offer(problem.as_problem())

    return _run(application, profile, begin).opens


def restore(application: QApplication, profile: Profile, wanted: Path) -> Ended:
    """Bring back the backup that was asked for."""
    log.info("asked to restore %s", wanted)
    return _run(application, profile, lambda window: window.bring_back(wanted))


def _run(
    application: QApplication, profile: Profile, begin: Callable[[RecoveryWindow], object]
) -> Ended:
    settings = SettingsService(stored_settings(profile.settings), lambda _: None)
    theme = dressed(application, settings)
    theme.finish()
    service = RecoveryService(profile)
    window = RecoveryWindow(theme, service, now_ms())
    ends: list[bool] = []

    def end(well: bool) -> None:  # noqa: FBT001 - what a signal carries
        ends.append(well)
        application.exit(0)

    window.ended.connect(end)
    stop = StopSignals()
    stop.asked.connect(lambda _: window.close())
    begin(window)
    application.exec()
    service.close()
    stop.close()
    window.deleteLater()
    return Ended(opens=bool(ends) and ends[0], restored=window.restored)

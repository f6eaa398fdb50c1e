"""What is remembered outside the library: the settings and the state of the window."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject

from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.paths import Profile
from mtplayer.services import settings_file
from mtplayer.services.settings import SettingsService
from mtplayer.ui import state
from mtplayer.ui.state import UiState

log = logging.getLogger(__name__)
T = TypeVar("T")


def remembered(profile: Profile, write: Jobs, parent: QObject) -> tuple[SettingsService, UiState]:
    """Return the settings and the window's memory, saved by ``write`` when they change."""
    settings = SettingsService(
        stored_settings(profile.settings),
        partial(_save, write, partial(settings_file.write, profile.settings)),
        parent,
    )
    window_state = UiState(
        state.read(profile.ui_state),
        partial(_save, write, partial(state.write, profile.ui_state)),
        parent,
    )
    return settings, window_state


def stored_settings(path: Path) -> Mapping[str, object]:
    """Return what the settings file holds; one that cannot be read is kept aside."""
    try:
        return settings_file.read(path)
    except settings_file.SettingsUnreadable as problem:
        log.warning("%s The old file is now %s.", problem, settings_file.keep_aside(path))
        return {}


def _save(write: Jobs, save: Callable[[T], object], content: T) -> None:
    def work(_: Token) -> None:
        save(content)

    write.run(work, lambda _: None, lambda error: log.warning("not saved: %s", error))

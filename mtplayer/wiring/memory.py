"""What is remembered outside the library: the settings and the state of the window."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.paths import Profile
from mtplayer.services import settings_file
from mtplayer.services.settings import SettingsService
from mtplayer.ui import state
from mtplayer.ui.state import UiState

log = logging.getLogger(__name__)
T = TypeVar("T")


def remembered(
    profile: Profile, write: Jobs, tell: Callable[[Exception], object], parent: QObject
) -> tuple[SettingsService, UiState]:
    """Return the settings and the window's memory, saved by ``write`` when they change."""
    settings = SettingsService(
        _settings(profile.settings, tell, parent),
        partial(_save, write, partial(settings_file.write, profile.settings), _Once(tell)),
        parent,
    )
    window_state = UiState(
        state.read(profile.ui_state),
        partial(_save, write, partial(state.write, profile.ui_state), _note),
        parent,
    )
    return settings, window_state


def stored_settings(path: Path) -> Mapping[str, object]:
    """Return what the settings file holds; nothing if it cannot be read."""
    try:
        return settings_file.read(path)
    except settings_file.SettingsUnreadable as problem:
        log.info("%s", problem)
        return {}


def _settings(
    path: Path, tell: Callable[[Exception], object], parent: QObject
) -> Mapping[str, object]:
    """Return the same, but keep a file that cannot be read aside, and tell of it."""
    try:
        return settings_file.read(path)
    except settings_file.SettingsUnreadable as problem:
        kept = settings_file.keep_aside(path)
        # What helps comes first: a toast has one line.
        where = f"; the old file is “{kept.name}”" if kept else ""
        told = settings_file.SettingsUnreadable(f"They are as new now{where}. {problem}")
        # There is no window yet that could show it.
        QTimer.singleShot(0, parent, partial(tell, told))
        return {}


class _Once:
    """Tells of the first failure; a full disk fails with every change."""

    def __init__(self, tell: Callable[[Exception], object]) -> None:
        self._tell = tell
        self._told = False

    def __call__(self, error: Exception | None) -> None:
        if error is not None and not self._told:
            self._tell(error)
        self._told = error is not None


def _note(error: Exception | None) -> None:
    if error is not None:
        log.info("the window's state was not saved: %s", error)


def _save(
    write: Jobs,
    save: Callable[[T], object],
    ended: Callable[[Exception | None], object],
    content: T,
) -> None:
    def work(_: Token) -> None:
        save(content)

    write.run(work, ended, ended)

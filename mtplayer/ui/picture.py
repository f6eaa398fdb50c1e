"""Takes a picture of the window once everything in it is painted."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from mtplayer.core.library.tracks import Scope
from mtplayer.core.problems import MtplayerError
from mtplayer.ui.commands import commands
from mtplayer.ui.main_window import MainWindow
from mtplayer.ui.views import OneOf, View, place_named

LOOK_EVERY_MS = 50
# What painting asks for is asked for in the next turn: quiet once is not quiet.
QUIET_LOOKS = 4
# Other ways to see the list of all tracks.
_PAGES = {"folders-view": View.FOLDER_TREE, "genres": View.GENRES, "genre": OneOf(View.GENRE, 1)}
_WAYS = {
    "now-playing": commands.NOW_PLAYING,
    "browser": commands.COLUMN_BROWSER,
    "tracks-lyrics": commands.LYRICS,
    "tracks-grouped": commands.GROUP_BY_ALBUM,
    "cover": commands.NOW_PLAYING,
    "settings": commands.SETTINGS,
}
# What lies over the list once it has come to rest.
_OVER_TRACKS = {"menu": commands.MENU}
# What is opened once the page below has come to rest.
_OVER = {View.SMART_RULES: commands.EDIT_RULES}
WITHIN_S = 30


class PictureNotTaken(MtplayerError):
    """The window never came to rest, or the file could not be written."""

    title = "The picture was not taken"


class Photographer(QObject):
    """Waits for rows and covers, then saves; ``done`` is given what went wrong, if anything."""

    def __init__(
        self,
        window: MainWindow,
        out: Path,
        done: Callable[[PictureNotTaken | None], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._out = out
        self._done = done
        self._quiet = 0
        self._over: commands.Command | None = None
        self._until = time.monotonic() + WITHIN_S
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def take(self, view: str, width: int, height: int) -> None:
        """Show a view at a size and wait for it."""
        self._window.resize(width, height)
        self._window.show()
        if view == "welcome":
            self._window.show_welcome()
        elif view == "scanning":
            self._window.show_scanning()
        elif (way := view.partition("-")[0] if view.startswith("settings-") else view) in _WAYS:
            self._window.go(Scope.TRACKS)
            self._window.actions_[_WAYS[way]].trigger()
        elif view in _OVER_TRACKS:
            self._window.go(Scope.TRACKS)
            self._over = _OVER_TRACKS[view]
        elif view in _PAGES:
            self._window.go(_PAGES[view])
        elif (place := place_named(view.replace("-", "_"))) is not None:
            if isinstance(place, OneOf) and place.view in _OVER:
                self._over, place = _OVER[place.view], OneOf(View.SMART, place.of)
            self._window.go(place)
        self._timer.start()

    def _look(self) -> None:
        self._quiet = 0 if self._window.waiting else self._quiet + 1
        if self._quiet >= QUIET_LOOKS and self._over is not None:
            self._window.actions_[self._over].trigger()
            self._over, self._quiet = None, -QUIET_LOOKS
        elif self._quiet >= QUIET_LOOKS:
            self._end(self._save())
        elif time.monotonic() > self._until:
            self._end(PictureNotTaken(f"The window was not ready within {WITHIN_S} s."))

    def _save(self) -> PictureNotTaken | None:
        if _seen(self._window).save(str(self._out)):
            return None
        return PictureNotTaken(f"“{self._out}” could not be written.")

    def _end(self, problem: PictureNotTaken | None) -> None:
        self._timer.stop()
        self._done(problem)


def _seen(window: QWidget) -> QPixmap:
    """Return the window with the menus that are open over it."""
    picture, corner = window.grab(), window.mapToGlobal(QPoint(0, 0))
    with QPainter(picture) as painter:
        for popup in QApplication.topLevelWidgets():
            if popup is not window and popup.isVisible():
                at = popup.mapToGlobal(QPoint(0, 0)) - corner
                popup.render(painter, at, popup.rect(), QWidget.RenderFlag.DrawChildren)
    return picture

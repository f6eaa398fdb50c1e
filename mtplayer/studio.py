"""Paints the window for a picture: everything is real, nothing is heard or remembered."""

from array import array
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from mtplayer.cli.front import PictureRequest, WindowRequest
from mtplayer.core import options
from mtplayer.core.library.albums import AlbumQuery, AlbumSort
from mtplayer.core.library.artists import ArtistQuery, ArtistSort
from mtplayer.core.lists.playlists import PlaylistKind
from mtplayer.core.typed import override
from mtplayer.program import Program
from mtplayer.runtime.closing import Closing
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.services.settings import SettingsService
from mtplayer.ui.picture import Photographer, PictureNotTaken
from mtplayer.ui.state import UiState
from mtplayer.ui.views import View
from mtplayer.wiring.memory import stored_settings

_KINDS: Final = {
    View.PLAYLIST.value: PlaylistKind.LIST,
    View.SMART.value: PlaylistKind.SMART,
    "smart-rules": PlaylistKind.SMART,
}


class Studio(Program):
    """The program with another theme, the plain frame, and a silent player."""

    def __init__(self, request: PictureRequest, closing: Closing) -> None:
        window = WindowRequest(
            profile=request.profile, null=True, high_contrast=request.high_contrast
        )
        super().__init__(window, closing)
        self._picture = request
        self._problem: PictureNotTaken | None = None
        # The same picture on every machine.
        QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
        if request.right_to_left:
            QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)

    @override
    def run(self) -> int:
        """Save the picture and return the exit code."""
        picture = self._picture
        window = self.build()
        self.begin()
        photographer = Photographer(window, picture.out, self._taken)
        photographer.take(self._view(), picture.width, picture.height)
        QGuiApplication.exec()
        if self._problem is not None:
            raise self._problem
        return 0

    def _view(self) -> str:
        """Return the view asked for, of one album or artist with its id."""
        view, rows = self._picture.view, self._base.rows
        ids = array("q")
        if view == View.ALBUM:
            ids = rows.albums.ids(AlbumQuery(sort=AlbumSort.PLAYS)).ids
        elif view in _KINDS:
            lists = (row for row in rows.playlists.tree() if row.kind is _KINDS[view])
            ids = array("q", (row.id for row in lists))
        elif view == View.ARTIST:
            ids = rows.artists.ids(ArtistQuery(sort=ArtistSort.PLAYS)).ids
        return f"{view}:{ids[0]}" if ids else view

    @override
    def remembered(
        self, profile: Profile, write: Jobs, tell: Callable[[Exception], object], parent: QObject
    ) -> tuple[SettingsService, UiState]:
        look = {
            options.THEME.key: self._picture.theme.value,
            options.REDUCED_MOTION.key: True,
        }
        stored = {**stored_settings(profile.settings), **look}
        seen = UiState(_as_left(self._picture.view), _forget, parent)
        return SettingsService(stored, _forget, parent), seen

    def _taken(self, problem: PictureNotTaken | None) -> None:
        self._problem = problem
        QTimer.singleShot(0, self, partial(QGuiApplication.exit, 0))


def _as_left(view: str) -> dict[str, object]:
    """Return what the window remembers, as if somebody had been at this view before."""
    kind, _, section = view.partition("-")
    if kind == "settings" and section:
        return {"settings.section": section}
    return {"now_playing.beside": view} if view == "cover" else {}


def _forget(_content: object) -> None:
    """Leave the files of the profile as they are."""

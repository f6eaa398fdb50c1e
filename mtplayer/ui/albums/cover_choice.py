"""A picture chosen by hand for an album: from a file, from the clipboard, or dropped on a cover."""

from functools import partial
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from mtplayer.core.ids import AlbumId, ArtistId
from mtplayer.core.library.artwork import COVER_SUFFIXES, picture_of
from mtplayer.ui import mime, text
from mtplayer.ui.services.services import Services
from mtplayer.ui.widgets.menu import Menu

_PATTERN: Final = " ".join(f"*{suffix}" for suffix in COVER_SUFFIXES)


class CoverChoice:
    """Asks for a picture and hands it to the service."""

    def __init__(self, services: Services, window: QWidget) -> None:
        self._services = services
        self._window = window

    def add_actions(self, menu: Menu, album: AlbumId) -> None:
        """Let a menu offer another cover, and the way back to the album's own."""
        replace = menu.addAction(text.tr("menu", "Replace cover…"))
        replace.setData("image")
        replace.triggered.connect(lambda: self.ask(album))
        own = menu.addAction(text.tr("menu", "Use the album's own cover"))
        own.triggered.connect(lambda: self._services.covers.use_own(album))

    def add_picture_actions(self, menu: Menu, artist: ArtistId) -> None:
        """Let the menu of an artist offer a picture, and the way back to a cover."""
        choose = menu.addAction(text.tr("menu", "Set picture…"))
        choose.setData("image")
        choose.triggered.connect(lambda: self.ask(picture_of(artist)))
        own = menu.addAction(text.tr("menu", "Use a cover as picture"))
        own.triggered.connect(lambda: self._services.covers.use_own(picture_of(artist)))

    def ask(self, album: AlbumId) -> QFileDialog:
        """Ask for a picture file."""
        dialog = QFileDialog(self._window, text.tr("covers", "Choose a cover"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(text.tr("covers", "Pictures ({pattern})").format(pattern=_PATTERN))
        dialog.fileSelected.connect(partial(self._services.covers.choose, album))
        dialog.open()
        return dialog

    def take(self, album: AlbumId, data: QMimeData) -> bool:
        """Use the first picture of what was dropped; whether there was one."""
        paths = pictures(data)
        if paths:
            self._services.covers.choose(album, paths[0])
        return bool(paths)


def pictures(data: QMimeData) -> list[str]:
    """Return the files of a drop that may be covers."""
    return [path for path in mime.paths_of(data) if PurePath(path).suffix.lower() in COVER_SUFFIXES]

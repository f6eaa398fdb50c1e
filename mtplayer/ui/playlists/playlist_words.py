"""What is written on the page of a playlist: its name, its description, notes; and its picture."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtWidgets import QFileDialog

from mtplayer.core.ids import PlaylistId
from mtplayer.core.library.artwork import COVER_SUFFIXES
from mtplayer.core.lists.playlists import PlaylistRow
from mtplayer.core.problems import NameTaken
from mtplayer.ui import text
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.playlists.playlist_head import PlaylistHead
from mtplayer.ui.playlists.playlist_model import PlaylistModel
from mtplayer.ui.playlists.playlist_table import PlaylistTable
from mtplayer.ui.sidebar.name_edit import NameEdit
from mtplayer.ui.tracks.columns import INDEX
from mtplayer.ui.widgets.label import Label

_PATTERN: Final = " ".join(f"*{suffix}" for suffix in COVER_SUFFIXES)
_WIDEST: Final = 480
_NARROWEST: Final = 240


class PlaylistWords(QObject):
    """Opens a field over what is to be written anew."""

    def __init__(
        self, parts: PageParts, head: PlaylistHead, table: PlaylistTable, model: PlaylistModel
    ) -> None:
        super().__init__(head)
        self._theme = parts.theme
        self._lists = parts.services.playlists
        self._pictures = parts.services.playlist_pictures
        self._head = head
        self._table = table
        self._model = model

    def offers(self, row: PlaylistRow) -> dict[str, Callable[[], object]]:
        """Return what the menu of a playlist can do here."""
        offered: dict[str, Callable[[], object]] = {
            "rename": partial(self.rename, row.id),
            "describe": partial(self.describe, row.id),
            "picture": partial(self.ask_for_picture, row.id),
        }
        if row.artwork:
            offered["covers"] = partial(self._lists.set_picture, row.id, None)
        return offered

    def rename(self, playlist: PlaylistId) -> None:
        """Let somebody type another name over the old one."""
        row = self._lists.row(playlist)
        edit = self._edit_over(self._head.name, "" if row is None else row.name)
        edit.named.connect(partial(self._named, playlist))

    def describe(self, playlist: PlaylistId) -> None:
        """Let somebody say what a playlist is for."""
        row = self._lists.row(playlist)
        edit = self._edit_over(self._head.note, "" if row is None else row.note)
        edit.may_be_empty = True
        edit.named.connect(partial(self._lists.describe, playlist))

    def edit_note(self, playlist: PlaylistId, row: int) -> None:
        """Let somebody write something beside an entry."""
        entry, before = self._model.ids[row], self._model.note_at(row)
        area = self._table.visualRect(self._model.index(row, INDEX["title"]))
        edit = NameEdit(self._theme, before, _anything, self._table.viewport())
        edit.setPlaceholderText(text.tr("playlist", "Note"))
        edit.may_be_empty = True
        edit.named.connect(lambda note: self._lists.note(playlist, {entry: note}))
        top = area.center().y() - edit.height() // 2
        edit.open_over(QRect(area.x(), top, max(area.width(), _NARROWEST), edit.height()))

    def ask_for_picture(self, playlist: PlaylistId) -> None:
        """Ask for a picture file."""
        dialog = QFileDialog(self._head.window(), text.tr("playlist", "Choose a picture"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(text.tr("covers", "Pictures ({pattern})").format(pattern=_PATTERN))
        dialog.fileSelected.connect(partial(self._pictures.choose, playlist))
        dialog.open()

    def _named(self, playlist: PlaylistId, name: str) -> None:
        def refused(problem: NameTaken) -> None:
            self.rename(playlist)
            for edit in self._head.findChildren(NameEdit):
                edit.refuse(str(problem))

        self._lists.rename(playlist, name, refused)

    def _edit_over(self, label: Label, before: str) -> NameEdit:
        edit = NameEdit(self._theme, before, _anything, self._head)
        area = label.geometry()
        top = area.center().y() - edit.height() // 2
        edit.open_over(QRect(area.x(), top, min(area.width(), _WIDEST), edit.height()))
        return edit


def _anything(_name: str) -> str:
    return ""

"""The keys and the menu of a playlist: tracks as everywhere, and their places in the list."""

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from mtplayer.core.ids import PlaylistId
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.commands import track_commands
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.commands.track_menu import Chosen
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.playlists.playlist_model import PlaylistModel
from mtplayer.ui.playlists.playlist_table import PlaylistTable
from mtplayer.ui.sidebar.places import row_of
from mtplayer.ui.tracks.selected_tracks import SelectedTracks
from mtplayer.ui.tracks.track_drag import TrackDrag
from mtplayer.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from mtplayer.ui.commands.actions import Actions


class SelectedEntries(SelectedTracks):
    """Delete takes entries out of the list; the library keeps their tracks."""

    def __init__(
        self,
        parts: PageParts,
        table: PlaylistTable,
        model: PlaylistModel,
        playlist: Callable[[], PlaylistId],
        note: Callable[[int], object],
        source: Callable[[], str],
    ) -> None:
        services = parts.services
        self._entries = table
        self._list = model
        self._playlist = playlist
        self._note = note
        self._lists = services.playlists
        self._all: Actions = parts.actions
        do = TrackActions(services, table)
        drag = TrackDrag(parts.theme, parts.covers, services.rows, services.library, table)
        super().__init__(parts.theme, table, model, parts.actions, do, drag, services.rows, source)
        table.pulled.connect(self._pull)

    @override
    def play_row(self, row: int) -> None:
        """Play the list from this row; places without a track are passed over."""
        tracks = self._list.tracks
        if 0 <= row < len(tracks):
            known = array("q", filter(None, tracks))
            at = row - tracks[:row].count(0)
            if known:
                self._do.play(known, min(at, len(known) - 1), self._source())

    def remove(self) -> None:
        """Take the selected entries out of the list."""
        entries = self._entries.selected_entries()
        if entries:
            self._lists.remove(self._playlist(), entries)

    @override
    def menu(self) -> Menu:
        """Return the menu of the selected entries."""
        menu = super().menu()
        remove = self._all[track_commands.REMOVE]
        remove.setText(text.tr("menu", "Remove from playlist"))
        blocks = self._entries.selected_blocks()
        if self._entries.selected_count() == 1:
            note = QAction(text.tr("menu", "Note…"), menu)
            note.setData("note-pencil")
            note.triggered.connect(lambda _=False: self._note(blocks[0][0]))
            menu.insertAction(remove, note)
        return menu

    @override
    def describe(self, ids: "array[int]") -> Chosen:
        """Return what the menu needs to know; of places without a track there is not much."""
        if ids:
            return super().describe(ids)
        count = self._entries.selected_count()
        return Chosen(count=count, duration_ms=None, rating=None, liked=False, missing=True)

    @override
    def _answer(self) -> None:
        super()._answer()
        self._all.on(track_commands.REMOVE, self.remove)

    @override
    def _heart_pressed(self, track: int) -> None:
        row = row_of(self._list.ids, track)
        if row is not None and (meant := self._list.track_at(row)):
            super()._heart_pressed(meant)

    def _pull(self, _nothing: None) -> None:
        self._drag.start(self._entries.selected_ids(), self._entries.selected_entries())

"""What can be done to playlists, wherever they are shown."""

import random
from array import array
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.ui.services.services import Services
from mtplayer.ui.views import OneOf, View, name_of

Do = Callable[["array[int]"], object]


class PlaylistActions(QObject):
    """Hands what the user wants to the services."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services

    def play(self, playlists: Sequence[int]) -> None:
        """Play them from the first track."""
        self._with_tracks(playlists, lambda ids: self._play(ids, 0, playlists[0]))

    def shuffle(self, playlists: Sequence[int]) -> None:
        """Play their tracks in an order of chance."""

        def mixed(ids: "array[int]") -> None:
            self._services.queue.set_shuffle(on=True)
            first = random.randrange(len(ids))  # noqa: S311 - no secret
            self._play(ids, first, playlists[0])

        self._with_tracks(playlists, mixed)

    def play_next(self, playlists: Sequence[int]) -> None:
        """Play them right after what plays now."""
        self._with_tracks(playlists, self._services.queue.play_next)

    def add_to_queue(self, playlists: Sequence[int]) -> None:
        """Play them after all that is queued."""
        self._with_tracks(playlists, self._services.queue.add)

    def duplicate(self, playlist: int) -> None:
        """Make one like it and show that."""
        self._services.playlists.duplicate(PlaylistId(playlist), self.show)

    def edit_rules(self, playlist: int) -> None:
        """Open the editor of a smart one."""
        self._services.edit_smart(playlist)

    def freeze(self, playlist: int) -> None:
        """Make a playlist of what a smart one holds now, and show it."""
        self._services.smart.freeze(PlaylistId(playlist), self.show)

    def delete(self, playlists: Sequence[int]) -> None:
        """Delete them; a toast takes it back."""
        self._services.playlists.delete([PlaylistId(each) for each in playlists])

    def put(self, playlists: Sequence[int], parent: int | None, before: int | None = None) -> None:
        """Put them into a folder, or to the top."""
        self._services.playlists.put(
            [PlaylistId(each) for each in playlists],
            None if parent is None else PlaylistId(parent),
            None if before is None else PlaylistId(before),
        )

    def export(self, playlist: PlaylistRow) -> None:
        """Ask where it goes out as a file."""
        self._services.lists_in_and_out.ask_where(playlist)

    def folders_for(self, playlist: PlaylistRow) -> list[PlaylistRow]:
        """Return where it could go: not into itself, nor where it is."""
        rows = self._services.playlists.rows
        inside = {playlist.id}
        for _ in rows:
            inside |= {row.id for row in rows if row.parent in inside}
        return [
            row
            for row in rows
            if row.kind is PlaylistKind.FOLDER
            and row.id not in inside
            and row.id != playlist.parent
        ]

    def show(self, playlist: int) -> None:
        """Show its page."""
        self._services.go(self._place(playlist))

    def _with_tracks(self, playlists: Sequence[int], do: Do) -> None:
        def found(ids: "array[int]") -> None:
            if ids:
                do(ids)

        smart = self._services.smart.smart(playlists[0]) if len(playlists) == 1 else None
        if smart is not None:
            self._services.smart.ids(smart, found)
            return
        wanted = [PlaylistId(each) for each in playlists]
        self._services.playlists.reads.tracks(wanted, found)

    def _place(self, playlist: int) -> OneOf:
        is_smart = self._services.smart.smart(playlist) is not None
        return OneOf(View.SMART if is_smart else View.PLAYLIST, playlist)

    def _play(self, ids: "array[int]", row: int, playlist: int) -> None:
        source = name_of(self._place(playlist))
        self._services.playback.play_tracks(ids, row, source)

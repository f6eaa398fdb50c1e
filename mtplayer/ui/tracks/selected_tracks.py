"""The keys and the menu of a list of tracks: what is done to the rows that are selected."""

from __future__ import annotations

from array import array
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt

from mtplayer.core.library.tracks import FileState
from mtplayer.core.typed import override
from mtplayer.ui.commands import commands, track_commands
from mtplayer.ui.commands.track_menu import Chosen, track_menu
from mtplayer.ui.tracks.track_table_model import TrackTableModel

if TYPE_CHECKING:
    from collections.abc import Callable

    from mtplayer.core.ids import TrackId
    from mtplayer.core.ports import RowSource
    from mtplayer.ui.albums.track_columns import TrackColumns, TrackModel
    from mtplayer.ui.commands.actions import Actions
    from mtplayer.ui.commands.track_actions import TrackActions
    from mtplayer.ui.folders.file_table import FileTable
    from mtplayer.ui.look.theme import Theme
    from mtplayer.ui.tracks.track_drag import TrackDrag
    from mtplayer.ui.tracks.track_table import TrackTable
    from mtplayer.ui.widgets.menu import Menu
    from mtplayer.ui.widgets.star_rating import Stars

# The menu says how long the tracks are and whether they are liked: 2 ms for so many.
_DESCRIBED = 500
# Equal sound may have been measured differently in files with and without a table of frames.
_ALIKE_MS = 1000


class SelectedTracks(QObject):
    """Answers to the commands of track lists on behalf of one table, the last one entered."""

    def __init__(
        self,
        theme: Theme,
        table: TrackTable | FileTable | TrackColumns,
        model: TrackTableModel | TrackModel,
        actions: Actions,
        do: TrackActions,
        drag: TrackDrag,
        reader: RowSource,
        source: Callable[[], str],
    ) -> None:
        super().__init__(table)
        self._theme = theme
        self._table = table
        self._model = model
        self._actions = actions
        self._do = do
        self._drag = drag
        self._reader = reader
        self._source = source
        self.beyond: Callable[[int], object] = lambda _row: None
        """Is told when a row is played that is no track."""
        self._answer()
        actions.attach_tracks(table)
        table.installEventFilter(self)
        table.row_activated.connect(self.play_row)
        table.heart_pressed.connect(self._heart_pressed)
        table.stars_pressed.connect(self._stars_pressed)
        table.menu_asked.connect(self.open_menu)
        table.drag_started.connect(self._start_drag)

    def play_row(self, row: int) -> None:
        """Play the list from this row."""
        model = self._model
        if not 0 <= row < len(model.ids):
            self.beyond(row)
            return
        if isinstance(model, TrackTableModel):
            self._do.play(model.tracks, model.place_of(row), self._source())
        else:
            self._do.play(model.ids, row, self._source())

    def play_selected(self) -> None:
        """Play the selected tracks, or the list from the only one."""
        blocks = self._table.selected_blocks()
        if self._table.selected_count() == 1:
            self.play_row(blocks[0][0])
        elif blocks:
            self._do.play(self._table.selected_ids(), 0, self._source())

    def menu(self) -> Menu:
        """Return the menu of the selected tracks."""
        ids = self._table.selected_ids()
        rate = partial(self._rate, ids)
        return track_menu(self._theme, self._actions, self.describe(ids), rate, self._table)

    def open_menu(self, where: QPoint) -> None:
        """Open the menu of the selected tracks at a point of the screen."""
        self._answer()
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    def describe(self, ids: array[int]) -> Chosen:
        """Return what the menu needs to know about tracks."""
        if len(ids) > _DESCRIBED:
            return Chosen(count=len(ids), duration_ms=None, rating=None, liked=False, missing=False)
        rows = self._reader.rows(ids)
        ratings = {row.rating for row in rows}
        return Chosen(
            count=len(rows),
            duration_ms=sum(row.duration_ms for row in rows),
            rating=ratings.pop() if len(ratings) == 1 else None,
            liked=all(row.liked_at is not None for row in rows),
            missing=len(rows) == 1 and rows[0].state != FileState.PRESENT,
            alike=_are_alike([row.duration_ms for row in rows]),
            ignorable=all(row.state == FileState.MISSING for row in rows),
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn:
            self._answer()
        return False

    def _answer(self) -> None:
        on, table, do = self._actions.on, self._table, self._do

        def selected(run: Callable[[array[int]], object]) -> Callable[[], object]:
            return lambda: run(table.selected_ids())

        on(track_commands.PLAY, self.play_selected)
        on(track_commands.PLAY_NEXT, selected(do.play_next))
        on(track_commands.ADD_TO_QUEUE, selected(do.add_to_queue))
        on(track_commands.ADD_TO_PLAYLIST, selected(do.add_to_playlist))
        on(track_commands.LIKE, selected(do.toggle_like))
        on(track_commands.WRITE_RATINGS, selected(do.write_ratings))
        on(track_commands.WRITE_LOUDNESS, selected(do.write_loudness))
        on(track_commands.COPY, selected(do.copy_text))
        on(track_commands.COPY_PATHS, selected(do.copy_paths))
        on(track_commands.SHOW_IN_FOLDER, selected(do.show_in_folder))
        on(track_commands.MERGE, selected(do.merge))
        on(track_commands.MEASURE_LOUDNESS, selected(do.measure_loudness))
        on(track_commands.IGNORE, selected(do.ignore))
        on(track_commands.GO_TO_ARTIST, selected(do.go_to_artist))
        on(track_commands.GO_TO_ALBUM, selected(do.go_to_album))
        on(track_commands.LOCATE, selected(partial(do.locate, self._ask_for_file)))
        on(track_commands.LOCATE_FOLDER, selected(partial(do.locate, self._ask_for_folder)))
        on(track_commands.REMOVE, selected(do.remove))
        on(commands.SELECT_ALL, table.selectAll)
        for stars, command in enumerate(track_commands.RATINGS):
            on(command, partial(self._rate_selected, stars * 20 or None))

    def _ask_for_file(self, track: TrackId, path: bytes) -> None:
        self._do.locating(self._theme, self._table).ask_for_file(track, path)

    def _ask_for_folder(self, _track: TrackId, path: bytes) -> None:
        folder = path.rpartition(b"/")[0]
        self._do.locating(self._theme, self._table).ask_for_folder(folder)

    def _rate_selected(self, rating: int | None) -> None:
        self._do.rate(self._table.selected_ids(), rating)

    def _rate(self, ids: array[int], rating: object) -> None:
        self._do.rate(ids, rating if isinstance(rating, int) else None)

    def _heart_pressed(self, track: int) -> None:
        self._do.toggle_like(array("q", [track]))

    def _stars_pressed(self, stars: Stars) -> None:
        self._do.rate(array("q", [stars.track]), stars.rating)

    def _start_drag(self, ids: array[int]) -> None:
        self._drag.start(ids)


def _are_alike(lengths: list[int]) -> bool:
    return len(lengths) > 1 and max(lengths) - min(lengths) <= _ALIKE_MS

"""The window with the playlist page over a real library."""

import sqlite3
from contextlib import closing

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent

from mtplayer.core.lists.playlists import PlaylistTracksChanged
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.playlists.playlist import PlaylistPage
from mtplayer.ui.views import OneOf, View
from tests.fakes.library import make_library
from tests.fakes.tracks_window import TRACKS, TracksWindow

ORDER = (
    "SELECT track_id FROM playlist_entries WHERE playlist_id = ? AND removed_at IS NULL"
    " ORDER BY rank, id"
)
NAMES = "SELECT name FROM playlists WHERE deleted_at IS NULL ORDER BY position, id"
_LEFT = Qt.MouseButton.LeftButton
_PLAIN = Qt.KeyboardModifier.NoModifier
_ANY = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


class PlaylistsWindow(TracksWindow):
    def __init__(self, database, theme, remembered=None):
        self.lists = None
        super().__init__(database, theme, remembered, pages={View.PLAYLIST: self._make_lists})
        self.view = self.window._sidebar.view
        self.nav = self.window._model

    def _make_lists(self, actions):
        self.lists = PlaylistPage(
            PageParts(
                theme=self.theme,
                services=self.services,
                covers=self.covers,
                state=self.state,
                actions=actions,
                field=self.field,
            )
        )
        return self.lists

    def made(self, qtbot, name, tracks=(), **named):
        made = []
        self.playlists.create(name, tracks=tracks, done=made.append, **named)
        qtbot.waitUntil(lambda: bool(made))
        return made[0]

    def open(self, qtbot, playlist, rows):
        self.window.go(OneOf(View.PLAYLIST, playlist))
        qtbot.waitUntil(lambda: self.lists is not None and not self.lists.waiting)
        qtbot.waitUntil(lambda: len(self.lists.model.ids) == rows)
        return self.lists

    def column(self, statement, *values):
        with closing(sqlite3.connect(self.storage_path)) as connection:
            return [row[0] for row in connection.execute(statement, values)]

    def order(self, playlist):
        return self.column(ORDER, playlist)

    def changes(self, qtbot, act):
        """Do something and wait until a playlist has changed."""
        kind = PlaylistTracksChanged
        with qtbot.waitSignal(
            self.playlists.changed, check_params_cb=lambda change: isinstance(change, kind)
        ):
            act()

    def row_of(self, text):
        return next(at for at, row in enumerate(self.nav.rows) if row.text == text)

    def point_of(self, text, share=0.5):
        rect = self.view.visualRect(self.nav.index(self.row_of(text), 0))
        return QPoint(rect.center().x(), rect.top() + round(rect.height() * share))


def drop_at(view, at, data: QMimeData):
    """Drag something over a point of a view and let go."""
    event = QDragMoveEvent(at, _ANY, data, _LEFT, _PLAIN)
    view.dragMoveEvent(event)
    view.dropEvent(QDropEvent(QPointF(at), _ANY, data, _LEFT, _PLAIN))
    return event.isAccepted()


def on_screen(folder, theme, qtbot):
    ids = make_library(folder / "library.db", TRACKS)
    world = PlaylistsWindow(folder / "library.db", theme)
    world.ids = ids
    world.window.resize(1440, 900)
    world.window.show()
    qtbot.waitExposed(world.window)
    qtbot.waitUntil(lambda: len(world.model.ids) == len(TRACKS))
    world.window.activateWindow()
    qtbot.waitUntil(world.window.isActiveWindow)
    return world

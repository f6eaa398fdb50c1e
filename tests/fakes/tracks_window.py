"""The window with the real tracks page over a real library; sound, queue and scan are fakes."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from mtplayer.files.picture_store import PictureStore
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.lists.playlist_pictures import PlaylistPictures
from mtplayer.services.lists.playlists import PlaylistsService
from mtplayer.services.lists.smart_lists import SmartListsService
from mtplayer.ui.commands import commands
from mtplayer.ui.look.cover_cache import is_picture
from mtplayer.ui.main_window import MainWindow
from mtplayer.ui.parts import Parts
from mtplayer.ui.playlists.playlist_adding import PlaylistAdding
from mtplayer.ui.search.query_edit import QueryEdit
from mtplayer.ui.smart.opening import SmartOpening
from mtplayer.ui.state import UiState
from mtplayer.ui.tracks.tracks import TracksPage
from mtplayer.ui.widgets.toast_card import Toast
from tests.fakes.desk import Desk
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.services import fake_services
from tests.fakes.window import FakeCovers, FakePage, FakePanel

NOW = 1_763_000_000_000

TRACKS = [
    FakeTrack(title="Barometer", artist="Glasshouse Radio", album="Slow Weather", track=1),
    FakeTrack(title="Blue Hour", artist="Glasshouse Radio", album="Slow Weather", track=8),
    FakeTrack(title="Jóga 100%", artist="Björk", album="Homogenic", track=2, liked_at=NOW),
    FakeTrack(title="Lamplighter", artist="Moth Parade", album="Lamplighter", plays=3),
    FakeTrack(title="Zed", artist="deadmau5", album="4×4=12", track=9),
    FakeTrack(title="Apple", artist="Zed", album="_a", track=10, state="missing"),
]


class TracksWindow(Desk):
    """Close it at the end: its jobs and connections outlive it otherwise."""

    def __init__(self, database, theme, remembered=None, covers=None, settings=None, pages=None):
        self.theme = theme
        self.storage_path = database
        super().__init__(database)
        self.saved = []
        failed = self.problems.append
        self.playlists = PlaylistsService(
            self.storage, self.write, self.read, self.readers, self.undo, failed
        )
        store = PictureStore(database.parent / "artwork", is_picture)
        self.files = Jobs("files", 1)
        self.smart = SmartListsService(
            self.readers, self.read, self.playlists, self.library, self.favorites, failed
        )
        fakes = fake_services()
        self.services = replace(
            fakes,
            settings=settings or fakes.settings,
            rows=self.reader,
            library=_WithFolders(self.library),
            favorites=self.favorites,
            undo=self.undo,
            playlists=self.playlists,
            entry_rows=self.reader.playlists,
            playlist_pictures=PlaylistPictures(store, self.files, self.playlists, failed),
            smart=self.smart,
            edit_smart=self._edit_smart,
            go=self._go,
            add_to_playlist=self._add_to_playlist,
            offer=self._offer,
        )
        self.state = UiState(remembered or {}, self.saved.append)
        self.covers = covers or FakeCovers()
        parts = Parts(
            search=self._make_field,
            tracks=self._make_page,
            panel=lambda actions, controls: FakePanel(),
            now_playing=lambda actions, controls: FakePage(),
            pages=pages or {},
        )
        self.window = MainWindow(theme, self.services, self.covers, self.state, parts)
        self.opening = SmartOpening(theme, self.services, self.covers, self.state, self.window)
        self.adding = PlaylistAdding(theme, self.playlists, self.window.actions_, self.window)

    def _go(self, place):
        self.window.go(place)

    def _edit_smart(self, playlist=None, query="", parent=None):
        self.opening.open(playlist, query, parent)

    def _offer(self, text, action, run):
        self.window.notices.toasts.say(Toast(text=text, action=action, run=run))

    def _add_to_playlist(self, ids):
        self.adding.take(ids)

    def _make_field(self, actions):
        keys, values = actions.keys(commands.SEARCH), self.library.suggest
        self.field = QueryEdit(self.theme, keys, values=values)
        return self.field

    def _make_page(self, actions, _field):
        self.actions = actions
        self.page = TracksPage(
            self.theme,
            self.services,
            self.covers,
            self.state,
            self.read,
            actions,
            self.field,
            self.problems.append,
        )
        self.table = self.page.table
        self.model = self.page.table.model()
        return self.page

    def reader_of(self):
        return closing(sqlite3.connect(self.storage_path))

    def close(self):
        self.window.close()
        assert self.read.close(5000)
        assert self.files.close(5000)
        assert self.write.drain(5000)
        self.readers.close()
        self.reader.close()
        self.storage.close()
        assert self.problems == []


class _WithFolders:
    """The library service and what it does not answer yet."""

    def __init__(self, library):
        self._library = library

    def __getattr__(self, name):
        return getattr(self._library, name)

    def count_folders(self, done):
        done(3)


def on_screen(folder, theme, qtbot):
    """Return a window that shows TRACKS, with the keyboard in the table."""
    ids = make_library(folder / "library.db", TRACKS)
    world = TracksWindow(folder / "library.db", theme)
    world.ids = ids
    world.window.resize(1440, 700)
    world.window.show()
    qtbot.waitExposed(world.window)
    qtbot.waitUntil(lambda: len(world.model.ids) == len(TRACKS))
    world.window.activateWindow()
    world.table.setFocus()
    qtbot.waitUntil(world.table.hasFocus)
    return world


def titles(world):
    return [world.model.row(number).title for number in range(len(world.model.ids))]

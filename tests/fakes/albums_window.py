"""The window with the pages of albums and artists over a real library; nothing is heard."""

from dataclasses import replace

from mtplayer.services.library.browse import BrowseService
from mtplayer.ui.albums.albums import AlbumsPage
from mtplayer.ui.albums.artist import ArtistPage
from mtplayer.ui.albums.artists import ArtistsPage
from mtplayer.ui.commands import commands
from mtplayer.ui.main_window import MainWindow
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.parts import Parts
from mtplayer.ui.search.query_edit import QueryEdit
from mtplayer.ui.state import UiState
from mtplayer.ui.views import View
from tests.fakes.desk import Desk
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.services import fake_services
from tests.fakes.window import FakeCovers, FakePage, FakePanel, FakeTracks

NOW = 1_763_000_000_000

TRACKS = [
    *(
        FakeTrack(
            title=f"Song {number}",
            artist="Glasshouse Radio",
            album="Slow Weather",
            track=number,
            genre="Dream pop",
        )
        for number in range(1, 11)
    ),
    FakeTrack(title="Isle", artist="Ágnes", album="Kék", year=2001, plays=4, last_played_at=NOW),
    *(
        FakeTrack(
            title=f"Piece {number}",
            artist=f"Artist {number:03}",
            album=f"Album {number:03}",
            year=1950 + number,
        )
        for number in range(60)
    ),
]


class AlbumsWindow(Desk):
    """Close it at the end: its jobs and connections outlive it otherwise."""

    def __init__(self, database, theme, remembered=None):
        self.theme = theme
        super().__init__(database)
        self.saved = []
        failed = self.problems.append
        self.services = replace(
            fake_services(),
            rows=self.reader,
            tiles=self.reader,
            browse=BrowseService(self.readers, self.read, failed),
            library=self.library,
            favorites=self.favorites,
            undo=self.undo,
            go=self._go,
        )
        self.state = UiState(remembered or {}, self.saved.append)
        self.covers, self.tracks = FakeCovers(), FakeTracks()
        self.albums = self.artists = self.artist = None
        parts = Parts(
            search=self._make_field,
            tracks=lambda actions, field: self.tracks,
            panel=lambda actions, controls: FakePanel(),
            now_playing=lambda actions, controls: FakePage(),
            pages=self._pages(),
        )
        self.window = MainWindow(theme, self.services, self.covers, self.state, parts)

    def _go(self, place):
        self.window.go(place)

    def _pages(self):
        return {
            View.ALBUMS: self._make_albums,
            View.ALBUM: self._make_albums,
            View.ARTISTS: self._make_artists,
            View.ARTIST: self._make_artist,
        }

    def _make_field(self, actions):
        self.field = QueryEdit(self.theme, actions.keys(commands.SEARCH))
        return self.field

    def parts(self, actions):
        return PageParts(
            theme=self.theme,
            services=self.services,
            covers=self.covers,
            state=self.state,
            actions=actions,
            field=self.field,
        )

    def _make_albums(self, actions):
        self.actions = actions
        if self.albums is None:
            self.albums = AlbumsPage(self.parts(actions))
            self.grid = self.albums.grid
            self.panel = self.albums.open_album.panel
        return self.albums

    def _make_artists(self, actions):
        self.actions = actions
        self.artists = ArtistsPage(self.parts(actions))
        return self.artists

    def _make_artist(self, actions):
        self.actions = actions
        self.artist = ArtistPage(self.parts(actions))
        return self.artist

    def close(self):
        self.window.close()
        assert self.read.close(5000)
        assert self.write.drain(5000)
        self.readers.close()
        self.reader.close()
        self.storage.close()
        assert self.problems == []


def on_screen(folder, theme, qtbot, tracks=TRACKS, place=View.ALBUMS):
    """Return a window that shows a page, with the keyboard in it."""
    ids = make_library(folder / "library.db", tracks)
    world = AlbumsWindow(folder / "library.db", theme)
    world.ids = ids
    world.window.resize(1440, 900)
    world.window.show()
    world.window.go(place)
    qtbot.waitUntil(lambda: not world.window.waiting)
    world.window.activateWindow()
    qtbot.waitUntil(world.window.isActiveWindow)
    return world


def titles(world):
    return [world.grid.albums.row(number).title for number in range(len(world.grid.albums.ids))]

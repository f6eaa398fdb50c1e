"""The pages of genres and of one genre, from the window to what is played."""

from functools import partial

import pytest
from PySide6.QtCore import Qt

from mtplayer.core.library.tracks import Scope
from mtplayer.ui.albums.genre import GenrePage
from mtplayer.ui.albums.genres import GenreSort, GenresPage
from mtplayer.ui.commands import commands
from mtplayer.ui.views import OneOf, View
from tests.fakes.albums_window import AlbumsWindow
from tests.fakes.library import FakeTrack, make_library

LEFT = Qt.MouseButton.LeftButton
TRACKS = [
    *(FakeTrack(title=f"{n}", album="Slow Weather", genre="Dream pop") for n in range(3)),
    *(FakeTrack(title=f"{n}", artist="Zed", album=f"Z{n}", genre="Ámbient") for n in range(2)),
    FakeTrack(title="gone", genre="Polka", listed=False),
    FakeTrack(title="bare", album="Bare"),
]


class GenresWindow(AlbumsWindow):
    def _pages(self):
        return {
            View.GENRES: lambda actions: GenresPage(self.parts(actions)),
            View.GENRE: lambda actions: GenrePage(self.parts(actions)),
        }


@pytest.fixture
def world(tmp_path, theme, qtbot):
    make_library(tmp_path / "library.db", TRACKS)
    world = GenresWindow(tmp_path / "library.db", theme)
    world.window.resize(1440, 900)
    world.window.show()
    world.window.actions_[commands.GO_GENRES].trigger()
    world.page = world.window._pages.currentWidget()
    qtbot.waitUntil(lambda: not world.window.waiting)
    world.window.activateWindow()
    qtbot.waitUntil(world.window.isActiveWindow)
    yield world
    world.close()


def tiles(world):
    model = world.page._model
    return [(model.row(n).name, model.row(n).tracks) for n in range(len(model.ids))]


def test_each_genre_with_tracks_has_a_tile_the_largest_first(world):
    assert tiles(world) == [("Dream pop", 3), ("Ámbient", 2)]
    assert world.page._counts.text() == "2 genres"
    world.window.grab()


def test_the_order_by_name_is_remembered(world):
    world.page.sort_by(GenreSort.NAME)
    assert [name for name, _ in tiles(world)] == ["Ámbient", "Dream pop"]
    assert world.state.get("genres.sort", "") == "name"


def test_what_is_typed_filters_genres_without_accents_and_says_when_none_is_left(world):
    world.field.set_text("amb")
    assert tiles(world) == [("Ámbient", 2)]
    world.field.set_text("polka")
    assert tiles(world) == []
    assert world.page._empty.isVisible()


def test_a_press_opens_the_albums_of_a_genre_and_back_leads_here(world, qtbot):
    number = [name for name, _ in tiles(world)].index("Ámbient")
    at = world.page.grid.area_of(number).center()
    qtbot.mouseClick(world.page.grid.viewport(), LEFT, pos=at)
    page = world.window._pages.currentWidget()
    qtbot.waitUntil(lambda: not world.window.waiting and page._totals is not None)
    assert page.title == "Ámbient"
    assert page._header.counts().startswith("2 tracks · 2 albums")
    assert [page.grid.albums.row(n).title for n in range(2)] == ["Z0", "Z1"]
    assert world.window._sidebar.view.currentIndex() == world.window._model.index_of(View.GENRES)
    world.window.actions_[commands.BACK].trigger()
    assert world.window._pages.currentWidget() is world.page


def test_enter_opens_the_genre_that_arrows_came_to(world, qtbot):
    grid = world.page.grid
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert world.state.get("window.place", "") == f"genre:{world.page._model.ids[0]}"


def test_another_genre_shows_its_own_albums(world, qtbot):
    def shows(name, albums):
        page = world.window._pages.currentWidget()
        return page.title == name and len(page.grid.albums.ids) == albums

    for name, albums in (("Dream pop", 1), ("Ámbient", 2)):
        row = [shown for shown, _ in tiles(world)].index(name)
        world.window.go(OneOf(View.GENRE, world.page._model.ids[row]))
        # Its name and its albums are two answers.
        qtbot.waitUntil(partial(shows, name, albums))


def test_a_genre_as_a_list_is_its_tracks(world, qtbot):
    world.window.go(OneOf(View.GENRE, world.page._model.ids[0]))
    page = world.window._pages.currentWidget()
    qtbot.waitUntil(lambda: page.title == "Dream pop")
    page._header.mode_pressed.emit(0)
    assert world.tracks.shown[-1] is Scope.TRACKS
    assert world.field.text() == 'genre:="Dream pop"'


def test_the_menu_plays_and_queues_a_genre(world, qtbot):
    world.page.grid.go_to(0)
    play, _, _, queue, _ = world.page.menu().actions()
    play.trigger()
    qtbot.waitUntil(lambda: bool(world.services.playback.calls))
    assert sorted(world.services.playback.calls[0][1]) == [1, 2, 3]
    queue.trigger()
    qtbot.waitUntil(lambda: bool(world.services.queue.calls))
    assert sorted(world.services.queue.calls[-1][1]) == [1, 2, 3]


def test_a_tile_is_said_with_its_count(world):
    model = world.page._model
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(0, 0), role) == "Dream pop, 3 tracks"


def test_genres_follow_the_library(world, qtbot):
    world.library.remove([4, 5])
    qtbot.waitUntil(lambda: tiles(world) == [("Dream pop", 3)], timeout=15_000)

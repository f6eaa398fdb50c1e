"""Pages of their own beside the lists of tracks: made when visited, left by typing."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from mtplayer.core.library.tracks import Scope
from mtplayer.ui.commands import commands
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.sidebar.nav_model import NavModel
from mtplayer.ui.views import OneOf, Place, View, name_of, place_named
from tests.fakes.window import FakePage, FakeWindow


@pytest.fixture
def made() -> list[FakePage]:
    return []


@pytest.fixture
def open_window(theme: Theme, qtbot: QtBot, made: list[FakePage]) -> Callable[..., FakeWindow]:
    def make(_actions: object) -> FakePage:
        made.append(FakePage())
        return made[-1]

    def open_it(**remembered: object) -> FakeWindow:
        it = FakeWindow(theme, remembered, {View.CHANGES: make})
        qtbot.addWidget(it.window)
        return it

    return open_it


def test_a_page_is_made_once_when_it_is_first_visited(open_window, made) -> None:
    it = open_window()
    assert made == []
    it.window.go(View.CHANGES)
    it.window.go(Scope.TRACKS)
    it.window.go(View.CHANGES)
    assert [page.visits for page in made] == [2]
    assert it.window._pages.currentWidget() is made[0]
    assert it.search.scope == "Some page"


def test_back_leads_from_a_page_to_the_list_before(open_window, made) -> None:
    it = open_window()
    it.window.go(Scope.LIKED)
    it.window.go(View.CHANGES)
    it.window.actions_[commands.BACK].trigger()
    assert it.window._pages.currentWidget() is it.tracks
    assert it.tracks.shown[-1] is Scope.LIKED


def test_typing_on_a_page_searches_all_tracks(open_window) -> None:
    it = open_window()
    it.window.go(View.CHANGES)
    it.search.set_text("moth")
    assert it.window._pages.currentWidget() is it.tracks
    assert it.tracks.shown[-1] is Scope.TRACKS
    assert it.search.text() == "moth"


def test_the_window_opens_on_the_page_that_it_was_closed_on(open_window, made) -> None:
    open_window(**{"window.place": "changes"})
    assert len(made) == 1


def test_a_page_that_is_no_more_gives_way_to_the_tracks(open_window) -> None:
    it = open_window(**{"window.place": "missing"})
    assert it.tracks.shown == [Scope.TRACKS]
    assert place_named("nonsense") is None


def test_missing_stands_in_the_sidebar_only_while_there_is_some() -> None:
    model = NavModel()
    liked = model.row_at(model.index_of(Scope.LIKED))
    assert not model.index_of(View.MISSING).isValid()
    model.show_counts({View.MISSING: 23})
    assert model.count_at(model.index_of(View.MISSING)) == "23"
    model.show_counts({Scope.TRACKS: 5})
    assert model.index_of(View.MISSING).isValid()
    model.show_counts({View.MISSING: 0})
    assert not model.index_of(View.MISSING).isValid()
    assert model.row_at(model.index_of(Scope.LIKED)) == liked


class GenrePage(FakePage):
    """A page of one, which what is typed is for."""

    def __init__(self, _actions: object) -> None:
        super().__init__()
        self.asked: list[object] = []

    def show_one(self, of: int) -> None:
        self.asked.append(of)

    def search(self, words: str) -> None:
        self.asked.append(words)


def test_the_page_of_one_thing_shows_it_and_is_found_again(theme: Theme, qtbot: QtBot) -> None:
    remembered = {"window.place": "genre:12"}
    it = FakeWindow(theme, remembered, {View.GENRES: FakePage, View.GENRE: GenrePage})
    qtbot.addWidget(it.window)
    page = it.window._pages.currentWidget()
    assert page.asked == [12]
    assert it.window._sidebar.view.currentIndex() == it.window._model.index_of(View.GENRES)
    it.window.go(Scope.LIKED)
    it.window.go(OneOf(View.GENRE, 7))
    assert page.asked == [12, 7, ""]
    assert it.state.get("window.place", "") == "genre:7"
    it.window._sidebar.view.clicked.emit(it.window._model.index_of(View.GENRES))
    assert it.state.get("window.place", "") == "genres"


def test_what_is_typed_on_a_page_is_for_it_and_for_this_visit(theme: Theme, qtbot: QtBot) -> None:
    it = FakeWindow(theme, None, {View.GENRE: GenrePage})
    qtbot.addWidget(it.window)
    it.window.go(OneOf(View.GENRE, 7))
    it.search.set_text("moth")
    page = it.window._pages.currentWidget()
    assert page.asked == [7, "moth"]
    it.window.go(Scope.TRACKS)
    it.window.go(OneOf(View.GENRE, 7))
    assert it.search.text() == ""
    assert page.asked[2:] == [7, ""]


@pytest.mark.parametrize("place", [*Scope, View.GENRES, OneOf(View.GENRE, 12)], ids=name_of)
def test_a_place_is_remembered_by_name(place: Place) -> None:
    assert place_named(name_of(place)) == place


@pytest.mark.parametrize("name", ["", "attic", "genre", "genre:twelve", "genre:1:2", "liked:3"])
def test_a_name_that_means_no_place_is_none(name: str) -> None:
    assert place_named(name) is None


def test_only_pages_that_exist_stand_in_the_sidebar(theme: Theme, qtbot: QtBot) -> None:
    it = FakeWindow(theme, None, {View.GENRES: FakePage})
    qtbot.addWidget(it.window)
    model = it.window._model
    texts = [model.data(model.index(row, 0)) for row in range(model.rowCount())]
    assert texts[:4] == ["Library", "Tracks", "Genres", "Dynamic"]
    model.show_counts({View.GENRES: 214})
    assert model.count_at(model.index_of(View.GENRES)) == "214"


def test_the_empty_field_says_what_it_searches(open_window) -> None:
    it = open_window()
    assert it.search.placeholderText() == "Search tracks"
    it.window.go(View.CHANGES)
    assert it.search.placeholderText() == "Search tracks"


@pytest.mark.parametrize(
    ("view", "words"),
    [(View.FOLDER_TREE, "Search file names"), (View.ALBUMS, "Search albums")],
)
def test_a_page_that_is_searched_itself_says_so(
    theme: Theme, qtbot: QtBot, view: View, words: str
) -> None:
    it = FakeWindow(theme, None, {view: FakePage})
    qtbot.addWidget(it.window)
    it.window.go(view)
    assert it.search.placeholderText() == words

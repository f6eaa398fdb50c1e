"""Pages of their own beside the lists of tracks: made when visited, left by typing."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mtplayer.core.tracks import Scope
from mtplayer.ui import commands
from mtplayer.ui.models.nav_model import NavModel
from mtplayer.ui.theme import Theme
from mtplayer.ui.views import View, place_named
from tests.fakes.window import FakeWindow


class SomePage(QLabel):
    title = "Some page"
    waiting = False

    def __init__(self) -> None:
        super().__init__("words")
        self.visits = 0

    def visit(self) -> None:
        self.visits += 1

    def widget(self) -> QLabel:
        return self


@pytest.fixture
def made() -> list[SomePage]:
    return []


@pytest.fixture
def open_window(theme: Theme, qtbot: QtBot, made: list[SomePage]) -> Callable[..., FakeWindow]:
    def make(_actions: object) -> SomePage:
        made.append(SomePage())
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

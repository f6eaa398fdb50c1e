"""The page of missing tracks, from a click to the service that finds them again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import TrackId
from mtplayer.core.library.library_state import MissingPlace, MissingTrack
from mtplayer.core.library.relocation import Relocation, Sameness
from mtplayer.core.library.tracks import Scope
from mtplayer.ui.folders.missing import READ_AFTER_MS, MissingPage
from mtplayer.ui.folders.missing_model import MissingModel
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.sidebar.nav_counts import NavCounts
from mtplayer.ui.views import View
from mtplayer.ui.widgets.sheet import Sheet
from tests.fakes.window import FakeWindow


def gone(number: int, directory: bytes = b"/old/a") -> MissingTrack:
    return MissingTrack(
        track=TrackId(number),
        path=directory + b"/%d.flac" % number,
        title=f"Song {number}",
        artist="Glasshouse Radio",
        album="Slow Weather",
        duration_ms=1000,
        size=1,
        missing_since=1_763_000_000_000,
        last_seen_at=1_763_000_000_000,
    )


class Page:
    """Two folders with three missing tracks in a window of fakes."""

    def __init__(self, theme: Theme, qtbot: QtBot) -> None:
        self.qtbot = qtbot

        def make(actions):
            self.page = MissingPage(theme, self.window.services, actions)
            return self.page

        self.window = FakeWindow(theme, pages={View.MISSING: make})
        self.services = self.window.services
        missing = self.services.missing
        missing.found = [self.place(1, b"/old/a", 2), self.place(2, b"/old/b", 1)]
        missing.gone = {1: [gone(1), gone(2)], 2: [gone(3, b"/old/b")]}
        self.services.library.removed = []
        self.services.library.remove = self.services.library.removed.append
        qtbot.addWidget(self.window.window)
        self.window.window.resize(1200, 800)
        self.window.window.show()
        self.window.window._model.findChild(NavCounts).count()
        self.window.window.go(View.MISSING)
        self.model = self.page._model

    def place(self, directory: int, path: bytes, tracks: int) -> MissingPlace:
        return MissingPlace(directory=directory, path=path, tracks=tracks, volume_label="disk")

    def select(self, place: int, track: int | None = None) -> None:
        index = self.model.index(place, 0)
        self.page.view.setCurrentIndex(
            index if track is None else self.model.index(track, 0, index)
        )

    def shows(self, text: str) -> bool:
        widgets = self.window.window.findChildren(QWidget)
        return any(w.isVisible() and text in w.accessibleName() for w in widgets)

    def answer(self, path: str) -> None:
        """Choose in the dialog that is open."""
        (dialog,) = [d for d in self.window.window.findChildren(QFileDialog) if d.isVisible()]
        dialog.fileSelected.emit(path)
        dialog.close()

    def press(self, words: str) -> None:
        (sheet,) = self.window.window.findChildren(Sheet)
        button = next(button for button in sheet.buttons if button.text() == words)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, words: str) -> None:
        next(a for a in self.page.menu().actions() if a.text() == words).trigger()


@pytest.fixture
def it(theme: Theme, qtbot: QtBot) -> Page:
    return Page(theme, qtbot)


def test_the_sidebar_leads_to_the_folders_that_tracks_are_missing_from(it: Page) -> None:
    nav = it.window.window._model
    assert nav.count_at(nav.index_of(View.MISSING)) == "3"
    assert it.shows("3 tracks")
    assert it.model.data(it.model.index(0, 0)) == "/old/a, 2 tracks"
    first = it.model.index(0, 0, it.model.index(0, 0))
    assert str(it.model.data(first)).startswith("Song 1, Glasshouse Radio, Slow Weather, Last seen")
    assert str(it.model.data(first)).endswith("file missing")


def test_the_model_keeps_to_the_rules(qtbot: QtBot) -> None:
    answers = []
    model = MissingModel(lambda directory, done: answers.append((directory, done)))
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(model, mode)
    places = [
        MissingPlace(directory=1, path=b"/old/a", tracks=2, volume_label="disk"),
        MissingPlace(directory=2, path=b"/old/b", tracks=1, volume_label="disk"),
    ]
    model.show_places(places)
    model.fetchMore(model.index(0, 0))
    model.show_places(list(places))
    model.fetchMore(model.index(1, 0))
    for directory, done in answers:
        done([gone(directory)])
    counts = [model.rowCount(model.index(row, 0)) for row in range(2)]
    assert (tester.model(), counts) == (model, [1, 1])


def test_a_file_of_the_same_sound_is_taken_at_once(it: Page) -> None:
    it.select(0, 1)
    it.qtbot.keyClick(it.page.view, Qt.Key.Key_Return)
    it.answer("/new/2.flac")
    assert it.services.missing.calls == [("locate", 2, "/new/2.flac")]


def test_another_recording_is_told_and_taken_only_when_meant(it: Page) -> None:
    it.services.missing.same = Sameness.OTHER
    it.select(0, 0)
    it.choose("Locate…")
    it.answer("/new/x.flac")
    assert it.shows("This is another recording")
    it.press("Cancel")
    assert it.services.missing.calls == []
    it.qtbot.waitUntil(lambda: not it.window.window.findChildren(Sheet))
    it.choose("Locate…")
    it.answer("/new/x.flac")
    it.press("Use it anyway")
    assert it.services.missing.calls == [("locate", 1, "/new/x.flac")]


def test_a_folder_is_counted_before_anything_is_changed(it: Page) -> None:
    found = Relocation(old=b"/old/a", new=b"/new/a", homes=(object(),), others=1, absent=3)
    it.services.missing.relocation = found
    it.select(0)
    it.choose("Locate all in this folder…")
    it.answer("/new/a")
    assert it.services.missing.calls == [("look", b"/old/a", "/new/a")]
    assert it.shows("Is it “a”?")
    it.press("Locate 1 track")
    assert it.services.missing.calls[-1] == ("locate folder", found)


def test_tracks_are_removed_one_by_one_or_with_their_folder(it: Page) -> None:
    it.select(0, 1)
    it.qtbot.keyClick(it.page.view, Qt.Key.Key_Delete)
    it.select(1)
    it.choose("Remove from library")
    assert it.services.library.removed == [[2], [3]]


def test_the_path_is_copied(it: Page) -> None:
    it.select(0, 0)
    it.choose("Copy path")
    assert QApplication.clipboard().text() == "/old/a/1.flac"


def test_when_nothing_is_missing_any_more_it_says_so_and_leaves_the_sidebar(it: Page) -> None:
    it.services.missing.found = []
    it.services.library.changed.emit(LibraryChanged(revision=2, complete=False))
    it.qtbot.waitUntil(lambda: it.shows("Nothing is missing"), timeout=READ_AFTER_MS + 5000)
    nav = it.window.window._model
    assert nav.index_of(View.MISSING).isValid(), "the window is still here"
    it.window.window.go(Scope.TRACKS)
    assert not nav.index_of(View.MISSING).isValid()

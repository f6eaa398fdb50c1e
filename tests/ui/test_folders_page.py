"""The page of the library's folders, from a click to the row in the library."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from mtplayer.core.events import ScanPhase, ScanProgress
from mtplayer.core.ids import FolderId, ScanId
from mtplayer.core.library.folder_state import FolderState, Watch, Why
from mtplayer.core.library.relocation import Relocation
from mtplayer.core.library.tracks import Scope
from mtplayer.services.library.folders import FoldersService
from mtplayer.ui.commands import commands
from mtplayer.ui.folders.folder_row import FolderRow
from mtplayer.ui.folders.folders import FoldersPage
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.views import View
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.sheet import Sheet
from tests.fakes.library import FakeTrack
from tests.fakes.window import FakeWindow, drop_on
from tests.services.world import World

HERE = FolderId(1)


class Page:
    """The page in a window, over a real library with one folder and three tracks."""

    def __init__(self, tmp_path: Path, theme: Theme, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        tracks = [FakeTrack(title=title, folder=b"music/a") for title in "ABC"]
        self.world = world = World(tmp_path / "library.db", tracks)
        self._add(b"music", "continuous")
        service = FoldersService(
            world.storage,
            world.write,
            world.read,
            world.library,
            world.undo,
            world.problems.append,
        )

        def make(actions):
            services = replace(
                self.window.services,
                folders=service,
                library=world.library,
                undo=world.undo,
            )
            self.page = FoldersPage(theme, services, actions)
            return self.page

        self.window = FakeWindow(theme, pages={View.FOLDERS: make})
        self.services = self.window.services
        qtbot.addWidget(self.window.window)
        self.window.window.resize(1200, 800)
        self.window.window.show()
        self.window.window.actions_[commands.GO_LIBRARY_FOLDERS].trigger()
        qtbot.waitUntil(lambda: bool(self.rows) and self.page._counts != {})

    def _add(self, path: bytes, mode: str) -> None:
        with closing(sqlite3.connect(self.world.database)) as library, library:
            library.execute(
                "INSERT INTO folders (volume_id, path, mode, cadence_minutes, added_at)"
                " VALUES (1, ?, ?, 0, 1)",
                (path, mode),
            )

    @property
    def rows(self) -> list[FolderRow]:
        return list(self.page._rows.values())

    def shows(self, text: str) -> bool:
        widgets = self.page.findChildren(QWidget)
        return any(w.isVisible() and text in w.accessibleName() for w in widgets)

    def choose(self, *words: str) -> None:
        """Choose from the menu of the folder."""
        menu: Menu = self.rows[0].menu()
        for word in words[:-1]:
            menu = next(a.menu() for a in menu.actions() if a.text() == word)
        next(a for a in menu.actions() if a.text() == words[-1]).trigger()

    def becomes(self, column: str, value: object) -> None:
        query = f"SELECT {column} FROM folders"
        self.qtbot.waitUntil(lambda: self.world.column(query) == [value])

    def press(self, words: str) -> None:
        sheet = self.window.window.findChild(Sheet)
        button = next(button for button in sheet.buttons if button.text() == words)
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    @property
    def listed(self) -> list[object]:
        return self.world.column("SELECT title FROM tracks WHERE listed ORDER BY title")


@pytest.fixture
def it(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Page]:
    it = Page(tmp_path, theme, qtbot)
    yield it
    it.world.close()


def test_a_folder_says_where_it_is_how_it_stands_and_how_much_is_in_it(it: Page) -> None:
    assert it.shows("/mnt/disk/music")
    assert it.shows("Watching")
    assert it.shows("3 files")
    assert it.shows("1 folder · 3 files")


def test_mode_and_cadence_are_chosen_from_the_menu_and_kept(it: Page) -> None:
    it.choose("Look through", "Only when I ask")
    it.becomes("mode", "manual")
    it.choose("Look through", "When something changes")
    it.becomes("mode", "continuous")
    it.choose("Check by the clock", "Every 30 minutes")
    it.becomes("cadence_minutes", 30)


def test_a_folder_is_switched_off_and_on(it: Page) -> None:
    it.choose("Switch off")
    it.becomes("enabled", 0)
    it.qtbot.waitUntil(lambda: not it.page._services.folders.folders[0].enabled)
    it.choose("Switch on")
    it.becomes("enabled", 1)


def test_a_folder_is_looked_through_when_asked(it: Page) -> None:
    it.choose("Look for changes now")
    assert it.services.scan.calls == [("look", ["/mnt/disk/music"])]


def test_removing_asks_and_undo_brings_everything_back(it: Page) -> None:
    it.choose("Remove from library…")
    it.press("Remove folder and tracks")
    it.qtbot.waitUntil(lambda: it.listed == [] and not it.rows)
    it.world.undo.undo()
    it.qtbot.waitUntil(lambda: it.listed == ["A", "B", "C"] and len(it.rows) == 1)


def test_removing_may_keep_the_tracks_or_be_thought_over(it: Page) -> None:
    it.choose("Remove from library…")
    it.press("Cancel")
    it.choose("Remove from library…")
    sheet = it.window.window.findChild(Sheet)
    it.qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert len(it.rows) == 1
    it.qtbot.wait(1)
    it.choose("Remove from library…")
    it.press("Keep its tracks")
    it.qtbot.waitUntil(lambda: not it.rows)
    assert it.listed == ["A", "B", "C"]


def test_what_is_ignored_is_listed_and_let_in_again(it: Page) -> None:
    it.world.library.remove([it.world.ids[0]])
    it.qtbot.waitUntil(lambda: it.shows("1 file or folder is ignored"))
    card = it.page._ignored
    it.qtbot.mouseClick(card._note.button, Qt.MouseButton.LeftButton)
    assert it.shows("/mnt/disk/music/a")
    (path,) = card._paths
    card._let_in([path])
    it.qtbot.waitUntil(lambda: it.world.column("SELECT count(*) FROM ignored_paths") == [0])
    it.qtbot.waitUntil(lambda: not card.isVisible())
    assert it.services.scan.calls == [("look", [os.fsdecode(path.path)])]


def test_a_scan_in_the_folder_is_followed_and_stopped(it: Page) -> None:
    it.services.scan.running = True
    it.services.scan.progress.emit(
        ScanProgress(
            scan=ScanId(1),
            phase=ScanPhase.READING,
            done=1,
            total=4,
            folder="/mnt/disk/music/a",
        )
    )
    assert it.shows("Scanning")
    assert it.shows("Reading 1 of 4 · a")
    it.qtbot.mouseClick(it.rows[0]._stop, Qt.MouseButton.LeftButton)
    assert it.services.scan.calls == ["cancel"]


def test_why_a_folder_is_checked_by_the_clock_is_said(it: Page) -> None:
    it.services.watching.states[HERE] = FolderState(watch=Watch.POLLED, why=Why.LIMIT, minutes=15)
    it.services.watching.changed.emit(None)
    assert it.shows("Every 15 minutes")
    assert it.shows("The system's limit for watched folders is reached")
    it.services.watching.states[HERE] = FolderState(watch=Watch.POLLED, why=Why.SHARE, minutes=60)
    it.services.watching.changed.emit(None)
    assert it.shows("Every hour")
    assert not it.shows("limit")


def test_a_folder_that_is_away_is_located(it: Page) -> None:
    it.services.watching.states[HERE] = FolderState(watch=Watch.OFFLINE)
    it.services.watching.changed.emit(None)
    assert it.shows("Tracks stay in your library and are dimmed.")
    it.services.missing.relocation = Relocation(old=b"/mnt/disk/music", new=b"/new", absent=3)
    it.qtbot.mouseClick(it.rows[0]._locate, Qt.MouseButton.LeftButton)
    (dialog,) = it.window.window.findChildren(QFileDialog)
    dialog.fileSelected.emit("/new")
    dialog.close()
    assert it.services.missing.calls == [("look", b"/mnt/disk/music", "/new")]
    it.press("Look for renamed files")
    assert it.services.missing.calls[-1][0] == "locate folder"


def test_the_foot_of_the_sidebar_leads_to_the_folders(it: Page) -> None:
    it.window.window.go(Scope.TRACKS)
    it.qtbot.mouseClick(it.window.window._strip.folders, Qt.MouseButton.LeftButton)
    assert it.window.window._pages.currentWidget() is it.page


def test_a_folder_that_is_dropped_on_the_page_is_added(it: Page, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    drop_on(it.window.window, data)
    assert it.services.scan.calls == [("add", [str(tmp_path)])]

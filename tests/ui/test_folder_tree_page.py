"""The page of folders from the window to the rows."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from mtplayer.core.library.tracks import Scope
from mtplayer.ui.folders.file_model import NAME, SIZE, TIME
from tests.fakes.folders_window import FoldersWindow, library_in_folder
from tests.fakes.library import FakeTrack, make_library

TRACKS = [
    FakeTrack(title="1", folder=b"Music/Moth Parade/2024", name=b"01 a.flac"),
    FakeTrack(title="2", folder=b"Music/Moth Parade/2024", name=b"02 b.flac", state="missing"),
    FakeTrack(title="3", folder=b"Music/Moth Parade", name=b"x.mp3", codec="mp3", bitrate=192_000),
    FakeTrack(title="4", folder=b"Music/Arc", name=b"y.flac", artist="", album=""),
]


@pytest.fixture
def opened(tmp_path, theme, qtbot):
    windows = []
    ids = library_in_folder(tmp_path / "library.db", TRACKS)

    def open_it(**remembered):
        windows.append(FoldersWindow(tmp_path / "library.db", theme, remembered))
        windows[-1].ids = ids
        return windows[-1].open(qtbot)

    yield open_it
    for world in windows:
        world.close()


@pytest.fixture
def world(opened):
    return opened()


def tree_rows(page):
    """Return the rows that can be seen."""
    view, rows = page._tree, []
    index = view.model().index(0, 0)
    while index.isValid():
        folder = page._folders.folder(index)
        rows.append(f"{'  ' * view.level(index)}{index.data()} {page._folders.note(folder)}")
        index = view.indexBelow(index)
    return rows


def names(page):
    return [file.name for file in page._files.files]


def test_the_tree_opens_on_the_first_folder_with_files(world):
    assert tree_rows(world.folders) == [
        "/mnt/disk/Music 4",
        "  Arc 1",
        "  Moth Parade 3",
    ]
    assert world.folders._counts.text() == "1 folder · 4 files"
    assert names(world.folders) == ["y.flac"]


def test_a_folder_shows_its_files_and_what_is_wrong_with_them(world, qtbot):
    world.go(qtbot, "2024")
    page = world.folders
    assert page._way.text() == "/mnt/disk/Music › Moth Parade › 2024"
    model = page._files
    shown = [[model.index(row, column).data() for column in (0, 3)] for row in range(2)]
    assert shown == [["01 a.flac", "FLAC"], ["02 b.flac", "FLAC"]]
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(1, 0), role) == "02 b.flac, 3 minutes 20, File missing"
    world.go(qtbot, "Moth Parade")
    assert model.index(0, 3).data() == "MP3 192"


def test_keys_in_the_tree_walk_open_and_play(world, qtbot):
    world.go(qtbot, "Moth Parade")
    tree = world.folders._tree
    world.window.activateWindow()
    tree.setFocus()
    qtbot.waitUntil(tree.hasFocus)
    qtbot.keyClick(tree, Qt.Key.Key_Right)
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: names(world.folders) == ["01 a.flac", "02 b.flac"])
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(world.services.playback.calls))
    assert world.services.playback.calls == [("play", list(world.ids[:2]), 0, "folders:2024")]


def test_playing_a_folder_plays_what_lies_deeper_too(world, qtbot):
    world.go(qtbot, "Moth Parade")
    world.folders._play.click()
    qtbot.waitUntil(lambda: bool(world.services.playback.calls))
    one, two, three, _ = world.ids
    source = "folders:Moth Parade"
    assert world.services.playback.calls == [("play", [three, one, two], 0, source)]


def test_the_menu_queues_a_folder(world, qtbot):
    world.go(qtbot, "Arc")
    next(a for a in world.folders.menu().actions() if a.text() == "Add to queue").trigger()
    qtbot.waitUntil(lambda: bool(world.services.queue.calls))
    assert list(world.services.queue.calls[-1][1]) == [world.ids[3]]


def test_files_are_played_queued_and_liked_by_keys(world, qtbot):
    world.go(qtbot, "2024")
    table = world.folders._table
    world.window.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    table.go_to(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert world.services.playback.calls == [("play", list(world.ids[:2]), 1, "folders:2024")]
    qtbot.keyClick(table, Qt.Key.Key_Q)
    assert list(world.services.queue.calls[-1][1]) == [world.ids[1]]
    with qtbot.waitSignal(world.services.favorites.changed):
        qtbot.keyClick(table, Qt.Key.Key_L)


def test_keys_work_again_in_the_list_of_tracks_afterwards(world, qtbot):
    world.go(qtbot, "2024")
    world.folders._table.setFocus()
    world.window.go(Scope.TRACKS)
    qtbot.waitUntil(lambda: not world.window.waiting)
    world.window.activateWindow()
    world.table.setFocus()
    qtbot.waitUntil(world.table.hasFocus)
    world.table.go_to(0)
    qtbot.keyClick(world.table, Qt.Key.Key_Q)
    assert list(world.services.queue.calls[-1][1]) == [world.model.ids[0]]


def test_the_folder_is_remembered(world, opened, qtbot):
    world.go(qtbot, "2024")
    again = opened(**{"folders.place": world.state.get("folders.place", [])})
    assert names(again.folders) == ["01 a.flac", "02 b.flac"]
    assert tree_rows(again.folders)[-1] == "    2024 2"


def test_open_folders_stay_open_when_the_library_changes(world, qtbot):
    world.go(qtbot, "2024")
    before = tree_rows(world.folders)
    world.library.remove([world.ids[3]])
    qtbot.waitUntil(lambda: len(tree_rows(world.folders)) < len(before), timeout=5000)
    assert tree_rows(world.folders) == ["/mnt/disk/Music 3", "  Moth Parade 3", "    2024 2"]
    assert names(world.folders) == ["01 a.flac", "02 b.flac"]


def test_a_drive_that_is_away_says_so(world, qtbot):
    with closing(sqlite3.connect(world.storage_path)) as connection, connection:
        connection.execute("UPDATE volumes SET online = 0")
    world.folders.visit()
    qtbot.waitUntil(lambda: tree_rows(world.folders)[0] == "/mnt/disk/Music offline")
    world.go(qtbot, "2024")
    assert {file.state for file in world.folders._files.files} == {"offline", "missing"}


def test_a_library_without_folders_says_what_helps(tmp_path, theme, qtbot):
    make_library(tmp_path / "library.db")
    world = FoldersWindow(tmp_path / "library.db", theme).open(qtbot)
    world.settle(qtbot)
    assert world.folders._empty.isVisible()
    assert not world.folders._tree.isVisible()
    world.close()


def test_names_keep_their_room_where_there_is_little(world, qtbot):
    world.go(qtbot, "2024")
    header = world.folders._table.horizontalHeader()
    world.folders.resize(1200, 700)
    assert not header.isSectionHidden(SIZE)
    assert world.folders._tree.width() == 330
    world.folders.resize(728, 700)
    assert world.folders._tree.width() < 300
    assert header.sectionSize(NAME) >= 190
    assert header.isSectionHidden(SIZE)
    assert not header.isSectionHidden(TIME)


def test_the_tree_stays_as_wide_as_it_was_drawn(world, opened, qtbot):
    world.folders.resize(1200, 700)
    world.folders._splitter.moveSplitter(240, 1)
    world.folders._splitter.splitterMoved.emit(240, 1)
    world.folders.resize(728, 700)
    assert world.folders._tree.width() == 240
    again = opened(**{"folders.sizes": world.state.numbers("folders.sizes", 2)})
    again.folders.resize(1000, 700)
    assert again.folders._tree.width() == 240

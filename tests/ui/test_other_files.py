"""Files that are no tracks on the page of folders: from the switch to the disk."""

import os
import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from mtplayer.services.library.file_manager import FileManagerService
from mtplayer.ui.folders.folder_tree import OTHERS, PLACE
from tests.fakes.folders_window import FoldersWindow, library_in_folder
from tests.fakes.library import FakeTrack

ALBUM = b"Music/Moth Parade/2024"
TRACKS = [
    FakeTrack(title="1", folder=ALBUM, name=b"01 a.flac"),
    FakeTrack(title="2", folder=b"Music/Arc", name=b"y.flac"),
]


class Desktop(FileManagerService):
    """Looks at the real disk, and starts no program."""

    def __init__(self, jobs, failed):
        super().__init__(jobs, failed)
        self.opened, self.shown = [], []

    def open(self, path):
        self.opened.append(path)

    def show(self, path):
        self.shown.append(path)


@pytest.fixture
def disk(tmp_path):
    """A folder with all that people keep beside music."""
    album = tmp_path / os.fsdecode(ALBUM)
    (album / "Scans").mkdir(parents=True)
    for name in ("01 a.flac", "cover.jpg", "rip.log", "new.mp3", "Scans/back.png"):
        (album / name).write_bytes(b"1234")
    return album


@pytest.fixture
def opened(tmp_path, theme, qtbot, disk):
    windows = []
    library_in_folder(tmp_path / "library.db", TRACKS, mount=tmp_path)

    def open_it(**remembered):
        world = FoldersWindow(
            tmp_path / "library.db",
            theme,
            remembered,
            files=lambda world: Desktop(world.files, world.problems.append),
        )
        windows.append(world)
        world.desktop = world.services.files
        return world.open(qtbot)

    yield open_it
    for world in windows:
        world.close()


@pytest.fixture
def world(opened, qtbot):
    world = opened()
    world.go(qtbot, "2024")
    return world


def switch(world, qtbot):
    world.folders._others.click()
    world.settle(qtbot)


def rows(page):
    model = page._files
    return [
        (model.index(row, 0).data(), page._table._glyph(model.files[row])[0], said(page, row))
        for row in range(model.rowCount())
    ]


def said(page, row):
    return page._files.data(page._files.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)


def test_the_switch_shows_what_else_is_in_the_folder(world, qtbot):
    page = world.folders
    assert [row[0] for row in rows(page)] == ["01 a.flac"]
    switch(world, qtbot)
    assert rows(page)[1:] == [
        ("cover.jpg", "image", "cover.jpg, Not audio"),
        ("new.mp3", "music-note", "new.mp3, Not listed"),
        ("rip.log", "file-text", "rip.log, Not audio"),
    ]
    assert list(page._files.ids) == [page._files.files[0].track]
    switch(world, qtbot)
    assert [row[0] for row in rows(page)] == ["01 a.flac"]


def test_folders_without_music_join_the_tree_and_are_kept_in_view(world, qtbot):
    switch(world, qtbot)
    page, tree = world.folders, world.folders._tree
    below = page._folders.tree.children[page._folder]
    assert [page._folders.tree.names[number] for number in below] == ["Scans"]
    world.go(qtbot, "Scans")
    assert [row[0] for row in rows(page)] == ["back.png"]
    assert not page._play.isEnabled()
    page.visit()
    world.settle(qtbot)
    assert tree.currentIndex().data() == "Scans"
    assert [row[0] for row in rows(page)] == ["back.png"]
    switch(world, qtbot)
    assert "Scans" not in page._folders.tree.names


def test_what_is_shown_is_remembered(world, opened, qtbot):
    switch(world, qtbot)
    keep = {OTHERS: world.state.get(OTHERS, False), PLACE: world.state.get(PLACE, [])}
    again = opened(**keep)
    assert again.folders._others.isChecked()
    qtbot.waitUntil(lambda: len(rows(again.folders)) == 4)


def test_enter_and_a_double_click_open_such_a_file(world, qtbot, disk):
    switch(world, qtbot)
    table = world.folders._table
    world.window.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    table.go_to(1)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert world.desktop.opened == [os.fsencode(disk / "cover.jpg")]
    place = table.visualRect(table.model().index(3, 0)).center()
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert world.desktop.opened[1:] == [os.fsencode(disk / "rip.log")]
    assert world.services.playback.calls == []


def test_the_menu_shows_such_a_file_and_takes_music_in(world, qtbot, disk, monkeypatch):
    switch(world, qtbot)
    page = world.folders
    asked = []
    monkeypatch.setattr(world.services.scan, "add_folders", asked.append, raising=False)
    page._table.go_to(1)
    actions = {action.text(): action for action in page.plain.menu().actions()}
    assert list(actions) == ["Open", "Show in folder"]
    actions["Show in folder"].trigger()
    assert world.desktop.shown == [os.fsencode(disk / "cover.jpg")]
    page._table.go_to(2)
    actions = {action.text(): action for action in page.plain.menu().actions()}
    actions["Add to library"].trigger()
    assert asked == [[str(disk / "new.mp3")]]


def test_a_drive_that_is_away_is_not_asked(world, qtbot):
    with closing(sqlite3.connect(world.storage_path)) as connection, connection:
        connection.execute("UPDATE volumes SET online = 0")
    switch(world, qtbot)
    assert [row[0] for row in rows(world.folders)] == ["01 a.flac"]

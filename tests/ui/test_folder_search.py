"""Searching on the page of folders finds files by their names: from the field to the rows."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from mtplayer.ui import commands
from mtplayer.ui.pages.folder_tree import FolderTreePage
from mtplayer.ui.views import View
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.tracks_window import TracksWindow

TRACKS = [
    FakeTrack(title="1", folder=b"Music/Moth Parade/2024", name=b"01 Lamplighter.flac"),
    FakeTrack(title="2", folder=b"Music/Arc", name="02 Jóga 100%.flac".encode()),
    FakeTrack(title="3", folder=b"Music/Arc", name=b"lamp_\xff.mp3"),
    FakeTrack(title="4", folder=b"Music/Arc", name="夜のドライブ.mp3".encode()),
    FakeTrack(title="Lamplighter", folder=b"Music/Arc", name=b"y.flac"),
]


@pytest.fixture
def world(tmp_path, theme, qtbot):
    ids = make_library(tmp_path / "library.db", TRACKS)
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection, connection:
        connection.execute(
            "INSERT INTO folders (volume_id, path, mode, cadence_minutes, added_at)"
            " VALUES (1, ?, 'continuous', 10, 1)",
            (b"Music",),
        )

    def page(actions):
        return FolderTreePage(world.theme, world.services, world.covers, world.state, actions)

    world = TracksWindow(tmp_path / "library.db", theme, pages={View.FOLDER_TREE: page})
    world.ids = ids
    world.window.resize(1440, 900)
    world.window.show()
    world.window.actions_[commands.GO_FOLDERS].trigger()
    world.folders = world.window._pages.currentWidget()
    qtbot.waitUntil(lambda: not world.window.waiting)
    yield world
    world.close()


def found(world, qtbot, words):
    world.field.set_text(words)
    qtbot.waitUntil(lambda: not world.folders.waiting)
    return [file.name for file in world.folders._files.files]


def test_files_are_found_by_their_names_wherever_they_lie(world, qtbot):
    assert world.window._pages.currentWidget() is world.folders
    assert found(world, qtbot, "LAMP") == [
        "Music/Arc/lamp_\ufffd.mp3",
        "Music/Moth Parade/2024/01 Lamplighter.flac",
    ]
    assert "2 files" in world.folders._way.text()
    assert world.window._pages.currentWidget() is world.folders, "the search stays here"
    assert found(world, qtbot, "lighter 01") == ["Music/Moth Parade/2024/01 Lamplighter.flac"]
    assert found(world, qtbot, "nothing") == []
    assert not world.folders._play.isEnabled()


@pytest.mark.parametrize("words", ["joga", "JÓGA", "100%"])
def test_accents_and_case_do_not_matter_and_wildcards_mean_nothing(world, qtbot, words):
    assert found(world, qtbot, words) == ["Music/Arc/02 Jóga 100%.flac"]


def test_other_scripts_are_found_too(world, qtbot):
    assert found(world, qtbot, "ドライブ") == ["Music/Arc/夜のドライブ.mp3"]


def test_an_empty_field_shows_the_folder_again(world, qtbot):
    before = [file.name for file in world.folders._files.files]
    found(world, qtbot, "joga")
    assert found(world, qtbot, "") == before
    assert world.folders._play.text() == "Play folder"
    assert world.folders._way.text().endswith("Arc")


def test_a_folder_that_is_chosen_is_shown_whatever_was_searched_for(world, qtbot):
    found(world, qtbot, "joga")
    tree = world.folders._folders.tree
    index = world.folders._folders.index_of(tree.names.index("Moth Parade"))
    world.folders._tree.expand(index)
    world.folders._tree.setCurrentIndex(world.folders._folders.index_of(tree.names.index("2024")))
    shown = world.folders._files
    qtbot.waitUntil(lambda: [file.name for file in shown.files] == ["01 Lamplighter.flac"])


def test_what_is_found_stays_while_the_library_changes(world, qtbot):
    assert len(found(world, qtbot, "lamp")) == 2
    world.library.remove([world.ids[4]])
    qtbot.waitUntil(lambda: "4 files" in world.folders._counts.text(), timeout=30_000)
    qtbot.waitUntil(lambda: not world.folders.waiting)
    assert len(world.folders._files.files) == 2


def test_what_is_found_is_played(world, qtbot):
    found(world, qtbot, "lamp")
    assert world.folders._play.text() == "Play all"
    world.folders._play.click()
    assert world.services.playback.calls == [("play", [world.ids[2], world.ids[0]], 0, "folders")]
    world.window.activateWindow()
    table = world.folders._table
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    table.go_to(1)
    qtbot.keyClick(table, Qt.Key.Key_Q)
    assert list(world.services.queue.calls[-1][1]) == [world.ids[0]]

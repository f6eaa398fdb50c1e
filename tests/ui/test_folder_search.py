"""Searching on the page of folders finds files by their names: from the field to the rows."""

import pytest
from PySide6.QtCore import Qt

from tests.fakes.folders_window import FoldersWindow, library_in_folder
from tests.fakes.library import FakeTrack

TRACKS = [
    FakeTrack(title="1", folder=b"Music/Moth Parade/2024", name=b"01 Lamplighter.flac"),
    FakeTrack(title="2", folder=b"Music/Arc", name="02 Jóga 100%.flac".encode()),
    FakeTrack(title="3", folder=b"Music/Arc", name=b"lamp_\xff.mp3"),
    FakeTrack(title="4", folder=b"Music/Arc", name="夜のドライブ.mp3".encode()),
    FakeTrack(title="Lamplighter", folder=b"Music/Arc", name=b"y.flac"),
]


@pytest.fixture
def world(tmp_path, theme, qtbot):
    ids = library_in_folder(tmp_path / "library.db", TRACKS)
    world = FoldersWindow(tmp_path / "library.db", theme).open(qtbot)
    world.ids = ids
    yield world
    world.close()


def found(world, qtbot, words):
    world.field.set_text(words)
    world.settle(qtbot)
    return [file.name for file in world.folders._files.files]


def test_files_are_found_by_their_names_wherever_they_lie(world, qtbot):
    assert world.window._pages.currentWidget() is world.folders
    assert found(world, qtbot, "LAMP") == [
        "lamp_\ufffd.mp3 — Arc",
        "01 Lamplighter.flac — 2024",
    ]
    assert "2 files" in world.folders._way.text()
    assert world.window._pages.currentWidget() is world.folders, "the search stays here"
    assert found(world, qtbot, "lighter 01") == ["01 Lamplighter.flac — 2024"]
    assert found(world, qtbot, "nothing") == []
    assert not world.folders._play.isEnabled()


@pytest.mark.parametrize("words", ["joga", "JÓGA", "100%"])
def test_accents_and_case_do_not_matter_and_wildcards_mean_nothing(world, qtbot, words):
    assert found(world, qtbot, words) == ["02 Jóga 100%.flac — Arc"]


def test_other_scripts_are_found_too(world, qtbot):
    assert found(world, qtbot, "ドライブ") == ["夜のドライブ.mp3 — Arc"]


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
    world.settle(qtbot)
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

"""The submenu of playlists, where there are very many of them."""

import pytest
from PySide6.QtCore import Qt

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.ui.playlists.playlist_menu import PlaylistPicker
from tests.fakes.playlists import FakePlaylists

SMALLEST_WINDOW = 520


def playlist(number):
    return PlaylistRow(
        id=PlaylistId(number),
        parent=None,
        kind=PlaylistKind.LIST,
        name=f"List {number:03}",
        position=number,
        note="",
        rules=None,
        artwork="",
        entries=0,
        revision=1,
        created_at=number,
        changed_at=number,
        deleted_at=None,
    )


@pytest.fixture
def playlists():
    playlists = FakePlaylists()
    playlists.rows = tuple(playlist(number) for number in range(1, 301))
    return playlists


def test_c23_of_very_many_playlists_each_is_reached_in_a_small_window(theme, qtbot, playlists):
    chosen = []
    picker = PlaylistPicker(theme, playlists, lambda playlist, _name: chosen.append(playlist))
    qtbot.addWidget(picker)
    picker.aboutToShow.emit()
    assert picker.sizeHint().height() < SMALLEST_WINDOW
    for typed, wanted in (("list 300", 300), ("001", 1), ("LIST 179", 179)):
        picker._field.setText(typed)
        assert picker.sizeHint().height() < SMALLEST_WINDOW
        qtbot.keyClick(picker._field, Qt.Key.Key_Return)
        assert chosen.pop() == wanted


@pytest.fixture
def picker(theme, qtbot, playlists):
    playlists.rows = playlists.rows[:3]
    picker = PlaylistPicker(theme, playlists, lambda *what: picker.chosen.append(what))
    picker.chosen = []
    qtbot.addWidget(picker)
    picker.aboutToShow.emit()
    return picker


def test_arrows_in_the_field_walk_the_rows_and_enter_takes_one(picker, qtbot):
    keys = Qt.Key
    for key in (keys.Key_Down, keys.Key_Down, keys.Key_Down, keys.Key_Up, keys.Key_Return):
        qtbot.keyClick(picker._field, key)
    # The first row is a new one, the next the list that changed last.
    assert picker.chosen == [(3, "")]


def test_what_is_typed_names_a_new_playlist(picker, qtbot):
    qtbot.keyClicks(picker._field, "Rock & roll")
    new = next(action for action in picker.actions() if "New" in action.text())
    assert new.text() == "New playlist “Rock && roll”"
    qtbot.keyClick(picker._field, Qt.Key.Key_Return)
    assert picker.chosen == [(None, "Rock & roll")]

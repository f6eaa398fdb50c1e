"""The menus of the tracks page, and what it remembers."""

import json

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from mtplayer.core import options
from mtplayer.core.library.relocation import Relocation
from mtplayer.core.library.tracks import Scope, SortKey
from mtplayer.core.options import Density
from mtplayer.ui.commands import track_commands
from tests.fakes.tracks_window import TracksWindow, on_screen, titles


@pytest.fixture
def made(tmp_path, theme, qtbot):
    world = on_screen(tmp_path, theme, qtbot)
    yield world
    world.close()


# ---- menus ---------------------------------------------------------------------------------------


def rows_of(menu):
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def open_menu(made):
    return made.page._selected.menu()


def test_the_menu_offers_what_works(made):
    made.table.select_blocks([(2, 3)])
    menu = open_menu(made)
    assert rows_of(menu) == [
        "2 tracks · 6:40",
        "Play",
        "Play next",
        "Add to queue",
        "Add to playlist",
        "Like",
        "",
        "Write ratings to files",
        "Write loudness to files",
        "Go to artist",
        "Go to album",
        "Show in folder",
        "Measure loudness",
        "Copy",
        "Merge duplicates",
        "Remove from library",
    ]


def test_the_menu_of_a_missing_file_does_not_offer_to_play_it(made):
    row = titles(made).index("Apple")
    made.table.select_blocks([(row, row)])
    assert rows_of(open_menu(made)) == [
        "1 track · 3:20",
        "Locate…",
        "Locate all in this folder…",
        "Like",
        "",
        "Go to artist",
        "Go to album",
        "Copy",
        "Ignore while missing",
        "Remove from library",
    ]


@pytest.mark.parametrize(
    ("command", "chosen", "expected"),
    [
        (track_commands.LOCATE, "/new/a.flac", ("locate", "/new/a.flac")),
        (track_commands.LOCATE_FOLDER, "/new", ("look", "/new")),
    ],
)
def test_a_missing_track_is_located_from_its_row(made, qtbot, command, chosen, expected):
    row = titles(made).index("Apple")
    made.table.select_blocks([(row, row)])
    missing = made.services.missing
    missing.relocation = Relocation(old=b"/mnt/disk/music", new=b"/new")
    made.actions[command].trigger()
    qtbot.waitUntil(lambda: bool(made.window.findChildren(QFileDialog)))
    (dialog,) = made.window.findChildren(QFileDialog)
    dialog.fileSelected.emit(chosen)
    dialog.close()
    qtbot.waitUntil(lambda: bool(missing.calls))
    assert (missing.calls[0][0], missing.calls[0][-1]) == expected


def test_missing_tracks_are_ignored_from_the_menu(made, qtbot):
    row = titles(made).index("Apple")
    made.table.select_blocks([(row, row)])
    menu = open_menu(made)
    next(a for a in menu.actions() if a.text() == "Ignore while missing").trigger()
    qtbot.waitUntil(lambda: "Apple" not in titles(made))
    made.undo.undo()
    qtbot.waitUntil(lambda: "Apple" in titles(made))


def test_tracks_that_are_as_long_as_each_other_can_be_merged(made):
    made.table.select_blocks([(0, 1)])
    next(a for a in open_menu(made).actions() if a.text() == "Merge duplicates").trigger()
    assert made.services.duplicates.calls == [list(made.model.ids[:2])]
    made.table.select_blocks([(0, 0)])
    assert "Merge duplicates" not in rows_of(open_menu(made))


def test_the_menu_of_liked_tracks_takes_the_hearts_away(made):
    row = titles(made).index("Jóga 100%")
    made.table.select_blocks([(row, row)])
    assert "Unlike" in rows_of(open_menu(made))


def test_everything_in_the_menu_acts_on_the_selection(made, qtbot):
    made.table.select_blocks([(2, 3)])
    for command in (track_commands.PLAY_NEXT, track_commands.ADD_TO_QUEUE):
        made.actions[command].trigger()
    assert [name for name, _ in made.services.queue.calls] == ["next", "add"]
    made.actions[track_commands.COPY_PATHS].trigger()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text().startswith("/mnt/disk/"))


def test_s_opens_the_orders_and_each_can_be_chosen(made, qtbot):
    menu = made.page.sort_menu()
    assert [action.text() for action in menu.actions() if action.isChecked()] == ["Artist"]
    assert len(menu.actions()) == len(SortKey)
    next(action for action in menu.actions() if action.text() == "Title").trigger()
    qtbot.waitUntil(lambda: titles(made)[0] == "Apple")
    menu.deleteLater()


def test_stars_are_set_in_the_menu(made, qtbot):
    made.table.select_blocks([(2, 3)])
    made.page._selected._rate(made.table.selected_ids(), 70)
    qtbot.waitUntil(lambda: made.model.row(2).rating == 70)


# ---- what is remembered --------------------------------------------------------------------------


def test_each_list_remembers_its_columns(made, qtbot):
    made.table.header._set_shown("composer", True)
    made.page.show_scope(Scope.LIKED)
    assert "composer" not in made.table.header.widths()
    made.table.header._set_shown("artist", False)
    made.page.show_scope(Scope.TRACKS)
    assert {"composer", "artist"} <= set(made.table.header.widths())
    made.page.show_scope(Scope.LIKED)
    assert "artist" not in made.table.header.widths()


def test_columns_come_back_after_a_restart(made, tmp_path, theme, qtbot):
    made.table.header._set_shown("composer", True)
    made.state.save_now()
    again = TracksWindow(tmp_path / "library.db", theme, remembered=json.loads(made.saved[-1]))
    assert "composer" in again.table.header.widths()
    again.close()


def test_rows_are_as_tall_as_the_settings_say(made):
    made.services.settings.set(options.DENSITY, Density.RELAXED)
    assert made.table.row_height == 36
    made.services.settings.set(options.DENSITY, Density.COMPACT)
    assert made.table.row_height == 24

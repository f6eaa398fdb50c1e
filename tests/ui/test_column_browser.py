"""The column browser from the window to the rows: narrowing, filters, keys, memory."""

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt

from mtplayer.core.queries.facets import PANES, Narrowing, Pane
from mtplayer.ui.commands import commands
from mtplayer.ui.widgets.filter_line import FilterLine
from mtplayer.ui.widgets.icon_button import IconButton
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.tracks_window import TracksWindow, titles

TRACKS = [
    FakeTrack(title="a1", artist="Moth Parade", album="Lamplighter", genre="Dream pop", year=2024),
    FakeTrack(title="a2", artist="Moth Parade", album="Crosshatch", genre="Dream pop", year=2023),
    FakeTrack(title="b1", artist="Halden Vey", album="North", genre="Ambient"),
    FakeTrack(title="b2", artist="Halden Vey", album="North", genre="Dream pop"),
    FakeTrack(title="c1", artist="Árstíðir", album="Verloren", genre="Folk"),
]


@pytest.fixture
def opened(tmp_path, theme, qtbot):
    windows = []

    def open_it(**remembered):
        if not windows:
            make_library(tmp_path / "library.db", TRACKS)
        world = TracksWindow(tmp_path / "library.db", theme, remembered)
        windows.append(world)
        world.window.resize(1440, 900)
        world.window.show()
        qtbot.waitUntil(lambda: len(world.model.ids) == len(TRACKS))
        return world

    yield open_it
    for world in windows:
        world.close()


@pytest.fixture
def world(opened, qtbot):
    world = opened()
    world.window.actions_[commands.COLUMN_BROWSER].trigger()
    wait(world, qtbot)
    return world


def browser(world):
    return world.page._browsing._browser


def wait(world, qtbot):
    qtbot.waitUntil(lambda: not world.page.waiting)


def offered(world, pane):
    model = browser(world).columns[PANES.index(pane)].model
    return [(model.name(row), model.note(row)) for row in range(model.rowCount())]


def choose(world, qtbot, pane, *names):
    column = browser(world).columns[PANES.index(pane)]
    rows = [row for row in range(column.model.rowCount()) if column.model.name(row) in names]
    flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
    for row in rows:
        column.list.selectionModel().select(column.model.index(row, 0), flag)
        flag = QItemSelectionModel.SelectionFlag.Select
    wait(world, qtbot)


def test_each_list_says_how_much_there_is(world):
    assert offered(world, Pane.GENRE) == [
        ("All 3 genres", "5"),
        ("Ambient", "1"),
        ("Dream pop", "3"),
        ("Folk", "1"),
    ]
    assert offered(world, Pane.ALBUM_ARTIST)[:2] == [("All 3 artists", "5"), ("Árstíðir", "1")]
    assert ("Lamplighter", "2024") in offered(world, Pane.ALBUM)


def test_what_there_is_one_of_is_said_in_the_singular(world, qtbot):
    choose(world, qtbot, Pane.GENRE, "Folk")
    assert offered(world, Pane.ALBUM_ARTIST)[0] == ("1 artist", "1")
    assert offered(world, Pane.ALBUM)[0] == ("1 album", "1")


def test_choosing_narrows_the_next_lists_and_the_tracks(world, qtbot):
    choose(world, qtbot, Pane.GENRE, "Dream pop")
    assert offered(world, Pane.ALBUM_ARTIST) == [
        ("All 2 artists", "3"),
        ("Halden Vey", "1"),
        ("Moth Parade", "2"),
    ]
    choose(world, qtbot, Pane.ALBUM_ARTIST, "Moth Parade")
    assert [name for name, _ in offered(world, Pane.ALBUM)] == [
        "All 2 albums",
        "Lamplighter",
        "Crosshatch",
    ]
    choose(world, qtbot, Pane.ALBUM, "Crosshatch")
    assert titles(world) == ["a2"]
    assert world.page._header.counts().startswith("1 of")
    qtbot.waitUntil(lambda: world.page._header.counts().startswith("1 of 5 tracks"))


def test_many_may_be_chosen_and_all_is_all_again(world, qtbot):
    choose(world, qtbot, Pane.GENRE, "Ambient", "Folk")
    assert sorted(titles(world)) == ["b1", "c1"]
    choose(world, qtbot, Pane.GENRE, "All 3 genres")
    assert len(titles(world)) == 5


def test_what_is_not_offered_any_more_is_not_chosen_any_more(world, qtbot):
    choose(world, qtbot, Pane.ALBUM_ARTIST, "Moth Parade")
    choose(world, qtbot, Pane.GENRE, "Ambient")
    assert titles(world) == ["b1"]
    assert browser(world).within.album_artists == ()


def test_the_search_field_narrows_all_lists(world, qtbot):
    world.field.set_text("halden")
    wait(world, qtbot)
    assert offered(world, Pane.GENRE) == [
        ("All 2 genres", "2"),
        ("Ambient", "1"),
        ("Dream pop", "1"),
    ]


def test_each_list_has_a_filter_that_knows_no_accents(world, qtbot):
    column = browser(world).columns[1]
    column.findChild(IconButton).click()
    qtbot.keyClicks(column.field, "arst")
    assert offered(world, Pane.ALBUM_ARTIST) == [("All 3 artists", "5"), ("Árstíðir", "1")]
    qtbot.keyClick(column.field, Qt.Key.Key_Escape)
    assert len(offered(world, Pane.ALBUM_ARTIST)) == 4
    assert not column.field.isVisible()


def test_letters_find_by_typing_and_arrows_go_through_the_lists(world, qtbot):
    world.window.activateWindow()
    lists = [column.list for column in browser(world).columns]
    lists[0].setFocus()
    qtbot.waitUntil(lists[0].hasFocus)
    qtbot.keyClicks(lists[0], "dr")
    wait(world, qtbot)
    assert sorted(titles(world)) == ["a1", "a2", "b2"]
    qtbot.keyClick(lists[0], Qt.Key.Key_Right)
    assert lists[1].hasFocus()
    qtbot.keyClick(lists[1], Qt.Key.Key_Right)
    qtbot.keyClick(lists[2], Qt.Key.Key_Right)
    assert world.table.hasFocus()


def test_enter_plays_what_is_left(world, qtbot):
    choose(world, qtbot, Pane.GENRE, "Ambient")
    world.window.activateWindow()
    genres = browser(world).columns[0].list
    genres.setFocus()
    qtbot.waitUntil(genres.hasFocus)
    qtbot.keyClick(genres, Qt.Key.Key_Return)
    assert world.services.playback.calls[-1] == ("play", list(world.model.ids), 0, "tracks")


def test_the_menu_acts_on_what_is_left_and_merges_editions_of_one_album(world, qtbot):
    choose(world, qtbot, Pane.ALBUM, "North")
    menu = world.page._browsing.menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["Play", "Play next", "Add to queue", "Like", "Show in folder",
                     "Merge editions…", "Split"]  # fmt: skip
    menu.actions()[2].trigger()
    assert sorted(world.services.queue.calls[-1][1]) == sorted(world.model.ids)


def test_hiding_the_browser_shows_everything_again(world, qtbot):
    choose(world, qtbot, Pane.GENRE, "Ambient")
    world.window.actions_[commands.PLAIN_LIST].trigger()
    wait(world, qtbot)
    assert len(titles(world)) == 5
    assert world.page.query.within == Narrowing()
    assert world.window.actions_[commands.PLAIN_LIST].isChecked()


def test_the_browser_is_remembered(world, opened, qtbot):
    assert world.state.get("browser.shown", False)
    again = opened(**{"browser.shown": True, "browser.panes": [300, 500, 400]})
    wait(again, qtbot)
    assert again.page._browsing.shown
    assert again.window.actions_[commands.COLUMN_BROWSER].isChecked()
    assert offered(again, Pane.GENRE)[0] == ("All 3 genres", "5")


def test_a_row_is_said_with_its_count(world):
    model = browser(world).columns[0].model
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(model.index(2, 0), role) == "Dream pop, 3 tracks"
    assert browser(world).columns[0].list.accessibleName() == "Genre"


def test_from_another_list_the_key_shows_it_there_too(world, qtbot):
    world.window.actions_[commands.GO_LIKED].trigger()
    wait(world, qtbot)
    assert offered(world, Pane.GENRE) == [("All 0 genres", "0")]


def test_the_field_that_filters_a_list_keeps_its_frame_in_a_dressed_program(theme, qtbot, qapp):
    theme.dress(qapp, in_fusion=True)
    theme.finish()
    field = FilterLine(theme, "Filter")
    qtbot.addWidget(field)
    field.resize(120, field.height())
    picture = field.grab().toImage()
    middle = picture.pixelColor(60, 0), picture.pixelColor(60, field.height() // 2)
    assert middle[0].name() == theme.colors.line.name()
    assert middle[1].name() == theme.colors.bg_field.name()

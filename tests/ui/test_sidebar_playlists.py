"""Playlists in the sidebar, from the click to the rows of the database."""

from array import array

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDrag

from mtplayer.core.library.tracks import Scope
from mtplayer.core.lists.playlists import PlaylistKind
from mtplayer.core.queries.smart_lists import SmartList, to_json
from mtplayer.ui import mime
from mtplayer.ui.commands import track_commands
from mtplayer.ui.playlists.deleted_playlists import DeletedSheet
from mtplayer.ui.sidebar import sidebar_playlists
from mtplayer.ui.sidebar.name_edit import NameEdit
from mtplayer.ui.views import OneOf, View
from tests.fakes.playlists_window import NAMES, drop_at, on_screen

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def world(tmp_path, theme, qtbot):
    made = on_screen(tmp_path, theme, qtbot)
    yield made
    made.close()


def press_plus(world, qtbot):
    index = world.nav.index(world.row_of("Playlists"), 0)
    box = world.view._delegate.plus_box(world.view.visualRect(index))
    qtbot.mouseClick(world.view.viewport(), LEFT, pos=box.center())
    qtbot.waitUntil(lambda: world.view.viewport().findChild(NameEdit) is not None)
    return world.view.viewport().findChild(NameEdit)


def texts(world):
    rows = world.nav.rows
    return [row.text for row in rows[world.row_of("Playlists") + 1 :]]


def test_plus_makes_a_playlist_and_enter_names_and_opens_it(world, qtbot):
    edit = press_plus(world, qtbot)
    assert (edit.text(), edit.selectedText()) == ("New playlist", "New playlist")
    qtbot.keyClicks(edit, "Late trains")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: world.column(NAMES) == ["Late trains"])
    (made,) = world.column("SELECT id FROM playlists")
    assert world.window._navigator.place == OneOf(View.PLAYLIST, made)


def test_escape_takes_a_new_playlist_away_again(world, qtbot):
    edit = press_plus(world, qtbot)
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: world.column(NAMES) == [])
    qtbot.waitUntil(lambda: texts(world) == [])


def test_an_empty_name_leaves_an_old_one_as_it_was(world, qtbot):
    one = world.made(qtbot, "Late")
    world.window._lists.rename(one)
    edit = world.view.viewport().findChild(NameEdit)
    edit.clear()
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert world.column(NAMES) == ["Late"]


def test_c13_a_taken_name_says_so_and_stays_open(world, qtbot):
    world.made(qtbot, "Late")
    other = world.made(qtbot, "Sunday")
    world.window._lists.rename(other)
    edit = world.view.viewport().findChild(NameEdit)
    edit.setText("Late")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.isVisible()
    assert edit.accessibleDescription() == "“Late” is the name of another playlist."
    edit.setText("Sunday kitchen")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: world.column(NAMES) == ["Late", "Sunday kitchen"])


def test_c12_a_click_opens_a_playlist_and_moves_nothing(world, qtbot):
    world.made(qtbot, "One")
    two = world.made(qtbot, "Two", world.ids[:2])
    qtbot.mouseClick(world.view.viewport(), LEFT, pos=world.point_of("Two"))
    assert world.window._navigator.place == OneOf(View.PLAYLIST, two)
    qtbot.waitUntil(lambda: not world.window._pages.waiting)
    assert world.column(NAMES) == ["One", "Two"]


def test_tracks_dropped_on_a_playlist_are_added_and_nobody_goes_there(world, qtbot):
    one = world.made(qtbot, "One")
    place = world.window._navigator.place
    data = mime.track_data(array("q", world.ids[:2]))
    world.changes(qtbot, lambda: drop_at(world.view, world.point_of("One"), data))
    assert world.order(one) == world.ids[:2]
    assert world.window._navigator.place == place
    assert world.nav.count_at(world.nav.index_of_list(one)) == "2"


def test_tracks_dropped_below_all_make_a_new_playlist(world, qtbot):
    data = mime.track_data(array("q", world.ids[:3]))
    assert drop_at(world.view, QPoint(50, world.view.viewport().height() - 60), data)
    qtbot.waitUntil(lambda: world.column(NAMES) == ["New playlist"])
    assert world.order(1) == world.ids[:3]


def test_a_smart_playlist_refuses_tracks(world, qtbot):
    world.made(qtbot, "Unheard", kind=PlaylistKind.SMART, rules="plays:0")
    data = mime.track_data(array("q", world.ids[:1]))
    assert not drop_at(world.view, world.point_of("Unheard"), data)


def test_a_pulled_playlist_carries_its_tracks_and_files_also_a_smart_one(world, qtbot, monkeypatch):
    carried = []
    monkeypatch.setattr(sidebar_playlists.QGuiApplication, "mouseButtons", lambda: LEFT)
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: carried.append(drag.mimeData()))
    tracks = world.ids[:2]
    one = world.made(qtbot, "One", tracks=tracks)
    rules = to_json(SmartList(query="title:barometer"))
    smart = world.made(qtbot, "Smart", kind=PlaylistKind.SMART, rules=rules)
    for playlist, expected in ((one, tracks), (smart, world.ids[:1])):
        world.window._lists._pull((playlist,))
        qtbot.waitUntil(lambda: bool(carried))
        data = carried.pop()
        assert list(mime.playlists_of(data)) == [playlist]
        assert list(mime.tracks_of(data)) == expected
        assert len(data.urls()) == len(expected)


def test_playlists_are_dragged_into_order_and_into_folders(world, qtbot):
    one, two = world.made(qtbot, "One"), world.made(qtbot, "Two")
    folder = world.made(qtbot, "Show", kind=PlaylistKind.FOLDER)
    data = mime.playlist_data(array("q", [two]), array("q"))
    drop_at(world.view, world.point_of("One", 0.1), data)
    qtbot.waitUntil(lambda: texts(world) == ["Two", "One", "Show"])
    data = mime.playlist_data(array("q", [one]), array("q"))
    drop_at(world.view, world.point_of("Show"), data)
    qtbot.waitUntil(lambda: world.playlists.row(one).parent == folder)
    assert texts(world) == ["Two", "Show", "One"]
    qtbot.mouseClick(world.view.viewport(), LEFT, pos=world.point_of("Show"))
    qtbot.waitUntil(lambda: texts(world) == ["Two", "Show"])
    assert world.state.get("nav.closed_folders", []) == [folder]


def test_several_are_marked_and_deleted_and_brought_back(world, qtbot):
    for name in ("One", "Two", "Three"):
        world.made(qtbot, name)
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(world.view.viewport(), LEFT, pos=world.point_of("One"))
    qtbot.mouseClick(world.view.viewport(), LEFT, shift, world.point_of("Three"))
    qtbot.mouseClick(world.view.viewport(), LEFT, control, world.point_of("Two"))
    qtbot.keyClick(world.view, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: world.column(NAMES) == ["Two"])
    # Who stood on one that is gone stands on all tracks.
    qtbot.waitUntil(lambda: world.window._navigator.place is Scope.TRACKS)
    world.window._lists._show_deleted()
    sheet = world.window.findChild(DeletedSheet)
    qtbot.waitUntil(lambda: len(sheet.list.lines.lines) == 2)
    sheet.list.selectAll()
    sheet.buttons[0].click()
    qtbot.waitUntil(lambda: world.column(NAMES) == ["One", "Two", "Three"])


def test_c11_the_menu_of_tracks_lists_a_new_playlist_at_once_and_adds_to_it(world, qtbot):
    one = world.made(qtbot, "Late & early")
    world.table.setFocus()
    world.table.go_to(1)
    submenu = world.window.actions_[track_commands.ADD_TO_PLAYLIST].menu()
    submenu.aboutToShow.emit()
    names = [action.text() for action in submenu.actions() if action.isVisible()]
    assert names[1:] == ["New playlist", "", "Late && early"]
    world.changes(qtbot, submenu.actions()[-1].trigger)
    assert world.order(one) == list(world.table.selected_ids())


def test_the_list_of_playlists_is_narrowed_by_typing(world, qtbot):
    for name in ("Late trains", "Sunday kitchen", "Late night"):
        world.made(qtbot, name)
    submenu = world.window.actions_[track_commands.ADD_TO_PLAYLIST].menu()
    submenu.aboutToShow.emit()
    submenu._field.setText("late")
    shown = [action.text() for action in submenu._lists if action.isVisible()]
    # The one changed last stands first.
    assert shown == ["Late night", "Late trains"]


def test_the_menu_of_a_playlist_offers_what_can_be_done(world, qtbot):
    one = world.made(qtbot, "One", world.ids[:1])
    menu = world.window._lists.menu(world.playlists.row(one))
    words = [action.text() for action in menu.actions()]
    assert words == [
        "One · 1 track", "Play", "Shuffle", "Play next", "Add to queue", "", "Rename", "Duplicate",
        "Move to folder", "Export…", "History…", "", "Delete",
    ]  # fmt: skip
    next(a for a in menu.actions() if a.text() == "Duplicate").trigger()
    qtbot.waitUntil(lambda: world.column(NAMES) == ["One", "One (2)"])

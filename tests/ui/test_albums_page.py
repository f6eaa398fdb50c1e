"""The page of albums from the window to what is played, queued, liked and removed."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from mtplayer.core import options
from mtplayer.core.events import LibraryChanged
from mtplayer.ui.albums.album_grid import NOTCH
from mtplayer.ui.commands import commands
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.views import OneOf, View
from tests.fakes.albums_window import on_screen, titles
from tests.fakes.library import FakeTrack, make_library

LEFT = Qt.MouseButton.LeftButton
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def world(tmp_path, theme, qtbot):
    world = on_screen(tmp_path, theme, qtbot)
    qtbot.waitUntil(lambda: world.albums is not None and len(world.grid.albums.ids) == 62)
    world.grid.setFocus()
    qtbot.waitUntil(world.grid.hasFocus)
    yield world
    world.close()


def number_of(world, title):
    return titles(world).index(title)


def click(world, qtbot, number, modifiers=Qt.KeyboardModifier.NoModifier, at=None):
    area = world.grid.area_of(number)
    point = at or area.center()
    qtbot.mouseClick(world.grid.viewport(), LEFT, modifiers, point)


def open_album(world, qtbot, title):
    number = number_of(world, title)
    world.grid.go_to(number)
    qtbot.keyClick(world.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: world.grid.open_album == world.grid.albums.ids[number])
    return number


def played(world):
    return [call for call in world.services.playback.calls if call[0] == "play"]


def test_the_head_says_how_many_there_are(world, qtbot):
    qtbot.waitUntil(lambda: world.albums.header.counts() == "62 albums · 62 artists")


def test_a_click_opens_an_album_and_another_one_closes_it(world, qtbot):
    click(world, qtbot, 3)
    qtbot.waitUntil(lambda: world.grid.open_album == world.grid.albums.ids[3])
    assert world.panel.isVisible()
    click(world, qtbot, 3)
    assert world.grid.open_album is None
    assert not world.panel.isVisible()


def test_the_rows_below_make_room_for_the_panel(world, qtbot):
    columns = world.grid.placed.columns
    before = world.grid.area_of(columns).y()
    click(world, qtbot, 0)
    qtbot.waitUntil(lambda: world.grid.open_album is not None)
    panel = world.panel.geometry()
    assert world.grid.area_of(0).bottom() < panel.bottom() < world.grid.area_of(columns).y()
    assert world.grid.area_of(columns).y() - before == world.grid.placed.gap


def test_an_open_album_says_what_it_is_and_lists_its_tracks(world, qtbot):
    open_album(world, qtbot, "Slow Weather")
    said = {w.accessibleName() for w in world.panel.findChildren(type(world.panel._title))}
    assert "Slow Weather" in said
    assert any("2019 · Dream pop · 10 tracks" in words for words in said)
    assert list(world.panel.tracks.tracks.ids) == world.ids[:10]


def test_enter_opens_again_enters_and_escape_closes(world, qtbot):
    open_album(world, qtbot, "Slow Weather")
    assert world.grid.hasFocus()
    qtbot.keyClick(world.grid, Qt.Key.Key_Return)
    qtbot.waitUntil(world.panel.tracks.hasFocus)
    qtbot.keyClick(world.panel.tracks, Qt.Key.Key_Down)
    qtbot.keyClick(world.panel.tracks, Qt.Key.Key_Return)
    assert played(world) == [("play", world.ids[:10], 1, f"album:{world.grid.open_album}")]
    qtbot.keyClick(world.panel.tracks, Qt.Key.Key_Escape)
    assert world.grid.open_album is None
    qtbot.waitUntil(world.grid.hasFocus)


def test_arrows_walk_through_the_tiles(world, qtbot):
    world.grid.go_to(0)
    qtbot.keyClick(world.grid, Qt.Key.Key_Right)
    qtbot.keyClick(world.grid, Qt.Key.Key_Down)
    assert world.grid.currentIndex().row() == 1 + world.grid.placed.columns
    qtbot.keyClick(world.grid, Qt.Key.Key_End)
    assert world.grid.currentIndex().row() == 61
    assert world.grid.viewport().rect().contains(world.grid.area_of(61))


def test_ctrl_enter_plays_the_album(world, qtbot):
    world.grid.go_to(number_of(world, "Slow Weather"))
    qtbot.keyClick(world.grid, Qt.Key.Key_Return, CONTROL)
    album = world.grid.current_id()
    qtbot.waitUntil(lambda: played(world) == [("play", world.ids[:10], 0, f"album:{album}")])


def test_the_play_glyph_of_a_tile_plays_it(world, qtbot):
    number = number_of(world, "Kék")
    area = world.grid.area_of(number)
    click(world, qtbot, number, at=QPoint(area.x() + 26, area.y() + area.width() - 26))
    album = world.grid.albums.ids[number]
    qtbot.waitUntil(lambda: played(world) == [("play", [world.ids[10]], 0, f"album:{album}")])
    assert world.grid.open_album is None


def test_several_albums_are_selected_and_queued_in_their_order(world, qtbot):
    click(world, qtbot, 0, CONTROL)
    click(world, qtbot, 2, SHIFT)
    assert world.grid.selected_count() == 3
    qtbot.keyClick(world.grid, Qt.Key.Key_Q)
    expected = list(world.reader.albums.tracks(world.grid.albums.ids[:3]))
    qtbot.waitUntil(lambda: world.services.queue.calls == [("add", expected)])


def test_everything_can_be_selected(world, qtbot):
    qtbot.keyClick(world.grid, Qt.Key.Key_A, CONTROL)
    assert world.grid.selected_count() == 62


def test_the_heart_of_a_tile_likes_every_track_in_the_library(world, qtbot, tmp_path):
    number = number_of(world, "Slow Weather")
    world.grid.scrollTo(world.grid.model().index(number, 0))
    area = world.grid.area_of(number)
    heart = QPoint(area.right() - 6 - 32 - 16, area.y() + area.width() - 28)
    click(world, qtbot, number, at=heart)
    qtbot.waitUntil(lambda: world.grid.albums.row(number).all_liked)
    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        (liked,) = connection.execute(
            "SELECT count(*) FROM tracks WHERE liked_at IS NOT NULL"
        ).fetchone()
    assert liked == 10


def test_a_search_narrows_the_albums(world, qtbot):
    world.field.set_text("kek")
    qtbot.waitUntil(lambda: titles(world) == ["Kék"])
    assert world.albums.header.counts() == "1 album"
    world.field.set_text("year:1951..1953")
    qtbot.waitUntil(lambda: titles(world) == ["Album 001", "Album 002", "Album 003"])
    world.field.set_text("")
    qtbot.waitUntil(lambda: len(titles(world)) == 62)


def test_another_order_is_remembered(world, qtbot):
    menu = world.albums.header.sort_menu()
    next(a for a in menu.actions() if a.text() == "Most played").trigger()
    # Only text has letters.
    qtbot.waitUntil(lambda: not world.albums.rail.isVisible())
    assert titles(world)[0] == "Kék"
    assert world.state.get("albums.sort", "") == "plays"


def test_letters_lead_to_their_albums(world, qtbot):
    rail = world.albums.rail
    assert rail.isVisible()
    qtbot.mouseClick(rail, LEFT, pos=rail.middle_of("G"))
    last = world.grid.visible_numbers()[1]
    assert last == 61
    assert world.grid.verticalScrollBar().value() > 0


def test_covers_grow_and_shrink_by_key_and_stay_so(world, qtbot):
    before = world.grid.tile
    world.actions[commands.LARGER_COVERS].trigger()
    assert world.grid.tile > before
    assert world.state.get("albums.tile", 0) == world.grid.tile
    world.actions[commands.USUAL_COVERS].trigger()
    assert world.grid.tile == before == 172


def test_what_a_scan_brings_appears_and_the_open_album_stays(world, qtbot, tmp_path):
    number = open_album(world, qtbot, "Slow Weather")
    album = world.grid.albums.ids[number]
    more = [FakeTrack(title="New", artist="Aaron", album="Aardvark")]
    added = tuple(make_library(tmp_path / "library.db", more))
    world.library.announce(LibraryChanged(revision=0, added=added))
    qtbot.waitUntil(lambda: "Aardvark" in titles(world), timeout=3000)
    assert world.grid.open_album == album
    assert world.grid.current_id() == album


def test_an_album_whose_tracks_are_removed_goes_and_undo_brings_it_back(world, qtbot):
    world.grid.go_to(number_of(world, "Kék"))
    qtbot.keyClick(world.grid, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "Kék" not in titles(world), timeout=3000)
    world.undo.undo()
    qtbot.waitUntil(lambda: "Kék" in titles(world), timeout=3000)


def test_going_to_an_album_opens_it_and_back_leads_back(world, qtbot):
    album = world.grid.albums.ids[number_of(world, "Album 050")]
    world.window.go(OneOf(View.ALBUM, album))
    qtbot.waitUntil(lambda: world.grid.open_album == album)
    assert world.grid.viewport().rect().intersects(world.panel.geometry())
    world.actions[commands.BACK].trigger()
    assert world.window._navigator.place is View.ALBUMS


def test_tiles_and_open_tracks_have_names_for_screen_readers(world, qtbot):
    spoken = Qt.ItemDataRole.AccessibleTextRole
    number = open_album(world, qtbot, "Slow Weather")
    world.services.queue.stand_on(world.ids[2])
    index = world.grid.model().index(number, 0)
    assert index.data(spoken) == "Slow Weather, Glasshouse Radio, 2019, 10 tracks, playing"
    row = world.panel.tracks.model().index(2, 0)
    assert row.data(spoken) == "Song 3, Glasshouse Radio, Slow Weather, 3 minutes 20, playing"


def test_the_menu_of_an_album_names_it_and_acts_on_it(world, qtbot):
    world.grid.go_to(number_of(world, "Slow Weather"))
    menu = world.albums.open_album.selected.menu()
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0] == "Slow Weather · 10 tracks · 33 min"
    for expected in ("Play", "Shuffle", "Play next", "Like", "Go to artist", "Replace cover…"):
        assert expected in words
    next(a for a in menu.actions() if a.text() == "Shuffle").trigger()
    qtbot.waitUntil(lambda: len(played(world)) == 1)
    assert sorted(played(world)[0][1]) == world.ids[:10]
    assert world.services.queue.modes.shuffle


def test_a_picture_dropped_on_a_tile_becomes_its_cover(world, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/pictures/new.PNG")])
    assert drop_on_tile(world, data, 2)
    album = world.grid.albums.ids[2]
    assert world.services.covers.calls == [("choose", album, "/pictures/new.PNG")]


def drop_on_tile(world, data, number):
    point, copy = world.grid.area_of(number).center(), Qt.DropAction.CopyAction
    plain = Qt.KeyboardModifier.NoModifier
    viewport = world.grid.viewport()
    QApplication.sendEvent(viewport, QDragEnterEvent(point, copy, data, LEFT, plain))
    event = QDropEvent(QPointF(point), copy, data, LEFT, plain)
    QApplication.sendEvent(viewport, event)
    return event.isAccepted()


def test_dragged_albums_are_their_tracks(world, qtbot, monkeypatch):
    carried = []
    drag = world.albums.open_album.selected._drag
    monkeypatch.setattr(drag, "start", lambda ids: carried.append(list(ids)))
    world.grid.go_to(number_of(world, "Slow Weather"))
    world.grid.pulled.emit(None)
    qtbot.waitUntil(lambda: carried == [world.ids[:10]])


def test_the_switch_leads_to_the_tracks_with_what_was_typed(world, qtbot):
    world.field.set_text("kek")
    qtbot.waitUntil(lambda: titles(world) == ["Kék"])
    world.albums.header.mode_pressed.emit(0)
    assert world.tracks.isVisible()
    assert world.field.text() == "kek"
    world.window.go(View.ALBUMS)
    qtbot.waitUntil(lambda: len(titles(world)) == 62)
    assert world.field.text() == ""


def test_escape_closes_from_a_button_of_the_panel_too(world, qtbot):
    open_album(world, qtbot, "Slow Weather")
    world.panel._play.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(world.panel._play, Qt.Key.Key_Escape)
    assert world.grid.open_album is None


def test_the_panel_grows_to_its_height_and_stays(tmp_path, design, qapp, qtbot):
    world = on_screen(tmp_path, Theme(design, options.Theme.DARK), qtbot)
    world.theme.reduce_motion(reduced=False)
    world.grid.go_to(0)
    world.albums.open_album.open(0)
    qtbot.waitUntil(world.panel.isVisible)
    wanted = world.panel.height_for(world.grid.viewport().width()) + NOTCH
    qtbot.waitUntil(lambda: world.panel.height() == wanted, timeout=2000)
    assert world.grid._growth.state() is world.grid._growth.State.Stopped
    world.grid.close_panel()
    world.close()


def test_letters_are_gone_where_everything_can_be_seen(world, qtbot):
    assert world.albums.rail.isVisible()
    world.field.set_text("year:1951..1953")
    qtbot.waitUntil(lambda: len(titles(world)) == 3)
    assert not world.albums.rail.isVisible()
    world.field.set_text("")
    qtbot.waitUntil(world.albums.rail.isVisible)

"""The page of a playlist, from the window to the rows of the database."""

from array import array

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from mtplayer.core.library.tracks import Scope, SortKey
from mtplayer.ui import mime
from mtplayer.ui.playlists.playlist_history import HistorySheet
from mtplayer.ui.sidebar.name_edit import NameEdit
from mtplayer.ui.tracks.columns import SortOrder
from mtplayer.ui.views import OneOf, View
from mtplayer.ui.widgets.toast_card import ToastCard
from tests.fakes.playlists_window import drop_at, on_screen

CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def world(tmp_path, theme, qtbot):
    made = on_screen(tmp_path, theme, qtbot)
    yield made
    made.close()


def shown(page):
    return [page.model.row(row).title for row in range(len(page.model.ids))]


def numbers(page):
    return [page.model.row(row).track_number for row in range(len(page.model.ids))]


def test_a_playlist_opens_in_its_own_order_with_its_places_as_numbers(world, qtbot):
    a, b, c = world.ids[:3]
    page = world.open(qtbot, world.made(qtbot, "Late", [c, a, b, a]), 4)
    assert shown(page) == ["Jóga 100%", "Barometer", "Blue Hour", "Barometer"]
    assert numbers(page) == [1, 2, 3, 4]
    page.table.header.sort_asked.emit(SortOrder(key=SortKey.TITLE))
    qtbot.waitUntil(lambda: shown(page)[0] == "Barometer")
    assert numbers(page) == [2, 4, 3, 1]
    page._pick_order(0)
    qtbot.waitUntil(lambda: numbers(page) == [1, 2, 3, 4])


def test_c1_delete_takes_out_what_is_selected_in_any_order(world, qtbot):
    a, b, c = world.ids[:3]
    playlist = world.made(qtbot, "Late", [c, a, b])
    page = world.open(qtbot, playlist, 3)
    page.table.header.sort_asked.emit(SortOrder(key=SortKey.TITLE))
    qtbot.waitUntil(lambda: shown(page) == ["Barometer", "Blue Hour", "Jóga 100%"])
    page.table.setFocus()
    page.table.go_to(0)
    world.changes(qtbot, lambda: qtbot.keyClick(page.table, Qt.Key.Key_Delete))
    assert world.order(playlist) == [c, b]
    assert world.column("SELECT count(*) FROM tracks WHERE listed") == [len(world.ids)]


def test_rows_are_dragged_to_another_place_and_taken_back(world, qtbot):
    a, b, c, d = world.ids[:4]
    playlist = world.made(qtbot, "Late", [a, b, c, d])
    page = world.open(qtbot, playlist, 4)
    page.table.select_blocks([(2, 3)])

    def drag():
        page._move(((2, 3),), 0)
        # Seen before it is stored.
        assert list(page.model.tracks) == [c, d, a, b]

    world.changes(qtbot, drag)
    assert world.order(playlist) == [c, d, a, b]
    assert page.table.selected_blocks() == [(0, 1)]
    world.changes(qtbot, world.undo.undo)
    assert world.order(playlist) == [a, b, c, d]
    qtbot.waitUntil(lambda: list(page.model.tracks) == [a, b, c, d])


def test_rows_of_a_sorted_list_are_not_moved_and_a_toast_offers_the_own_order(world, qtbot):
    a, b, c = world.ids[:3]
    playlist = world.made(qtbot, "Late", [c, a, b])
    page = world.open(qtbot, playlist, 3)
    page.table.header.sort_asked.emit(SortOrder(key=SortKey.TITLE))
    qtbot.waitUntil(lambda: list(page.model.tracks) == [a, b, c])
    page.table.setFocus()
    page.table.go_to(0)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, CONTROL_SHIFT)
    (card,) = world.window.findChildren(ToastCard)
    assert card.toast.text == "Tracks can be moved while all are shown in your order"
    card.toast.run()
    qtbot.waitUntil(lambda: list(page.model.tracks) == [c, a, b])
    assert world.order(playlist) == [c, a, b]


def test_a_drag_within_a_list_that_is_searched_offers_all_of_it_once(world, qtbot):
    a, b, c = world.ids[:3]
    page = world.open(qtbot, world.made(qtbot, "Late", [c, a, b]), 3)
    world.field.set_text("blue")
    qtbot.waitUntil(lambda: list(page.model.tracks) == [b])
    told = []
    page.table.refused.connect(told.append)
    # What the list is asked for each step of the pointer over itself.
    assert [page.table._refusal() for _ in range(2)]
    assert told == [None]
    (card,) = world.window.findChildren(ToastCard)
    card.toast.run()
    qtbot.waitUntil(lambda: list(page.model.tracks) == [c, a, b])
    assert page.table._refusal() == ""


def test_keys_move_the_selected_rows(world, qtbot):
    a, b, c = world.ids[:3]
    playlist = world.made(qtbot, "Late", [a, b, c])
    page = world.open(qtbot, playlist, 3)
    page.table.setFocus()
    page.table.go_to(2)
    world.changes(qtbot, lambda: qtbot.keyClick(page.table, Qt.Key.Key_Up, CONTROL_SHIFT))
    assert world.order(playlist) == [a, c, b]


def test_rows_are_cut_and_put_elsewhere_by_keys(world, qtbot):
    a, b, c, d = world.ids[:4]
    playlist = world.made(qtbot, "Late", [a, b, c, d])
    page = world.open(qtbot, playlist, 4)
    page.table.setFocus()
    page.table.select_blocks([(0, 1)])
    qtbot.keyClick(page.table, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    page.table.go_to(3)
    world.changes(
        qtbot,
        lambda: qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier),
    )
    assert world.order(playlist) == [c, a, b, d]


def test_tracks_are_dropped_between_rows(world, qtbot):
    a, b, c, d = world.ids[:4]
    playlist = world.made(qtbot, "Late", [a, b])
    page = world.open(qtbot, playlist, 2)
    at = QPoint(200, page.table.row_height + 2)
    data = mime.track_data(array("q", [c, d]))
    world.changes(qtbot, lambda: drop_at(page.table, at, data))
    assert world.order(playlist) == [a, c, d, b]


def test_what_is_there_already_can_be_added_anyway(world, qtbot):
    a, b, _ = world.ids[:3]
    playlist = world.made(qtbot, "Late", [a])
    page = world.open(qtbot, playlist, 1)
    world.changes(qtbot, lambda: page._add(None, array("q", [a, b])))
    toast = world.window.notices.toasts.findChildren(ToastCard)[-1].toast
    assert toast.text == "1 added to “Late”, 1 was already there"
    assert toast.action == "Add anyway"
    world.changes(qtbot, toast.run)
    assert world.order(playlist) == [a, b, a]


def test_a_search_looks_only_at_the_playlist(world, qtbot):
    a, b, c = world.ids[:3]
    page = world.open(qtbot, world.made(qtbot, "Late", [c, b, a]), 3)
    world.field.set_text("slow")
    qtbot.waitUntil(lambda: shown(page) == ["Blue Hour", "Barometer"])
    assert world.window._navigator.place.of == page.playlist


def test_c2_a_scan_does_not_replace_an_open_playlist(world, qtbot):
    a, b = world.ids[:2]
    page = world.open(qtbot, world.made(qtbot, "Late", [b, a]), 2)
    with qtbot.waitSignal(world.library.changed):
        world.library.remove([world.ids[4]])
    qtbot.waitUntil(lambda: not page.waiting)
    assert list(page.model.tracks) == [b, a]


def test_c21_a_removed_track_is_greyed_at_once_and_keeps_its_place(world, qtbot):
    a, b = world.ids[:2]
    page = world.open(qtbot, world.made(qtbot, "Late", [a, b]), 2)
    with qtbot.waitSignal(world.library.changed):
        world.library.remove([a])
    qtbot.waitUntil(lambda: page.model.row(0).state == "removed")
    assert shown(page) == ["Barometer", "Blue Hour"]
    assert "not in the library" in page.model.data(
        page.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole
    )


def test_a_note_is_written_beside_an_entry(world, qtbot):
    playlist = world.made(qtbot, "Late", world.ids[:2])
    page = world.open(qtbot, playlist, 2)
    page.words.edit_note(page.playlist, 1)
    edit = page.table.findChild(NameEdit)
    edit.setText("the live one is slower")
    world.changes(qtbot, lambda: qtbot.keyClick(edit, Qt.Key.Key_Return))
    qtbot.waitUntil(lambda: page.model.note_at(1) == "the live one is slower")
    assert world.column("SELECT note FROM playlist_entries ORDER BY id") == [
        "", "the live one is slower",
    ]  # fmt: skip


def test_play_starts_at_the_row_and_passes_over_places_without_a_track(world, qtbot):
    a, b, c = world.ids[:3]
    playlist = world.made(qtbot, "Late", [a, b, c])
    with world.storage.read():
        pass
    world.storage.write(
        lambda unit: unit.connection.exec_driver_sql(
            "UPDATE playlist_entries SET track_id = NULL WHERE track_id = ?", (a,)
        )
    )
    page = world.open(qtbot, playlist, 3)
    page.selected.play_row(2)
    assert world.services.playback.calls[-1] == ("play", [b, c], 1, f"playlist:{playlist}")


def test_the_menu_of_a_place_without_a_track_takes_it_out(world, qtbot):
    playlist = world.made(qtbot, "Late", world.ids[:2])
    world.storage.write(
        lambda unit: unit.connection.exec_driver_sql(
            "UPDATE playlist_entries SET track_id = NULL WHERE track_id = ?", (world.ids[0],)
        )
    )
    page = world.open(qtbot, playlist, 2)
    page.table.setFocus()
    page.table.go_to(0)
    words = [action.text() for action in page.selected.menu().actions()]
    assert (words[0], words[-2:]) == ("1 track", ["Note…", "Remove from playlist"])
    world.changes(qtbot, page.selected.remove)
    assert world.order(playlist) == world.ids[1:2]


def test_the_time_machine_compares_and_restores(world, qtbot):
    a, b, c = world.ids[:3]
    playlist = world.made(qtbot, "Late", [a, b, c])
    page = world.open(qtbot, playlist, 3)
    world.changes(qtbot, lambda: world.playlists.clear(playlist))
    page.show_history()
    sheet = world.window.findChild(HistorySheet)
    qtbot.waitUntil(lambda: len(sheet.differences.lines.lines) == 3)
    words = [line.text for line in sheet.moments.lines.lines]
    assert words == ["Cleared", "Added 3 tracks", "Made"]
    sheet.differences.setCurrentIndex(sheet.differences.lines.index(1))
    qtbot.waitUntil(sheet.buttons[1].isEnabled)
    world.changes(qtbot, sheet.buttons[1].click)
    assert world.order(playlist) == [b]
    page.show_history()
    sheet = world.window.findChildren(HistorySheet)[-1]
    qtbot.waitUntil(lambda: len(sheet.moments.lines.lines) == 4)
    sheet.moments.setCurrentIndex(sheet.moments.lines.index(2))
    qtbot.waitUntil(lambda: len(sheet.differences.lines.lines) == 2)
    world.changes(qtbot, sheet.buttons[0].click)
    assert world.order(playlist) == [a, b, c]


def test_c9_what_was_selected_in_one_playlist_is_not_in_the_next(world, qtbot):
    a, b, c = world.ids[:3]
    one, two = world.made(qtbot, "One", [a, b, c]), world.made(qtbot, "Two", [a, b])
    page = world.open(qtbot, one, 3)
    page.table.selectAll()
    world.open(qtbot, two, 2)
    assert page.table.selected_count() == 0


def test_a_playlist_that_is_gone_since_the_last_time_gives_way_to_the_tracks(world, qtbot):
    world.window.go(OneOf(View.PLAYLIST, 77))
    world.playlists.load()
    qtbot.waitUntil(lambda: world.window._navigator.place is Scope.TRACKS)


def test_a_picture_of_its_own_takes_the_place_of_the_covers(world, qtbot, tmp_path):
    playlist = world.made(qtbot, "Late", world.ids[:2])
    page = world.open(qtbot, playlist, 2)
    image = QImage(300, 300, QImage.Format.Format_RGB32)
    image.fill(0xFF8800)
    assert image.save(str(tmp_path / "sun.png"))
    page._head.art.dropped.emit(str(tmp_path / "sun.png"))
    qtbot.waitUntil(lambda: page._head.art._own is not None)
    assert world.column("SELECT artwork_id IS NOT NULL FROM playlists") == [1]
    assert "covers" in page.words.offers(world.playlists.row(playlist))
    world.undo.undo()
    qtbot.waitUntil(lambda: world.column("SELECT artwork_id FROM playlists") == [None])
    qtbot.waitUntil(lambda: page._head.art._own is None)


def test_the_description_is_written_over_the_old_one(world, qtbot):
    playlist = world.made(qtbot, "Late", world.ids[:1])
    page = world.open(qtbot, playlist, 1)
    page.words.describe(playlist)
    edit = page._head.findChild(NameEdit)
    edit.setText("Nothing with a chorus.")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(
        lambda: world.column("SELECT note FROM playlists") == ["Nothing with a chorus."]
    )

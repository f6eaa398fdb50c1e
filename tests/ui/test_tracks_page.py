"""The tracks page in the window over a real library."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from mtplayer.core.events import PlaybackState
from mtplayer.core.library.tracks import Scope, SortKey
from mtplayer.ui.commands import track_actions
from mtplayer.ui.tracks.columns import INDEX, SortOrder
from tests.fakes.library import FakeTrack, make_library
from tests.fakes.tracks_window import TRACKS, TracksWindow, on_screen, titles

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def made(tmp_path, theme, qtbot):
    world = on_screen(tmp_path, theme, qtbot)
    yield world
    world.close()


def search(world, qtbot, words, count):
    world.field.start()
    QTest.keyClicks(world.field._line, words)
    qtbot.waitUntil(lambda: len(world.model.ids) == count)


def key(world, key_, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(world.table, key_, modifiers)


def played(world):
    return [call for call in world.services.playback.calls if call[0] == "play"]


# ---- lists ---------------------------------------------------------------------------------------


def test_c5_tracks_open_by_artist_album_and_number(made):
    assert titles(made)[:2] == ["Jóga 100%", "Zed"]
    assert made.table.header.order.key is SortKey.ARTIST
    assert titles(made)[2:4] == ["Barometer", "Blue Hour"]


@pytest.mark.parametrize(
    ("scope", "sort", "descending"),
    [
        (Scope.TRACKS, SortKey.ARTIST, False),
        (Scope.LIKED, SortKey.ARTIST, False),
        (Scope.RECENTLY_PLAYED, SortKey.LAST_PLAYED, True),
        (Scope.RECENTLY_ADDED, SortKey.ADDED, True),
        (Scope.TOP, SortKey.PLAYS, True),
    ],
    ids=str,
)
def test_each_list_opens_in_its_own_order_without_a_search(made, qtbot, scope, sort, descending):
    search(made, qtbot, "zed", 2)
    made.page.show_scope(scope)
    assert made.field.text() == ""
    order = made.table.header.order
    assert (order.key, order.descending) == (sort, descending)


def test_the_liked_list_shows_what_is_liked(made, qtbot):
    made.page.show_scope(Scope.LIKED)
    qtbot.waitUntil(lambda: titles(made) == ["Jóga 100%"])


def test_c2_a_change_of_the_library_keeps_the_list_that_is_open(made, qtbot):
    made.page.show_scope(Scope.LIKED)
    qtbot.waitUntil(lambda: titles(made) == ["Jóga 100%"])
    made.library.remove(made.ids[:1])
    qtbot.wait(200)
    assert titles(made) == ["Jóga 100%"]


def test_c3_the_number_column_sorts_by_number(made, qtbot):
    header = made.table.header
    section = INDEX["number"]
    point = QPoint(header.sectionViewportPosition(section) + 30, 14)
    QTest.mouseClick(header.viewport(), LEFT, pos=point)
    qtbot.waitUntil(lambda: titles(made)[0] == "Barometer")
    numbers = [made.model.row(row).track_number for row in range(len(TRACKS))]
    assert numbers == sorted(numbers)


def test_c4_names_are_sorted_without_regard_to_case(made):
    artists = [made.model.row(row).artist for row in range(len(TRACKS))]
    assert artists.index("deadmau5") < artists.index("Glasshouse Radio") < artists.index("Zed")


def test_c15_lists_are_whole(tmp_path, theme, qtbot):
    tracks = [FakeTrack(title=f"Track {n}", liked_at=1) for n in range(1200)]
    make_library(tmp_path / "library.db", tracks)
    world = TracksWindow(tmp_path / "library.db", theme)
    world.page.show_scope(Scope.LIKED)
    qtbot.waitUntil(lambda: len(world.model.ids) == 1200)
    world.close()


# ---- search --------------------------------------------------------------------------------------


def test_words_find_titles_artists_and_albums_in_any_order(made, qtbot):
    search(made, qtbot, "hour glass", 1)
    assert titles(made) == ["Blue Hour"]


def test_c6_accents_and_case_do_not_matter_and_wildcards_mean_nothing(made, qtbot):
    search(made, qtbot, "BJORK joga", 1)
    made.field.set_text("100%")
    qtbot.waitUntil(lambda: titles(made) == ["Jóga 100%"])
    made.field.set_text("a%e")
    qtbot.waitUntil(lambda: len(made.model.ids) == 0)


def test_the_number_of_results_is_shown(made, qtbot):
    search(made, qtbot, "zed", 2)
    assert made.field._found() == "2 results"
    qtbot.waitUntil(lambda: made.page._header.counts().startswith("2 of 6 tracks ·"))
    made.field.set_text("")
    qtbot.waitUntil(lambda: made.page._header.counts().startswith("6 tracks ·"))
    assert made.field._count is None


def test_another_order_leaves_the_counts_alone(made, qtbot):
    qtbot.waitUntil(lambda: "·" in made.page._header.counts())
    counts = made.page._header.counts()
    made.page._sort(SortOrder(key=SortKey.TITLE))
    qtbot.waitUntil(lambda: titles(made)[0] == "Apple")
    assert made.page._header.counts() == counts
    assert not made.page._sums._soon.isActive()


def test_counts_follow_the_library(made, qtbot):
    qtbot.waitUntil(lambda: made.page._header.counts().startswith("6 tracks ·"))
    made.library.remove(made.ids[:1])
    qtbot.waitUntil(lambda: made.page._header.counts() == "5 tracks · 17 min")


def test_c16_keys_in_the_field_do_not_reach_the_tracks(made, qtbot):
    search(made, qtbot, "zed", 2)
    line = made.field._line
    QTest.keyClick(line, Qt.Key.Key_A, CTRL)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(made.model.ids) == 6)
    assert made.table.selected_count() == 0
    assert played(made) == []
    QTest.keyClicks(line, "ql1 ")
    assert made.field.text() == "ql1 "
    assert made.services.playback.state is PlaybackState.STOPPED


def test_enter_goes_to_the_first_row_and_plays_only_there(made, qtbot):
    search(made, qtbot, "zed", 2)
    QTest.keyClick(made.field._line, Qt.Key.Key_Return)
    assert made.table.hasFocus()
    assert made.table.selected_count() == 1
    assert played(made) == []
    QTest.keyClick(made.table, Qt.Key.Key_Return)
    assert len(played(made)) == 1


def test_down_goes_to_the_first_row_and_escape_back_to_the_list(made, qtbot):
    search(made, qtbot, "zed", 2)
    QTest.keyClick(made.field._line, Qt.Key.Key_Down)
    assert made.table.hasFocus()
    assert made.table.selected_count() == 1
    made.field.start()
    QTest.keyClick(made.field._line, Qt.Key.Key_Escape)
    assert made.field.text() == ""
    QTest.keyClick(made.field._line, Qt.Key.Key_Escape)
    assert made.table.hasFocus()


def test_a_search_without_a_result_says_so_and_helps(made, qtbot):
    made.page.show_scope(Scope.LIKED)
    qtbot.waitUntil(lambda: len(made.model.ids) == 1)
    made.field.set_text("barometer")
    qtbot.waitUntil(lambda: len(made.model.ids) == 0)
    message = made.page._empty.message
    assert (message.title, message.body) == ("Nothing matches", "No track fits “barometer”.")
    assert [choice.words for choice in message.choices] == ["Clear the search", "Search everywhere"]
    made.window._navigator.go(Scope.LIKED)
    message.choices[0].run()
    qtbot.waitUntil(lambda: len(made.model.ids) == 1)
    assert made.page._stack.currentWidget() is made.table


def test_a_search_everywhere_takes_the_words_along(made, qtbot):
    made.window._navigator.go(Scope.LIKED)
    qtbot.waitUntil(lambda: len(made.model.ids) == 1)
    made.field.set_text("barometer")
    qtbot.waitUntil(lambda: len(made.model.ids) == 0)
    made.page._empty.message.choices[1].run()
    qtbot.waitUntil(lambda: titles(made) == ["Barometer"])
    assert made.field.text() == "barometer"


@pytest.mark.parametrize(
    ("scope", "title"),
    [
        (Scope.TRACKS, "Your library is empty"),
        (Scope.LIKED, "No liked tracks yet"),
        (Scope.RECENTLY_PLAYED, "Nothing played lately"),
        (Scope.TOP, "Nothing played yet"),
    ],
    ids=str,
)
def test_an_empty_list_says_what_would_be_in_it(tmp_path, theme, qtbot, scope, title):
    make_library(tmp_path / "library.db", [])
    world = TracksWindow(tmp_path / "library.db", theme)
    world.page.show_scope(scope)
    qtbot.waitUntil(lambda: world.page._empty.message.title == title)
    assert world.page._stack.currentWidget() is world.page._empty
    world.close()


# ---- playing -------------------------------------------------------------------------------------


def test_a_double_click_plays_the_list_from_that_row(made):
    point = QPoint(made.table.columnViewportPosition(INDEX["title"]) + 20, 28 * 2 + 10)
    QTest.mouseDClick(made.table.viewport(), LEFT, pos=point)
    assert played(made) == [("play", list(made.model.ids), 2, "tracks")]


def test_enter_plays_the_list_from_the_selected_row(made):
    made.table.go_to(3)
    key(made, Qt.Key.Key_Return)
    assert played(made) == [("play", list(made.model.ids), 3, "tracks")]


def test_enter_plays_only_what_is_selected_if_that_is_more_than_one(made):
    made.table.select_blocks([(1, 1), (3, 4)])
    key(made, Qt.Key.Key_Enter)
    ids = made.model.ids
    assert played(made) == [("play", [ids[1], ids[3], ids[4]], 0, "tracks")]


def test_shift_enter_and_q_queue_what_is_selected(made):
    made.table.select_blocks([(1, 2)])
    key(made, Qt.Key.Key_Return, SHIFT)
    key(made, Qt.Key.Key_Q)
    ids = list(made.model.ids[1:3])
    assert made.services.queue.calls == [("next", ids), ("add", ids)]


def test_the_buttons_play_everything_in_order_or_by_chance(made):
    made.page.play_all()
    made.page.shuffle_all()
    calls = played(made)
    assert calls[0] == ("play", list(made.model.ids), 0, "tracks")
    assert calls[1][1] == list(made.model.ids)
    assert 0 <= calls[1][2] < len(TRACKS)
    assert made.services.queue.modes.shuffle


def test_c25_the_playing_row_follows_the_queue(made):
    track = made.model.ids[2]
    made.services.queue.stand_on(track)
    assert made.model.playing == track
    made.services.playback.be(PlaybackState.PLAYING)
    assert made.model.playing == track


def test_ctrl_j_goes_to_the_playing_row(made, qtbot):
    made.services.queue.stand_on(made.model.ids[4])
    key(made, Qt.Key.Key_J, CTRL)
    assert list(made.table.selected_ids()) == [made.model.ids[4]]


def test_space_in_the_list_plays_and_pauses(made):
    made.table.go_to(1)
    key(made, Qt.Key.Key_Space)
    assert made.services.playback.state is PlaybackState.PLAYING
    assert list(made.table.selected_ids()) == [made.model.ids[1]]


# ---- hearts, stars, removal ----------------------------------------------------------------------


def test_l_likes_what_is_selected_and_the_heart_appears(made, qtbot):
    made.table.select_blocks([(3, 4)])
    key(made, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: made.model.row(3).liked_at is not None)
    assert made.model.row(4).liked_at is not None


@pytest.mark.parametrize("stars", range(6))
def test_digits_rate_what_is_selected(made, qtbot, stars):
    made.favorites.rate([made.model.ids[3]], 50)
    qtbot.waitUntil(lambda: made.model.row(3).rating == 50)
    made.table.go_to(3)
    key(made, Qt.Key(Qt.Key.Key_0.value + stars))
    qtbot.waitUntil(lambda: made.model.row(3).rating == (stars * 20 or None))


def test_a_press_on_heart_and_stars_changes_that_row(made, qtbot):
    table = made.table
    y = 28 * 3 + 14
    x = table.columnViewportPosition(INDEX["liked"]) + 8
    QTest.mouseClick(table.viewport(), LEFT, pos=QPoint(x, y))
    qtbot.waitUntil(lambda: made.model.row(3).liked_at is not None)
    x = table.columnViewportPosition(INDEX["rating"]) + 40
    QTest.mouseClick(table.viewport(), LEFT, pos=QPoint(x, y))
    qtbot.waitUntil(lambda: made.model.row(3).rating == 70)
    assert table.selected_count() == 0


def test_delete_removes_from_the_library_and_undo_brings_it_back(made, qtbot):
    made.table.select_blocks([(1, 2)])
    gone = list(made.table.selected_ids())
    with qtbot.waitSignal(made.undo.offered) as offer:
        key(made, Qt.Key.Key_Delete)
    assert offer.args[0].text == "Removed 2 tracks"
    qtbot.waitUntil(lambda: len(made.model.ids) == 4)
    assert not set(gone) & set(made.model.ids)
    made.undo.undo()
    qtbot.waitUntil(lambda: len(made.model.ids) == 6)


def test_ctrl_c_copies_artist_and_title(made, qtbot):
    made.table.select_blocks([(2, 3)])
    key(made, Qt.Key.Key_C, CTRL)
    expected = "Glasshouse Radio — Barometer\nGlasshouse Radio — Blue Hour"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == expected)


def test_ctrl_shift_o_shows_the_first_file(made, qtbot):
    made.table.select_blocks([(2, 3)])
    key(made, Qt.Key.Key_O, CTRL | SHIFT)
    qtbot.waitUntil(lambda: len(made.services.files.shown) == 1)
    assert made.services.files.shown[0].startswith(b"/mnt/disk/")


def test_a_search_without_a_result_offers_to_drop_the_word_that_is_too_much(made, qtbot):
    made.field.start()
    made.field.set_text("glasshouse xyzzy")
    qtbot.waitUntil(lambda: len(made.model.ids) == 0)
    qtbot.waitUntil(lambda: made.page._empty.message.hint == "2 tracks match without it.")
    choice = made.page._empty.message.choices[0]
    assert choice.words == "Remove “xyzzy”"
    choice.run()
    qtbot.waitUntil(lambda: len(made.model.ids) == 2)
    assert made.field.text() == "glasshouse"


def test_copying_very_many_tracks_goes_on_piece_by_piece(made, qtbot, monkeypatch):
    monkeypatch.setattr(track_actions, "_PIECE", 2)
    QGuiApplication.clipboard().clear()
    key(made, Qt.Key.Key_A, CTRL)
    key(made, Qt.Key.Key_C, CTRL)
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split(" — ")[1] for line in lines] == titles(made)


def test_arrow_keys_work_from_the_start(tmp_path, theme, qtbot):
    make_library(tmp_path / "library.db", TRACKS)
    world = TracksWindow(tmp_path / "library.db", theme)
    world.window.show()
    qtbot.waitUntil(lambda: len(world.model.ids) == len(TRACKS))
    assert world.window.focusWidget() is world.table
    world.close()

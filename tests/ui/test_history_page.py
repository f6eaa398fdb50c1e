"""The page of the log, from the window to the listens and the counts in the library."""

from datetime import datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester

from mtplayer.core.listening.history import Ending, Period
from mtplayer.ui.commands import commands, track_commands
from mtplayer.ui.dialogs.correct_listen import CorrectListen
from mtplayer.ui.history.history import ENDINGS
from mtplayer.ui.views import View
from tests.fakes.history_window import DAY, HistoryWindow

LEFT = Qt.MouseButton.LeftButton
ALL = ["Today", "Kitchen Light", "Kitchen Light", "Yesterday", "Blue Hour", "Undertow"]
COUNTS = "SELECT title, plays, skips FROM tracks ORDER BY id"


@pytest.fixture
def world(tmp_path, theme, qtbot):
    world = HistoryWindow(tmp_path, theme)
    world.window.resize(1200, 700)
    world.window.show()
    world.window.activateWindow()
    qtbot.waitUntil(world.window.isActiveWindow)
    world.window.actions_[commands.GO_HISTORY].trigger()
    wait(world, qtbot, ALL)
    world.view.setFocus()
    qtbot.waitUntil(world.view.hasFocus)
    yield world
    world.close()


def wait(world, qtbot, titles):
    qtbot.waitUntil(lambda: not world.page.waiting and world.shown() == titles)


def press(world, command):
    world.actions[command].trigger()


def played(world):
    return [call[1:] for call in world.services.playback.calls if call[0] == "play"]


def test_days_stand_above_what_was_heard_on_them(world):
    QAbstractItemModelTester(world.view.model())
    assert world.view.history.row(0).listened_ms == 2
    spoken = world.view.model().index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Kitchen Light" in spoken
    assert "2:00 of 3:20" in spoken


def test_the_search_field_filters_the_log(world, qtbot):
    world.field.set_text("blue")
    wait(world, qtbot, ["Yesterday", "Blue Hour"])
    world.field.set_text("nothing like it")
    qtbot.waitUntil(world.page._empty.isVisible)


def test_time_and_ending_filter_the_log(world, qtbot):
    world.page.choose(Period.TODAY)
    wait(world, qtbot, ALL[:3])
    world.page.choose(Period.ALL)
    world.page.endings.choose([one for one, _ in ENDINGS].index(Ending.SKIPPED))
    world.page.endings.pressed.emit(3)
    wait(world, qtbot, ["Yesterday", "Undertow"])


def test_a_range_has_its_own_days(world, qtbot):
    world.page.choose(Period.RANGE)
    assert world.page.first.isVisible()
    day = datetime.fromtimestamp((world.noon - DAY) / 1000).astimezone()
    world.page.first.setDate(QDate(day.year, day.month, day.day))
    world.page.last.setDate(QDate(day.year, day.month, day.day))
    wait(world, qtbot, ALL[3:])


def test_delete_takes_a_listen_out_and_undo_brings_it_back(world, qtbot):
    world.view.go_to(1)
    qtbot.keyClick(world.view, Qt.Key.Key_Delete)
    wait(world, qtbot, ["Today", "Kitchen Light", *ALL[3:]])
    assert world.rows(COUNTS)[0] == ("Kitchen Light", 1, 0)
    world.window.actions_[commands.UNDO].trigger()
    wait(world, qtbot, ALL)
    assert world.rows(COUNTS)[0] == ("Kitchen Light", 2, 0)


def test_a_click_on_a_day_selects_its_listens(world, qtbot):
    qtbot.mouseClick(world.view.viewport(), LEFT, pos=world.view.area_of(3).center())
    assert world.view.selected_blocks() == [(4, 5)]
    press(world, track_commands.REMOVE)
    wait(world, qtbot, ALL[:3])
    assert world.rows("SELECT sum(plays), sum(skips) FROM tracks") == [(2, 0)]


def test_arrows_go_past_the_head_of_a_day(world, qtbot):
    world.view.go_to(2)
    qtbot.keyClick(world.view, Qt.Key.Key_Down)
    assert world.view.currentIndex().row() == 4
    qtbot.keyClick(world.view, Qt.Key.Key_Up)
    assert world.view.currentIndex().row() == 2


def test_enter_plays_what_was_heard_in_its_order(world, qtbot):
    world.view.select_blocks([(1, 4)])
    press(world, track_commands.PLAY)
    qtbot.waitUntil(lambda: bool(played(world)))
    assert played(world) == [([world.ids[1], world.ids[0]], 0, View.HISTORY.value)]


def test_a_double_click_plays_the_track(world, qtbot):
    qtbot.mouseDClick(world.view.viewport(), LEFT, pos=world.view.area_of(4).center())
    qtbot.waitUntil(lambda: bool(played(world)))
    assert played(world)[0][0] == [world.ids[1]]


def test_hearts_and_stars_reach_the_tracks(world, qtbot):
    world.view.select_blocks([(1, 4)])
    press(world, track_commands.LIKE)
    press(world, track_commands.RATINGS[4])
    liked = "SELECT title, rating FROM tracks WHERE liked_at IS NOT NULL AND rating = 80"
    qtbot.waitUntil(lambda: len(world.rows(liked)) == 2)
    qtbot.waitUntil(lambda: world.view.history.row(1).liked_at is not None)


def test_the_menu_says_what_is_selected(world):
    world.view.go_to(1)
    words = [action.text() for action in world.page.selected.menu().actions()]
    assert words[0] == "1 listen · 3 min"
    assert "Correct…" in words
    assert words[-1] == "Remove from history"
    world.view.select_blocks([(0, 2)])
    words = [action.text() for action in world.page.selected.menu().actions()]
    assert words[0].startswith("2 listens")
    assert "Correct…" not in words


def test_a_listen_is_corrected(world, qtbot):
    world.view.go_to(1)
    world.page.selected.correct_selected()
    dialog = next(w for w in world.window.findChildren(CorrectListen))
    dialog.search.setText("under")
    qtbot.waitUntil(lambda: len(dialog.choices) == 1)
    dialog.choices[0].click()
    dialog.ending.choose(list(Ending).index(Ending.SKIPPED))
    dialog.when.setDateTime(dialog.when.dateTime().addDays(-1).addSecs(-3600))
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait(world, qtbot, ["Today", "Kitchen Light", "Yesterday", "Blue Hour", "Undertow", "Undertow"])
    assert world.rows(COUNTS) == [
        ("Kitchen Light", 1, 0),
        ("Blue Hour", 1, 0),
        ("Undertow", 0, 2),
    ]
    world.window.actions_[commands.UNDO].trigger()
    wait(world, qtbot, ALL)


def test_enter_in_the_search_takes_the_first_that_was_found(world, qtbot):
    world.view.go_to(1)
    world.page.selected.correct_selected()
    dialog = next(w for w in world.window.findChildren(CorrectListen))
    dialog.search.setText("under")
    qtbot.waitUntil(lambda: len(dialog.choices) == 1)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.correction.track == world.ids[2]


def test_what_is_left_as_it_was_is_not_touched(world):
    world.view.go_to(1)
    world.page.selected.correct_selected()
    dialog = next(w for w in world.window.findChildren(CorrectListen))
    before = world.rows("SELECT * FROM listens")
    dialog._accept()
    assert world.rows("SELECT * FROM listens") == before


def test_a_new_listen_appears_while_one_looks(world, qtbot):
    world.log(2, world.noon + 1000)
    world.favorites.toggle([world.ids[2]])
    world.library.announce(_updated(world.ids[2]))
    wait(world, qtbot, ["Today", "Undertow", *ALL[1:]])


def _updated(track):
    from mtplayer.core.events import LibraryChanged

    return LibraryChanged(revision=0, updated=(track,))

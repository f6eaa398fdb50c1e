"""A right click on the seek bar, and the keys that do the same: loops and bookmarks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mtplayer.core.events import PlaybackState
from mtplayer.core.playing.loops import NO_LOOP, Loop
from mtplayer.ui.commands import playback_commands
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.seek_bar import SeekBar
from tests.fakes.rows import track_row
from tests.fakes.window import FakeWindow

LENGTH = 100_000


@pytest.fixture
def it(theme: Theme, qtbot: QtBot) -> FakeWindow:
    it = FakeWindow(theme)
    qtbot.addWidget(it.window)
    it.window.resize(1440, 900)
    with qtbot.waitExposed(it.window):
        it.window.show()
    it.services.rows.special[7] = track_row(7, duration_ms=LENGTH)
    it.services.queue.stand_on(7)
    it.services.playback.be(PlaybackState.PAUSED, 20_000, LENGTH)
    return it


def bar_of(it: FakeWindow) -> SeekBar:
    return it.window.findChild(SeekBar)


def offered(it: FakeWindow, monkeypatch: pytest.MonkeyPatch, share: float) -> dict[str, object]:
    """Right-click on the bar and return what the menu offers, by its words."""
    shown: list[Menu] = []
    monkeypatch.setattr(Menu, "popup", lambda menu, _at: shown.append(menu))
    bar = bar_of(it)
    at = QPoint(round(bar.width() * share), bar.height() // 2)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(bar, QContextMenuEvent(reason, at, bar.mapToGlobal(at)))
    return {action.text(): action for action in shown[0].actions() if action.text()}


def test_two_clicks_make_a_loop_that_the_bar_shows(it, monkeypatch) -> None:
    before = bar_of(it).grab().toImage()
    offered(it, monkeypatch, 0.3)["Loop from here"].trigger()
    offered(it, monkeypatch, 0.6)["Loop to here"].trigger()
    loop = it.services.loop.marks.loop
    assert loop.begin_ms == pytest.approx(30_000, abs=300)
    assert loop.end_ms == pytest.approx(60_000, abs=300)
    assert bar_of(it).grab().toImage() != before
    offered(it, monkeypatch, 0.5)["Clear loop"].trigger()
    assert it.services.loop.marks == NO_LOOP
    assert bar_of(it).grab().toImage() == before
    assert not offered(it, monkeypatch, 0.5)["Clear loop"].isEnabled()


def test_bookmarks_are_added_shown_jumped_to_and_deleted(it, monkeypatch) -> None:
    before = bar_of(it).grab().toImage()
    offered(it, monkeypatch, 0.65)["Add bookmark"].trigger()
    (bookmark,) = it.services.bookmarks.bookmarks
    assert bar_of(it).grab().toImage() != before
    menu = offered(it, monkeypatch, 0.1)
    words = next(text for text in menu if text.startswith("1:0"))
    menu[words].trigger()
    assert it.services.bookmarks.jumps == [bookmark.ms]
    menu["Delete bookmark"].menu().actions()[0].trigger()
    assert it.services.bookmarks.bookmarks == ()
    assert bar_of(it).grab().toImage() == before


def test_a_time_is_copied(it, monkeypatch) -> None:
    offered(it, monkeypatch, 0.5)["Copy time"].trigger()
    assert QGuiApplication.clipboard().text() == "0:50"


def test_keys_do_the_same(it: FakeWindow, qtbot: QtBot, monkeypatch) -> None:
    it.window.setFocus()
    for key in (Qt.Key.Key_BracketLeft, Qt.Key.Key_BracketRight):
        qtbot.keyClick(it.window, key)
    assert it.services.loop.marks.loop == Loop(5000, 9000)
    qtbot.keyClick(it.window, Qt.Key.Key_Backslash)
    assert it.services.loop.marks == NO_LOOP
    qtbot.keyClick(it.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert len(it.services.bookmarks.bookmarks) == 1
    shown: list[Menu] = []
    monkeypatch.setattr(Menu, "popup", lambda menu, _at: shown.append(menu))
    it.window.actions_[playback_commands.BOOKMARKS].trigger()
    assert [action.text() for action in shown[0].actions()][:2] == ["Bookmarks", "0:05"]

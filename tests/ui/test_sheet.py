"""A question over the window keeps what is typed to itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget

from mtplayer.ui.shell import Shell
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.sheet import Question, Sheet
from tests.fakes.window import FakeWindow


@pytest.fixture
def asked(theme, qtbot):
    it = FakeWindow(theme)
    qtbot.addWidget(it.window)
    # So narrow that the queue lies over the content, where Esc would close it.
    it.window.resize(1100, 700)
    it.window.show()
    it.shell = it.window.findChild(Shell)
    it.shell.toggle_panel()
    assert it.shell.panel_visible
    it.answers = []
    choice = Choice(words="Do it", run=lambda: it.answers.append("done"))
    it.sheet = Sheet(theme, Question(title="Really?", body="", choices=(choice,)), it.window)
    return it


def test_escape_closes_the_question_and_nothing_below_it(asked):
    QTest.keyClick(asked.sheet.buttons[0], Qt.Key.Key_Escape)
    assert not asked.sheet.isVisible()
    assert asked.shell.panel_visible
    assert asked.answers == []


def test_it_closes_also_where_who_had_the_focus_is_gone(asked, theme, qtbot):
    other = QPushButton(asked.window)
    other.show()
    other.setFocus()
    sheet = Sheet(theme, Question(title="And this?", body="", choices=()), asked.window)
    other.deleteLater()
    qtbot.wait(1)
    QTest.keyClick(sheet.buttons[0], Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_tab_goes_round_in_the_question(asked):
    first, last = asked.sheet.buttons
    assert asked.window.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert asked.window.focusWidget() is last
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert asked.window.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Backtab)
    assert asked.window.focusWidget() is last


def test_keys_of_the_window_wait_until_it_is_answered(asked):
    before = asked.services.playback.state
    QTest.keyClick(asked.sheet.buttons[1], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(asked.sheet.buttons[1], Qt.Key.Key_L)
    assert asked.services.undo.calls == []
    assert asked.services.playback.state is before
    QTest.keyClick(asked.sheet.buttons[1], Qt.Key.Key_Return)
    assert not asked.sheet.isVisible()


def test_what_is_pressed_ends_where_the_words_end(asked):
    sheet = asked.sheet
    left, right = sheet._column.contentsMargins().left(), sheet._column.contentsMargins().right()
    assert left == right
    last = sheet.buttons[0]
    seen = last.geometry().adjusted(last.margin, 0, -last.margin, 0)
    assert sheet.panel.width() - 1 - seen.right() == right


def test_a_sheet_has_a_shadow(theme, qtbot):
    plain = QWidget()
    qtbot.addWidget(plain)
    plain.setPalette(QPalette(QColor("#808080")))
    plain.resize(900, 600)
    plain.show()
    sheet = Sheet(theme, Question(title="Really?", body="", choices=()), plain)
    panel, picture = sheet.panel.geometry(), plain.grab().toImage()
    middle = panel.center().x()
    near, far = (picture.pixelColor(middle, y) for y in (panel.bottom() + 4, 590))
    assert near.lightness() < far.lightness()

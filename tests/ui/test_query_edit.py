import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from mtplayer.ui.search.query_edit import QueryEdit

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def field(qtbot, theme):
    field = QueryEdit(theme, "Ctrl F")
    qtbot.addWidget(field)
    field.resize(600, 32)
    field.show()
    qtbot.waitExposed(field)
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field._line.hasFocus)
    field.seen = []
    field.text_changed.connect(field.seen.append)
    return field


def test_every_letter_is_announced_at_once(field):
    QTest.keyClicks(field._line, "moth")
    assert field.seen == ["m", "mo", "mot", "moth"]


def test_a_selection_or_a_colour_is_no_change(field):
    QTest.keyClicks(field._line, "a")
    field._line.selectAll()
    field._line.document().markContentsDirty(0, 1)
    assert field.seen == ["a"]


def test_escape_clears_then_leaves(field):
    left = []
    field.left.connect(left.append)
    QTest.keyClicks(field._line, "moth")
    QTest.keyClick(field._line, Qt.Key.Key_Escape)
    assert (field.text(), left) == ("", [])
    QTest.keyClick(field._line, Qt.Key.Key_Escape)
    assert left == [None]


def test_what_was_cleared_comes_back_with_undo(field):
    QTest.keyClicks(field._line, "moth")
    QTest.keyClick(field._line, Qt.Key.Key_Escape)
    QTest.keyClick(field._line, Qt.Key.Key_Z, CTRL)
    assert field.text() == "moth"
    field.set_text("other")
    QTest.keyClick(field._line, Qt.Key.Key_Z, CTRL)
    assert field.text() == "moth"


def test_the_cross_clears(field):
    QTest.keyClicks(field._line, "moth")
    assert field._clear.isVisible()
    QTest.mouseClick(field._clear, Qt.MouseButton.LeftButton)
    assert field.text() == ""
    assert not field._clear.isVisible()
    assert field._line.hasFocus()


def test_down_goes_to_the_list(field):
    entered = []
    field.entered_list.connect(entered.append)
    QTest.keyClick(field._line, Qt.Key.Key_Down)
    assert entered == [None]


def test_enter_goes_to_the_list_too(field):
    entered = []
    field.entered_list.connect(entered.append)
    QTest.keyClicks(field._line, "moth")
    QTest.keyClick(field._line, Qt.Key.Key_Return)
    assert entered == [None]


def test_enter_types_nothing_and_plays_nothing(field):
    QTest.keyClicks(field._line, "moth")
    QTest.keyClick(field._line, Qt.Key.Key_Return)
    QTest.keyClick(field._line, Qt.Key.Key_Enter)
    assert field.text() == "moth"
    assert field.seen[-1] == "moth"


def test_ctrl_a_selects_the_text(field):
    QTest.keyClicks(field._line, "moth")
    QTest.keyClick(field._line, Qt.Key.Key_A, CTRL)
    assert field._line.textCursor().selectedText() == "moth"


def test_several_pasted_lines_become_one(field):
    data = QMimeData()
    data.setText("moth\nparade\r\n  lamplighter ")
    field._line.insertFromMimeData(data)
    assert field.text() == "moth parade lamplighter"


def test_tab_leaves(field, qtbot):
    QTest.keyClick(field._line, Qt.Key.Key_Tab)
    assert field.text() == ""


def test_starting_selects_what_is_there(field):
    field.set_text("moth")
    field.start()
    QTest.keyClicks(field._line, "x")
    assert field.text() == "x"


@pytest.mark.parametrize(
    ("width", "count", "expected"),
    [(600, 1284, "1,284 results"), (400, 1284, "1,284"), (600, 1, "1 result"), (600, None, "")],
)
def test_the_number_of_results_is_shown(field, width, count, expected):
    field.resize(width, 32)
    QTest.keyClicks(field._line, "moth")
    field.show_count(count)
    assert field._found() == expected


def test_without_a_search_the_key_is_shown(field, qtbot):
    field._line.clearFocus()
    assert field._found() == "Ctrl F"


def test_screen_readers_know_its_name(field):
    assert field._line.accessibleName() == "Search tracks"
    assert field._line.accessibleDescription() == "Ctrl F"


def test_the_number_of_results_is_said_once_typing_stops(field, qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(
        QAccessible, "updateAccessibility", lambda event: said.append(event.message())
    )
    QTest.keyClicks(field._line, "mo")
    field.show_count(12)
    field.show_count(3)
    qtbot.waitUntil(lambda: bool(said))
    assert said == ["3 results"]


def test_parts_do_not_overlap_in_either_direction(field):
    field.show_scope("Recently played")
    field.set_text("moth")
    field.show_count(1284)
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        field.setLayoutDirection(direction)
        field.resize(599 if field.width() == 600 else 600, 32)
        areas = [
            field._visual(area)
            for area in (
                field._badge_area(),
                field._text_area(),
                field._count_area(),
                field._clear_area(),
            )
        ]
        assert all(field.rect().contains(area) for area in areas)
        for at, area in enumerate(areas):
            assert not any(area.intersects(other) for other in areas[at + 1 :])

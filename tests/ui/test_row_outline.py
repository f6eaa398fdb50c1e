"""The outline of the current row: for those who use keys, and round the whole row."""

from array import array

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from mtplayer.ui.tracks.track_table import TrackTable
from mtplayer.ui.tracks.track_table_model import TrackTableModel
from tests.fakes.covers import NoCovers
from tests.fakes.rows import Rows

ROW = 28


@pytest.fixture
def table(qtbot, theme):
    table = TrackTable(TrackTableModel(Rows()), theme, NoCovers())
    qtbot.addWidget(table)
    table.resize(900, ROW * 15)
    table.show()
    qtbot.waitExposed(table)
    table.model().set_ids(array("q", range(1, 101)))
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    return table


def colour(table, row):
    return table.viewport().grab().toImage().pixelColor(300, row * ROW)


def press(table, row):
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, row * ROW + ROW // 2)
    )


def test_the_outline_is_for_those_who_use_keys(table, theme):
    press(table, 5)
    assert colour(table, 5) == theme.colors.bg_sel
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert colour(table, 6) == theme.colors.accent
    press(table, 6)
    assert colour(table, 6) == theme.colors.bg_sel


def test_the_outline_leaves_no_trace_where_it_was(table, qtbot):
    table.use_keys(used=True)
    table._set_current(2)
    qtbot.wait(20)
    painted, paint = [], table._paint_rows
    table._paint_rows = lambda painter, area: (painted.append(QRect(area)), paint(painter, area))
    table._set_current(9)
    qtbot.wait(20)
    whole_row = QRect(0, 2 * ROW, table.viewport().width(), ROW)
    assert any(area.contains(whole_row) for area in painted)


def test_a_first_row_that_qt_looks_for_is_no_key(table):
    table.use_keys(used=False)
    table.moveCursor(table.CursorAction.MoveNext, Qt.KeyboardModifier.NoModifier)
    assert not table._by_keyboard


@pytest.mark.parametrize(
    ("reason", "outlined"),
    [(Qt.FocusReason.OtherFocusReason, False), (Qt.FocusReason.TabFocusReason, True)],
    ids=["by the program", "by Tab"],
)
def test_focus_draws_an_outline_only_when_it_came_by_keys(table, theme, reason, outlined):
    table.clearFocus()
    table._set_current(0)
    table.setFocus(reason)
    assert (colour(table, 0) == theme.colors.accent) is outlined

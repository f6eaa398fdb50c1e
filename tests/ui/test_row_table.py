"""The five traps of QTableView at a million rows, and what a table keeps when its rows change."""

import time
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest

from mtplayer.ui.sidebar.places import locate, steps
from mtplayer.ui.tracks.track_table import TrackTable
from mtplayer.ui.tracks.track_table_model import TrackTableModel
from tests.fakes.covers import NoCovers
from tests.fakes.rows import Rows

MILLION = 1_000_000
HEIGHT = 28


def make(qtbot, theme, count, height=500):
    source = Rows()
    model = TrackTableModel(source)
    table = TrackTable(model, theme, NoCovers())
    qtbot.addWidget(table)
    table.resize(900, height)
    table.show()
    qtbot.waitExposed(table)
    model.set_ids(array("q", range(count)))
    table.source, table.tracks = source, model
    qtbot.wait(1)
    return table


@pytest.fixture
def big(qtbot, theme):
    return make(qtbot, theme, MILLION)


@pytest.fixture
def small(qtbot, theme):
    return make(qtbot, theme, 200)


def show(table, ids):
    table.show_ids(ids, locate(ids, table.place()))


def top_of(table):
    row = table.visible_rows()[0]
    return table.tracks.ids[row], table.verticalScrollBar().value() - row * HEIGHT


def timed(work):
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


# ---- traps: what is read, at once and in every run ----------------------------------------------


def test_a_million_rows_read_one_page(big):
    assert big.source.calls <= 2


def test_headers_have_an_empty_selection_of_their_own(big):
    big.selectAll()
    for header in (big.horizontalHeader(), big.verticalHeader()):
        assert header.selectionModel() is not big.selectionModel()
        assert not header.selectionModel().hasSelection()
    assert big.selected_blocks() == [(0, MILLION - 1)]


def test_typing_letters_reads_nothing(big):
    before = big.source.calls
    big.keyboardSearch("z")
    assert big.source.calls == before


def test_selecting_everything_reads_nothing(big):
    before = big.source.calls
    big.selectAll()
    assert len(big.selected_ids()) == MILLION
    assert big.selected_count() == MILLION
    assert big.source.calls == before


def test_dragging_everything_carries_eight_bytes_a_track(big):
    dragged = []
    big.drag_started.connect(dragged.append)
    before = big.source.calls
    big.selectAll()
    big.startDrag(Qt.DropAction.CopyAction)
    assert dragged[0] == big.tracks.ids
    assert dragged[0].itemsize == 8
    assert big.source.calls == before


def test_rows_are_one_height_and_nothing_is_sorted_by_qt(big):
    assert not big.isSortingEnabled()
    assert big.verticalHeader().isHidden()
    assert big.verticalScrollBar().maximum() == MILLION * HEIGHT - big.viewport().height()


# ---- traps: how long they take; limits ten times what was measured -------------------------------


@pytest.mark.budget
def test_trap_1_select_all_and_a_header_repaint(big):
    def work():
        big.selectAll()
        big.viewport().repaint()
        big.horizontalHeader().viewport().repaint()

    assert timed(work) < 0.1


@pytest.mark.budget
def test_trap_2_select_all_with_a_screen_reader(big):
    QAccessible.setActive(True)
    try:
        assert timed(lambda: (big.selectAll(), big.clearSelection())) < 0.1
    finally:
        QAccessible.setActive(False)


@pytest.mark.budget
def test_trap_3_typing_a_letter(big):
    assert timed(lambda: QTest.keyClicks(big, "z")) < 0.1


@pytest.mark.budget
def test_trap_4_reading_the_selection(big):
    big.selectAll()
    assert timed(big.selected_ids) < 0.1


@pytest.mark.budget
def test_trap_5_dragging_everything(big):
    big.selectAll()
    assert timed(lambda: big.startDrag(Qt.DropAction.CopyAction)) < 0.1


@pytest.mark.budget
def test_another_order_of_a_million_rows_is_shown_in_one_turn(big, qtbot):
    ids = array("q", reversed(range(MILLION)))
    big.selectAll()
    found = locate(ids, big.place())
    assert timed(lambda: (big.show_ids(ids, found), big.viewport().repaint())) < 0.5


# ---- what is kept --------------------------------------------------------------------------------


def test_selection_and_current_row_follow_their_ids_through_another_order(small):
    small.select_blocks([(5, 6), (8, 8)])
    small._set_current(8)
    show(small, array("q", reversed(range(200))))
    assert sorted(small.selected_ids()) == [5, 6, 8]
    assert small.tracks.ids[small.currentIndex().row()] == 8


def test_selection_keeps_what_a_filter_leaves(small):
    small.select_blocks([(5, 8)])
    show(small, array("q", range(0, 200, 2)))
    assert list(small.selected_ids()) == [6, 8]
    show(small, array("q", range(200)))
    assert list(small.selected_ids()) == [6, 8]


def test_everything_stays_selected_in_another_order(small):
    small.selectAll()
    show(small, array("q", reversed(range(200))))
    assert small.selected_count() == 200


def test_the_top_row_stays_where_it_was(small):
    small.verticalScrollBar().setValue(50 * HEIGHT + 11)
    ids = array("q", [1001, 1002, 1003, *range(200)])
    show(small, ids)
    assert top_of(small) == (50, 11)


def test_at_the_very_top_new_rows_are_seen(small):
    show(small, array("q", [1001, 1002, 1003, *range(200)]))
    assert top_of(small) == (1001, 0)


def test_a_removed_top_row_hands_over_to_the_next(small):
    small.verticalScrollBar().setValue(50 * HEIGHT + 11)
    show(small, array("q", [i for i in range(200) if i not in {50, 51}]))
    assert top_of(small) == (52, 11)


def follow(table, new):
    old = table.tracks.ids
    found = steps(old, new, set(old) - set(new), set(new) - set(old), most=1000)
    assert found is not None
    table.follow(found, new)


def test_rows_that_come_and_go_above_leave_the_view_where_it_is(small):
    small.verticalScrollBar().setValue(50 * HEIGHT + 11)
    follow(small, array("q", [-1, *range(10), -2, *range(20, 60), -3, *range(60, 200)]))
    assert top_of(small) == (50, 11)


def test_rows_that_come_and_go_keep_the_selection(small):
    small.select_blocks([(5, 8), (40, 40)])
    follow(small, array("q", [-1, 0, 1, 2, 3, 4, 5, 7, -2, 8, *range(9, 200)]))
    assert list(small.selected_ids()) == [5, 7, 8, 40]
    assert small.is_selected(6)
    assert not small.is_selected(8)


def test_selection_is_known_by_row(small):
    small.select_blocks([(5, 8), (40, 40)])
    chosen = [row for row in range(200) if small.is_selected(row)]
    assert chosen == [5, 6, 7, 8, 40]
    small.clearSelection()
    assert not any(small.is_selected(row) for row in range(200))


def test_an_emptied_list_forgets_selection_and_current_row(small):
    small.select_blocks([(5, 8)])
    small._set_current(6)
    show(small, array("q"))
    assert small.selected_count() == 0
    assert not small.currentIndex().isValid()


def test_how_many_rows_are_selected_is_announced(small):
    counts = []
    small.selection_changed.connect(counts.append)
    small.select_blocks([(5, 8)])
    small.clearSelection()
    assert counts[0] == 4
    assert counts[-1] == 0


LISTS = st.lists(st.integers(0, 30), unique=True, max_size=30)


@given(LISTS, st.data())
@settings(max_examples=30)
def test_any_change_leaves_the_query_s_ids_and_the_surviving_selection(kept_table, ids, data):
    """Model against array: whatever way a change takes, the outcome is the same."""
    table = kept_table
    show(table, array("q", ids))
    for _ in range(4):
        rows = data.draw(st.sets(st.integers(0, max(len(table.tracks.ids) - 1, 0)), max_size=5))
        rows = {row for row in rows if row < len(table.tracks.ids)}
        table.select_blocks([(row, row) for row in sorted(rows)])
        selected = {table.tracks.ids[row] for row in rows}
        old = table.tracks.ids
        new = array("q", data.draw(LISTS))
        found = steps(old, new, set(old) - set(new), set(new) - set(old), most=1000)
        if found is None:
            show(table, new)
        else:
            table.follow(found, new)
        assert list(table.tracks.ids) == list(new)
        assert set(table.selected_ids()) == selected & set(new)


@pytest.fixture(scope="module")
def kept_table(qapp, design):
    from mtplayer.core import options
    from mtplayer.ui.look.theme import Theme

    model = TrackTableModel(Rows())
    table = TrackTable(model, Theme(design, options.Theme.DARK), NoCovers())
    table.tracks = model
    table.resize(600, 300)
    yield table
    table.deleteLater()

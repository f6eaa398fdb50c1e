from array import array

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mtplayer.core.library.tracks import Scope, SortKey
from mtplayer.ui.tracks.column_layout import ColumnState
from mtplayer.ui.tracks.columns import COLUMNS, INDEX, SMART, SortOrder, next_order
from mtplayer.ui.tracks.track_table import TrackTable
from mtplayer.ui.tracks.track_table_model import TrackTableModel
from tests.fakes.covers import NoCovers
from tests.fakes.rows import Rows, track_row


@pytest.fixture
def header(qtbot, theme):
    table = TrackTable(TrackTableModel(Rows()), theme, NoCovers())
    qtbot.addWidget(table)
    table.resize(1110, 400)
    table.show()
    qtbot.waitExposed(table)
    header = table.header
    header.changes = []
    header.orders = []
    header.columns_changed.connect(header.changes.append)
    header.sort_asked.connect(header.orders.append)
    header.table = table
    return header


def middle_of(header, key):
    section = INDEX[key]
    x = header.sectionViewportPosition(section) + header.sectionSize(section) // 2
    return QPoint(x, header.height() // 2)


def end_of(header, key):
    section = INDEX[key]
    return QPoint(
        header.sectionViewportPosition(section) + header.sectionSize(section) - 1,
        header.height() // 2,
    )


def drag(header, start, way):
    viewport = header.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        QTest.mouseMove(viewport, start + QPoint(way * step // 4, 0))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(way, 0))


def test_a_click_asks_for_the_order_and_leaves_it_to_the_library(header):
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(header, "title"))
    assert header.orders == [SortOrder(key=SortKey.TITLE)]
    assert header.order.key is SortKey.ARTIST


def test_a_second_click_turns_the_order_round():
    title = SortOrder(key=SortKey.TITLE)
    assert next_order(title, SortKey.TITLE) == SortOrder(key=SortKey.TITLE, descending=True)
    assert next_order(title, SortKey.ADDED) == SortOrder(key=SortKey.ADDED, descending=True)
    assert next_order(title, SortKey.ARTIST) == SortOrder(key=SortKey.ARTIST)


def test_every_column_but_the_cover_sorts_and_the_number_sorts_by_number():
    assert {column.sort for column in COLUMNS if column.sort} == set(SortKey)
    assert COLUMNS[INDEX["number"]].sort is SortKey.NUMBER
    assert [column.key for column in COLUMNS if column.sort is None] == ["cover"]


def test_a_click_in_the_header_selects_nothing(header, qtbot):
    table = header.table
    table._tracks.set_ids(array("q", [1, 2, 3]))
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(header, "artist"))
    assert table.selected_count() == 0


def test_c10_dragging_an_edge_resizes_without_sorting(header):
    before = header.widths()
    drag(header, end_of(header, "title"), 40)
    after = header.widths()
    assert header.orders == []
    assert after["title"] == before["title"] + 40
    assert after["artist"] == before["artist"] - 40
    assert sum(after.values()) == sum(before.values())
    assert header.changes[-1].widths["title"] == after["title"]


def test_c10_an_edge_cannot_be_dragged_beyond_its_neighbour(header):
    before = header.widths()
    drag(header, end_of(header, "title"), 2000)
    after = header.widths()
    assert sum(after.values()) == sum(before.values())
    assert after["artist"] == COLUMNS[INDEX["artist"]].minimum


def test_c10_dragging_a_column_moves_it_without_sorting(header):
    drag(header, middle_of(header, "artist"), -400)
    assert header.orders == []
    order = header.changes[-1].order
    assert order.index("artist") < order.index("title")
    assert list(header.widths()).index("artist") < list(header.widths()).index("title")


def test_c10_fitted_columns_never_need_a_horizontal_scroll_bar(header, qtbot):
    table = header.table
    for width in (760, 904, 1100, 1260, 1800, 2400):
        table.resize(width, 400)
        qtbot.wait(1)
        assert sum(header.widths().values()) == width - 10
        assert table.horizontalScrollBar().maximum() == 0
        assert not table.horizontalScrollBar().isVisible()


def test_columns_are_shown_and_hidden_from_the_menu(header):
    actions = {action.text(): action for action in header.menu().actions()}
    assert actions["Artist"].isChecked()
    assert not actions["Composer"].isChecked()
    assert not {"#", "Title"} & set(actions)
    actions["Composer"].setChecked(True)
    actions["Artist"].setChecked(False)
    assert "composer" in header.widths()
    assert "artist" not in header.widths()
    assert header.changes[-1].shown == {"composer": True, "artist": False}


def test_fit_off_keeps_widths_and_reset_brings_everything_back(header):
    usual = header.widths()
    actions = {action.text(): action for action in header.menu().actions()}
    actions["Fit columns"].setChecked(False)
    assert header.widths()["title"] == COLUMNS[INDEX["title"]].width
    drag(header, end_of(header, "title"), 30)
    assert header.widths()["title"] == COLUMNS[INDEX["title"]].width + 30
    actions["Reset columns"].trigger()
    assert header.widths() == usual
    assert header.columns == ColumnState()


def test_showing_a_stored_state_says_nothing(header):
    state = ColumnState(order=("number", "cover", "album", "title"), shown={"year": True})
    header.table.show_columns(state, Scope.TOP)
    assert header.changes == []
    seen = list(header.widths())
    assert seen[:3] == ["number", "cover", "album"]
    assert {"year", "plays", "title"} <= set(seen)


def test_c10_a_double_click_on_an_edge_fits_the_widest_row_in_sight(header, qtbot):
    table = header.table
    table._tracks._source.special[2] = track_row(2, artist="W" * 12)
    table._tracks.set_ids(array("q", [1, 2, 3]))
    before = header.widths()
    QTest.mouseDClick(header.viewport(), Qt.MouseButton.LeftButton, pos=end_of(header, "artist"))
    after = header.widths()
    assert after["artist"] == table.sizeHintForColumn(INDEX["artist"])
    assert sum(after.values()) == sum(before.values())


def test_the_order_of_a_smart_playlist_is_that_of_no_column(header):
    def marks_number(scope):
        header.show_columns(ColumnState(), scope)
        header.setSectionHidden(INDEX["plays"], True)
        header.show_order(SortOrder(key=SortKey.PLAYS))
        unmarked = header.viewport().grab().toImage()
        header.show_order(SortOrder(key=SortKey.NUMBER))
        return header.viewport().grab().toImage() != unmarked

    assert marks_number(Scope.TRACKS)
    assert not marks_number(SMART)

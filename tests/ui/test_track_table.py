"""The table by keys, pointer and signals; its five traps are in test_row_table.py."""

from array import array

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from mtplayer.ui.tracks.columns import INDEX
from mtplayer.ui.tracks.track_table import TrackTable
from mtplayer.ui.tracks.track_table_model import TrackTableModel
from mtplayer.ui.widgets.star_rating import PITCH, Stars
from tests.fakes.covers import NoCovers
from tests.fakes.rows import Rows, track_row

LEFT = Qt.MouseButton.LeftButton
RIGHT = Qt.MouseButton.RightButton
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def table(qtbot, theme):
    source = Rows()
    model = TrackTableModel(source)
    table = TrackTable(model, theme, NoCovers())
    table.source = source
    table.model_ = model
    qtbot.addWidget(table)
    table.resize(1110, 28 + 28 * 20)
    table.show()
    qtbot.waitExposed(table)
    model.set_ids(array("q", range(1, 101)))
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    return table


def cell(table, row, key, along=0.5):
    section = INDEX[key]
    x = table.columnViewportPosition(section) + int(table.columnWidth(section) * along)
    return QPoint(x, row * 28 - table.verticalScrollBar().value() + 14)


def make_special(table, id_, **changes):
    table.source.special[id_] = track_row(id_, **changes)
    table.model_.refresh(None, 0, 30)


def click(table, row, key, modifiers=Qt.KeyboardModifier.NoModifier, along=0.5):
    QTest.mouseClick(table.viewport(), LEFT, modifiers, cell(table, row, key, along))


def test_a_click_selects_the_whole_row(table):
    click(table, 3, "title")
    assert list(table.selected_ids()) == [4]


def test_ctrl_toggles_and_shift_extends(table):
    click(table, 3, "title")
    click(table, 6, "title", CTRL)
    assert list(table.selected_ids()) == [4, 7]
    click(table, 8, "title", SHIFT)
    assert list(table.selected_ids()) == [4, 7, 8, 9]
    click(table, 8, "title", CTRL)
    assert list(table.selected_ids()) == [4, 7, 8]


def test_a_double_click_plays_the_row_once(table, qtbot):
    played = []
    table.row_activated.connect(played.append)
    point = cell(table, 3, "title")
    QTest.mouseClick(table.viewport(), LEFT, pos=point)
    QTest.mouseDClick(table.viewport(), LEFT, pos=point)
    assert played == [3]


def test_the_number_is_a_play_button(table):
    played = []
    table.row_activated.connect(played.append)
    click(table, 2, "number")
    assert played == [2]
    assert table.selected_count() == 0


def test_a_double_click_on_the_number_plays_once(table):
    played = []
    table.row_activated.connect(played.append)
    point = cell(table, 3, "number")
    QTest.mouseClick(table.viewport(), LEFT, pos=point)
    QTest.mouseDClick(table.viewport(), LEFT, pos=point)
    assert played == [3]


def test_a_press_on_the_heart_asks_for_that_track_and_keeps_the_selection(table):
    click(table, 7, "title")
    hearts = []
    table.heart_pressed.connect(hearts.append)
    click(table, 2, "liked")
    assert hearts == [3]
    assert list(table.selected_ids()) == [8]


def test_leaving_the_heart_before_the_release_changes_nothing(table):
    hearts = []
    table.heart_pressed.connect(hearts.append)
    QTest.mousePress(table.viewport(), LEFT, pos=cell(table, 2, "liked"))
    QTest.mouseRelease(table.viewport(), LEFT, pos=cell(table, 4, "liked"))
    assert hearts == []


@pytest.mark.parametrize(
    ("x", "rating"), [(1, 10), (PITCH - 1, 20), (PITCH + 1, 30), (5 * PITCH - 1, 100)]
)
def test_stars_are_set_in_halves_where_they_are_pressed(table, x, rating):
    make_special(table, 3, rating=None)
    stars = []
    table.stars_pressed.connect(stars.append)
    left = table.columnViewportPosition(INDEX["rating"])
    QTest.mouseClick(table.viewport(), LEFT, pos=QPoint(left + x, 2 * 28 + 14))
    assert stars == [Stars(track=3, rating=rating)]


def test_stars_under_the_pointer_show_what_a_press_would_set(table):
    make_special(table, 3, rating=None)
    left = table.columnViewportPosition(INDEX["rating"])
    QTest.mouseMove(table.viewport(), QPoint(left + 3 * PITCH - 1, 2 * 28 + 14))
    assert table._painter.preview == (3, 60)
    QTest.mouseMove(table.viewport(), cell(table, 2, "title"))
    assert table._painter.preview is None


def test_pressing_the_same_stars_again_clears_them(table):
    make_special(table, 3, rating=20)
    stars = []
    table.stars_pressed.connect(stars.append)
    left = table.columnViewportPosition(INDEX["rating"])
    QTest.mouseClick(table.viewport(), LEFT, pos=QPoint(left + PITCH - 1, 2 * 28 + 14))
    assert stars == [Stars(track=3, rating=None)]


def test_the_dots_in_the_time_column_open_the_menu_of_that_row(table):
    asked = []
    table.menu_asked.connect(asked.append)
    click(table, 5, "duration")
    assert list(table.selected_ids()) == [6]
    assert len(asked) == 1


def test_the_dots_of_a_selected_row_keep_the_whole_selection(table):
    click(table, 3, "title")
    click(table, 6, "title", SHIFT)
    click(table, 5, "duration")
    assert list(table.selected_ids()) == [4, 5, 6, 7]


def test_a_right_click_on_another_row_selects_it_alone(table):
    click(table, 3, "title")
    click(table, 6, "title", SHIFT)
    QTest.mouseClick(table.viewport(), RIGHT, pos=cell(table, 4, "title"))
    assert list(table.selected_ids()) == [4, 5, 6, 7]
    QTest.mouseClick(table.viewport(), RIGHT, pos=cell(table, 9, "title"))
    assert list(table.selected_ids()) == [10]


def test_shift_f10_and_the_menu_key_open_the_menu(table):
    asked = []
    table.menu_asked.connect(asked.append)
    QTest.keyClick(table, Qt.Key.Key_F10, SHIFT)
    assert asked == []
    click(table, 3, "title")
    QTest.keyClick(table, Qt.Key.Key_F10, SHIFT)
    assert len(asked) == 1


def test_space_is_left_to_the_player(table):
    click(table, 3, "title")
    QTest.keyClick(table, Qt.Key.Key_Space)
    assert list(table.selected_ids()) == [4]


def test_typing_letters_reads_no_rows(table):
    calls = table.source.calls
    QTest.keyClicks(table, "zebra")
    assert table.source.calls == calls
    assert table.selected_count() == 0


@pytest.mark.parametrize(
    ("key", "row"),
    [
        (Qt.Key.Key_Down, 51),
        (Qt.Key.Key_Up, 49),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 99),
        (Qt.Key.Key_PageDown, 69),
        (Qt.Key.Key_PageUp, 31),
        (Qt.Key.Key_Left, 50),
        (Qt.Key.Key_Right, 50),
    ],
)
def test_keys_move_by_whole_rows(table, key, row):
    table.go_to(50)
    QTest.keyClick(table, key)
    assert list(table.selected_ids()) == [row + 1]
    first, last = table.visible_rows()
    assert first <= row <= last


def test_shift_and_keys_extend_the_selection(table):
    table.go_to(50)
    QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert list(table.selected_ids()) == [51, 52, 53]
    QTest.keyClick(table, Qt.Key.Key_Home, SHIFT)
    assert list(table.selected_ids()) == list(range(1, 52))


def test_ctrl_space_toggles_a_row(table):
    table.go_to(50)
    QTest.keyClick(table, Qt.Key.Key_Space, CTRL)
    assert table.selected_count() == 0
    QTest.keyClick(table, Qt.Key.Key_Space, CTRL)
    assert list(table.selected_ids()) == [51]


def test_ctrl_a_selects_everything(table):
    QTest.keyClick(table, Qt.Key.Key_A, CTRL)
    assert table.selected_blocks() == [(0, 99)]


def test_c24_selecting_a_cut_off_row_does_not_shift_the_view_sideways(table):
    table.header.menu().actions()[-2].setChecked(False)
    table.resize(500, 400)
    click(table, 3, "title")
    assert table.horizontalScrollBar().value() == 0
    QTest.keyClick(table, Qt.Key.Key_Right)
    assert table.horizontalScrollBar().value() == 0


def test_c24_nothing_moves_when_a_row_is_selected(table):
    table.verticalScrollBar().setValue(333)
    click(table, 20, "title")
    assert table.verticalScrollBar().value() == 333


def test_a_drag_carries_the_selected_ids(table):
    dragged = []
    table.drag_started.connect(dragged.append)
    click(table, 3, "title")
    click(table, 5, "title", SHIFT)
    table.startDrag(Qt.DropAction.CopyAction)
    assert [list(ids) for ids in dragged] == [[4, 5, 6]]


def pull(table, row, far=60):
    start = cell(table, row, "title")
    QTest.mousePress(table.viewport(), LEFT, pos=start)
    for step in (5, 20, far):
        QTest.mouseMove(table.viewport(), start + QPoint(step, step))
    QTest.mouseRelease(table.viewport(), LEFT, pos=start + QPoint(far, far))


def test_pulling_a_row_carries_it_and_selects_no_others(table, qtbot):
    dragged = []
    table.drag_started.connect(dragged.append)
    pull(table, 3)
    assert [list(ids) for ids in dragged] == [[4]]
    assert list(table.selected_ids()) == [4]


def test_pulling_a_selected_row_carries_all_that_is_selected(table):
    dragged = []
    table.drag_started.connect(dragged.append)
    click(table, 3, "title")
    click(table, 5, "title", SHIFT)
    pull(table, 4)
    assert [list(ids) for ids in dragged] == [[4, 5, 6]]


def shot(table):
    return table.viewport().grab().toImage()


def test_c25_the_playing_row_differs_from_a_selected_one(table, theme):
    table.set_playing(3, moving=False)
    click(table, 5, "title")
    image = shot(table)
    right = table.viewport().width() - 40
    accent = theme.colors.accent.rgb()
    number = range(table.columnViewportPosition(INDEX["number"]), 60)
    bars = {image.pixel(x, 2 * 28 + y) for x in number for y in range(28)}
    assert accent in bars
    assert image.pixelColor(right, 2 * 28 + 2) != theme.colors.bg_sel
    assert image.pixelColor(right, 5 * 28 + 2) == theme.colors.bg_sel
    table.set_playing(None, moving=False)
    image = shot(table)
    bars = {image.pixel(x, 2 * 28 + y) for x in number for y in range(28)}
    assert accent not in bars


def test_a_selection_without_focus_is_grey(table, theme, qtbot):
    click(table, 5, "title")
    table.clearFocus()
    assert shot(table).pixelColor(300, 5 * 28 + 2) == theme.colors.bg_sel_off


def test_rows_are_striped_and_hover_shows(table, theme):
    QTest.mouseMove(table.viewport(), cell(table, 7, "title"))
    image = shot(table)
    x = table.columnViewportPosition(INDEX["artist"]) - 4
    assert image.pixelColor(x, 8 * 28 + 2) == table.palette().base().color()
    assert image.pixelColor(x, 9 * 28 + 2) == theme.colors.bg_zebra
    assert image.pixelColor(x, 7 * 28 + 2) == theme.colors.bg_hover


def test_c20_digits_have_one_width(theme):
    from mtplayer.ui.look.tokens import FontRole

    metrics = theme.metrics(FontRole.BODY, tabular=True)
    assert len({metrics.horizontalAdvance(digit * 4) for digit in "0123456789"}) == 1


def test_only_visible_covers_are_asked_for(table):
    covers = table._painter._covers
    shot(table)
    assert covers.asked == set(range(1, 21))


def test_a_missing_file_is_marked_and_its_title_keeps_room(table, theme):
    make_special(table, 2, state="missing", title="W" * 60)
    pixels = shot(table)
    row = range(28, 56)
    title = range(
        table.columnViewportPosition(INDEX["title"]),
        table.columnViewportPosition(INDEX["liked"]),
    )
    assert theme.colors.warn_soft.rgb() in {pixels.pixel(x, y) for x in title for y in row}


def test_a_whole_repaint_reads_each_row_once(table):
    calls = []
    original = table.model_.row
    table.model_.row = lambda number: (calls.append(number), original(number))[1]
    target = QPixmap(table.viewport().size())
    painter = QPainter(target)
    table.viewport().render(painter, QPoint())
    painter.end()
    assert len(calls) == len(set(calls)) <= 22


def test_right_to_left_mirrors_columns_and_stars(table, qtbot):
    table.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    table.header.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.wait(1)
    assert table.columnViewportPosition(INDEX["number"]) > table.columnViewportPosition(
        INDEX["title"]
    )
    make_special(table, 3, rating=None)
    stars = []
    table.stars_pressed.connect(stars.append)
    section = INDEX["rating"]
    right = table.columnViewportPosition(section) + table.columnWidth(section)
    QTest.mouseClick(table.viewport(), LEFT, pos=QPoint(right - 2, 2 * 28 + 14))
    assert stars == [Stars(track=3, rating=10)]


def test_the_whole_text_is_the_tooltip_only_where_it_is_cut(table, monkeypatch):
    shown = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, words, __: shown.append(words))
    make_special(table, 3, artist="A name that is far too long for the column it stands in, really")
    for row in (2, 3):
        point = cell(table, row, "artist")
        tip = QHelpEvent(QEvent.Type.ToolTip, point, table.viewport().mapToGlobal(point))
        table.viewportEvent(tip)
    assert shown == ["A name that is far too long for the column it stands in, really", ""]

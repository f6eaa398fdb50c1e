import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mtplayer.ui.widgets import star_rating
from mtplayer.ui.widgets.star_row import StarRow


@pytest.fixture
def row(qtbot, theme):
    row = StarRow(theme, 80)
    qtbot.addWidget(row)
    row.resize(row.sizeHint())
    row.show()
    row.given = []
    row.rated.connect(row.given.append)
    return row


def press(row, x):
    place = row._stars().topLeft() + QPoint(x, 10)
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=place)


def test_a_press_gives_the_stars_under_it(row):
    press(row, 1)
    press(row, star_rating.width() - 1)
    assert row.given == [10, 100]


def test_a_press_on_the_same_stars_takes_them_away(row):
    press(row, 4 * star_rating.PITCH - 1)
    assert row.given == [None]


def test_a_press_beside_the_stars_does_nothing(row):
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    assert row.given == []


def test_keys_step_by_half_a_star_and_enter_gives_them(row):
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(row, key)
    assert row.given == [100]
    for _ in range(10):
        QTest.keyClick(row, Qt.Key.Key_Left)
    QTest.keyClick(row, Qt.Key.Key_Space)
    assert row.given == [100, None]


def test_screen_readers_hear_the_rating(row):
    assert row.accessibleName() == "Rate"
    assert row.accessibleDescription() == "4 of 5 stars"


def test_stars_are_read_from_the_right_in_a_mirrored_window():
    width = star_rating.width()
    assert star_rating.rating_at(width - 1, right_to_left=True) == 10
    assert star_rating.rating_at(1, right_to_left=True) == 100
    assert star_rating.rating_at(-10) is None

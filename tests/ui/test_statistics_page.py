"""The page of statistics, from the window to the numbers, and to a file."""

import csv

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester

from mtplayer.core.listening.listening import Span
from mtplayer.ui.charts.bar_chart import Column, third_of
from mtplayer.ui.charts.words import hours
from mtplayer.ui.commands import commands
from mtplayer.ui.views import OneOf, View
from tests.fakes.history_window import DAY, HistoryWindow

LEFT = Qt.MouseButton.LeftButton
HOUR = 3_600_000


@pytest.fixture
def world(tmp_path, theme, qtbot):
    world = HistoryWindow(tmp_path, theme)
    world.window.resize(1440, 900)
    world.window.show()
    world.window.activateWindow()
    qtbot.waitUntil(world.window.isActiveWindow)
    world.window.actions_[commands.GO_STATISTICS].trigger()
    wait(world, qtbot)
    yield world
    world.close()


def wait(world, qtbot):
    qtbot.waitUntil(lambda: not world.statistics.waiting)


def names(world):
    charts = world.statistics.charts
    stats = (charts.listened, charts.played, charts.new, charts.streak, charts.unheard)
    return [card.accessibleName() for card in stats]


def test_the_cards_say_what_was_heard(world):
    assert names(world) == [
        "Listened, 12 min, Nothing in the year before",
        "Tracks played, 3, 2 different ones, 1 skip",
        "New artists, 3, 3 more than the year before",
        names(world)[3],
        "Of your library unheard, 33 %, 1 track",
    ]
    assert names(world)[3].startswith("Longest streak, 2 days, ")


def test_other_periods_are_a_press_away(world, qtbot):
    world.log(0, world.noon - 400 * DAY)
    world.statistics.spans.pressed.emit(3)
    world.statistics.choose(Span.ALL)
    qtbot.waitUntil(lambda: names(world)[0] == "Listened, 15 min")
    world.statistics.choose(Span.YEAR)
    qtbot.waitUntil(lambda: "12 min" in names(world)[0])
    qtbot.mouseClick(world.statistics.earlier, LEFT)
    qtbot.waitUntil(lambda: "3 min" in names(world)[0])
    qtbot.mouseClick(world.statistics.later, LEFT)
    qtbot.waitUntil(lambda: "12 min" in names(world)[0])


def test_charts_tell_screen_readers_what_they_show(world):
    charts = world.statistics.charts
    assert charts.bars.accessibleName() == "Listening over time: 12 min"
    assert charts.genres.accessibleName().startswith("Genres: Kitchen Light 4")
    assert charts.hours.accessibleName().startswith("When you listen: most on ")
    assert charts.artists.accessibleDescription() == "1, By Kitchen Light, 5 min"


def test_the_table_has_the_same_numbers(world, qtbot):
    QAbstractItemModelTester(world.statistics.table.figures)
    world.statistics.ways.pressed.emit(1)
    world.statistics.ways.choose(1)
    world.statistics.ways.pressed.emit(1)
    assert world.statistics.table.isVisible()
    model = world.statistics.table.figures
    rows = [
        tuple(model.index(row, column).data() for column in range(5))
        for row in range(model.rowCount())
    ]
    assert ("Artists", "By Kitchen Light", "", "5 min", "2") in rows
    assert ("Overview", "Skips", "", "", "1") in rows


def test_the_numbers_go_into_a_file(world, qtbot, tmp_path):
    path = tmp_path / "statistics.csv"
    dialog = world.statistics.export()
    dialog.fileSelected.emit(str(path))
    dialog.close()
    qtbot.waitUntil(path.exists)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert ["Artists", "By Kitchen Light", "", "0.089", "320000", "2"] in rows


def test_the_top_is_played_and_leads_to_its_pages(world, qtbot):
    charts = world.statistics.charts
    charts.play.click()
    (call,) = [call for call in world.services.playback.calls if call[0] == "play"]
    assert call[1][0] == world.ids[0]
    assert set(call[1]) == set(world.ids)
    places = []
    world.window._navigator.changed.connect(places.append)
    qtbot.mouseClick(charts.artists, LEFT, pos=QPoint(60, 10))
    assert places[-1].view is View.ARTIST
    world.window.go(View.STATISTICS)
    wait(world, qtbot)
    charts.tracks.setFocus()
    qtbot.keyClick(charts.tracks, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(places[-1], OneOf) and places[-1].view is View.ALBUM)


def test_keys_walk_the_albums(world, qtbot):
    wall = world.statistics.charts.albums
    wall.setFocus()
    chosen = []
    wall.chosen.connect(chosen.append)
    qtbot.keyClick(wall, Qt.Key.Key_Right)
    assert "Slow Weather" in wall.accessibleDescription()
    qtbot.keyClick(wall, Qt.Key.Key_Return)
    assert len(chosen) == 1


def test_the_pointer_finds_bars_and_hours(world, qtbot):
    bars = world.statistics.charts.bars
    qtbot.mouseMove(bars, QPoint(5, 60))
    bars.mouseMoveEvent(_moved(QPoint(5, 60)))
    assert bars.hovered == 0
    bars.leaveEvent(None)
    assert bars.hovered == -1
    heat = world.statistics.charts.hours
    heat.mouseMoveEvent(_moved(QPoint(60, 30)))
    assert heat._hovered != (-1, -1)
    assert not heat.grab().isNull()


def test_nothing_heard_says_so(world, qtbot):
    world.history.remove([row[0] for row in world.rows("SELECT id FROM listens")])
    qtbot.waitUntil(lambda: world.rows("SELECT count(*) FROM listens") == [(0,)])
    world.statistics.visit()
    qtbot.waitUntil(world.statistics._empty.isVisible)
    assert not world.statistics._export.isEnabled()


@pytest.mark.parametrize("minutes", [0, 1, 29, 59, 60, 61, 179, 180, 181, 900, 12_345, 600_000])
def test_an_axis_is_round_and_tall_enough(minutes):
    third = third_of(minutes * 60_000)
    assert 3 * third >= minutes * 60_000
    assert third % 60_000 == 0
    assert third < 60 * 60_000 or third % HOUR == 0
    assert Column(value=1).tip == ()


@pytest.mark.parametrize(
    ("ms", "words"),
    [(0, "0 min"), (59 * 60_000, "59 min"), (HOUR, "1.0 h"), (542 * HOUR, "542 h")],
)
def test_lengths_have_one_unit(ms, words):
    assert hours(ms) == words


def _moved(point):
    from PySide6.QtCore import QEvent, QPointF
    from PySide6.QtGui import QMouseEvent

    no = Qt.MouseButton.NoButton
    at = QPointF(point)
    return QMouseEvent(QEvent.Type.MouseMove, at, at, no, no, Qt.KeyboardModifier.NoModifier)


def test_c20_digits_of_the_statistics_are_of_one_width(world):
    from PySide6.QtGui import QFont

    charts = world.statistics.charts
    tabular = QFont.Tag("tnum")
    assert charts.listened._value.font().featureValue(tabular) == 1
    assert charts.listened._note.font().featureValue(tabular) == 1
    assert world.statistics.table.font().featureValue(tabular) == 1

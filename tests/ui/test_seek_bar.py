"""The seek bar: where a point is in time, what it asks for, and how little it repaints."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QRegion, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.bubble import Bubble
from mtplayer.ui.widgets.seek_bar import SeekBar

WHOLE = 200_000
LEFT = Qt.MouseButton.LeftButton


class Painted(SeekBar):
    """Remembers what it had to paint."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.regions: list[QRegion] = []

    def paintEvent(self, event) -> None:  # noqa: N802 - Qt's name
        self.regions.append(event.region())
        super().paintEvent(event)


@pytest.fixture
def bar(theme: Theme, qtbot: QtBot) -> Painted:
    bar = Painted(theme)
    qtbot.addWidget(bar)
    bar.resize(1001, bar.height())
    bar.show_length(WHOLE)
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


def test_a_click_asks_for_the_time_below_it(bar: Painted, qtbot: QtBot) -> None:
    asked: list[int] = []
    bar.sought.connect(asked.append)
    qtbot.mouseClick(bar, LEFT, pos=QPoint(500, 18))
    qtbot.mouseClick(bar, LEFT, pos=QPoint(0, 18))
    assert asked == [100_000, 0]


def test_a_drag_asks_once_when_it_ends(bar: Painted, qtbot: QtBot) -> None:
    asked: list[int] = []
    bar.sought.connect(asked.append)
    qtbot.mousePress(bar, LEFT, pos=QPoint(100, 18))
    qtbot.mouseMove(bar, QPoint(300, 18))
    bar.show_position(55_000)
    qtbot.mouseRelease(bar, LEFT, pos=QPoint(700, 18))
    assert len(asked) == 1
    assert asked[0] == pytest.approx(60_000, abs=500)


def test_keys_go_5_s_1_s_30_s_and_to_the_ends(bar: Painted, qtbot: QtBot) -> None:
    asked: list[int] = []
    bar.sought.connect(asked.append)
    bar.show_position(60_000)
    shift = Qt.KeyboardModifier.ShiftModifier
    for key, modifier in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Left, shift),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_Home, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
    ):
        qtbot.keyClick(bar, key, modifier)
    assert asked == [65_000, 64_000, 94_000, 0, WHOLE]


def test_the_wheel_goes_5_s_a_notch(bar: Painted) -> None:
    asked: list[int] = []
    bar.sought.connect(asked.append)
    bar.show_position(60_000)
    at = QPointF(10, 10)
    event = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(bar, event)
    assert asked == [50_000]


def test_nothing_is_asked_for_while_the_length_is_not_known(theme: Theme, qtbot: QtBot) -> None:
    bar = SeekBar(theme)
    qtbot.addWidget(bar)
    bar.show()
    assert not bar.isEnabled()
    bar.show_length(WHOLE)
    assert bar.isEnabled()
    bar.show_length(0)
    assert not bar.isEnabled()


def test_going_on_repaints_a_strip_and_standing_still_nothing(bar: Painted, qtbot: QtBot) -> None:
    bar.show_position(60_000)
    qtbot.wait(20)
    bar.regions.clear()
    bar.show_position(60_010)
    qtbot.wait(20)
    assert bar.regions == []
    bar.show_position(60_500)
    qtbot.wait(20)
    assert len(bar.regions) == 1
    assert bar.regions[0].boundingRect().width() < 12


def test_the_pointer_is_told_the_time_above_the_bar(bar: Painted, qtbot: QtBot) -> None:
    qtbot.mouseMove(bar, QPoint(500, 18))
    bubble = bar.findChild(Bubble)
    assert bubble is not None
    assert bubble._text == "1:40"
    assert bubble.isVisible()


def test_screen_readers_hear_where_it_is(bar: Painted) -> None:
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    bar.show_position(93_000)
    assert bar.accessibleName() == "Position, 1 minute 33 of 3 minutes 20"

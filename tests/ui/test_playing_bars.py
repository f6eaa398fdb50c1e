"""The bars of the playing row: they move eight times a second, but not for nobody."""

from array import array

import pytest

from mtplayer.core import options
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.tracks.track_table import TrackTable
from mtplayer.ui.tracks.track_table_model import TrackTableModel
from tests.fakes.covers import NoCovers
from tests.fakes.rows import Rows


@pytest.fixture
def lively(qtbot, design):
    theme = Theme(design, options.Theme.DARK)
    model = TrackTableModel(Rows())
    table = TrackTable(model, theme, NoCovers())
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    qtbot.waitExposed(table)
    model.set_ids(array("q", range(1, 101)))
    table.activateWindow()
    table.setFocus()
    qtbot.waitUntil(table.hasFocus)
    return table


def test_bars_move_only_while_somebody_sees_them(lively, qtbot):
    lively.set_playing(3, moving=True)
    qtbot.waitUntil(lively._bars.isActive)
    step = lively._painter.bars_step
    qtbot.waitUntil(lambda: lively._painter.bars_step > step)
    lively.verticalScrollBar().setValue(50 * 28)
    qtbot.waitUntil(lambda: not lively._bars.isActive())
    lively.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lively._bars.isActive)
    lively.hide()
    qtbot.waitUntil(lambda: not lively._bars.isActive())


def test_bars_stand_still_while_paused(lively, qtbot):
    lively.set_playing(3, moving=False)
    qtbot.wait(50)
    assert not lively._bars.isActive()


def test_bars_stand_still_when_motion_is_reduced(lively, qtbot):
    lively._theme.reduce_motion(reduced=True)
    lively.set_playing(3, moving=True)
    qtbot.wait(50)
    assert not lively._bars.isActive()

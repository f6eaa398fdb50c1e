"""The letters at the edge of a grid: as many as help, and no more."""

import pytest
from PySide6.QtCore import Qt

from mtplayer.core.library.initials import LATIN
from mtplayer.ui.widgets.index_rail import WIDTH, IndexRail

LEFT = Qt.MouseButton.LeftButton
MANY = {letter: 10 * number for number, letter in enumerate("ABCDEFGHIKLM")}


@pytest.fixture
def rail(theme, qtbot):
    rail = IndexRail(theme)
    qtbot.addWidget(rail)
    rail.resize(WIDTH, 700)
    rail.show()
    return rail


def test_a_few_letters_stand_alone_and_close_together(rail, qtbot):
    rail.show_places({"B": 0, "M": 3, "漢": 5})
    assert rail.letters == ["B", "M", "漢"]
    assert rail.middle_of("漢").y() < 100
    with qtbot.waitSignal(rail.jumped) as jump:
        qtbot.mouseClick(rail, LEFT, pos=rail.middle_of("M"))
    assert jump.args == [3]


def test_many_letters_show_the_whole_alphabet(rail):
    rail.show_places(MANY)
    assert rail.letters == ["#", *LATIN]


def test_where_they_find_no_room_those_that_lead_nowhere_go_first(rail):
    rail.show_places(MANY)
    rail.resize(WIDTH, 200)
    assert rail.letters == list(MANY)
    rail.resize(WIDTH, 100)
    assert rail.letters == list("ACEGIL")


def test_one_letter_leads_nowhere(rail):
    rail.show_places({"B": 0})
    assert rail.letters == []

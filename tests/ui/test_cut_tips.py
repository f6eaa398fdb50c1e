"""What did not fit into a row is said whole in its tooltip."""

import pytest

from mtplayer.ui.widgets.line_list import Line, LineList

LONG = "A playlist with a name that is far too long <for the sidebar>"


@pytest.fixture
def lines(theme, qtbot):
    lines = LineList(theme, "Lists")
    qtbot.addWidget(lines)
    lines.lines.show_lines([Line(id=1, text=LONG, detail="3 tracks"), Line(id=2, text="Short")])
    lines.show()
    return lines


def told(lines, row):
    lines.grab()
    return lines.itemDelegate().told(lines.lines.index(row))


def test_a_name_that_is_cut_is_told(lines):
    lines.resize(160, 200)
    assert told(lines, 0) == LONG
    assert told(lines, 1) == ""


def test_a_name_that_fits_again_is_not(lines):
    lines.resize(160, 200)
    assert told(lines, 0) == LONG
    lines.resize(900, 200)
    assert told(lines, 0) == ""

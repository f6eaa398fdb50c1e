"""The query language in the window, over a real library."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.fakes.tracks_window import TRACKS, on_screen, titles

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def made(tmp_path, theme, qtbot):
    world = on_screen(tmp_path, theme, qtbot)
    yield world
    world.close()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("artist:glass -title:hour", ["Barometer"]),
        ("track:9..", ["Zed", "Apple"]),
        ("plays:>0 | is:missing", ["Lamplighter", "Apple"]),
        ("is:liked", ["Jóga 100%"]),
        ('"blue hour"', ["Blue Hour"]),
        ("genr:x barometer", ["Barometer"]),
    ],
)
def test_typed_terms_choose_the_rows(made, qtbot, typed, found):
    made.field.start()
    QTest.keyClicks(made.field._line, typed)
    qtbot.waitUntil(lambda: sorted(titles(made)) == sorted(found))


def test_names_of_the_library_complete_a_value(made, qtbot):
    made.field.start()
    QTest.keyClicks(made.field._line, "artist:bj")
    popup = made.field.help.popup
    qtbot.waitUntil(lambda: [line.words for line in popup.lines] == ['"Björk"'])
    QTest.keyClick(made.field._line, Qt.Key.Key_Tab)
    assert made.field.text() == 'artist:"Björk" '
    qtbot.waitUntil(lambda: titles(made) == ["Jóga 100%"])


def test_an_unknown_key_leaves_the_list_and_is_mended_by_a_click(made, qtbot):
    made.field.start()
    QTest.keyClicks(made.field._line, "artst:zed")
    qtbot.waitUntil(lambda: not made.page.waiting)
    assert len(made.model.ids) == len(TRACKS)
    view = made.field.help.popup._view
    area = view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(view.viewport(), LEFT, pos=area.center())
    qtbot.waitUntil(lambda: titles(made) == ["Apple"])
    assert made.field.text() == "artist:zed"

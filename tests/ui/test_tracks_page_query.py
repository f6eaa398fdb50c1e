"""The query language in the window, over a real library."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mtplayer.core.library.tracks import Scope
from mtplayer.ui.tracks.filter_row import USUAL
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


# ---- filters -------------------------------------------------------------------------------------


def chips(world):
    return [chip.text() for chip in world.page._filters._chips]


def choose(world, words):
    menu = world.page._filters.menu()
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.deleteLater()


def test_a_filter_is_chosen_shown_as_a_chip_and_taken_away_by_a_click(made, qtbot):
    choose(made, "Liked")
    qtbot.waitUntil(lambda: titles(made) == ["Jóga 100%"])
    assert chips(made) == ["Liked"]
    assert made.page.query.filters == ("is:liked",)
    (chip,) = made.page._filters._chips
    assert chip.isVisible()
    assert chip.accessibleName() == "Filter: Liked, remove"
    QTest.mouseClick(chip, LEFT)
    qtbot.waitUntil(lambda: len(made.model.ids) == len(TRACKS))
    assert chips(made) == []


def test_filters_and_what_is_typed_hold_together_and_are_counted(made, qtbot):
    choose(made, "Never played")
    choose(made, "Not in any playlist")
    made.field.start()
    QTest.keyClicks(made.field._line, "zed | lamplighter")
    qtbot.waitUntil(lambda: sorted(titles(made)) == ["Apple", "Zed"])
    qtbot.waitUntil(lambda: made.page._header.counts().startswith("2 of 6 tracks ·"))
    made.field.set_text("")
    qtbot.waitUntil(lambda: made.page._header.counts().startswith("5 of 6 tracks ·"))


def test_backspace_in_the_empty_field_removes_the_last_filter(made, qtbot):
    choose(made, "Liked")
    choose(made, "Lossless")
    made.field.start()
    QTest.keyClicks(made.field._line, "a")
    QTest.keyClick(made.field._line, Qt.Key.Key_Backspace)
    assert chips(made) == ["Liked", "Lossless"]
    QTest.keyClick(made.field._line, Qt.Key.Key_Backspace)
    assert chips(made) == ["Liked"]
    QTest.keyClick(made.field._line, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: len(made.model.ids) == len(TRACKS))
    QTest.keyClick(made.field._line, Qt.Key.Key_Backspace)
    assert chips(made) == []


def test_what_was_typed_can_be_kept_as_a_filter(made, qtbot):
    made.field.start()
    QTest.keyClicks(made.field._line, "zed | lamplighter")
    qtbot.waitUntil(lambda: len(made.model.ids) == 3)
    choose(made, "Keep “zed | lamplighter” as a filter")
    assert made.field.text() == ""
    assert chips(made) == ["zed | lamplighter"]
    QTest.keyClicks(made.field._line, "apple")
    qtbot.waitUntil(lambda: titles(made) == ["Apple"])


def test_the_menu_shows_which_filters_are_on_and_takes_them_off(made, qtbot):
    choose(made, "Lossless")
    menu = made.page._filters.menu()
    checked = [action.text() for action in menu.actions() if action.isChecked()]
    menu.deleteLater()
    assert checked == ["Lossless"]
    choose(made, "Lossless")
    assert chips(made) == []


def test_another_list_opens_without_filters(made, qtbot):
    choose(made, "Never played")
    made.page.show_scope(Scope.LIKED)
    assert chips(made) == []
    qtbot.waitUntil(lambda: titles(made) == ["Jóga 100%"])


def test_an_empty_list_says_which_filter_was_too_much(made, qtbot):
    choose(made, "Missing files")
    made.field.set_text("barometer")
    qtbot.waitUntil(lambda: made.page._stack.currentWidget() is made.page._empty)
    assert made.page._empty.message.body == "No track fits “Missing files, barometer”."
    qtbot.waitUntil(lambda: made.page._empty.message.hint == "1 track matches without it.")
    choice = made.page._empty.message.choices[0]
    choice.run()
    qtbot.waitUntil(lambda: len(made.model.ids) == 1)


def test_terms_with_spaces_are_left_out_whole(made, qtbot):
    made.field.set_text('"blue hour" genre:nothing')
    qtbot.waitUntil(
        lambda: (
            [choice.words for choice in made.page._empty.message.choices][:1]
            == ["Remove “genre:nothing”"]
        )
    )
    made.page._empty.message.choices[0].run()
    qtbot.waitUntil(lambda: titles(made) == ["Blue Hour"])


@pytest.mark.parametrize(("width", "height"), [(900, 700), (1200, 600)])
def test_a_small_window_has_the_filters_behind_a_funnel(made, qtbot, width, height):
    choose(made, "Liked")
    made.window.resize(width, height)
    qtbot.waitUntil(lambda: not made.page._filters.isVisible())
    funnel = made.page._header._filters
    assert funnel.isVisible()
    assert funnel.isChecked()
    made.window.resize(1440, 700)
    qtbot.waitUntil(made.page._filters.isVisible)
    assert not funnel.isVisible()


def test_chips_wrap_and_stand_on_the_side_that_is_read_first(made, qtbot):
    row = made.page._filters
    for _, name in USUAL:
        if name:
            choose(made, name)
    lines = {chip.y() for chip in row._chips}
    assert len(lines) > 1
    assert row.height() > 38
    assert all(row.rect().contains(chip.geometry()) for chip in (*row._chips, row._add))
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row._arrange()
    assert row._chips[0].geometry().right() > row.width() - 40

"""Menus are drawn by us: their letters, their shadows, and where they stand."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from mtplayer.ui.commands import commands
from mtplayer.ui.commands.command import Area, Where
from mtplayer.ui.commands.main_menu import main_menu
from mtplayer.ui.widgets.menu import Menu, plain
from mtplayer.ui.widgets.menu_letters import NONE, letters_of
from mtplayer.ui.widgets.popup_ground import SHADOW
from tests.fakes.window import FakeWindow

ALT = Qt.Key.Key_Alt
LEFT = Qt.MouseButton.LeftButton
MOST_ROWS = 12
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def it(theme, qtbot):
    it = FakeWindow(theme)
    qtbot.addWidget(it.window)
    it.window.resize(960, 640)
    with qtbot.waitExposed(it.window):
        it.window.show()
    it.window.activateWindow()
    return it


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.resize(600, 400)
    qtbot.addWidget(window)
    window.show()
    return window


def made(theme, window, *rows):
    """Return a menu, and what was chosen in it."""
    menu, chosen = Menu(theme, window), []
    for words in rows:
        menu.addAction(words.replace("&", "&&")).triggered.connect(partial(chosen.append, words))
    return menu, chosen


def open_menus(window):
    return [one for one in window.findChildren(Menu) if one.isVisible()]


def close(window):
    for menu in open_menus(window):
        menu.close()


def rows(menu):
    return [one for one in menu.actions() if not one.isSeparator()]


# ---- letters ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        (["Play", "Playlists", "Library"], "PaL"),
        (["Undo", "Redo", "Quit"], "URQ"),
        (["“Mix”…", "Mix", "Mi"], "Mi"),
        (["…", "Go"], "G"),
        (["再生", "再開"], "再開"),
    ],
)
def test_every_row_has_a_letter_of_its_own_as_long_as_there_are_some(words, letters):
    places = letters_of([(one, "") for one in words])
    found = [one[at] for one, at in zip(words, places, strict=True) if at != NONE]
    assert "".join(found) == letters


def test_a_row_keeps_the_letter_that_is_its_key():

    places = letters_of([("Quick", ""), ("Add to queue", "Q")])
    assert places == [1, 7]


def test_a_letter_chooses_a_row(theme, window, qtbot):
    menu, chosen = made(theme, window, "Play", "R&B & Soul")
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    qtbot.keyClick(menu, Qt.Key.Key_R)
    assert chosen == ["R&B & Soul"]
    assert not menu.isVisible()


def test_letters_are_underlined_for_those_who_use_keys(theme, window, qtbot):
    menu, _ = made(theme, window, "Play", "Queue")
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    before = picture(menu)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    menu.setActiveAction(None)
    assert picture(menu) != before
    menu.close()


def picture(menu):
    found = QImage(menu.size(), QImage.Format.Format_ARGB32_Premultiplied)
    found.fill(Qt.GlobalColor.transparent)
    menu.render(found, QPoint(), menu.rect(), QWidget.RenderFlag.DrawChildren)
    return found


# ---- where it stands ----------------------------------------------------------------------------


def test_what_one_sees_of_a_menu_begins_where_it_was_asked_to(theme, window):
    menu, _ = made(theme, window, "Play")
    at = window.mapToGlobal(QPoint(100, 100))
    menu.popup(at)
    assert menu.pos() + menu.contentsRect().topLeft() == at
    menu.close()


def test_a_shadow_falls_around_a_menu(theme, window):
    menu, _ = made(theme, window, "Play")
    menu.popup(window.mapToGlobal(QPoint(100, 100)))
    seen = picture(menu)
    middle = seen.width() // 2
    shade = [seen.pixelColor(middle, seen.height() - SHADOW + at).alpha() for at in (1, 5, 11)]
    assert shade == sorted(shade, reverse=True)
    assert shade[0] > shade[-1]
    assert seen.pixelColor(0, 0).alpha() == 0
    menu.close()


def test_a_submenu_lies_beside_its_row(theme, window, qtbot):
    menu, _ = made(theme, window, "Play")
    below = Menu(theme, menu, "More")
    below.addAction("This")
    menu.addMenu(below)
    menu.popup(window.mapToGlobal(QPoint(100, 100)))
    qtbot.keyClick(menu, Qt.Key.Key_M)
    qtbot.waitUntil(below.isVisible)
    over = menu.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    card = below.geometry().adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
    assert card.left() == over.right() - 1
    row = menu.mapToGlobal(menu.actionGeometry(below.menuAction()).topLeft()).y()
    assert below.mapToGlobal(below.actionGeometry(below.actions()[0]).topLeft()).y() == row
    menu.close()


# ---- the menu of the window ---------------------------------------------------------------------


def test_the_main_menu_fits_into_the_smallest_window(it, theme):
    menu = main_menu(theme, it.window.actions_, it.services.settings, it.window)
    assert len(rows(menu)) <= MOST_ROWS
    for part in (menu, *(one.menu() for one in rows(menu) if one.menu())):
        assert part.sizeHint().height() < theme.size.window_min_height


def test_every_command_of_the_window_is_in_the_menu_with_its_key(it, theme):
    menu = main_menu(theme, it.window.actions_, it.services.settings, it.window)
    there = {one for part in (menu, *menu.findChildren(Menu)) for one in part.actions()}
    missing = [
        command.id
        for command in commands.ALL
        if command.where is Where.WINDOW
        and command.area in (Area.GO_TO, Area.APP)
        and command not in (commands.MENU, commands.CLOSE)
        and it.window.actions_[command] not in there
    ]
    assert missing == []


def test_letters_lead_through_the_menu(it, qtbot):
    it.window.actions_[commands.MENU].trigger()
    (menu,) = open_menus(it.window)
    assert plain(menu.activeAction().text()) == "Library"
    qtbot.keyClick(menu, Qt.Key.Key_G)
    qtbot.waitUntil(lambda: len(open_menus(it.window)) == 2)
    go = next(one for one in open_menus(it.window) if one is not menu)
    qtbot.keyClick(go, Qt.Key.Key_L)
    assert it.tracks.shown[-1] == "liked"
    assert not open_menus(it.window)


def test_a_menu_that_was_closed_is_gone(it, qtbot):
    before = len(it.window.findChildren(Menu))
    for _ in range(2):
        it.window.actions_[commands.MENU].trigger()
        close(it.window)
    qtbot.waitUntil(lambda: len(it.window.findChildren(Menu)) == before)


def test_alt_alone_opens_the_menu(it, qtbot):
    qtbot.keyClick(it.tracks, ALT)
    (menu,) = open_menus(it.window)
    assert menu.is_by_keys
    close(it.window)


def test_alt_with_something_else_opens_none(it, qtbot):
    qtbot.keyPress(it.tracks, ALT)
    qtbot.keyClick(it.tracks, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    qtbot.keyRelease(it.tracks, ALT)
    qtbot.keyPress(it.tracks, ALT)
    qtbot.mouseClick(it.tracks.viewport(), LEFT)
    qtbot.keyRelease(it.tracks, ALT)
    assert not open_menus(it.window)
    # The next time it is pressed alone it works again.
    qtbot.keyClick(it.tracks, ALT)
    assert open_menus(it.window)
    close(it.window)

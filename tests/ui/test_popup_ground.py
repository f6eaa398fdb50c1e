"""Menus have round corners also where nothing mixes windows: there they are cut off."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from mtplayer.ui.bar.volume import VolumePopup
from mtplayer.ui.look import compositing
from mtplayer.ui.widgets.menu import Menu

CORNER = QPoint(0, 0)
# Widgets know their masks all the same.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture(params=["menu", "volume"])
def popup(request, theme, window):
    if request.param == "menu":
        popup = Menu(theme, window)
        popup.addAction("Play")
    else:
        popup = VolumePopup(theme, window)
        popup.resize(120, 40)
    return popup


def shown(popup, qtbot):
    popup.move(0, 0)
    popup.show()
    qtbot.waitUntil(popup.isVisible)
    return popup


def test_corners_are_see_through_where_windows_are_mixed(popup, qtbot):
    assert shown(popup, qtbot).mask().isEmpty()
    popup.close()


def test_corners_are_cut_off_where_they_would_be_black(popup, theme, qtbot, monkeypatch):
    monkeypatch.setattr(compositing, "is_composited", lambda: False)
    mask = shown(popup, qtbot).mask()
    assert not mask.contains(CORNER)
    assert mask.contains(popup.rect().center())
    picture = QImage(popup.size(), QImage.Format.Format_ARGB32)
    picture.fill(QColor("black"))
    popup.render(picture, mask.boundingRect().topLeft(), mask)
    black = [
        (x, y)
        for x in range(popup.width())
        for y in range(popup.height())
        if mask.contains(QPoint(x, y)) and picture.pixelColor(x, y).lightness() < 20
    ]
    assert not black
    popup.close()


def test_a_menu_that_grows_is_cut_anew(theme, window, qtbot, monkeypatch):
    monkeypatch.setattr(compositing, "is_composited", lambda: False)
    menu = shown(Menu(theme, window), qtbot)
    before = menu.mask().boundingRect().height()
    menu.addAction("Play")
    menu.resize(menu.width(), before + 40)
    assert menu.mask().boundingRect().height() == before + 40
    menu.close()


def test_elsewhere_than_on_x11_windows_are_mixed():
    assert compositing.is_composited()

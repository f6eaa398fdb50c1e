"""The question which albums are editions of one."""

import pytest
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import AlbumId
from mtplayer.ui.dialogs.merge_editions import MergeEditions, add_edition_actions
from mtplayer.ui.first_run.check_row import CheckRow
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.text_button import TextButton
from tests.fakes.services import fake_services


@pytest.fixture
def window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    return window


@pytest.fixture
def services():
    return fake_services()


def opened(theme, services, window):
    menu = Menu(theme, window)
    add_edition_actions(menu, theme, services, AlbumId(1), window)
    merge, split = menu.actions()
    assert split.text() == "Split"
    merge.trigger()
    return next(w for w in window.findChildren(MergeEditions) if w.isVisible())


def button(dialog, text):
    return next(b for b in dialog.findChildren(TextButton) if b.text().startswith(text))


def test_checked_editions_become_a_part_of_the_album(theme, services, window):
    dialog = opened(theme, services, window)
    (row,) = dialog.findChildren(CheckRow)
    assert row.accessibleName() == "X (Deluxe)"
    assert button(dialog, "Merge").text() == "Merge 2 albums"
    row.click()
    assert not button(dialog, "Merge").isEnabled()
    row.click()
    button(dialog, "Merge").click()
    assert services.editions.calls == [("merge", [2], 1)]


def test_cancelling_merges_nothing(theme, services, window):
    button(opened(theme, services, window), "Cancel").click()
    assert services.editions.calls == []


def test_the_menu_splits_an_album(theme, services, window):
    menu = Menu(theme, window)
    add_edition_actions(menu, theme, services, AlbumId(1), window)
    menu.actions()[1].trigger()
    assert services.editions.calls == [("split", 1)]

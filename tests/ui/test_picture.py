"""A picture is taken when everything in the window is painted, and not before."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from mtplayer.cli.screenshot import SETTINGS
from mtplayer.core import options
from mtplayer.core.library.tracks import Scope
from mtplayer.ui import picture
from mtplayer.ui.first_run.welcome import WelcomePage
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.picture import Photographer, PictureNotTaken
from mtplayer.ui.settings.sheet import SettingsSheet
from mtplayer.ui.settings.words import sections
from mtplayer.ui.widgets.menu import Menu
from tests.fakes.window import FakeWindow

pytestmark = [pytest.mark.blocking, pytest.mark.qt_log_ignore("This plugin does not support")]


@pytest.fixture
def it(theme: Theme, qtbot: QtBot) -> FakeWindow:
    it = FakeWindow(theme)
    qtbot.addWidget(it.window)
    return it


class Taking:
    """One picture on its way."""

    def __init__(self, it: FakeWindow, out: Path, view: str) -> None:
        self.ended: list[PictureNotTaken | None] = []
        Photographer(it.window, out, self.ended.append).take(view, 900, 600)


def test_rows_and_covers_are_waited_for(it: FakeWindow, qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    it.tracks.waiting = True
    taking = Taking(it, out, "recently-added")
    qtbot.wait(5 * picture.LOOK_EVERY_MS)
    assert taking.ended == []
    it.tracks.waiting = False
    qtbot.waitUntil(lambda: taking.ended == [None])
    image = QImage(str(out))
    assert (image.width(), image.height()) == (900, 600)
    assert it.tracks.shown[-1] is Scope.RECENTLY_ADDED


def test_the_welcome_page_is_a_view_too(it: FakeWindow, qtbot: QtBot, tmp_path: Path) -> None:
    taking = Taking(it, tmp_path / "a.png", "welcome")
    qtbot.waitUntil(lambda: taking.ended == [None])
    assert isinstance(it.window._stack.currentWidget(), WelcomePage)


def test_a_window_that_never_rests_is_a_problem_in_words(
    it: FakeWindow, qtbot: QtBot, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(picture, "WITHIN_S", 0)
    it.tracks.waiting = True
    taking = Taking(it, tmp_path / "a.png", "tracks")
    qtbot.waitUntil(lambda: len(taking.ended) == 1)
    assert "not ready" in str(taking.ended[0])


def test_a_file_that_cannot_be_written_is_a_problem_in_words(
    it: FakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    taking = Taking(it, tmp_path / "no folder" / "a.png", "tracks")
    qtbot.waitUntil(lambda: len(taking.ended) == 1)
    assert "could not be written" in str(taking.ended[0])


def test_a_menu_that_is_open_is_in_the_picture(
    it: FakeWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    plain, opened = tmp_path / "a.png", tmp_path / "b.png"
    Taking(it, plain, "tracks")
    taking = Taking(it, opened, "menu")
    qtbot.waitUntil(lambda: taking.ended == [None])
    assert QImage(str(plain)) != QImage(str(opened))
    for menu in it.window.findChildren(Menu):
        menu.close()


def test_every_page_of_the_settings_is_a_view(it: FakeWindow, qtbot: QtBot, tmp_path: Path) -> None:
    shown = tuple(option for option in options.ALL if option.shown)
    assert set(SETTINGS) == {f"settings-{section.key}" for section in sections(shown)}
    taking = Taking(it, tmp_path / "a.png", "settings-lists")
    qtbot.waitUntil(lambda: taking.ended == [None])
    assert it.window.findChild(SettingsSheet) is not None

"""A picture is taken when everything in the window is painted, and not before."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from mtplayer.core.library.tracks import Scope
from mtplayer.ui import picture
from mtplayer.ui.pages.welcome import WelcomePage
from mtplayer.ui.picture import Photographer, PictureNotTaken
from mtplayer.ui.theme import Theme
from tests.fakes.window import FakeWindow

pytestmark = pytest.mark.blocking


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

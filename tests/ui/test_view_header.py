"""The head of a page keeps what matters in sight, however long its title is."""

import pytest
from PySide6.QtWidgets import QWidget

from mtplayer.ui.pages.view_header import ViewHeader

LONG = "A smart playlist with a name that is longer than any window is wide " * 3


@pytest.fixture
def head(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    head = ViewHeader(theme, window)
    head.show_title("Tracks")
    head.show_counts("1,204 tracks · 3 d 14 h", "1,204 tracks")

    def resized(width):
        # The window is wide: panels take from the room of the page.
        window.resize(1300, 800)
        head.resize(width, 60)
        window.show()
        head.layout().activate()
        return head

    head.resized = resized
    return head


def test_shuffle_gives_its_words_up_before_the_counts_are_cut(head):
    assert not head.resized(900)._shuffle.isHidden()
    head.show_title("5 stars, not in a year, and liked")
    head.resized(640)
    assert head._shuffle.isHidden()
    assert not head._shuffle_glyph.isHidden()
    head.layout().activate()
    assert head._counts._shown() == "1,204 tracks"
    assert not head.resized(900)._shuffle.isHidden()


def test_a_long_title_is_cut_and_holds_no_window_wide(head):
    head.show_title(LONG)
    head.resized(700)
    assert head.minimumSizeHint().width() < 400
    assert head._title._shown().endswith("…")
    assert head._play.geometry().right() < 700

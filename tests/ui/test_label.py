"""What is too long says all of it in its tooltip, and keeps the end that matters."""

import pytest

from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu_button import MenuButton

WORDS = "/mnt/nas/Music › Moth Parade › 2024 Lamplighter"


def test_the_end_of_a_path_is_kept(theme, qtbot):
    label = Label(theme, WORDS, ends=True)
    qtbot.addWidget(label)
    label.resize(160, 20)
    assert label._shown().startswith("…")
    assert label._shown().endswith("Lamplighter")
    label.resize(900, 20)
    assert label._shown() == WORDS


def test_of_other_lines_the_beginning_is_kept(theme, qtbot):
    label = Label(theme, WORDS, elides=True)
    qtbot.addWidget(label)
    label.resize(160, 20)
    assert label._shown().startswith("/mnt")
    assert label._shown().endswith("…")


def test_a_choice_that_is_cut_is_told(theme, qtbot):
    button = MenuButton(theme, "Relation", ["is longer ago than", "is"])
    qtbot.addWidget(button)
    button.resize(90, 28)
    assert "is longer ago than" in button.tip()
    button.choose(1)
    assert "Relation" in button.tip()


def test_where_a_text_does_not_fit_its_short_form_stands_for_it(theme, qtbot):
    label = Label(theme, elides=True)
    qtbot.addWidget(label)
    label.show_text("10 tracks · 1 h 19 min", short="10 tracks")
    label.resize(300, 20)
    assert label._shown() == "10 tracks · 1 h 19 min"
    label.resize(90, 20)
    assert label._shown() == "10 tracks"
    assert label.text() == "10 tracks · 1 h 19 min"


@pytest.mark.parametrize("words", ["Tracks", "Albums", "Artists", "Genres", "Folders", "Élan, i"])
def test_a_label_as_wide_as_it_asks_for_is_not_cut(theme, qtbot, words):
    for role in (FontRole.TITLE, FontRole.BODY, FontRole.SECTION):
        label = Label(theme, words, role, elides=True)
        qtbot.addWidget(label)
        label.resize(label.sizeHint())
        assert label._shown() == words

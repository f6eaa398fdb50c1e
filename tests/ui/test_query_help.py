"""Colours, suggestions and corrections in the search field."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mtplayer.core.queries.query_fields import Field
from mtplayer.ui.search.query_edit import QueryEdit

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NAMES = {Field.ARTIST: ["Sigur Rós", "Sigrid"], Field.GENRE: ["Ambient"]}


@pytest.fixture
def field(qtbot, theme):
    window = QWidget()
    window.resize(800, 500)
    asked = []

    def values(of, typed, most, done):
        asked.append((of, typed, done))
        done(NAMES.get(of, []))

    field = QueryEdit(theme, "Ctrl F", values=values)
    field.asked = asked
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addStretch()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field._line.hasFocus)
    field.box = window
    return field


def press(field, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(field._line, key, modifiers)


def offered(field):
    return [line.words for line in field.help.popup.lines] if field.help.is_open else []


def colors(field):
    formats = field._line.document().firstBlock().layout().formats()
    text = field.text().encode("utf-16-le")
    part = {}
    for one in formats:
        raw = text[2 * one.start : 2 * (one.start + one.length)]
        part[raw.decode("utf-16-le")] = QTextCharFormat(one.format)
    return part


def test_parts_of_the_query_have_their_colours(field, theme):
    QTest.keyClicks(field._line, "moth rating:>=3 -genre:podcast")
    found = {words: style.foreground().color() for words, style in colors(field).items()}
    look = theme.colors
    assert found["rating"] == look.syn_key
    assert found[":"] == look.syn_op
    assert found[">=3"] == look.syn_val
    assert found["-"] == look.syn_neg
    assert found["moth"] == look.fg_1


def test_an_unknown_key_is_underlined_in_danger_also_after_an_emoji(field, theme):
    field._line.insertPlainText("🎵🎵 genr:rock")
    style = colors(field)["genr"]
    assert style.underlineColor() == theme.colors.danger
    assert style.underlineStyle() == style.UnderlineStyle.WaveUnderline


def test_one_click_mends_an_unknown_key(field):
    field._line.insertPlainText("moth genr:rock")
    assert offered(field)[:2] == ["There is no key “genr”.", "genre"]
    view = field.help.popup._view
    area = view.visualRect(view.model().index(1, 0))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert field.text() == "moth genre:rock"
    assert not field.help.is_open
    assert field._line.hasFocus()


def test_a_remark_cannot_be_chosen(field):
    field._line.insertPlainText("year:soon")
    assert offered(field) == ["“soon” is no value of year. Try year:1994..2006."]
    view = field.help.popup._view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    press(field, KEY.Key_Up)
    press(field, KEY.Key_Return)
    assert field.text() == "year:soon"


def test_tab_completes_a_key_and_then_a_value(field):
    QTest.keyClicks(field._line, "arti")
    assert offered(field) == ["artist:", "artistsort:"]
    press(field, KEY.Key_Tab)
    assert field.text() == "artist:"
    QTest.keyClicks(field._line, "sig")
    assert field.asked[-1][:2] == (Field.ARTIST, "sig")
    assert offered(field) == ['"Sigur Rós"', '"Sigrid"']
    press(field, KEY.Key_Down)
    press(field, KEY.Key_Down)
    press(field, KEY.Key_Return)
    assert field.text() == 'artist:"Sigrid" '
    assert not field.help.is_open


def test_down_leads_to_the_tracks_while_words_are_typed(field):
    entered = []
    field.entered_list.connect(entered.append)
    QTest.keyClicks(field._line, "gen")
    assert field.help.is_open
    press(field, KEY.Key_Down)
    assert entered == [None]


def test_escape_closes_the_suggestions_before_it_clears(field):
    QTest.keyClicks(field._line, "genre:")
    assert offered(field) == ['"Ambient"']
    press(field, KEY.Key_Escape)
    assert (field.help.is_open, field.text()) == (False, "genre:")
    press(field, KEY.Key_Escape)
    assert field.text() == ""


def test_ctrl_space_shows_every_key(field):
    press(field, KEY.Key_Space, CTRL)
    assert len(offered(field)) == len(Field)
    press(field, KEY.Key_Down)
    press(field, KEY.Key_Tab)
    assert field.text() == "any:"


def test_late_names_of_another_word_are_not_shown(field):
    QTest.keyClicks(field._line, "artist:s")
    late = field.asked[-1][2]
    field._line.replace_text("moth ")
    assert not field.help.is_open
    late(["Sigrid"])
    assert not field.help.is_open


def test_suggestions_leave_with_the_focus(field, qtbot):
    QTest.keyClicks(field._line, "genre:")
    assert field.help.is_open
    field._line.clearFocus()
    qtbot.waitUntil(lambda: not field.help.is_open)


def test_suggestions_can_be_read_aloud(field):
    QTest.keyClicks(field._line, "is:li")
    view = field.help.popup._view
    assert view.accessibleName() == "Suggestions"
    spoken = view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "liked, State"


def test_backspace_in_an_empty_field_takes_the_last_filter(field):
    emptied = []
    field.emptied.connect(emptied.append)
    QTest.keyClicks(field._line, "a")
    press(field, KEY.Key_Backspace)
    assert emptied == []
    press(field, KEY.Key_Backspace)
    assert emptied == [None]

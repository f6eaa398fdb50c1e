"""Smart playlists in the window: made, edited, shown, frozen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from mtplayer.core.library.tracks import SortKey
from mtplayer.core.queries.query import Op
from mtplayer.core.queries.query_fields import Field
from mtplayer.core.queries.rules import Relation, Rule
from mtplayer.core.queries.smart_lists import Choice, Limit, SmartList, Sorting, Unit, from_json
from mtplayer.ui.commands import commands
from mtplayer.ui.search.suggestion_list import SuggestionList
from mtplayer.ui.smart.editor import SmartEditor
from mtplayer.ui.smart.known import Known
from mtplayer.ui.smart.rule_row import RuleRow
from mtplayer.ui.smart.value_editors import AgoValue, LineValue, ListValue, StarsValue
from mtplayer.ui.smart.words import SUBJECTS, Subject, is_usual, relations, subject_name
from mtplayer.ui.views import OneOf, View
from tests.fakes.tracks_window import on_screen

KEPT = "SELECT name, rules FROM playlists WHERE kind = 'smart' AND deleted_at IS NULL"


@pytest.fixture
def made(tmp_path, theme, qtbot):
    world = on_screen(tmp_path, theme, qtbot)
    yield world
    world.close()


def opened(made, qtbot, **wish):
    made.services.edit_smart(**wish)
    editor = made.window.findChild(SmartEditor)
    qtbot.waitUntil(lambda: editor.preview.found is not None)
    return editor


def kept(made):
    with made.reader_of() as connection:
        return [(name, from_json(rules)) for name, rules in connection.execute(KEPT)]


def titles(made):
    return [made.services.rows.rows([id_])[0].title for id_ in made.model.ids]


def waited(qtbot, editor, tracks):
    preview = editor.preview
    qtbot.waitUntil(lambda: preview.found is not None and preview.found.tracks == tracks)


def test_a_new_smart_playlist_is_made_by_its_command_and_shown(made, qtbot):
    made.actions[commands.NEW_SMART_PLAYLIST].trigger()
    editor = made.window.findChild(SmartEditor)
    editor.name.setText("Glass")
    row = editor.group.add_rule(Rule(Field.ARTIST, Relation(Op.IS), ()))
    qtbot.keyClicks(row.findChild(QLineEdit), "glasshouse radio")
    assert editor.query.text() == 'artist:="glasshouse radio"'
    waited(qtbot, editor, 2)
    assert [track.title for track in editor.preview.found.rows] == ["Barometer", "Blue Hour"]
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(made) == ["Barometer", "Blue Hour"])
    [(name, smart)] = kept(made)
    assert (name, smart.query) == ("Glass", 'artist:="glasshouse radio"')
    assert made.state.get("window.place", "").startswith("smart:")


def test_rules_and_query_say_the_same_both_ways(made, qtbot):
    editor = opened(made, qtbot, query="rating:>=4 (genre:rock | is:liked)")
    assert len(editor.rules.parts) == 2
    editor.query.setFocus()
    editor.query.findChild(QLineEdit)
    editor.query.typed.emit("year:1994")
    assert editor.rules.parts == (Rule(Field.YEAR, Relation(Op.EQUAL), ("1994",)),)
    editor.group.add_group()
    inner = editor.group.parts[1].parts[0]
    assert isinstance(inner, RuleRow)
    inner._choose_subject(Subject(Field.IS, "liked"))
    assert editor.query.text() == "year:1994 is:liked"
    assert editor.smart.query == "year:1994 is:liked"
    inner._answer(False)
    assert editor.query.text() == "year:1994 -is:liked"


def test_a_query_that_is_no_rules_stays_and_says_so(made, qtbot):
    editor = opened(made, qtbot, query="genr:rock")
    assert editor.note.isVisibleTo(editor)
    assert "genr:rock" in editor.note.text()
    assert editor.smart.query == "genr:rock"


def test_a_rule_that_lacks_something_says_what_and_asks_nothing(made, qtbot):
    editor = opened(made, qtbot, query="comment:~vinyl")
    waited(qtbot, editor, 0)
    [row] = editor.group.parts
    line = row.findChild(QLineEdit)
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert row.why == "Type something to look for, or remove this rule."
    assert editor.query.text() == ""
    waited(qtbot, editor, 6)


def test_limit_order_and_artists_are_kept(made, qtbot):
    editor = opened(made, qtbot)
    limits = editor.limits
    limits.limited.click()
    limits.amount.setValue(3)
    limits.unit.picked.emit(list(Unit).index(Unit.TRACKS))
    limits.choice.picked.emit(list(Choice).index(Choice.MOST_PLAYED))
    limits.keys[0].picked.emit(4)
    limits.ways[0].click()
    limits.capped.click()
    limits.cap.setValue(1)
    waited(qtbot, editor, 3)
    assert editor.smart == SmartList(
        limit=Limit(3),
        choice=Choice.MOST_PLAYED,
        per_artist=1,
        sorting=(Sorting(SortKey.TITLE, descending=True),),
    )
    limits.whole.click()
    assert editor.smart.whole_albums
    qtbot.keyClick(editor.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(kept(made)))
    assert kept(made)[0][1].limit == Limit(3)


def saved(made, qtbot, name, smart):
    ids = []
    made.smart.create(name, smart, ids.append)
    qtbot.waitUntil(lambda: bool(ids))
    return ids[0]


def test_a_shown_list_follows_its_rules_and_what_they_ask(made, qtbot):
    playlist = saved(made, qtbot, "Liked", SmartList(query="is:liked", choice=Choice.TITLE))
    made.services.go(OneOf(View.SMART, playlist))
    qtbot.waitUntil(lambda: titles(made) == ["Jóga 100%"])
    made.favorites.toggle(made.ids[:1])
    qtbot.waitUntil(lambda: titles(made) == ["Barometer", "Jóga 100%"])
    editor = opened(made, qtbot, playlist=playlist)
    assert editor.name.text() == "Liked"
    editor.query.typed.emit("plays:>0")
    editor.save()
    qtbot.waitUntil(lambda: titles(made) == ["Lamplighter"])
    made.undo.undo()
    qtbot.waitUntil(lambda: titles(made) == ["Barometer", "Jóga 100%"])


def test_a_list_that_is_not_live_stays_as_it_is(made, qtbot):
    still = SmartList(query="is:liked", live=False)
    playlist = saved(made, qtbot, "Still", still)
    made.services.go(OneOf(View.SMART, playlist))
    qtbot.waitUntil(lambda: titles(made) == ["Jóga 100%"])
    with qtbot.waitSignal(made.smart.changed):
        made.favorites.toggle(made.ids[:1])
    qtbot.wait(20)
    assert titles(made) == ["Jóga 100%"]
    made.services.go(OneOf(View.SMART, playlist + 1))
    made.services.go(OneOf(View.SMART, playlist))
    qtbot.waitUntil(lambda: len(titles(made)) == 2)


def test_a_name_that_is_taken_is_said_in_the_editor(made, qtbot):
    saved(made, qtbot, "Liked", SmartList(query="is:liked"))
    playlist = saved(made, qtbot, "Other", SmartList())
    editor = opened(made, qtbot, playlist=playlist)
    editor.name.setText("Liked")
    editor.save()
    assert made.window.findChild(SmartEditor) is editor
    assert editor.refusal == "“Liked” is the name of another playlist."
    editor.leave()


def test_what_was_left_unsaved_is_there_again_until_it_is_cancelled(made, qtbot):
    editor = opened(made, qtbot)
    editor.name.setText("Half done")
    editor.query.typed.emit("year:1994")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: made.window.findChild(SmartEditor) is None)
    editor = opened(made, qtbot)
    assert (editor.name.text(), editor.smart.query) == ("Half done", "year:1994")
    editor.cancel_button.click()
    qtbot.waitUntil(lambda: made.window.findChild(SmartEditor) is None)
    assert opened(made, qtbot).smart == SmartList()


def test_what_is_searched_becomes_a_smart_playlist(made, qtbot):
    made.field.set_text("glasshouse | moth")
    qtbot.waitUntil(lambda: len(made.model.ids) == 3)
    made.page._filters.save_wanted.emit(None)
    editor = made.window.findChild(SmartEditor)
    assert editor.smart.query == "glasshouse | moth"
    editor.leave()


def test_a_smart_playlist_is_deleted_from_its_editor_and_brought_back(made, qtbot):
    playlist = saved(made, qtbot, "Liked", SmartList(query="is:liked"))
    editor = opened(made, qtbot, playlist=playlist)
    editor.delete_button.click()
    qtbot.waitUntil(lambda: made.playlists.row(playlist) is None)
    assert kept(made) == []
    made.undo.undo()
    qtbot.waitUntil(lambda: len(kept(made)) == 1)


def test_a_template_fills_the_editor(made, qtbot):
    editor = opened(made, qtbot)
    editor.begin_with(SmartList(query="year:1980..1989"), "The 80s")
    assert editor.name.text() == "The 80s"
    assert editor.rules.parts == (Rule(Field.YEAR, Relation(Op.BETWEEN), ("1980", "1989")),)


@pytest.mark.parametrize(
    ("rule", "editor"),
    [
        (Rule(Field.COMMENT, Relation(Op.CONTAINS), ("a",)), LineValue),
        (Rule(Field.ADDED, Relation(Op.LESS, ago=True), ("6mo",)), AgoValue),
        (Rule(Field.RATING, Relation(Op.AT_LEAST), ("3.5",)), StarsValue),
        (Rule(Field.IN, Relation(Op.IS), ("Late",)), ListValue),
    ],
)
def test_each_kind_of_value_has_its_editor(theme, qtbot, rule, editor):
    row = RuleRow(theme, rule, Known(lambda: ["Late", "Other"]))
    qtbot.addWidget(row)
    assert isinstance(row.editor, editor)
    assert row.editor.values() == rule.values


def test_every_field_and_state_can_be_chosen_and_every_relation_shown(theme, qtbot):
    subjects = [subject for _, some in SUBJECTS for subject in some]
    assert len(set(subjects)) == len(subjects)
    assert {subject.field for subject in subjects} == set(Field)
    for subject in subjects:
        assert subject_name(subject)
    for field in Field:
        offered = relations(field)
        assert len({words for _, words in offered}) == len(offered)
        assert is_usual(offered[0][0], field)


def test_tokens_are_added_and_taken_away_by_key(theme, qtbot):
    row = RuleRow(theme, Rule(Field.GENRE, Relation(Op.IS), ("Rock", "Pop")), Known(list))
    qtbot.addWidget(row)
    line = row.findChild(QLineEdit)
    qtbot.keyClicks(line, "Folk")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert row.rule.values == ("Rock", "Pop", "Folk")
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    assert row.rule.values == ("Rock", "Pop")


def test_names_of_the_library_are_suggested_and_taken_by_key(made, qtbot):
    editor = opened(made, qtbot)
    row = editor.group.add_rule(Rule(Field.ARTIST, Relation(Op.IS), ()))
    line = row.findChild(QLineEdit)
    made.window.activateWindow()
    qtbot.waitUntil(lambda: line.isVisible() and made.window.isActiveWindow())
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    qtbot.keyClicks(line, "moth")
    qtbot.waitUntil(lambda: made.window.findChild(SuggestionList) is not None)
    popup = made.window.findChild(SuggestionList)
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert row.rule.values == ("Moth Parade",)
    assert editor.query.text() == 'artist:="Moth Parade"'
    assert not popup.isVisible()

"""Rules of a smart playlist are taken to other places, by pointer and by keys."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from mtplayer.core.queries.rules import DEEPEST, RuleGroup
from mtplayer.ui.smart.editor import SmartEditor
from tests.fakes.tracks_window import on_screen

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
QUERY = "rating:>=4 year:1994 (plays:3 | is:liked)"


@pytest.fixture
def made(tmp_path, theme, qtbot):
    world = on_screen(tmp_path, theme, qtbot)
    yield world
    world.close()


@pytest.fixture
def editor(made, qtbot):
    made.services.edit_smart(query=QUERY)
    editor = made.window.findChild(SmartEditor)
    qtbot.waitUntil(lambda: editor.preview.found is not None)
    return editor


def kept(made):
    with made.reader_of() as connection:
        return [row[0] for row in connection.execute("SELECT rules FROM playlists")]


def inner(editor):
    return next(part for part in editor.group.parts if isinstance(part.value, RuleGroup))


def send(grip, kind, at):
    buttons = NONE if kind is QEvent.Type.MouseButtonRelease else LEFT
    button = NONE if kind is QEvent.Type.MouseMove else LEFT
    local = QPointF(grip.mapFromGlobal(at))
    QApplication.sendEvent(grip, QMouseEvent(kind, local, QPointF(at), button, buttons, PLAIN))


def pull(line, to):
    """Pull a row by its dots to a point of the screen, without letting go."""
    grip = line.grip
    send(grip, QEvent.Type.MouseButtonPress, grip.mapToGlobal(grip.rect().center()))
    send(grip, QEvent.Type.MouseMove, to - QPoint(0, 3))
    send(grip, QEvent.Type.MouseMove, to)
    return grip


def drag(line, to):
    send(pull(line, to), QEvent.Type.MouseButtonRelease, to)
    # The next one may come before the window has come to laying out its parts.
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def top_of(line):
    return line.mapToGlobal(QPoint(60, 1))


def end_of(line):
    return line.mapToGlobal(QPoint(60, line.height() - 1))


def test_a_rule_is_dragged_before_another_and_kept_there(made, editor, qtbot):
    lines = editor.group.lines
    drag(lines[1], top_of(lines[0]))
    assert editor.query.text() == "year:1994 rating:>=4 (plays:3 | is:liked)"
    editor.name.setText("Turned round")
    editor.save()
    qtbot.waitUntil(lambda: len(kept(made)) == 1)
    assert "year:1994 rating:>=4 (plays:3 | is:liked)" in kept(made)[0]


def test_a_rule_is_dragged_into_a_group_and_out_of_it(editor):
    drag(editor.group.lines[0], end_of(inner(editor).lines[0]))
    assert editor.query.text() == "year:1994 (plays:3 | rating:>=4 | is:liked)"
    drag(inner(editor).lines[2], end_of(editor.group.lines[0]))
    assert editor.query.text() == "year:1994 is:liked (plays:3 | rating:>=4)"


def test_a_group_is_dragged_as_a_whole_but_not_into_itself(editor):
    group = editor.group.lines[2]
    drag(group, end_of(inner(editor).lines[0]))
    assert editor.query.text() == QUERY
    drag(editor.group.lines[2], top_of(editor.group.lines[0]))
    assert editor.query.text() == "(plays:3 | is:liked) rating:>=4 year:1994"


def test_a_line_shows_where_a_rule_would_go_and_escape_leaves_it_there(made, editor, qtbot):
    line, ghost = editor.group.drag._line, editor.group.drag._ghost
    lines = editor.group.lines
    grip = pull(lines[0], end_of(lines[1]))
    assert line.isVisible()
    assert ghost.isVisible()
    assert abs(line.mapToGlobal(line.rect().center()).y() - end_of(lines[1]).y()) < 10
    QTest.keyClick(grip, Qt.Key.Key_Escape)
    assert not line.isVisible()
    send(grip, QEvent.Type.MouseButtonRelease, end_of(lines[1]))
    assert editor.query.text() == QUERY
    assert made.window.findChild(SmartEditor) is editor


def test_no_line_shows_where_nothing_would_change(editor):
    lines = editor.group.lines
    pull(lines[0], top_of(lines[1]))
    assert not editor.group.drag._line.isVisible()


def test_keys_take_a_rule_down_through_a_group_and_up_again(made, editor, qtbot):
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    editor.group.lines[0].grip.setFocus()
    seen = []
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down, CONTROL_SHIFT)
        seen.append(editor.query.text())
    assert seen == [
        "year:1994 rating:>=4 (plays:3 | is:liked)",
        "year:1994 (rating:>=4 | plays:3 | is:liked)",
        "year:1994 (plays:3 | rating:>=4 | is:liked)",
        "year:1994 (plays:3 | is:liked | rating:>=4)",
        "year:1994 (plays:3 | is:liked) rating:>=4",
    ]
    for _ in range(5):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up, CONTROL_SHIFT)
    assert editor.query.text() == QUERY


def test_keys_of_a_field_in_the_row_move_it_too(made, editor, qtbot):
    made.window.activateWindow()
    field = editor.group.lines[1].findChild(QLineEdit)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClick(field, Qt.Key.Key_Up, CONTROL_SHIFT)
    assert editor.query.text() == "year:1994 rating:>=4 (plays:3 | is:liked)"


def test_what_was_typed_stays_in_a_rule_that_is_not_finished(editor):
    row = editor.group.add_rule()
    line = next(one for one in editor.group.lines if one.part is row)
    QTest.keyClicks(row.findChild(QLineEdit), "am")
    drag(line, top_of(editor.group.lines[0]))
    assert editor.group.parts[0].value.values == ("am",)


def test_groups_go_no_deeper_than_can_be_shown(editor):
    box = inner(editor)
    while box.level < DEEPEST - 1:
        box = box.add_group()
    other = editor.group.add_group()
    line = next(one for one in editor.group.lines if one.part is other)
    before = editor.query.text()
    drag(line, end_of(box.lines[0]))
    assert box.group.parts == (box.lines[0].part.value,)
    assert editor.query.text() == before

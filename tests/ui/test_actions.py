"""Every command is there once, its key works where it should, and text fields win."""

from collections import Counter

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mtplayer.runtime.paths import data_dir
from mtplayer.ui.commands import commands, keyboard_list, playback_commands
from mtplayer.ui.commands.actions import Actions, keys_text
from mtplayer.ui.commands.command import Where
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.widgets.icon_button import Face, IconButton

# QTest knows no letter for a media key, and says so.
pytestmark = pytest.mark.qt_log_ignore("keyToAscii")


class Window(QWidget):
    """A field, a list of tracks and a button, with every command counted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.ran: list[str] = []
        self.actions_ = Actions(self)
        for command in commands.ALL:
            self.actions_.on(command, lambda name=command.id: self.ran.append(name))
        self.field, self.tracks, self.tiles = QLineEdit(), QListView(), QListView()
        self.button = IconButton(theme, "Shuffle", Face(icon="shuffle"))
        self.button.follow(self.actions_[playback_commands.SHUFFLE])
        layout = QVBoxLayout(self)
        for widget in (self.field, self.tracks, self.tiles, self.button):
            layout.addWidget(widget)
        self.actions_.attach(self)
        self.actions_.attach_tracks(self.tracks)
        self.actions_.attach_tiles(self.tiles)


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> Window:
    window = Window(theme)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    return window


def press(qtbot: QtBot, widget: QWidget, keys: str) -> None:
    for combination in QKeySequence(keys):
        qtbot.keyClick(widget, combination.key(), combination.keyboardModifiers())


def test_no_command_and_no_key_stands_twice() -> None:
    ids = Counter(command.id for command in commands.ALL)
    assert [name for name, count in ids.items() if count > 1] == []
    # A grid has Enter for opening, a list of tracks for playing.
    for place in (Where.TRACKS, Where.TILES):
        here = [command for command in commands.ALL if command.where in (place, Where.WINDOW)]
        keys = Counter(QKeySequence(key).toString() for command in here for key in command.keys)
        assert [name for name, count in keys.items() if count > 1] == []
        assert all(keys)


def test_every_key_runs_its_command_from_a_list_of_tracks(window: Window, qtbot: QtBot) -> None:
    window.tracks.setFocus()
    expected: list[str] = []
    for command in commands.ALL:
        if command.where is Where.TILES:
            continue
        for key in command.keys:
            press(qtbot, window.tracks, key)
            expected.append(command.id)
    assert window.ran == expected


def test_enter_opens_a_tile_and_the_keys_of_tracks_act_on_it(window: Window, qtbot: QtBot) -> None:
    window.tiles.setFocus()
    for keys in ("Return", "Ctrl+Return", "Shift+Return", "Q", "G, A"):
        press(qtbot, window.tiles, keys)
    assert window.ran == ["open", "play-opened", "play-next", "add-to-queue", "go-to-artist"]


def test_keys_of_tracks_need_the_list_and_those_of_the_window_do_not(
    window: Window, qtbot: QtBot
) -> None:
    window.setFocus()
    for command in commands.ALL:
        for key in command.keys:
            press(qtbot, window, key)
    assert set(window.ran) == {
        command.id for command in commands.ALL if command.keys and command.where is Where.WINDOW
    }


def test_a_text_field_keeps_letters_space_and_its_editing_keys(
    window: Window, qtbot: QtBot
) -> None:
    window.field.setFocus()
    qtbot.keyClicks(window.field, "quiet loud . , 5 /")
    for keys in ("Ctrl+A", "Delete", "Ctrl+Z", "Ctrl+Left"):
        press(qtbot, window.field, keys)
    assert window.ran == []


@pytest.mark.parametrize("focus", ["field", "tracks", "tiles", "button"])
def test_b29_one_press_of_a_media_key_does_one_thing_once_wherever_the_focus_is(
    window: Window, qtbot: QtBot, focus: str
) -> None:
    widget: QWidget = getattr(window, focus)
    widget.setFocus()
    for key, command in (
        (Qt.Key.Key_MediaPlay, "play-pause"),
        (Qt.Key.Key_MediaTogglePlayPause, "play-pause"),
        (Qt.Key.Key_MediaNext, "next"),
        (Qt.Key.Key_MediaPrevious, "previous"),
    ):
        window.ran.clear()
        qtbot.keyClick(widget, key)
        assert window.ran == [command]
        # Held down it goes on saying so.
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            held = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", autorep=True)
            QApplication.sendEvent(widget, held)
        assert window.ran == [command]


def test_space_presses_the_button_that_has_the_focus(window: Window, qtbot: QtBot) -> None:
    window.button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(window.button, Qt.Key.Key_Space)
    assert window.ran == ["shuffle"]


def test_a_command_that_nobody_answers_is_disabled_and_so_is_its_button(
    theme: Theme, qtbot: QtBot
) -> None:
    actions = Actions()
    button = IconButton(theme, "Next", Face(icon="skip-forward-fill"))
    qtbot.addWidget(button)
    button.follow(actions[playback_commands.NEXT])
    assert not button.isEnabled()
    actions.on(playback_commands.NEXT, lambda: None)
    assert button.isEnabled()


def test_buttons_say_their_name_and_their_key(window: Window) -> None:
    assert window.button.accessibleName() == "Shuffle"
    assert window.button.accessibleDescription() == "Ctrl S"
    assert "Ctrl S" in window.button.tip()


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        ("Ctrl+Right", "Ctrl →"),
        ("Shift+Return", "Shift Enter"),
        ("Ctrl++", "Ctrl +"),
        ("/", "/"),
        ("+", "+"),
        ("", ""),
    ],
    ids=str,
)
def test_keys_are_written_as_people_write_them(keys: str, written: str) -> None:
    assert keys_text(QKeySequence(keys)) == written


@pytest.mark.blocking
def test_the_keyboard_list_in_the_help_is_the_one_of_the_program() -> None:
    file = data_dir("resources") / "help" / "keyboard.md"
    assert file.read_text("utf-8") == keyboard_list.markdown()

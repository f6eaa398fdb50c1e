"""The commands as Qt actions: one each, shared by every menu, button and key that offers it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from mtplayer.ui.commands import commands, track_commands
from mtplayer.ui.commands.command import Command, Where
from mtplayer.ui.text import tr

KEY_NAMES = {
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "Return": "Enter",
    "Del": "Delete",
}
CONTEXTS = {
    Where.WINDOW: Qt.ShortcutContext.WindowShortcut,
    Where.TRACKS: Qt.ShortcutContext.WidgetWithChildrenShortcut,
    # Not while something inside the grid has the focus: an open album has keys of its own.
    Where.TILES: Qt.ShortcutContext.WidgetShortcut,
}


class Actions(QObject):
    """Holds one action per command. What nobody has answered to yet is disabled."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = {command.id: self._make(command) for command in commands.ALL}
        self._runs: dict[str, Callable[[], object]] = {}

    def __getitem__(self, command: Command) -> QAction:
        """Return the action of a command."""
        return self._actions[command.id]

    def on(self, command: Command, run: Callable[[], object]) -> None:
        """Let ``run`` answer to a command; a second answer replaces the first."""
        self._runs[command.id] = run
        self._actions[command.id].setEnabled(True)

    def answered(self, command: Command) -> bool:
        """Whether anything happens."""
        return command.id in self._runs

    def attach(self, window: QWidget) -> None:
        """Make the keys of the window work in it."""
        window.addActions([self[command] for command in _in(Where.WINDOW)])

    def attach_tracks(self, tracks: QWidget) -> None:
        """Make the keys of track lists work while this list has the focus."""
        tracks.addActions([self[command] for command in _in(Where.TRACKS)])

    def attach_tiles(self, tiles: QWidget) -> None:
        """Make the keys of tiles work while they have the focus; Enter opens there."""
        acts_on_tiles = [one for one in _in(Where.TRACKS) if one is not track_commands.PLAY]
        tiles.addActions([self[command] for command in (*_in(Where.TILES), *acts_on_tiles)])

    def keys(self, command: Command) -> str:
        """Return the first key of a command as people write it: ``Ctrl →``."""
        return keys_text(self[command].shortcut())

    def _make(self, command: Command) -> QAction:
        action = QAction(tr("commands", command.text), self)
        action.setObjectName(command.id)
        # The glyph by name: menus paint it in the colours of the moment.
        action.setData(command.icon)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        action.setShortcutContext(CONTEXTS[command.where])
        action.setAutoRepeat(command.repeats)
        action.setCheckable(command.checkable)
        action.setEnabled(False)
        action.triggered.connect(partial(self._run, command.id))
        return action

    def _run(self, name: str, _checked: object = None) -> None:
        self._runs[name]()


def keys_text(sequence: QKeySequence) -> str:
    """Return a key as people write it."""
    written = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    if not written:
        return ""
    # Keys pressed one after the other.
    if ", " in written:
        return " ".join(written.split(", "))
    # The key itself may be a plus.
    *modifiers, key = written.removesuffix("+").split("+")
    if written.endswith("+"):
        modifiers, key = [*modifiers, key], "+"
    return " ".join([*filter(None, modifiers), KEY_NAMES.get(key, key)])


def _in(where: Where) -> list[Command]:
    return [command for command in commands.ALL if command.where is where]

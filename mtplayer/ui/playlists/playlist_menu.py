"""The menu of a playlist, and the one that asks to which playlist tracks shall go."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget, QWidgetAction

from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.core.typed import override
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.playlists.playlist_actions import PlaylistActions
from mtplayer.ui.services.list_services import Playlists
from mtplayer.ui.text import tr, tracks
from mtplayer.ui.widgets.fields import TextField
from mtplayer.ui.widgets.menu import DANGER, Menu, literal

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_WIDE = 240
MOST_SHOWN = 12
"""More would be taller than a small window: the field finds the others."""

_MORE = (
    ("rename", "Rename", "pencil-simple"),
    ("describe", "Describe", "note-pencil"),
    ("picture", "Choose a picture…", "image"),
    ("covers", "Show the covers of its albums", "squares-four"),
)


def playlist_menu(
    theme: Theme,
    row: PlaylistRow,
    do: PlaylistActions,
    more: Mapping[str, Callable[[], object]],
    parent: QWidget,
) -> Menu:
    """Return the menu; ``more`` knows what only some places can do: rename, history."""
    menu = Menu(theme, parent)
    menu.add_heading(f"{row.name} · {tracks(row.entries)}" if row.entries else row.name)
    _add(menu, tr("menu", "Play"), "play", partial(do.play, [row.id]))
    _add(menu, tr("menu", "Shuffle"), "shuffle", partial(do.shuffle, [row.id]))
    _add(menu, tr("commands", "Play next"), "queue", partial(do.play_next, [row.id]))
    _add(menu, tr("commands", "Add to queue"), "list-plus", partial(do.add_to_queue, [row.id]))
    menu.addSeparator()
    if row.kind is PlaylistKind.SMART:
        _add(menu, tr("menu", "Edit rules…"), "lightning", partial(do.edit_rules, row.id))
        _add(menu, tr("menu", "Freeze as playlist"), "playlist", partial(do.freeze, row.id))
    for name, words, icon in _MORE:
        if (run := more.get(name)) is not None:
            _add(menu, tr("menu", words), icon, run)
    if row.kind is not PlaylistKind.FOLDER:
        _add(menu, tr("menu", "Duplicate"), "copy", partial(do.duplicate, row.id))
    menu.addMenu(_folders(theme, row, do, menu))
    if row.kind is not PlaylistKind.FOLDER:
        _add(menu, tr("menu", "Export…"), "export", partial(do.export, row))
    if (history := more.get("history")) is not None and row.kind is PlaylistKind.LIST:
        _add(menu, tr("menu", "History…"), "clock-counter-clockwise", history)
    menu.addSeparator()
    delete = _add(menu, tr("menu", "Delete"), "trash", partial(do.delete, [row.id]))
    delete.setProperty(DANGER, True)  # noqa: FBT003 - Qt's own signature
    return menu


def _folders(theme: Theme, row: PlaylistRow, do: PlaylistActions, parent: Menu) -> Menu:
    menu = Menu(theme, parent, tr("menu", "Move to folder"))
    menu.menuAction().setData("folder-simple")
    if row.parent is not None:
        _add(menu, tr("menu", "Out of the folder"), "arrow-up", partial(do.put, [row.id], None))
        menu.addSeparator()
    found = do.folders_for(row)
    for folder in found:
        _add(menu, folder.name, "folder", partial(do.put, [row.id], folder.id))
    menu.setEnabled(bool(found) or row.parent is not None)
    return menu


def _add(menu: Menu, words: str, icon: str, run: Callable[[], object]) -> QAction:
    action = menu.addAction(words.replace("&", "&&"))
    action.setData(icon)
    action.triggered.connect(lambda _=False: run())
    return action


class PlaylistPicker(Menu):
    """Lists playlists to choose from, the ones changed last first; typing narrows them.

    ``chosen`` with the id of a playlist, or with None and what was typed for a new one.
    """

    lettered: ClassVar[bool] = False

    def __init__(
        self,
        theme: Theme,
        playlists: Playlists,
        chosen: Callable[[int | None, str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent, tr("menu", "Add to playlist"))
        self.menuAction().setData("playlist")
        self._playlists = playlists
        self._chosen = chosen
        self._field = TextField(theme, tr("menu", "Find a playlist"), icon="magnifying-glass")
        self._field.setPlaceholderText(tr("menu", "Find a playlist"))
        self._field.textChanged.connect(self._narrow)
        self._field.installEventFilter(self)
        holder = QWidget()
        box = QVBoxLayout(holder)
        space = theme.space
        box.setContentsMargins(space.s4, space.s4, space.s4, space.s4)
        box.addWidget(self._field)
        self._find = QWidgetAction(self)
        self._find.setDefaultWidget(holder)
        self._lists: list[QAction] = []
        self._new: list[QAction] = []
        holder.setMinimumWidth(_WIDE)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        self.addAction(self._find)
        self._field.clear()
        self._new = [_add(self, tr("menu", "New playlist"), "plus", self._make)]
        self.addSeparator()
        rows = [row for row in self._playlists.rows if row.kind is PlaylistKind.LIST]
        rows.sort(key=lambda row: -row.changed_at)
        self._lists = [
            _add(self, row.name, "playlist", partial(self._chosen, row.id, "")) for row in rows
        ]
        self._narrow("")
        self._field.setFocus()

    def _make(self) -> None:
        self._chosen(None, self._field.text().strip())

    def _narrow(self, words: str) -> None:
        name, wanted = words.strip(), words.casefold().split()
        made = tr("menu", "New playlist “{name}”").format(name=literal(name))
        for action in self._new:
            action.setText(made if name else tr("menu", "New playlist"))
        left = MOST_SHOWN
        for action in self._lists:
            name = action.text().replace("&&", "&").casefold()
            fits = left > 0 and all(word in name for word in wanted)
            action.setVisible(fits)
            left -= fits

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the field walk the rows; Enter takes the one they reached, else the first."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        rows = [one for one in (*self._lists, *self._new) if one.isVisible()]
        active = self.activeAction()
        if event.text() == "\r":
            self._close_all()
            (active if active in rows else rows[0]).trigger()
            return True
        if step := _STEPS.get(Qt.Key(event.key()), 0):
            # From the top: a new one stands before all others.
            rows = [one for one in self.actions() if one in rows]
            at = rows.index(active) + step if active in rows else min(step, 0)
            self.setActiveAction(rows[at % len(rows)])
            return True
        return False

    def _close_all(self) -> None:
        menu: QWidget | None = self
        while isinstance(menu, Menu):
            menu.close()
            menu = menu.parentWidget()

"""What is done to files that are no tracks: opened, shown, taken into the library."""

import os
from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt

from mtplayer.core.formats import is_audio
from mtplayer.ui.folders.file_table import FileTable
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.menu import Menu

PathOf = Callable[[int], bytes | None]


class PlainFiles(QObject):
    """Acts on rows of a table; ``path_of`` says where a row's file is, if it is there."""

    def __init__(self, theme: Theme, services: Services, table: FileTable, path_of: PathOf) -> None:
        super().__init__(table)
        self._theme = theme
        self._services = services
        self._table = table
        self._path_of = path_of
        table.file_menu_asked.connect(self._open_menu)

    def open(self, row: int) -> None:
        """Let the program open a file that the desktop has for it."""
        if (path := self._path_of(row)) is not None:
            self._services.files.open(path)

    def menu(self) -> Menu:
        """Return the menu of the selected file."""
        menu = Menu(self._theme, self._table)
        row = self._table.selected_blocks()[0][0]
        path = self._path_of(row) or b""
        show, add = self._services.files.show, self._services.scan.add_folders
        add_action(menu, "Open", "arrow-square-out", lambda: self.open(row))
        add_action(menu, "Show in folder", "folder-open", lambda: show(path))
        if is_audio(path):
            add_action(menu, "Add to library", "plus", lambda: add([os.fsdecode(path)]))
        menu.setEnabled(bool(path))
        return menu

    def _open_menu(self, where: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)


def add_action(menu: Menu, words: str, icon: str, run: Callable[[], object]) -> None:
    """Let a menu offer something."""
    action = menu.addAction(tr("commands", words))
    action.setData(icon)
    action.triggered.connect(lambda _checked=False: run())

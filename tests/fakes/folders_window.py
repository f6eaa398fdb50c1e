"""The window with the page of folders over a real library."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace

from mtplayer.ui.commands import commands
from mtplayer.ui.folders.folder_tree import FolderTreePage
from mtplayer.ui.views import View
from tests.fakes.library import make_library
from tests.fakes.tracks_window import TracksWindow

ROOT = b"Music"


def library_in_folder(database, tracks, mount=None):
    """Make a library whose tracks lie in one folder of a volume; return their ids."""
    ids = make_library(database, tracks)
    with closing(sqlite3.connect(database)) as connection, connection:
        if mount is not None:
            connection.execute("UPDATE volumes SET mount_path = ?", (os.fsencode(mount),))
        connection.execute(
            "INSERT INTO folders (volume_id, path, mode, cadence_minutes, added_at)"
            " VALUES (1, ?, 'continuous', 10, 1)",
            (ROOT,),
        )
    return ids


class FoldersWindow(TracksWindow):
    """Opens on the page; ``files`` makes the desktop's view of files."""

    def __init__(self, database, theme, remembered=None, files=None):
        super().__init__(database, theme, remembered, pages={View.FOLDER_TREE: self._make_folders})
        if files is not None:
            self.services = replace(self.services, files=files(self))

    def _make_folders(self, actions):
        return FolderTreePage(self.theme, self.services, self.covers, self.state, actions)

    def open(self, qtbot):
        """Show the page, and wait for what is on it."""
        self.window.resize(1440, 900)
        self.window.show()
        self.window.actions_[commands.GO_FOLDERS].trigger()
        self.folders = self.window._pages.currentWidget()
        qtbot.waitUntil(lambda: not self.window.waiting)
        return self

    def settle(self, qtbot):
        """Wait for what the page asked for."""
        qtbot.waitUntil(lambda: not self.folders.waiting)

    def go(self, qtbot, name):
        """Choose a folder by its name."""
        self.folders._reveal(self.folders._folders.tree.names.index(name))
        self.settle(qtbot)

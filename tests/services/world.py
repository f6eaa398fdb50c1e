"""The services of a library with a few tracks, wired as the program wires them."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.library import LibraryService
from mtplayer.services.listening.favorites import FavoritesService
from mtplayer.services.lists.playlists import PlaylistsService
from mtplayer.services.readers import Readers
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack, make_library


class World:
    """Close it at the end; ``restart`` makes the services anew over the same database."""

    def __init__(self, database, tracks, open_reader=None, mount=Path("/mnt/disk")):
        self.database = database
        self.ids = make_library(database, tracks, mount)
        self._open_reader = open_reader
        self._start()

    def _start(self):
        self.problems = []
        self.storage = Storage(self.database)
        self.read, self.write = Jobs("read", 2), Jobs("write", 1)
        self.readers = Readers(self._open_reader or partial(LibraryReader, self.database))
        failed = self.problems.append
        self.undo = UndoService(self.storage, self.write, failed)
        self.library = LibraryService(
            self.readers, self.storage, self.read, self.write, self.undo, failed
        )
        self.favorites = FavoritesService(self.storage, self.write, self.library, self.undo, failed)

        self.playlists = PlaylistsService(
            self.storage, self.write, self.read, self.readers, self.undo, failed
        )

    def restart(self):
        self.close()
        self._start()

    def close(self):
        assert self.read.close(5000)
        assert self.write.drain(5000)
        self.readers.close()
        self.storage.close()
        assert self.problems == []

    def rows(self, statement, *values):
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(statement, values).fetchall()

    def run(self, statement, *values):
        with closing(sqlite3.connect(self.database)) as connection, connection:
            connection.execute(statement, values)

    def reader(self):
        return closing(LibraryReader(self.database))

    def column(self, statement, *values):
        return [row[0] for row in self.rows(statement, *values)]


def three():
    return [FakeTrack(title=title) for title in ("Barometer", "Undertow", "Blue Hour")]

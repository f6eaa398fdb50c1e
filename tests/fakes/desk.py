"""The services of a library that most windows for tests stand on."""

from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.library import LibraryService
from mtplayer.services.listening.favorites import FavoritesService
from mtplayer.services.readers import Readers
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage
from mtplayer.storage.reader import LibraryReader


class Desk:
    """Readers and writers of a database; what fails is in ``problems``."""

    def __init__(self, database):
        self.problems = []
        self.read, self.write = Jobs("read", 2), Jobs("write", 1)
        self.storage = Storage(database)
        self.readers = Readers(lambda: LibraryReader(database))
        self.reader = LibraryReader(database)
        # Opened here, as the program does before its loop runs.
        self.reader.rows([])
        failed = self.problems.append
        self.undo = UndoService(self.storage, self.write, failed)
        self.library = LibraryService(
            self.readers, self.storage, self.read, self.write, self.undo, failed
        )
        self.favorites = FavoritesService(self.storage, self.write, self.library, self.undo, failed)

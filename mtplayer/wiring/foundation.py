"""What everything stands on: the open library, the jobs that reach it, and the settings."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from mtplayer.runtime.closing import Closing
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.services.readers import Readers
from mtplayer.services.settings import SettingsService
from mtplayer.services.troubles import TroubleService
from mtplayer.storage import migrate
from mtplayer.storage.engine import Storage
from mtplayer.storage.reader import LibraryReader
from mtplayer.storage.write_flag import WriteFlag
from mtplayer.ui.state import UiState

Tell = Callable[[Exception], object]
Remember = Callable[[Profile, Jobs, Tell, QObject], tuple[SettingsService, UiState]]


class Foundation:
    """Opens the library of a profile; what is not open yet raises a problem to tell of."""

    def __init__(
        self, profile: Profile, closing: Closing, remember: Remember, parent: QObject
    ) -> None:
        later, database = closing.later, profile.database
        migrate.prepare(database)
        self.profile, self.closing, self.parent = profile, closing, parent
        self.troubles = TroubleService(parent)
        self.tell = self.troubles.tell
        self.write, self.read = Jobs("write", 1, parent), Jobs("read", 2, parent, held=True)
        self.files = Jobs("files", 2, parent)
        self.flag = WriteFlag(profile.cache / "write.flag")
        later("write flag", self.flag.close)
        self.storage = Storage(database, self.flag)
        later("library", self.storage.close)
        later("write jobs", partial(self.write.drain, 5000))
        # Nobody ends a program to watch it wait for another one.
        later("patience", partial(self.storage.hurry, 3))
        self.settings, self.state = remember(profile, self.write, self.tell, parent)
        later("settings", self.settings.save_now)
        later("window state", self.state.save_now)
        self.rows = LibraryReader(database)
        later("rows", self.rows.close)
        self.readers = Readers(partial(LibraryReader, database))
        later("readers", self.readers.close)
        later("read jobs", partial(self.read.close, 2000))
        later("file jobs", partial(self.files.close, 2000))

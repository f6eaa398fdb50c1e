"""Taking over on a real library: the service, its jobs, and what it said."""

from functools import partial
from pathlib import Path

from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.services.exchange.taking_over import TakingOver
from mtplayer.services.playing.queue import QueueService
from mtplayer.services.settings import SettingsService
from mtplayer.storage.reader import LibraryReader
from tests.services.world import World


class Stand:
    """The service on a real library, and what it said."""

    def __init__(self, tmp_path: Path, qtbot):
        self.qtbot = qtbot
        self.profile = Profile(tmp_path / "profile")
        self.profile.create()
        database = self.profile.database
        self.world = World(database, [], partial(LibraryReader, database))
        world = self.world
        self.queue = QueueService(world.storage, world.write, world.undo, world.problems.append)
        self.files = Jobs("files", 2)
        self.service = TakingOver(
            world.storage,
            SettingsService({}, lambda _: None),
            self.files,
            world.write,
            world.library,
            self.queue,
            self._back_up,
        )
        self.backed_up, self.no_backup = [], None
        self.changes = []
        world.library.changed.connect(self.changes.append)
        self.reports, self.problems = [], []

    def take(self, path, **options):
        self.service.begin(path, self.reports.append, self.problems.append, **options)
        self.qtbot.waitUntil(lambda: bool(self.reports or self.problems), timeout=10_000)

    def _back_up(self, what, then, refused):
        self.backed_up.append(what)
        if self.no_backup is None:
            then()
        else:
            refused(self.no_backup)

    def close(self):
        self.queue.flush()
        self.files.close(2000)
        self.world.close()

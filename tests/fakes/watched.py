"""Folders, scans and a system that a test tells what to say."""

from PySide6.QtCore import QObject

from mtplayer.core.events import Outcome, ScanFinished
from mtplayer.core.ids import FolderId, ScanId, VolumeId
from mtplayer.core.library.library_state import LibraryFolder, LibraryVolume
from mtplayer.core.library.pending_changes import Seen, WatchRefused
from mtplayer.runtime.signals import TypedSignal, signal


def folder(id_=1, path=b"/music", **named):
    """Return a watched folder on a fixed disk; ``named`` is what is different."""
    kind, online = named.pop("kind", "fixed"), named.pop("online", True)
    volume = LibraryVolume(
        id=VolumeId(1),
        kind=kind,
        key="uuid:1:/",
        label="disk",
        mount_path=b"/",
        online=online,
        last_seen_at=1_763_000_000_000,
    )
    values = {
        "mode": "continuous",
        "cadence_minutes": 0,
        "enabled": True,
        "there": True,
        "held": 0,
        "added_at": 1,
        "last_scan_at": None,
    }
    values |= named
    return LibraryFolder(id=FolderId(id_), path=path, online=online, volume=volume, **values)


class FakeFolders(QObject):
    changed: TypedSignal[tuple[LibraryFolder, ...]] = signal()

    def __init__(self, *folders):
        super().__init__()
        self.folders = folders
        self.calls = []

    def load(self):
        self.changed.emit(tuple(self.folders))

    def become(self, *folders):
        self.folders = folders
        self.load()

    def reach(self, volumes, folders, *, until_now=False):
        self.calls.append((tuple(volumes), tuple(folders)))
        self.until_now = until_now


class FakeScans(QObject):
    finished: TypedSignal[ScanFinished] = signal()

    def __init__(self):
        super().__init__()
        self.running = False
        self.asked = []

    def scan_at_start(self):
        self.asked.append("start")

    def look_at(self, paths):
        self.asked.append(list(paths))

    def end(self):
        self.running = False
        self.finished.emit(ScanFinished(scan=ScanId(1), outcome=Outcome.COMPLETED))


class FakeWatcher:
    """Hears what a test makes it hear; ``errors`` are what the system says to some folders."""

    def __init__(self, log):
        self.wake = lambda: None
        self.watched = set()
        self.errors = {}
        self.room = True
        self._seen = []
        self._log = log

    def watch(self, folder):
        self._log.append(("watch", folder))
        if folder in self.errors:
            raise WatchRefused(self.errors[folder])
        self.watched.add(folder)

    def unwatch(self, folder):
        self._log.append(("unwatch", folder))
        self.watched.discard(folder)

    def take(self):
        taken, self._seen = self._seen, []
        return taken

    def has_room(self):
        return self.room

    def close(self):
        self._log.append("close")

    def hear(self, folder, happening):
        self._seen.append(Seen(folder, happening))
        self.wake()

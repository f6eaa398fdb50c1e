"""Playlists that remember what was asked of them."""

from PySide6.QtCore import QObject

from mtplayer.core.lists.playlists import Added, PlaylistChange
from mtplayer.runtime.signals import TypedSignal, signal


class FakeReads:
    def __init__(self):
        self.asked = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **named: self.asked.append((name, *args))


class FakePlaylists(QObject):
    changed: TypedSignal[PlaylistChange] = signal()
    added: TypedSignal[Added] = signal()

    def __init__(self):
        super().__init__()
        self.rows = ()
        self.reads = FakeReads()
        self.calls = []

    def row(self, playlist):
        return next((row for row in self.rows if row.id == playlist), None)

    def load(self):
        self.calls.append("load")

    def create(self, name="", **named):
        self.calls.append(("create", name, named))

    def add(self, playlist, tracks, **named):
        self.calls.append(("add", playlist, list(tracks)))

    def delete(self, playlists, **named):
        self.calls.append(("delete", *playlists))

    def rename(self, playlist, name, refused):
        self.calls.append(("rename", playlist, name))

    def put(self, playlists, parent, before=None):
        self.calls.append(("put", tuple(playlists), parent, before))


class FakePictures:
    def __init__(self):
        self.chosen = []

    def choose(self, playlist, path):
        self.chosen.append((playlist, path))

    def load(self, name, make, done):
        done(None)

"""Smart playlists that hold nothing, and remember what was asked of them."""

from PySide6.QtCore import QObject

from mtplayer.core.events import SmartListsChanged
from mtplayer.runtime.signals import TypedSignal, signal


class FakeSmartLists(QObject):
    changed: TypedSignal[SmartListsChanged] = signal()

    def __init__(self):
        super().__init__()
        self.counts = {}
        self.calls = []

    def smart(self, playlist):
        return None

    def ids(self, smart, done):
        self.calls.append(("ids", smart))

    def preview(self, smart, rows, done, *, asker=None):
        self.calls.append(("preview", smart))

    def create(self, name, smart, done=None, *, parent=None):
        self.calls.append(("create", name, smart))

    def change(self, playlist, name, smart, refused):
        self.calls.append(("change", playlist, name, smart))

    def freeze(self, playlist, done=None):
        self.calls.append(("freeze", playlist))

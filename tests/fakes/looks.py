"""Words and pictures of what plays, as a test wants them."""

from PySide6.QtCore import QObject

from mtplayer.core.events import LoudnessProgress, LyricsReady, SoundPicture
from mtplayer.runtime.signals import TypedSignal, signal


class FakeLyrics(QObject):
    ready: TypedSignal[LyricsReady] = signal()

    def __init__(self):
        super().__init__()
        self.asked = []
        self.moved = []

    def ask(self, row):
        self.asked.append(row.id)

    def move(self, track, by_ms):
        self.moved.append((track, by_ms))


class FakeVisualiser(QObject):
    pictured: TypedSignal[SoundPicture] = signal()

    def __init__(self):
        super().__init__()
        self.watched = False

    def watch(self, *, on):
        self.watched = on


class FakeLoudness(QObject):
    progress: TypedSignal[LoudnessProgress] = signal()
    finished: TypedSignal[LoudnessProgress] = signal()

    def __init__(self):
        super().__init__()
        self.calls = []

    def measure(self, tracks):
        self.calls.append(list(tracks))

    def cancel(self):
        self.calls.append("cancel")

"""Stations that are kept nowhere."""

from PySide6.QtCore import QObject

from mtplayer.core.ids import StationId
from mtplayer.core.playing.stations import Station
from mtplayer.runtime.signals import TypedSignal, signal


class FakeStations(QObject):
    changed: TypedSignal[tuple[Station, ...]] = signal()

    def __init__(self):
        super().__init__()
        self.stations = ()
        self.calls = []

    def load(self):
        self.changed.emit(self.stations)

    def find(self, typed, done):
        done([("", typed)])

    def station_at(self, name, url):
        return Station(id=StationId(0), name=name or url, url=url)

    def __getattr__(self, name):
        return lambda *asked: self.calls.append((name, *asked))

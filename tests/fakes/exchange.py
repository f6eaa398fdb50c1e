"""Fakes of what brings lists in and out."""

from pathlib import Path

from mtplayer.core.exchange.foreign_library import ForeignReport, Player


class FakeExchange:
    """Answers with what it was given; remembers what was taken and written."""

    def __init__(self):
        self.looked, self.taken, self.written = [], [], []
        self.answer = ([], [])

    def look(self, sources, done):
        self.looked.append(list(sources))
        done(*self.answer)

    def take(self, imports, *, replace=False, done=None):
        self.taken.append((list(imports), replace))
        if done is not None:
            done([])

    def export(self, name, path, kind, *, relative, playlist=None, tracks=(), **rest):
        meant = list(tracks) if playlist is None else playlist
        self.written.append((name, path, kind, relative, meant))
        rest["done"](3)

    def export_library(self, path, *, done, refused):
        self.written.append(path)
        done(2001)


class FakeForeign:
    """Finds one player; says what would come."""

    def __init__(self):
        self.found = {Player.STRAWBERRY: Path("/home/me/strawberry.db")}
        self.report = ForeignReport()
        self.begun = []

    def find(self, done):
        done(self.found)

    def begin(self, player, path, done, refused, *, dry_run=False):
        self.begun.append((player, path, dry_run))
        done(self.report)


class FakeListExchange:
    """Remembers what it was asked to ask."""

    def __init__(self):
        self.asked = []

    def choose_files(self):
        self.asked.append("files")

    def take_in(self, paths):
        self.asked.append(list(paths))

    def ask_where(self, row):
        self.asked.append(row)

    def ask_where_tracks(self, name, tracks):
        self.asked.append((name, list(tracks)))

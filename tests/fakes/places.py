"""Loops and bookmarks that only remember what they were told."""

from PySide6.QtCore import QObject

from mtplayer.core.playing.loops import NO_LOOP, LoopMarks
from mtplayer.core.playing.places import Bookmark, BookmarksChanged
from mtplayer.runtime.signals import TypedSignal, signal


class FakeLoop(QObject):
    changed: TypedSignal[LoopMarks] = signal()

    def __init__(self):
        super().__init__()
        self.marks = NO_LOOP

    def begin_here(self, ms=None):
        self.be(self.marks.with_begin(5000 if ms is None else ms))

    def end_here(self, ms=None):
        self.be(self.marks.with_end(9000 if ms is None else ms))

    def clear(self):
        self.be(NO_LOOP)

    def be(self, marks):
        self.marks = marks
        self.changed.emit(marks)


class FakeBookmarks(QObject):
    bookmarks_changed: TypedSignal[BookmarksChanged] = signal()

    def __init__(self):
        super().__init__()
        self.bookmarks = ()
        self.jumps = []

    def add_bookmark(self, ms=None):
        ms = 5000 if ms is None else ms
        self.be(*self.bookmarks, Bookmark(len(self.bookmarks) + 1, 7, ms, "", 0))

    def remove_bookmark(self, bookmark):
        self.be(*(one for one in self.bookmarks if one != bookmark))

    def jump(self, bookmark):
        self.jumps.append(bookmark.ms)

    def be(self, *bookmarks):
        self.bookmarks = bookmarks
        self.bookmarks_changed.emit(BookmarksChanged(track=7, bookmarks=bookmarks))

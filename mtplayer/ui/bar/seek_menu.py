"""What can be done at a place of the track: loop, bookmark, copy its time."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication

from mtplayer.core.playing.loops import LoopMarks
from mtplayer.core.playing.places import Bookmark, BookmarksChanged
from mtplayer.ui.commands import playback_commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import length, tr
from mtplayer.ui.widgets.seek_bar import Asked, SeekBar

if TYPE_CHECKING:
    from mtplayer.ui.widgets.menu import Menu


class SeekMenu(QObject):
    """Belongs to a seek bar: shows its loop and bookmarks, and answers a right click."""

    def __init__(self, theme: Theme, bar: SeekBar, services: Services) -> None:
        super().__init__(bar)
        self._theme, self._bar = theme, bar
        self._loop, self._places = services.loop, services.bookmarks
        services.loop.changed.connect(self._loop_changed)
        services.bookmarks.bookmarks_changed.connect(self._bookmarks_changed)
        bar.asked.connect(self._asked)
        self._loop_changed(services.loop.marks)
        bar.show_marks([one.ms for one in services.bookmarks.bookmarks])

    def answer(self, actions: Actions) -> None:
        """Let keys and menus do the same where the sound is."""
        actions.on(playback_commands.LOOP_FROM, self._loop.begin_here)
        actions.on(playback_commands.LOOP_TO, self._loop.end_here)
        actions.on(playback_commands.LOOP_CLEAR, self._loop.clear)
        actions.on(playback_commands.ADD_BOOKMARK, self._places.add_bookmark)
        actions.on(playback_commands.BOOKMARKS, self._open_bookmarks)

    def menu(self, ms: int) -> "Menu":
        """Return what a right click at this time offers."""
        menu = self._new()
        menu.add_heading(_time(ms))
        for words, icon, run in (
            (tr("seek", "Loop from here"), "repeat", partial(self._loop.begin_here, ms)),
            (tr("seek", "Loop to here"), "", partial(self._loop.end_here, ms)),
            (tr("seek", "Clear loop"), "", self._loop.clear),
            (tr("seek", "Add bookmark"), "plus", partial(self._places.add_bookmark, ms)),
            (tr("seek", "Copy time"), "copy", partial(_copy, ms)),
        ):
            action = menu.addAction(words)
            action.setData(icon)
            action.triggered.connect(partial(_ran, run))
        menu.actions()[3].setEnabled(self._loop.marks != LoopMarks())
        if self._places.bookmarks:
            menu.addSeparator()
            self._add_bookmarks(menu)
        return menu

    def bookmarks_menu(self) -> "Menu":
        """Return the bookmarks of what plays."""
        menu = self._new()
        menu.add_heading(tr("seek", "Bookmarks"))
        if self._places.bookmarks:
            self._add_bookmarks(menu)
        else:
            menu.add_line(tr("seek", "None in this track"))
        return menu

    def _add_bookmarks(self, menu: "Menu") -> None:
        delete = self._new(tr("seek", "Delete bookmark"))
        for bookmark in self._places.bookmarks:
            words = _words(bookmark)
            menu.addAction(words).triggered.connect(partial(self._jump, bookmark))
            delete.addAction(words).triggered.connect(partial(self._remove, bookmark))
        menu.addMenu(delete)

    def _new(self, title: str = "") -> "Menu":
        from mtplayer.ui.widgets.menu import Menu

        return Menu(self._theme, self._bar, title)

    def _asked(self, asked: Asked) -> None:
        self._pop(self.menu(asked.ms), asked.at)

    def _open_bookmarks(self) -> None:
        menu = self.bookmarks_menu()
        above = QPoint(self._bar.x_of(self._bar.value()), -menu.sizeHint().height())
        self._pop(menu, self._bar.mapToGlobal(above))

    def _pop(self, menu: "Menu", at: QPoint) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def _jump(self, bookmark: Bookmark, _checked: object = None) -> None:
        self._places.jump(bookmark)

    def _remove(self, bookmark: Bookmark, _checked: object = None) -> None:
        self._places.remove_bookmark(bookmark)

    def _loop_changed(self, marks: LoopMarks) -> None:
        self._bar.show_loop(marks)

    def _bookmarks_changed(self, change: BookmarksChanged) -> None:
        self._bar.show_marks([one.ms for one in change.bookmarks])


def _ran(run: Callable[[], object], _checked: object = None) -> None:
    run()


def _time(ms: int) -> str:
    return length(ms) or "0:00"


def _words(bookmark: Bookmark) -> str:
    return " · ".join(filter(None, (_time(bookmark.ms), bookmark.note)))


def _copy(ms: int) -> None:
    QGuiApplication.clipboard().setText(_time(ms))

"""What scans pass over, and the way back for it."""

import os
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.library.library_state import IgnoredPath
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import day, number, tr
from mtplayer.ui.widgets.card import Card
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.note import Note
from mtplayer.ui.widgets.text_button import Kind, TextButton

# As many as one looks through; the search finds the rest once all are let in again.
MOST_SHOWN = 100


class IgnoredCard(QWidget):
    """Hidden while nothing is ignored; opens to a list."""

    def __init__(self, theme: Theme, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._open = False
        self._paths: Sequence[IgnoredPath] = ()
        self._note = Note(theme, "eye-slash", "fg_2")
        self._list = Card(theme)
        self._lines: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.s8)
        column.addWidget(self._note)
        column.addWidget(self._list)
        self._list.hide()
        services.library.changed.connect(self._library_changed)

    def read(self) -> None:
        """Ask what is ignored now."""
        self._services.folders.list_ignored(self.show_paths)

    def show_paths(self, paths: Sequence[IgnoredPath]) -> None:
        """Say how many there are, and list them if the list is open."""
        self._paths = paths
        self.setVisible(bool(paths))
        count = len(paths)
        one = tr("folders", "1 file or folder is ignored")
        many = tr("folders", "{n} files and folders are ignored").format(n=number(count))
        action = tr("folders", "Hide list") if self._open else tr("folders", "Show list")
        self._note.say(
            one if count == 1 else many,
            tr("folders", "Removed from the library by you. Scans pass over it."),
            action,
            self._toggle,
        )
        self._fill()

    def _toggle(self) -> None:
        self._open = not self._open
        self.show_paths(self._paths)

    def _fill(self) -> None:
        for line in self._lines:
            self._list.drop(line)
        shown = self._paths[:MOST_SHOWN] if self._open else ()
        self._lines = [self._line(path) for path in shown]
        if len(shown) > 1:
            self._lines.insert(0, self._line_of_all())
        for line in self._lines:
            self._list.add(line)
        self._list.setVisible(bool(shown))

    def _line(self, path: IgnoredPath) -> QWidget:
        name = Label(self._theme, path.name, FontRole.QUERY, elides=True)
        return self._row(name, day(path.ignored_at), tr("folders", "Stop ignoring"), (path,))

    def _line_of_all(self) -> QWidget:
        words = Label(self._theme, tr("folders", "All of them"), elides=True)
        return self._row(words, "", tr("folders", "Stop ignoring all"), tuple(self._paths))

    def _row(self, words: Label, when: str, action: str, paths: tuple[IgnoredPath, ...]) -> QWidget:
        theme, space = self._theme, self._theme.space
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(space.s12, space.s2, space.s12, space.s2)
        row.setSpacing(space.s12)
        button = TextButton(theme, action, Kind.LINK)
        button.clicked.connect(lambda: self._let_in(paths))
        row.addWidget(words, 1)
        row.addWidget(Label(theme, when, FontRole.SMALL, color="fg_3"))
        row.addWidget(button)
        return line

    def _let_in(self, paths: Sequence[IgnoredPath]) -> None:
        self._services.folders.stop_ignoring(paths, lambda: self._look(paths))

    def _look(self, paths: Sequence[IgnoredPath]) -> None:
        self._services.scan.look_at([os.fsdecode(path.path) for path in paths])
        self.read()

    def _library_changed(self, _change: object) -> None:
        around = self.parentWidget()
        if around is not None and around.isVisible():
            self.read()

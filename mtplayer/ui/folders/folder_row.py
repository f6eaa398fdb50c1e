"""One folder of the library: where it is, how it stands, what can be done with it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.events import ScanPhase, ScanProgress
from mtplayer.core.library.folder_state import FolderState, Watch
from mtplayer.core.library.library_state import FolderCounts, LibraryFolder
from mtplayer.core.options import ScanMode
from mtplayer.core.record import record
from mtplayer.ui.folders import folder_words
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.sidebar import scan_strip
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.badge import Badge
from mtplayer.ui.widgets.glyph import Glyph
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu import DANGER, Menu
from mtplayer.ui.widgets.progress_line import ProgressLine
from mtplayer.ui.widgets.text_button import TextButton

_BAR = 3


@record
class FolderActions:
    """What can be done with a folder."""

    look: Callable[[LibraryFolder], object]
    set_mode: Callable[[LibraryFolder, ScanMode], object]
    set_cadence: Callable[[LibraryFolder, int], object]
    set_enabled: Callable[[LibraryFolder, bool], object]
    show: Callable[[LibraryFolder], object]
    locate: Callable[[LibraryFolder], object]
    accept: Callable[[LibraryFolder], object]
    remove: Callable[[LibraryFolder], object]
    stop: Callable[[], object]


class FolderRow(QWidget):
    """Shows what it is told; the button at its end opens the menu."""

    def __init__(self, theme: Theme, actions: FolderActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._actions = actions
        self._folder: LibraryFolder | None = None
        self._state = FolderState(watch=Watch.STARTING)
        self._glyph = Glyph(theme, "folder", "fg_2", theme.size.icon_button_glyph)
        self._path = Label(theme, role=FontRole.CONTROL)
        self._badge = Badge(theme)
        self._line = Label(theme, role=FontRole.SMALL, color="fg_2", tabular=True, elides=True)
        self._count = Label(theme, color="fg_2", tabular=True)
        self._accept = TextButton(theme, tr("folders", "Mark missing"))
        self._locate = TextButton(theme, tr("folders", "Locate…"))
        small = theme.size.icon_button_small
        self._stop = IconButton(theme, tr("scan", "Stop"), Face(icon="x"), edge=small)
        more = Face(icon="dots-three")
        self._more = IconButton(theme, tr("folders", "More"), more, edge=small)
        self._bar = ProgressLine(theme, _BAR)
        self._lay_out()
        self._accept.clicked.connect(lambda: self._run(actions.accept))
        self._locate.clicked.connect(lambda: self._run(actions.locate))
        self._stop.clicked.connect(actions.stop)
        self._more.clicked.connect(self._open_menu)

    def show_folder(
        self,
        folder: LibraryFolder,
        state: FolderState,
        count: FolderCounts | None,
        progress: ScanProgress | None,
    ) -> None:
        """Be this folder; ``progress`` is that of a scan which is in it."""
        self._folder, self._state = folder, state
        scanning = progress is not None
        self._path.show_text(folder.name)
        self._badge.show_text(*folder_words.badge(folder, state, scanning=scanning))
        away = state.watch is Watch.OFFLINE
        drive = "hard-drives" if folder.volume.kind == "network" else "hard-drive"
        fixed = folder.volume.kind == "fixed" and not away
        self._glyph.show_glyph("folder" if fixed else drive, "warn" if away else "fg_2")
        self._accept.setVisible(bool(folder.held) and not away and not scanning)
        self._locate.setVisible(away)
        self._stop.setVisible(scanning)
        self._bar.setVisible(scanning)
        self._count.show_text(folder_words.counts(count))
        if progress is None:
            self._line.show_text(folder_words.line(folder, state))
        else:
            self._show_progress(folder, progress)
        self.setAccessibleName(f"{folder.name}, {self._line.text()}")

    def menu(self) -> Menu:
        """Return what can be done with the folder."""
        menu, do = Menu(self._theme, self), self._actions
        folder = self._folder
        assert folder is not None
        look = menu.addAction(tr("folders", "Look for changes now"))
        look.setData("arrows-clockwise")
        look.setEnabled(folder.online)
        look.triggered.connect(lambda: do.look(folder))
        show = menu.addAction(tr("folders", "Show in folder"))
        show.setData("folder-open")
        show.setEnabled(folder.online)
        show.triggered.connect(lambda: do.show(folder))
        menu.addSeparator()
        menu.addMenu(self._modes(menu, folder))
        menu.addMenu(self._cadences(menu, folder))
        turned = tr("folders", "Switch off") if folder.enabled else tr("folders", "Switch on")
        menu.addAction(turned).triggered.connect(lambda: do.set_enabled(folder, not folder.enabled))
        menu.addSeparator()
        remove = menu.addAction(tr("folders", "Remove from library…"))
        remove.setData("trash")
        remove.setProperty(DANGER, True)  # noqa: FBT003 - Qt's own signature
        remove.triggered.connect(lambda: do.remove(folder))
        return menu

    def _modes(self, parent: Menu, folder: LibraryFolder) -> Menu:
        menu = Menu(self._theme, parent, tr("folders", "Look through"))
        group = QActionGroup(menu)
        for mode, words in folder_words.MODES.items():
            action = group.addAction(tr("folders", words))
            action.setCheckable(True)
            action.setChecked(folder.mode == mode)
            action.triggered.connect(partial(self._set_mode, folder, mode))
            menu.addAction(action)
        return menu

    def _cadences(self, parent: Menu, folder: LibraryFolder) -> Menu:
        menu = Menu(self._theme, parent, tr("folders", "Check by the clock"))
        menu.setEnabled(folder.mode == ScanMode.CONTINUOUS)
        group = QActionGroup(menu)
        for minutes in sorted({*folder_words.CADENCES, folder.cadence_minutes}):
            words = folder_words.cadence(minutes) if minutes else tr("folders", "Where needed")
            action = group.addAction(words)
            action.setCheckable(True)
            action.setChecked(folder.cadence_minutes == minutes)
            action.triggered.connect(partial(self._set_cadence, folder, minutes))
            menu.addAction(action)
        return menu

    def _set_mode(self, folder: LibraryFolder, mode: ScanMode, _checked: object = None) -> None:
        self._actions.set_mode(folder, mode)

    def _set_cadence(self, folder: LibraryFolder, minutes: int, _checked: object = None) -> None:
        self._actions.set_cadence(folder, minutes)

    def _show_progress(self, folder: LibraryFolder, progress: ScanProgress) -> None:
        where = folder_words.inside(folder, progress.folder)
        self._line.show_text(f"{scan_strip.words(progress)} · {where}")
        known = progress.total and progress.phase is not ScanPhase.LISTING
        self._bar.show_share(progress.done / progress.total if known and progress.total else None)

    def _run(self, action: Callable[[LibraryFolder], object]) -> None:
        if self._folder is not None:
            action(self._folder)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.open_below(self._more)

    def _lay_out(self) -> None:
        space = self._theme.space
        first = QHBoxLayout()
        first.setSpacing(space.s8)
        first.addWidget(self._path)
        first.addWidget(self._badge)
        first.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(space.s2)
        words.addLayout(first)
        words.addWidget(self._line)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(space.s12, space.s8 + 1, space.s8, space.s8 + 1)
        row.setSpacing(space.s8)
        row.addWidget(self._glyph)
        row.addSpacing(space.s4)
        row.addLayout(words, 1)
        for part in (self._count, self._accept, self._locate, self._stop, self._more):
            row.addWidget(part)
        self.setMinimumHeight(self._theme.size.dialog_footer)

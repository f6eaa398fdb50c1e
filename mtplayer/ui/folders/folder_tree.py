"""The page of folders: the tree of the library, and the files of one folder."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mtplayer.core.events import CurrentChanged, LibraryChanged
from mtplayer.core.library.folder_tree import FileRow, FolderTree, OtherFile
from mtplayer.core.playing.queue_sources import FOLDERS, of_folder
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.folders.file_model import FileModel, other_row
from mtplayer.ui.folders.file_table import FileTable
from mtplayer.ui.folders.folder_model import FolderModel
from mtplayer.ui.folders.folder_view import FolderView
from mtplayer.ui.folders.plain_files import PlainFiles, add_action
from mtplayer.ui.folders.tree_splitter import TreeSplitter
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.search.toggle_chip import ToggleChip
from mtplayer.ui.services.services import Services
from mtplayer.ui.state import UiState
from mtplayer.ui.text import tr
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.tracks.selected_tracks import SelectedTracks
from mtplayer.ui.tracks.track_drag import TrackDrag
from mtplayer.ui.widgets.empty_state import EmptyState, Message
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.text_button import Kind, TextButton

PLACE, OTHERS = "folders.place", "folders.others"
# A scan announces several times a second.
_REFRESH_MS = 2000
MOST_FOUND = 1_000

TrackRun = Callable[["array[int]"], object]


class FolderTreePage(QWidget):
    """Shows what scans found, so that a sleeping disk or a slow share never holds it up.

    Only what else lies in a folder is asked of the disk, and comes when the disk answers.
    """

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: Covers,
        state: UiState,
        actions: Actions,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._services = services
        self._state = state
        self._folder: int | None = None
        # Not asked of the view: a hundred thousand folders would have to be sorted for it.
        self._open_ones: set[tuple[int, bytes]] = set()
        self._grown: set[tuple[int, bytes]] = set()
        """Folders without music that were met: another tree has them too."""
        self._waiting, self._words, self._revealing = 0, "", False
        self._folders = FolderModel(self)
        self._tree = FolderView(theme, self._folders)
        self._files = FileModel(services.rows, self)
        self._table = FileTable(self._files, theme)
        self._do = TrackActions(services, self)
        self._drag = TrackDrag(theme, covers, services.rows, services.library, self._table)
        self._selected = SelectedTracks(
            theme, self._table, self._files, actions, self._do, self._drag, services.rows,
            self._source,
        )  # fmt: skip
        self.plain = PlainFiles(theme, services, self._table, self._path_of)
        self._soon = QTimer(self, singleShot=True, interval=_REFRESH_MS)
        self._title = Label(theme, self.title, FontRole.TITLE)
        self._counts = Label(theme, color="fg_3", tabular=True, elides=True)
        self._way = Label(theme, "", FontRole.CONTROL, color="fg_1", ends=True)
        self._play = TextButton(theme, tr("folders", "Play folder"), icon="play-fill")
        open_words = tr("folders", "Open in file manager")
        self._open = TextButton(theme, open_words, Kind.QUIET, icon="folder-open")
        self._others = ToggleChip(theme, tr("folders", "Show other files"))
        self._others.setChecked(bool(state.get(OTHERS, False)))
        self._empty = EmptyState(theme)
        self._splitter = TreeSplitter(self._state)
        self._lay_out()
        self._connect()

    @property
    def title(self) -> str:
        """What it is called."""
        return tr("nav", "Folders")

    @property
    def waiting(self) -> bool:
        """Whether folders or files are still to come."""
        return bool(self._waiting)

    def widget(self) -> QWidget:
        """Return what goes into the window."""
        return self

    def visit(self) -> None:
        """Show the tree as it is now."""
        self._refresh()

    def search(self, words: str) -> None:
        """Show the files in whose names these words are; the folder again when there are none."""
        self._words = words.strip()
        name = "Play all" if self._words else "Play folder"
        self._play.setText(tr("folders", name))
        if self._words:
            self._waiting = 1
            self._services.library.files_named(self._words, self._show_found)
        elif self._folder is not None:
            self._enter(self._folder)

    # ---- questions and answers ------------------------------------------------------------------

    def _show_found(self, files: Sequence[FileRow]) -> None:
        self._waiting = 0
        self._files.show(files)
        self._play.setEnabled(bool(self._files.ids))
        found = tr("folders", "1 file") if len(files) == 1 else tr("folders", "{n} files")
        more = "+" if len(files) >= MOST_FOUND else ""
        named = tr("folders", "with “{words}” in the name").format(words=isolate(self._words))
        self._way.show_text(f"{found.format(n=text.number(len(files)))}{more} {named}")

    def _refresh(self) -> None:
        self._waiting = 1
        self._services.library.folder_tree(self._show_tree)

    def _show_tree(self, tree: FolderTree) -> None:
        self._waiting = 0
        place, opened = self._place(), list(self._open_ones)
        for volume, path in sorted(self._grown):
            tree.add(volume, path, 0)
        self._folders.show(tree)
        for key in opened or [(tree.volumes[root], tree.paths[root]) for root in tree.roots[:1]]:
            if (folder := tree.number_of(*key)) is not None:
                self._tree.expand(self._folders.index_of(folder))
        folder = None if place is None else tree.number_of(*place)
        if folder is None:
            folder = tree.first_with_files()
        self._splitter.setVisible(bool(tree.roots))
        self._empty.setVisible(not tree.roots)
        if folder is not None:
            self._reveal(folder)
        roots = len(tree.about)
        files = sum(tree.counts[root] for root in tree.roots)
        folders = tr("folders", "1 folder") if roots == 1 else tr("folders", "{n} folders")
        self._counts.show_text(
            f"{folders.format(n=text.number(roots))} · "
            + tr("folders", "{n} files").format(n=text.number(files))
        )

    def _reveal(self, folder: int) -> None:
        for above in self._folders.tree.way_to(folder)[:-1]:
            self._tree.expand(self._folders.index_of(above))
        index = self._folders.index_of(folder)
        self._revealing = True
        self._tree.setCurrentIndex(index)
        self._revealing = False
        self._tree.scrollTo(index)
        self._enter(folder)

    def _go_to(self, folder: int) -> None:
        if not self._revealing:
            # Whoever chooses a folder wants to see that, whatever was searched for.
            self._words = ""
            self._enter(folder)

    def _enter(self, folder: int) -> None:
        tree = self._folders.tree
        self._folder = folder
        volume, path = tree.volumes[folder], tree.paths[folder]
        self._state.put(PLACE, [volume, path.hex()])
        if self._words:
            self.search(self._words)
            return
        names = [tree.names[number] for number in tree.way_to(folder)]
        arrow = " ‹ " if self.isRightToLeft() else " › "
        self._way.show_text(arrow.join(names))
        self._waiting = 1
        self._services.library.files_in(volume, path, partial(self._show_files, folder))

    def _show_files(self, folder: int, files: Sequence[FileRow]) -> None:
        self._waiting = 0
        if folder != self._folder or self._words:
            return
        self._files.show(files)
        self._play.setText(tr("folders", "Play folder"))
        self._play.setEnabled(bool(self._folders.tree.counts[folder]))
        place = self._folders.tree.place(folder)
        if self._others.isChecked() and place is not None:
            self._waiting = 1
            known = frozenset(file.raw for file in files)
            self._services.files.others(place, known, partial(self._show_others, folder))

    def _show_others(self, folder: int, found: Sequence[OtherFile]) -> None:
        self._waiting = 0
        if folder != self._folder or self._words or not self._others.isChecked():
            return
        self._files.append([other_row(file) for file in found if not file.is_folder])
        tree, names = self._folders.tree, [file.name for file in found if file.is_folder]
        self._folders.grow(folder, names)
        self._grown.update(
            (tree.volumes[child], tree.paths[child])
            for child in tree.children[folder]
            if not tree.counts[child]
        )

    def _toggle_others(self) -> None:
        self._state.put(OTHERS, self._others.isChecked())
        self._grown.clear()
        self._refresh()

    def _place(self) -> tuple[int, bytes] | None:
        try:
            volume, path = self._state.get(PLACE, [])
            return int(volume), bytes.fromhex(path)
        except (TypeError, ValueError):
            return None

    def _expanded(self, index: QModelIndex) -> None:
        self._open_ones.add(self._key(index))

    def _collapsed(self, index: QModelIndex) -> None:
        self._open_ones.discard(self._key(index))

    def _key(self, index: QModelIndex) -> tuple[int, bytes]:
        """Return what a folder is called in any tree."""
        tree, folder = self._folders.tree, self._folders.folder(index)
        return tree.volumes[folder], tree.paths[folder]

    # ---- what is done to a file that is no track ------------------------------------------------

    def _path_of(self, row: int) -> bytes | None:
        files, folder = self._files.files, self._folder
        if folder is None or self._words or not 0 <= row < len(files):
            return None
        place = self._folders.tree.place(folder)
        return None if place is None else place.rstrip(b"/") + b"/" + files[row].raw

    # ---- what is done to a folder ---------------------------------------------------------------

    def _with_tracks(self, run: TrackRun) -> None:
        if self._folder is not None:
            tree, folder = self._folders.tree, self._folder
            self._services.library.tracks_below(tree.volumes[folder], tree.paths[folder], run)

    def _play_shown(self) -> None:
        if self._words:
            self._play_tracks(self._files.ids)
        else:
            self.play_folder()

    def play_folder(self) -> None:
        """Play everything in the folder, also what lies deeper."""
        self._with_tracks(self._play_tracks)

    def _play_tracks(self, ids: "array[int]") -> None:
        if ids:
            self._do.play(ids, 0, self._source())

    def _source(self) -> str:
        folder = self._folder
        return (
            FOLDERS
            if folder is None or self._words
            else of_folder(self._folders.tree.names[folder])
        )

    def open_folder(self) -> None:
        """Show the folder in the file manager of the desktop."""
        if self._files.ids:
            self._do.show_in_folder(self._files.ids[:1])
        else:
            self._with_tracks(self._do.show_in_folder)

    def menu(self) -> Menu:
        """Return the menu of the folder that is chosen."""
        menu = Menu(self._theme, self._tree)
        do = self._do
        for words, icon, run in (
            ("Play", "play", self.play_folder),
            ("Play next", "arrow-bend-down-right", partial(self._with_tracks, do.play_next)),
            ("Add to queue", "list-plus", partial(self._with_tracks, do.add_to_queue)),
            ("Like", "heart", partial(self._with_tracks, do.toggle_like)),
            ("Show in folder", "folder-open", self.open_folder),
            ("Look for changes", "arrows-clockwise", self._services.scan.scan),
        ):
            add_action(menu, words, icon, run)
        return menu

    def _open_menu(self, where: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(where)

    # ---- what comes from elsewhere --------------------------------------------------------------

    def _connect(self) -> None:
        services, tree = self._services, self._tree
        self._soon.timeout.connect(self._refresh)
        tree.entered_folder.connect(self._go_to)
        tree.expanded.connect(self._expanded)
        tree.collapsed.connect(self._collapsed)
        tree.played.connect(lambda _: self.play_folder())
        tree.menu_asked.connect(self._open_menu)
        tree.drag_started.connect(lambda _: self._with_tracks(self._drag.start))
        self._play.clicked.connect(self._play_shown)
        self._open.clicked.connect(self.open_folder)
        self._others.clicked.connect(self._toggle_others)
        self._selected.beyond = self.plain.open
        services.library.changed.connect(self._library_changed)
        services.queue.current_changed.connect(self._current_changed)
        self._show_playing()

    def _library_changed(self, change: LibraryChanged) -> None:
        if self.isVisible() and (not change.complete or change.added or change.removed):
            self._soon.start()

    def _current_changed(self, _change: CurrentChanged) -> None:
        self._show_playing()

    def _show_playing(self) -> None:
        current = self._services.queue.current
        self._table.set_playing(None if current is None else current.track)

    # ---- layout ---------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        theme, space = self._theme, self._theme.space
        head = QWidget()
        head.setFixedHeight(theme.size.view_header)
        row = QHBoxLayout(head)
        row.setContentsMargins(space.s20, space.s4, space.s20, 0)
        row.setSpacing(space.s12)
        row.addWidget(self._title)
        self._counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(self._counts, 1)
        row.addWidget(self._others)
        row.addSpacing(-self._others.margin)
        self._splitter.addWidget(self._tree)
        self._splitter.addWidget(self._right_side())
        self._tree.setMinimumWidth(theme.size.sidebar_min)
        self._empty.say(Message(
            icon="folder",
            title=tr("folders", "No folders yet"),
            body=tr("folders", "Folders that you add are listed here with everything in them."),
        ))  # fmt: skip
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._splitter, 1)
        column.addWidget(self._empty, 1)
        self.setFocusProxy(self._tree)

    def _right_side(self) -> QWidget:
        side, space = QWidget(), self._theme.space
        bar = QHBoxLayout()
        bar.setContentsMargins(space.s16, space.s4, space.s8, space.s4)
        bar.setSpacing(0)
        bar.addWidget(self._way, 1)
        bar.addSpacing(space.s8)
        bar.addWidget(self._play)
        bar.addWidget(self._open)
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._table, 1)
        return side

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), self._theme.colors
        top = self._theme.size.view_header
        painter.fillRect(0, top - 1, self.width(), 1, colors.line_soft)
        if self._splitter.isVisible():
            left = self._tree.mapTo(self, QPoint(0, 0)).x()
            edge = left - 1 if self.isRightToLeft() else left + self._tree.width()
            painter.fillRect(edge, top, 1, self.height() - top, colors.line_soft)

"""Playlists in the sidebar: made, named, put in order, deleted, and dropped on."""

import os
from array import array
from collections.abc import Callable, Collection, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QGuiApplication

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.list_files import is_list_file
from mtplayer.core.lists.playlists import PlaylistChange, PlaylistDeleted, PlaylistKind, PlaylistRow
from mtplayer.core.problems import NameTaken
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import mime
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.playlists.playlist_actions import PlaylistActions
from mtplayer.ui.services.services import Services
from mtplayer.ui.sidebar.name_edit import NameEdit
from mtplayer.ui.sidebar.nav_delegate import CARET, STEP
from mtplayer.ui.sidebar.nav_model import NavModel
from mtplayer.ui.sidebar.nav_view import Dropped, MenuWanted, NavView
from mtplayer.ui.state import UiState
from mtplayer.ui.text import tr
from mtplayer.ui.views import OneOf, View
from mtplayer.ui.widgets.menu import Menu

_CLOSED = "nav.closed_folders"


class SidebarPlaylists(QObject):
    """Lets the services do what the view says was asked; ``deleted`` when some went."""

    deleted: TypedSignal[tuple[PlaylistId, ...]] = signal()

    def __init__(
        self,
        theme: Theme,
        services: Services,
        state: UiState,
        model: NavModel,
        view: NavView,
        show: Callable[[Sequence[PlaylistRow], Collection[int]], object],
    ) -> None:
        super().__init__(view)
        self._theme = theme
        self._services = services
        self._state = state
        self._model = model
        self._view = view
        self._show = show
        self._do = PlaylistActions(services, self)
        self._closed = set(state.numbers(_CLOSED))
        services.playlists.changed.connect(self._changed)
        services.smart.changed.connect(self._counted)
        view.plus_pressed.connect(self.make)
        view.folder_toggled.connect(self._toggle)
        view.menu_asked.connect(self.open_menu)
        view.rename_asked.connect(self.rename)
        view.deletion_asked.connect(self._delete)
        view.pulled.connect(self._pull)
        view.dropped.connect(self.drop)
        self._refresh()

    def make(self, kind: PlaylistKind, parent: int | None = None) -> None:
        """Make one at once, then ask for its name; Escape takes it away again."""
        home = None if parent is None else PlaylistId(parent)
        if kind is PlaylistKind.SMART:
            self._services.edit_smart(parent=home)
            return
        made = partial(self.rename, is_new=True)
        self._services.playlists.create(kind=kind, parent=home, done=made)

    def rename(self, playlist: int, *, is_new: bool = False) -> None:
        """Let somebody type a name over its row."""
        row = self._services.playlists.row(playlist)
        index = self._model.index_of_list(playlist)
        if row is None or not index.isValid() or self._view.rail:
            return
        self._view.scrollTo(index)
        edit = NameEdit(
            self._theme, row.name, partial(self._refusal, playlist), self._view.viewport()
        )
        edit.named.connect(partial(self._named, playlist, is_new=is_new))
        if is_new:
            edit.given_up.connect(partial(self._never_mind, playlist))
        edit.open_over(self._name_area(index))

    def _name_area(self, index: QModelIndex) -> QRect:
        """Return where the name of a row stands: after its glyph, which depends on its depth."""
        space, row, area = (
            self._theme.space,
            self._model.row_at(index),
            self._view.visualRect(index),
        )
        start = space.s32 + space.s2 + row.depth * STEP + (CARET if row.opened is not None else 0)
        if self._view.isRightToLeft():
            return area.adjusted(space.s8, 0, -start, 0)
        return area.adjusted(start, 0, -space.s8, 0)

    def open_menu(self, wanted: MenuWanted) -> None:
        """Open the menu of a playlist, or of the place where new ones are made."""
        menu = self._new_menu() if wanted.playlist is None else self.menu(wanted.playlist)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(wanted.where)

    def menu(self, playlist: PlaylistRow) -> Menu:
        """Return the menu of a playlist or a folder."""
        from mtplayer.ui.playlists.playlist_menu import playlist_menu

        more: dict[str, Callable[[], object]] = {
            "rename": partial(self.rename, playlist.id),
            "history": partial(self._history, playlist.id),
        }
        menu = playlist_menu(self._theme, playlist, self._do, more, self._view)
        if playlist.kind is PlaylistKind.FOLDER:
            self._add_new(menu, playlist.id)
        return menu

    def drop(self, dropped: Dropped) -> None:
        """Put playlists there, or tracks into one."""
        aim, data = dropped.aim, dropped.data
        if playlists := mime.playlists_of(data):
            if aim.into is not None:
                self._do.put(list(playlists), aim.into)
            else:
                self._do.put(list(playlists), aim.parent, aim.before)
            return
        tracks = mime.tracks_of(data)
        if tracks is None:
            paths = [os.fspath(path) for path in mime.paths_of(data)]
            if lists := [path for path in paths if is_list_file(path)]:
                self._services.lists_in_and_out.take_in(lists)
            if not (paths := [path for path in paths if not is_list_file(path)]):
                return
            self._services.find_files(paths, partial(self._take, aim.into, makes=aim.makes))
        else:
            self._take(aim.into, tracks, makes=aim.makes)

    def _take(self, into: int | None, tracks: "array[int]", *, makes: bool) -> None:
        playlists = self._services.playlists
        if not tracks:
            return
        home = None if into is None else PlaylistId(into)
        if makes:
            made = partial(self.rename, is_new=False)
            playlists.create(parent=home, tracks=tracks, done=made, offer=True)
        elif home is not None:
            playlists.add(home, tracks)

    def _changed(self, change: PlaylistChange) -> None:
        self._refresh()
        if isinstance(change, PlaylistDeleted):
            self.deleted.emit(change.playlists)

    def _counted(self, _change: object) -> None:
        counts = self._services.smart.counts
        self._model.show_counts({OneOf(View.SMART, id_): n for id_, n in counts.items()})

    def _refresh(self) -> None:
        self._show(self._services.playlists.rows, frozenset(self._closed))

    def _toggle(self, folder: int) -> None:
        self._closed ^= {folder}
        self._state.put(_CLOSED, sorted(self._closed))
        self._refresh()

    def _refusal(self, playlist: int, name: str) -> str:
        others = (row.name for row in self._services.playlists.rows if row.id != playlist)
        if name in others:
            return tr("nav", "“{name}” is the name of another playlist.").format(name=name)
        return ""

    def _named(self, playlist: int, name: str, *, is_new: bool) -> None:
        def refused(problem: NameTaken) -> None:
            self.rename(playlist)
            for edit in self._view.viewport().findChildren(NameEdit):
                edit.refuse(str(problem))

        self._services.playlists.rename(PlaylistId(playlist), name, refused)
        row = self._services.playlists.row(playlist)
        if is_new and row is not None and row.kind is PlaylistKind.LIST:
            self._do.show(playlist)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _never_mind(self, playlist: int, _nothing: object = None) -> None:
        self._services.playlists.delete([PlaylistId(playlist)], offer=False)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _delete(self, playlists: tuple[int, ...]) -> None:
        self._view.marked = set()
        self._do.delete(playlists)

    def _history(self, playlist: int) -> None:
        from mtplayer.ui.playlists.playlist_history import HistorySheet

        HistorySheet(self._theme, self._services, PlaylistId(playlist), self._view.window())

    def _new_menu(self) -> Menu:
        menu = Menu(self._theme, self._view)
        self._add_new(menu, None)
        menu.addSeparator()
        come_in = menu.addAction(tr("nav", "Import playlists…"))
        come_in.setData("download-simple")
        come_in.triggered.connect(self._import)
        deleted = menu.addAction(tr("nav", "Deleted playlists…"))
        deleted.setData("trash")
        deleted.triggered.connect(self._show_deleted)
        return menu

    def _import(self, _checked: object = None) -> None:
        self._services.lists_in_and_out.choose_files()

    def _add_new(self, menu: Menu, parent: int | None) -> None:
        for words, icon, kind in (
            (tr("nav", "New playlist"), "plus", PlaylistKind.LIST),
            (tr("nav", "New smart playlist…"), "lightning", PlaylistKind.SMART),
            (tr("nav", "New folder"), "folder-simple-plus", PlaylistKind.FOLDER),
        ):
            action = menu.addAction(words)
            action.setData(icon)
            action.triggered.connect(partial(self._make_in, kind, parent))

    def _make_in(self, kind: PlaylistKind, parent: int | None, _checked: object = None) -> None:
        if parent is not None and parent in self._closed:
            self._toggle(parent)
        self.make(kind, parent)

    def _show_deleted(self, _checked: object = None) -> None:
        from mtplayer.ui.playlists.deleted_playlists import DeletedSheet

        DeletedSheet(self._theme, self._services, self._view.window())

    def _pull(self, playlists: tuple[int, ...]) -> None:
        pulled = partial(self._with_files, playlists)
        smart = self._services.smart.smart(playlists[0]) if len(playlists) == 1 else None
        if smart is not None:
            self._services.smart.ids(smart, pulled)
            return
        wanted = [PlaylistId(each) for each in playlists]
        self._services.playlists.reads.tracks(wanted, pulled)

    def _with_files(self, playlists: tuple[int, ...], tracks: "array[int]") -> None:
        """Carry files too, for other programs, where there are not too many."""
        if not tracks or len(tracks) > mime.MOST_FILES:
            self._carry(playlists, tracks, [])
            return
        from mtplayer.ui.tracks.track_drag import paths_of

        found = partial(self._carry, playlists, tracks)
        self._services.library.files(tracks, lambda files: found(paths_of(files)))

    def _carry(
        self, playlists: tuple[int, ...], tracks: "array[int]", paths: Sequence[bytes]
    ) -> None:
        # A few milliseconds have passed: a quick hand may have let go.
        if not QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            return
        drag = QDrag(self._view)
        drag.setMimeData(mime.playlist_data(array("q", playlists), tracks, paths))
        index = self._model.index_of_list(playlists[0])
        area = self._view.visualRect(index)
        drag.setPixmap(self._view.viewport().grab(area))
        drag.setHotSpot(QPoint(area.width() // 4, area.height() // 2))
        actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
        drag.exec(actions, Qt.DropAction.CopyAction)

"""The page of missing tracks: where they were, finding them again, removing them."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedLayout, QWidget

from mtplayer.core.events import LibraryChanged
from mtplayer.core.library.library_state import MissingPlace
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.folders.locating import Locating
from mtplayer.ui.folders.missing_model import MissingModel
from mtplayer.ui.folders.missing_view import MissingView
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.pages.page_frame import PageFrame
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.empty_state import EmptyState, Message
from mtplayer.ui.widgets.menu import DANGER, Menu

# Folders that are few enough to be opened at once.
OPENED = 12
READ_AFTER_MS = 300


class MissingPage(PageFrame):
    """Follows the library; the rows are read when it is shown."""

    def __init__(self, theme: Theme, services: Services, _actions: Actions) -> None:
        super().__init__(theme, tr("missing", "Missing"))
        self._services = services
        self._model = MissingModel(services.missing.tracks, self)
        self.view = MissingView(theme, self._model)
        self.locating = Locating(theme, services.missing, self)
        self._empty = EmptyState(theme)
        self._waiting = False
        self._reads = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._reads.timeout.connect(self.visit)
        self._remove = self.offer(
            tr("missing", "Remove from library"), self.remove_chosen, icon="trash"
        )
        self._whole = self.offer(
            tr("missing", "Locate folder…"), self.locate_place, icon="folder-open"
        )
        self._one = self.offer(
            tr("missing", "Locate…"), self.locate_chosen, icon="magnifying-glass"
        )
        self._fill()
        services.library.changed.connect(self._library_changed)

    @property
    def waiting(self) -> bool:
        """Whether the folders are still being read."""
        return self._waiting

    def visit(self) -> None:
        """Read what is missing."""
        self._waiting = True
        self._services.missing.places(self._listed)

    def locate_chosen(self) -> None:
        """Ask where the file of the selected track is; of a folder, where the folder is."""
        tracks = self.view.chosen_tracks()
        if tracks:
            self.locating.ask_for_file(tracks[0].track, tracks[0].path)
        else:
            self.locate_place()

    def locate_place(self) -> None:
        """Ask where the folder of the selected row is."""
        if (place := self.view.chosen_place()) is not None:
            self.locating.ask_for_folder(place.path)

    def remove_chosen(self) -> None:
        """Take the selected tracks out of the library; of a folder, all that are missing there."""
        tracks = self.view.chosen_tracks()
        if tracks:
            self._services.library.remove([track.track for track in tracks])
        elif (place := self.view.chosen_place()) is not None:
            self._services.missing.tracks(
                place.directory,
                lambda found: self._services.library.remove([track.track for track in found]),
            )

    def menu(self) -> Menu:
        """Return what can be done with the selected rows."""
        menu = Menu(self.theme, self.view)
        tracks = self.view.chosen_tracks()
        one = menu.addAction(tr("missing", "Locate…"))
        one.setData("magnifying-glass")
        one.setEnabled(len(tracks) == 1)
        one.triggered.connect(self.locate_chosen)
        whole = menu.addAction(tr("missing", "Locate all in this folder…"))
        whole.setData("folder-open")
        whole.triggered.connect(self.locate_place)
        menu.addSeparator()
        copy = menu.addAction(tr("missing", "Copy path"))
        copy.setData("copy")
        copy.triggered.connect(self._copy_path)
        menu.addSeparator()
        remove = menu.addAction(tr("missing", "Remove from library"))
        remove.setData("trash")
        remove.setProperty(DANGER, True)  # noqa: FBT003 - Qt's own signature
        remove.triggered.connect(self.remove_chosen)
        return menu

    def _fill(self) -> None:
        rows = QWidget()
        self._stack = QStackedLayout(rows)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self.replace_body(rows)
        self._empty.say(
            Message(
                title=tr("missing", "Nothing is missing"),
                body=tr("missing", "Every track's file is where it was."),
                icon="check-circle",
            )
        )
        self.view.selectionModel().selectionChanged.connect(self._selection_changed)
        self.view.located.connect(lambda _: self.locate_chosen())
        self.view.removed.connect(lambda _: self.remove_chosen())
        self.view.asked.connect(self._open_menu)
        self._selection_changed()

    def _listed(self, places: Sequence[MissingPlace]) -> None:
        self._waiting = False
        count = sum(place.tracks for place in places)
        one = tr("missing", "1 track")
        words = one if count == 1 else tr("missing", "{n} tracks").format(n=number(count))
        self.say(words if count else "")
        if list(places) != list(self._model.places):
            self._model.show_places(places)
        self._stack.setCurrentWidget(self.view if places else self._empty)
        if len(places) <= OPENED:
            self.view.expandAll()
        self._selection_changed()

    def _selection_changed(self, _chosen: object = None, _left: object = None) -> None:
        chosen = self.view.currentIndex().isValid()
        for button in (self._remove, self._whole, self._one):
            button.setEnabled(chosen)

    def _open_menu(self, where: QPoint) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _copy_path(self) -> None:
        tracks, place = self.view.chosen_tracks(), self.view.chosen_place()
        paths = [track.path for track in tracks] or ([place.path] if place else [])
        text = "\n".join(path.decode("utf-8", "replace") for path in paths)
        QGuiApplication.clipboard().setText(text)

    def _library_changed(self, _change: LibraryChanged) -> None:
        if self.isVisible():
            self._reads.start()

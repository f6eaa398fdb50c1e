"""The page of the library's folders: add, watch, look through, let rest, remove."""

import os
from collections.abc import Mapping

from mtplayer.core.events import ScanFinished, ScanProgress
from mtplayer.core.ids import FolderId
from mtplayer.core.library.folder_state import FolderState, Why
from mtplayer.core.library.library_state import FolderCounts, LibraryFolder
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.folders.folder_row import FolderActions, FolderRow
from mtplayer.ui.folders.ignored_card import IgnoredCard
from mtplayer.ui.folders.locating import Locating
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.pages.page_frame import PageFrame
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import number, tr
from mtplayer.ui.widgets.card import Card
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.note import Note
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import Kind

RAISE_LIMIT = "sudo sysctl fs.inotify.max_user_watches=1048576"


class FoldersPage(PageFrame):
    """Follows the folders and the scan by itself; a folder that is dropped on it is added."""

    def __init__(self, theme: Theme, services: Services, actions: Actions) -> None:
        super().__init__(theme, tr("folders", "Library folders"))
        self._services = services
        self._actions = actions
        self._rows: dict[FolderId, FolderRow] = {}
        self._counts: Mapping[FolderId, FolderCounts] = {}
        self._progress: ScanProgress | None = None
        self._card = Card(theme)
        self._limit = Note(theme, "warning", "warn")
        self._failed = Note(theme, "file-x", "fg_2")
        self._ignored = IgnoredCard(theme, services)
        self._locating = Locating(theme, services.missing, self)
        self._folder_actions = self._what_can_be_done()
        self._fill(actions)
        services.folders.changed.connect(self._listed)
        services.watching.changed.connect(self._watched)
        services.scan.progress.connect(self._progressed)
        services.scan.finished.connect(self._finished)

    def visit(self) -> None:
        """Read the folders and count what is in them."""
        self._services.folders.load()
        self._count()
        self._ignored.read()

    def _fill(self, actions: Actions) -> None:
        changes = actions[commands.GO_CHANGES]
        self.offer(tr("folders", "Changes"), changes.trigger, Kind.QUIET, str(changes.data()))
        self.offer(
            tr("folders", "Scan all"), actions[commands.SCAN].trigger, icon="arrows-clockwise"
        )
        self.offer(
            tr("folders", "Add folder…"), actions[commands.ADD_FOLDER].trigger, Kind.PRIMARY, "plus"
        )
        words = tr("folders", "Files stay where they are. mtplayer notices when something changes.")
        self.column.addWidget(Label(self.theme, words, color="fg_2", elides=True))
        for part in (self._card, self._limit, self._failed, self._ignored):
            self.column.addWidget(part)
            part.hide()
        self.column.addStretch(1)

    def _listed(self, folders: tuple[LibraryFolder, ...]) -> None:
        for id_ in self._rows.keys() - {folder.id for folder in folders}:
            self._card.drop(self._rows.pop(id_))
        for at, folder in enumerate(folders):
            if folder.id not in self._rows:
                row = self._rows[folder.id] = FolderRow(self.theme, self._folder_actions)
                self._card.put(at, row)
        self._card.setVisible(bool(folders))
        self._show()

    def _show(self) -> None:
        folders, watching = self._services.folders.folders, self._services.watching
        states: list[FolderState] = []
        for folder in folders:
            state = watching.state(folder.id)
            states.append(state)
            row = self._rows.get(folder.id)
            if row is not None:
                row.show_folder(
                    folder, state, self._counts.get(folder.id), self._progress_in(folder)
                )
        self._show_words(folders)
        self._show_limit(states)

    def _show_words(self, folders: tuple[LibraryFolder, ...]) -> None:
        count = len(folders)
        words = tr("folders", "1 folder") if count == 1 else tr("folders", "{n} folders")
        files = sum(count.present + count.missing for count in self._counts.values())
        shown = [words.format(n=number(count))]
        if files:
            shown.append(tr("folders", "{n} files").format(n=number(files)))
        self.say(" · ".join(shown))
        failed = sum(count.failed for count in self._counts.values())
        self._failed.setVisible(bool(failed))
        one = tr("folders", "1 file could not be read")
        many = tr("folders", "{n} files could not be read").format(n=number(failed))
        self._failed.say(
            one if failed == 1 else many,
            tr("folders", "They are tried again when they change."),
            tr("folders", "Show list"),
            self._actions[commands.GO_CHANGES].trigger,
        )

    def _show_limit(self, states: list[FolderState]) -> None:
        count = sum(state.why is Why.LIMIT for state in states)
        minutes = max((state.minutes for state in states if state.why is Why.LIMIT), default=0)
        self._limit.setVisible(bool(count))
        if count:
            text = tr("folders", "They are checked every {n} minutes. To watch them: {command}")
            self._limit.say(
                tr("folders", "The system's limit for watched folders is reached"),
                text.format(n=number(minutes), command=RAISE_LIMIT),
            )

    def _progress_in(self, folder: LibraryFolder) -> ScanProgress | None:
        """Return how far the scan is, if it is in this folder."""
        progress = self._progress
        if progress is None or not self._services.scan.running:
            return None
        path = progress.folder
        within = path == folder.name or path.startswith(folder.name.rstrip("/") + "/")
        return progress if within else None

    def _count(self) -> None:
        self._services.folders.count(self._counted)

    def _counted(self, counts: Mapping[FolderId, FolderCounts]) -> None:
        self._counts = counts
        self._show()

    def _watched(self, _nothing: None) -> None:
        self._show()

    def _progressed(self, progress: ScanProgress) -> None:
        self._progress = progress
        if self.isVisible():
            self._show()

    def _finished(self, _finished: ScanFinished) -> None:
        self._progress = None
        if self.isVisible():
            self._count()

    # ---- what can be done ------------------------------------------------------------------------

    def _what_can_be_done(self) -> FolderActions:
        services = self._services
        folders, scan = services.folders, services.scan
        return FolderActions(
            look=lambda folder: scan.look_at([os.fsdecode(folder.path)]),
            set_mode=lambda folder, mode: folders.set_mode(folder.id, mode),
            set_cadence=lambda folder, minutes: folders.set_cadence(folder.id, minutes),
            set_enabled=self._set_enabled,
            show=lambda folder: services.files.show(folder.path),
            locate=lambda folder: self._locating.ask_for_folder(folder.path),
            accept=lambda folder: scan.accept_missing(folder.id),
            remove=self.ask_to_remove,
            stop=scan.cancel,
        )

    def _set_enabled(self, folder: LibraryFolder, enabled: bool) -> None:  # noqa: FBT001 - a value
        self._services.folders.set_enabled(folder.id, enabled=enabled)

    def ask_to_remove(self, folder: LibraryFolder) -> Sheet:
        """Ask whether a folder's tracks leave the library with it."""
        count = self._counts.get(folder.id)
        files = 0 if count is None else count.present + count.missing
        body = tr(
            "folders",
            "{files} leave your library with it. Their counts, ratings and places are kept for"
            " when the folder comes back. Files stay where they are.",
        )
        take_out = self._services.folders.take_out
        question = Question(
            title=tr("folders", "Remove “{name}”?").format(name=_short(folder)),
            body=body.format(files=_files(files)),
            choices=(
                Choice(
                    words=tr("folders", "Remove folder and tracks"),
                    run=lambda: take_out(folder.id, with_tracks=True),
                    kind=Kind.PRIMARY,
                ),
                Choice(
                    words=tr("folders", "Keep its tracks"),
                    run=lambda: take_out(folder.id, with_tracks=False),
                ),
            ),
            cancel=tr("folders", "Cancel"),
        )
        return Sheet(self.theme, question, self.window())


def _short(folder: LibraryFolder) -> str:
    return folder.name.rstrip("/").rpartition("/")[2] or folder.name


def _files(count: int) -> str:
    if count == 1:
        return tr("folders", "1 file")
    return tr("folders", "{n} files").format(n=number(count)) if count else tr("folders", "Tracks")

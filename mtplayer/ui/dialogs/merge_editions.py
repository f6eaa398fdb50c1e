"""Asks which albums are editions of one, then lets them be one."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.tracks import Edition
from mtplayer.ui.first_run.check_row import CheckRow
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import number, tr, tracks
from mtplayer.ui.widgets.empty_state import Choice
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.sheet import Question
from mtplayer.ui.widgets.tall_sheet import TallSheet
from mtplayer.ui.widgets.text_button import Kind


def add_edition_actions(
    menu: Menu, theme: Theme, services: Services, album: AlbumId, window: QWidget
) -> None:
    """Let an album's menu offer to merge it with its other editions, and to split it."""
    merge = menu.addAction(tr("menu", "Merge editions…"))
    merge.setData("git-merge")
    merge.triggered.connect(lambda: ask_to_merge(theme, services, album, window))
    split = menu.addAction(tr("menu", "Split"))
    split.triggered.connect(lambda: services.editions.split(album))


def ask_to_merge(theme: Theme, services: Services, album: AlbumId, window: QWidget) -> None:
    """Open the question as soon as the other editions are known."""

    def known(editions: Sequence[Edition]) -> None:
        MergeEditions(theme, services, album, editions, window)

    services.library.editions(album, known)


class MergeEditions(TallSheet):
    """The album stays; what is checked becomes a part of it."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        album: AlbumId,
        editions: Sequence[Edition],
        over: QWidget,
    ) -> None:
        self._services = services
        self._album = album
        self._others = [edition for edition in editions if edition.id != album]
        title = next((edition.title for edition in editions if edition.id == album), "")
        super().__init__(theme, self._question(isolate(title)), over)
        self.checks = [self._row(edition) for edition in self._others]
        for row in self.checks:
            self.rows.addWidget(row)
        self.fit()
        self._count()

    def _question(self, title: str) -> Question:
        merge = tr("dialog", "Merge")
        if not self._others:
            body = tr("dialog", "No other album of this artist is called “{title}”.")
            return Question(
                title=tr("dialog", "Merge editions"),
                body=body.format(title=title),
                choices=(),
                cancel=tr("dialog", "Close"),
            )
        body = tr(
            "dialog",
            "What is checked becomes a part of “{title}”. Files stay as they are. Scans remember"
            " it, and Undo takes it back.",
        )
        return Question(
            title=tr("dialog", "Merge editions"),
            body=body.format(title=title),
            choices=(Choice(words=merge, run=self._merge, kind=Kind.PRIMARY),),
            cancel=tr("dialog", "Cancel"),
        )

    def _row(self, edition: Edition) -> CheckRow:
        year = str(edition.year) if edition.year else ""
        line = " · ".join(filter(None, (year, edition.folder)))
        row = CheckRow(self._theme, edition.title, line, tracks(edition.tracks), icon="disc")
        row.setChecked(True)
        row.toggled.connect(self._count)
        return row

    def _chosen(self) -> list[Edition]:
        both = zip(self._others, self.checks, strict=True)
        return [edition for edition, row in both if row.isChecked()]

    def _count(self, _checked: object = None) -> None:
        if not self._others:
            return
        accept, count = self.buttons[0], len(self._chosen())
        accept.setEnabled(bool(count))
        words = tr("dialog", "Merge {n} albums").format(n=number(count + 1))
        accept.setText(words if count else tr("dialog", "Merge"))

    def _merge(self) -> None:
        self._services.editions.merge([edition.id for edition in self._chosen()], self._album)

"""Asks which albums are editions of one, then lets them be one."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.tracks import Edition
from mtplayer.ui.painting import isolate
from mtplayer.ui.services import Services
from mtplayer.ui.text import number, tr
from mtplayer.ui.theme import Theme
from mtplayer.ui.tokens import FontRole
from mtplayer.ui.widgets.check_row import CheckRow
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.menu import Menu
from mtplayer.ui.widgets.text_button import Kind, TextButton


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
        MergeEditions(theme, services, album, editions, window).open()

    services.library.editions(album, known)


class MergeEditions(QDialog):
    """The album stays; what is checked becomes a part of it."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        album: AlbumId,
        editions: Sequence[Edition],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._album = album
        title = next((edition.title for edition in editions if edition.id == album), "")
        self._others = [edition for edition in editions if edition.id != album]
        self._rows = [self._row(edition) for edition in self._others]
        self._accept = TextButton(theme, tr("dialog", "Merge"), Kind.PRIMARY)
        self._accept.clicked.connect(self._merge)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("dialog", "Merge editions"))
        self.setMinimumWidth(theme.size.toast_width + theme.space.s64)
        self._lay_out(title)
        self._count()

    def _row(self, edition: Edition) -> CheckRow:
        year = str(edition.year) if edition.year else ""
        tracks = number(edition.tracks)
        note = (
            tr("dialog", "1 track")
            if edition.tracks == 1
            else tr("dialog", "{n} tracks").format(n=tracks)
        )
        line = " · ".join(filter(None, (year, edition.folder)))
        row = CheckRow(self._theme, edition.title, line, note)
        row.setChecked(True)
        row.toggled.connect(self._count)
        return row

    def _lay_out(self, title: str) -> None:
        theme, space = self._theme, self._theme.space
        heading = tr("dialog", "Make one album of “{title}” and").format(title=isolate(title))
        if not self._others:
            heading = tr("dialog", "No other album of this artist is called “{title}”.")
            heading = heading.format(title=isolate(title))
        column = QVBoxLayout(self)
        column.setContentsMargins(space.s24, space.s20, space.s24, space.s16)
        column.setSpacing(space.s4)
        column.addWidget(Label(theme, heading, FontRole.STRONG, elides=True))
        column.addSpacing(space.s8)
        for row in self._rows:
            column.addWidget(row)
        column.addSpacing(space.s8)
        note = tr("dialog", "Files stay as they are. Scans remember it, and Undo takes it back.")
        column.addWidget(Label(theme, note, FontRole.SMALL, color="fg_2", elides=True))
        column.addSpacing(space.s16)
        buttons = QHBoxLayout()
        cancel = TextButton(theme, tr("dialog", "Cancel"))
        cancel.clicked.connect(self.reject)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._accept)
        column.addLayout(buttons)

    def _chosen(self) -> list[Edition]:
        both = zip(self._others, self._rows, strict=True)
        return [edition for edition, row in both if row.isChecked()]

    def _count(self, _checked: object = None) -> None:
        count = len(self._chosen())
        self._accept.setEnabled(bool(count))
        words = tr("dialog", "Merge {n} albums").format(n=number(count + 1))
        self._accept.setText(words if count else tr("dialog", "Merge"))

    def _merge(self) -> None:
        self._services.editions.merge([edition.id for edition in self._chosen()], self._album)
        self.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What is meant to be the default is no QPushButton.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._accept.isEnabled():
            self._merge()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colors.bg_dialog)

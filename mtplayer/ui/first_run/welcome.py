"""The first page of a new library asks where the music is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.first_run.folder_card import FolderCard
from mtplayer.ui.first_run.mosaic import Mosaic
from mtplayer.ui.first_run.steps import Steps
from mtplayer.ui.first_run.take_over import TakeOverLine
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.text import tr
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.logo import Logo
from mtplayer.ui.widgets.paragraph import Paragraph
from mtplayer.ui.widgets.text_button import Kind, TextButton

WALL_SHARE = 0.39
COLUMN_WIDTH = 704


def step_names() -> list[str]:
    """Return the steps of the first run."""
    return [tr("welcome", "Folders"), tr("welcome", "Scan")]


class WelcomePage(QWidget):
    """``chosen`` with the folders to scan, ``skipped`` to look around without any."""

    chosen: TypedSignal[tuple[str, ...]] = signal()
    skipped: TypedSignal[None] = signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wall = Mosaic(theme)
        self.card = FolderCard(theme)
        self.take_over = TakeOverLine(theme)
        large = theme.size.button_large
        self._scan = TextButton(theme, "", Kind.PRIMARY, icon_after="arrow-right", height=large)
        self._skip = TextButton(theme, tr("welcome", "Skip for now"), Kind.QUIET, height=large)
        self._scan.clicked.connect(self._go)
        self._skip.clicked.connect(self._leave)
        self.card.changed.connect(self._changed)
        self._lay_out()
        self._changed(())
        theme.changed.connect(self._look_changed)

    def start(self) -> None:
        """Put the focus where Enter goes on."""
        self._scan.setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._wall)
        self._column = QWidget()
        self._column.setMaximumWidth(COLUMN_WIDTH)
        row.addStretch(1)
        row.addWidget(self._column, 100)
        row.addStretch(1)
        self._fill(QVBoxLayout(self._column))

    def _fill(self, column: QVBoxLayout) -> None:
        theme, space = self._theme, self._theme.space
        margin = self._scan.margin
        column.setContentsMargins(space.s24 - margin, space.s44, space.s24 - margin, space.s24)
        column.setSpacing(0)
        column.addStretch(2)
        column.addWidget(_inset(Steps(theme, step_names(), 0), margin, leading=True))
        column.addSpacing(space.s44)
        column.addWidget(_inset(self._heading(), margin))
        column.addSpacing(space.s12)
        text = tr(
            "welcome",
            "Choose the folders to listen from. Files stay where they are, nothing leaves this "
            "machine, and tags change only when you say so.",
        )
        words = Paragraph(theme, text, FontRole.SECTION, weight=400)
        column.addWidget(_inset(words, margin))
        column.addSpacing(space.s24)
        column.addWidget(_inset(self.card, margin))
        column.addWidget(_inset(self.take_over, margin))
        column.addSpacing(space.s32)
        buttons = QHBoxLayout()
        buttons.setSpacing(space.s4)
        buttons.addWidget(self._scan)
        buttons.addWidget(self._skip)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addStretch(5)

    def _heading(self) -> QWidget:
        theme = self._theme
        heading = QWidget()
        row = QHBoxLayout(heading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space.s16)
        row.addWidget(Logo(theme, theme.space.s44))
        row.addWidget(Label(theme, tr("welcome", "Where is your music?"), FontRole.PAGE))
        row.addStretch(1)
        return heading

    def _changed(self, folders: tuple[str, ...]) -> None:
        count = len(folders)
        one = tr("welcome", "Scan 1 folder")
        many = tr("welcome", "Scan %n folders", count)
        self._scan.setText(
            one if count == 1 else many if count else tr("welcome", "Choose a folder…")
        )

    def _go(self) -> None:
        if folders := self.card.checked:
            self.chosen.emit(folders)
        else:
            self.card.wanted.emit(None)

    def _leave(self) -> None:
        self.skipped.emit(None)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= self._theme.size.rail_below
        self._wall.setVisible(roomy)
        self._wall.setFixedWidth(round(self.width() * WALL_SHARE))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colors.bg_content)

    def _look_changed(self, _look: object) -> None:
        self.update()


def _inset(part: QWidget, margin: int, *, leading: bool = False) -> QWidget:
    """Line a part up with the buttons, which keep room for their focus ring."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(margin, 0, margin, 0)
    row.addWidget(part)
    if leading:
        row.addStretch(1)
    return box

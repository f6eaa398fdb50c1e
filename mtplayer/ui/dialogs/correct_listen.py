"""Asks what is to be said of a listen: which track, when, and how it went."""

from array import array
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import TrackQuery, TrackRow
from mtplayer.core.listening.history import Correction, Ending, HistoryRow
from mtplayer.ui.history_services import HistoryLog
from mtplayer.ui.models.history_model import ENDINGS
from mtplayer.ui.services import Services
from mtplayer.ui.text import length, tr
from mtplayer.ui.theme import Theme
from mtplayer.ui.tokens import FontRole
from mtplayer.ui.widgets.check_row import CheckRow
from mtplayer.ui.widgets.choices import Choice, Choices
from mtplayer.ui.widgets.date_field import DateTimeField, at_ms
from mtplayer.ui.widgets.fields import TextField
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.text_button import Kind, TextButton

_MOST: Final = 5
_KINDS: Final = tuple(Ending)


class CorrectListen(QDialog):
    """Opens over the window; what is left as it was is not touched."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        history: HistoryLog,
        row: HistoryRow,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._services = services
        self._history = history
        self._row = row
        self._track: TrackId | None = None
        self.search = TextField(theme, tr("history", "Track"), icon="magnifying-glass")
        self.search.setPlaceholderText(tr("history", "It was another track: search for it"))
        self.search.textChanged.connect(self._look)
        self.when = DateTimeField(theme, tr("history", "When"), "yyyy-MM-dd HH:mm:ss")
        self.when.setDateTime(at_ms(row.started_at))
        kinds = [Choice(tr("history", ENDINGS[kind])) for kind in _KINDS]
        self.ending = Choices(theme, tr("history", "How it went"), kinds)
        if row.ending is not None:
            self.ending.choose(_KINDS.index(row.ending))
        self._group = QButtonGroup(self)
        self._found = QVBoxLayout()
        self._found.setSpacing(0)
        self._save = TextButton(theme, tr("history", "Correct"), Kind.PRIMARY)
        self._save.clicked.connect(self._accept)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("history", "Correct a listen"))
        self.setMinimumWidth(theme.size.toast_width + theme.space.s64)
        self._lay_out()
        self.open()

    @property
    def correction(self) -> Correction:
        """What is to be said otherwise."""
        at = self.when.dateTime().toMSecsSinceEpoch()
        # The field has no milliseconds: the same second is the same time.
        same = at // 1000 == self._row.started_at // 1000
        ending = _KINDS[self.ending.chosen]
        return Correction(
            track=self._track if self._track != self._row.track else None,
            started_at=None if same else at,
            ending=ending if ending is not self._row.ending else None,
        )

    @property
    def choices(self) -> Sequence[CheckRow]:
        """The tracks that were found."""
        return [button for button in self._group.buttons() if isinstance(button, CheckRow)]

    def _lay_out(self) -> None:
        theme, space, row = self._theme, self._theme.space, self._row
        column = QVBoxLayout(self)
        column.setContentsMargins(space.s24, space.s20, space.s24, space.s16)
        column.setSpacing(space.s12)
        column.addWidget(Label(theme, tr("history", "Correct a listen"), FontRole.DIALOG))
        what = " — ".join(filter(None, (row.artist, row.title)))
        column.addWidget(Label(theme, what, color="fg_2", elides=True))
        column.addWidget(self.search)
        column.addLayout(self._found)
        for name, part in ((tr("history", "When"), self.when), ("", self.ending)):
            line = QHBoxLayout()
            words = name or tr("history", "How it went")
            line.addWidget(Label(theme, words, color="fg_2"))
            line.addStretch(1)
            line.addWidget(part)
            column.addLayout(line)
        column.addStretch(1)
        buttons = QHBoxLayout()
        cancel = TextButton(theme, tr("dialog", "Cancel"))
        cancel.clicked.connect(self.reject)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._save)
        column.addLayout(buttons)

    def _look(self, words: str) -> None:
        if not words.strip():
            self._show(())
            return
        self._services.library.ids(TrackQuery(text=words), self._describe, asker=self)

    def _describe(self, ids: "array[int]") -> None:
        self._services.library.rows(ids[:_MOST], self._show)

    def _show(self, rows: Sequence[TrackRow]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._found.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._track = None
        for row in rows:
            line = " — ".join(filter(None, (row.artist, row.album)))
            time = length(row.duration_ms)
            choice = CheckRow(self._theme, row.title, line, time, icon="music-notes")
            choice.toggled.connect(partial(self._choose, row.id))
            self._group.addButton(choice)
            self._found.addWidget(choice)
        self.adjustSize()

    def _choose(self, track: TrackId, checked: object) -> None:
        if checked:
            self._track = track

    def _accept(self) -> None:
        self._history.correct(self._row.id, self.correction)
        self.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        accepts = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and accepts:
            self._accept()
        elif event.key() == Qt.Key.Key_Escape:
            self.reject()
        else:
            event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._theme.colors.bg_dialog)

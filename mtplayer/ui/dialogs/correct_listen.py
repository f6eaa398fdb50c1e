"""Asks what is to be said of a listen: which track, when, and how it went."""

from array import array
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import TrackQuery, TrackRow
from mtplayer.core.listening.history import Correction, Ending, HistoryRow
from mtplayer.core.typed import override
from mtplayer.ui.first_run.check_row import CheckRow
from mtplayer.ui.history.history_model import ENDINGS
from mtplayer.ui.look.painting import isolate
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.services.history_services import HistoryLog
from mtplayer.ui.services.services import Services
from mtplayer.ui.text import length, tr
from mtplayer.ui.widgets.choices import Choice, Choices
from mtplayer.ui.widgets.date_field import DateTimeField, at_ms
from mtplayer.ui.widgets.empty_state import Choice as Act
from mtplayer.ui.widgets.fields import TextField
from mtplayer.ui.widgets.label import Label
from mtplayer.ui.widgets.sheet import Question, Sheet
from mtplayer.ui.widgets.text_button import Kind, TextButton

_MOST: Final = 5
_KINDS: Final = tuple(Ending)


class CorrectListen(Sheet):
    """What is left as it was is not touched."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        history: HistoryLog,
        row: HistoryRow,
        over: QWidget,
    ) -> None:
        self._services = services
        self._history = history
        self._row = row
        self._track: TrackId | None = None
        self.search = TextField(theme, tr("history", "Track"), icon="magnifying-glass")
        self.search.setPlaceholderText(tr("history", "It was another track: search for it"))
        self.when = DateTimeField(theme, tr("history", "When"), "yyyy-MM-dd HH:mm:ss")
        self.when.setDateTime(at_ms(row.started_at))
        kinds = [Choice(tr("history", ENDINGS[kind])) for kind in _KINDS]
        self.ending = Choices(theme, tr("history", "How it went"), kinds)
        if row.ending is not None:
            self.ending.choose(_KINDS.index(row.ending))
        self._ended = self.ending.chosen
        self._found = QVBoxLayout()
        self._found.setSpacing(0)
        super().__init__(theme, self._question(), over)
        self._group = QButtonGroup(self)
        self.ending.pressed.connect(self.ending.choose)
        self.search.textChanged.connect(self._look)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _question(self) -> Question:
        correct = Act(words=tr("history", "Correct"), run=self._accept, kind=Kind.PRIMARY)
        return Question(
            title=tr("history", "Correct a listen"),
            body=" — ".join(isolate(part) for part in (self._row.artist, self._row.title) if part),
            choices=(correct,),
            cancel=tr("dialog", "Cancel"),
        )

    @property
    def correction(self) -> Correction:
        """What is to be said otherwise."""
        at = self.when.dateTime().toMSecsSinceEpoch()
        # The field has no milliseconds: the same second is the same time.
        same = at // 1000 == self._row.started_at // 1000
        ending = self.ending.chosen
        return Correction(
            track=self._track if self._track != self._row.track else None,
            started_at=None if same else at,
            ending=None if ending == self._ended else _KINDS[ending],
        )

    @property
    def choices(self) -> Sequence[CheckRow]:
        """The tracks that were found."""
        return [button for button in self._group.buttons() if isinstance(button, CheckRow)]

    @override
    def _lay_out(self, question: Question) -> list[TextButton]:
        buttons = super()._lay_out(question)
        theme, column = self._theme, self._column
        # After the title and what is said below it.
        place = 2
        column.insertSpacing(place, theme.space.s4)
        column.insertWidget(place + 1, self.search)
        column.insertLayout(place + 2, self._found)
        lines = ((tr("history", "When"), self.when), (tr("history", "How it went"), self.ending))
        for at, (words, part) in enumerate(lines):
            line = QHBoxLayout()
            line.addWidget(Label(theme, words, color="fg_2"))
            line.addStretch(1)
            line.addWidget(part)
            column.insertLayout(place + 3 + at, line)
        return buttons

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
            choice.show()
        self._column.invalidate()
        self._fit()

    def _choose(self, track: TrackId, checked: object) -> None:
        if checked:
            self._track = track

    def _accept(self) -> None:
        self._history.correct(self._row.id, self.correction)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enters = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enters and self.search.hasFocus() and not event.modifiers():
            # Whoever searches means the first that was found, and is not done yet.
            for choice in self.choices[:1]:
                choice.setChecked(True)
            event.accept()
            return
        super().keyPressEvent(event)

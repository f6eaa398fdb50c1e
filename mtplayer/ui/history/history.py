"""The page of the log: what was heard, day by day, filtered by words, by time and by ending."""

from datetime import timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QDate, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from mtplayer.core.events import CoverReady, FavoritesChanged, HistoryChanged, LibraryChanged
from mtplayer.core.listening.history import (
    Ending,
    HistoryList,
    HistoryQuery,
    Period,
    day_of,
    period_range,
    start_of,
)
from mtplayer.services.clock import now_ms
from mtplayer.ui import text
from mtplayer.ui.history.history_model import HistoryModel, listens
from mtplayer.ui.history.history_view import HistoryView
from mtplayer.ui.history.selected_listens import SelectedListens
from mtplayer.ui.pages.page_frame import PageFrame
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.queue.source_names import SourceNames
from mtplayer.ui.services.history_services import HistoryLog
from mtplayer.ui.views import View
from mtplayer.ui.widgets.choices import Choice, Choices
from mtplayer.ui.widgets.date_field import DateField
from mtplayer.ui.widgets.empty_state import EmptyState, Message
from mtplayer.ui.widgets.label import Label

PERIODS: Final = (
    (Period.ALL, "All time"),
    (Period.TODAY, "Today"),
    (Period.WEEK, "Week"),
    (Period.MONTH, "Month"),
    (Period.YEAR, "Year"),
    (Period.RANGE, "Range"),
)
ENDINGS: Final = (
    (None, "All"),
    (Ending.PLAYED, "Played"),
    (Ending.FINISHED, "Finished"),
    (Ending.SKIPPED, "Skipped"),
)
READ_AFTER_MS = 400


class HistoryPage(PageFrame):
    """Reads the list when it is shown, and again when the log or the library changed."""

    def __init__(self, parts: PageParts, history: HistoryLog) -> None:
        super().__init__(parts.theme, text.tr("history", "History"))
        self._history = history
        self._typed = ""
        self._waiting = False
        self._listed: HistoryQuery | None = None
        theme = parts.theme
        self.model = HistoryModel(history.rows, self)
        self._names = SourceNames(parts.services, self)
        self.view = HistoryView(self.model, theme, parts.covers, self._names.name)
        self.selected = SelectedListens(parts, self.view, history)
        self._empty = EmptyState(theme)
        periods = [Choice(text.tr("history", name)) for _, name in PERIODS]
        self.periods = Choices(theme, text.tr("history", "When"), periods)
        endings = [Choice(text.tr("history", name)) for _, name in ENDINGS]
        self.endings = Choices(theme, text.tr("history", "How it went"), endings)
        today = QDate.currentDate()
        self.first = DateField(theme, text.tr("history", "From"), today.addMonths(-1))
        self.last = DateField(theme, text.tr("history", "Until"), today)
        self._reads = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._reads.timeout.connect(self.visit)
        statistics = partial(parts.services.go, View.STATISTICS)
        self.offer(text.tr("history", "Statistics"), statistics, icon="chart-bar")
        self._fill()
        self._connect(parts)

    @property
    def waiting(self) -> bool:
        """Whether listens are still being looked for."""
        return self._waiting

    @property
    def query(self) -> HistoryQuery:
        """What is asked for."""
        period = PERIODS[self.periods.chosen][0]
        since, until = period_range(period, now_ms())
        if period is Period.RANGE:
            since = self.first.start_ms()
            until = start_of(day_of(self.last.start_ms()) + timedelta(days=1))
        ending = ENDINGS[self.endings.chosen][0]
        return HistoryQuery(text=self._typed, since=since, until=until, ending=ending)

    def visit(self) -> None:
        """Be up to date."""
        self._waiting = True
        query = self.query
        self._history.listens(query, partial(self._show, query), asker=self)

    def search(self, words: str) -> None:
        """Show only the listens of tracks that these words find."""
        if words != self._typed:
            self._typed = words
            self.visit()

    def choose(self, period: Period) -> None:
        """Look back as far."""
        self.periods.choose([one for one, _ in PERIODS].index(period))
        self._chosen()

    def _fill(self) -> None:
        space = self.theme.space
        line = QHBoxLayout()
        line.setContentsMargins(space.s20, 0, space.s20, space.s8)
        line.setSpacing(space.s12)
        line.addWidget(self.periods)
        line.addStretch(1)
        line.addWidget(self.endings)
        self._range = QWidget()
        days = QHBoxLayout(self._range)
        days.setContentsMargins(space.s20, 0, space.s20, space.s8)
        days.setSpacing(space.s12)
        for name, part in (("From", self.first), ("Until", self.last)):
            days.addWidget(Label(self.theme, text.tr("history", name), color="fg_2"))
            days.addWidget(part)
        days.addStretch(1)
        rows = QWidget()
        self._stack = QStackedLayout(rows)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(self._range)
        column.addWidget(rows, 1)
        self.replace_body(body)
        self._show_range()

    def _connect(self, parts: PageParts) -> None:
        for choices in (self.periods, self.endings):
            choices.pressed.connect(lambda _: self._chosen())
        for field in (self.first, self.last):
            field.changed.connect(lambda _: self.visit())
        self._history.changed.connect(self._log_changed)
        parts.services.library.changed.connect(self._library_changed)
        parts.services.favorites.changed.connect(self._favorites_changed)
        parts.covers.ready.connect(self._cover_ready)

    def _chosen(self) -> None:
        self._show_range()
        self.visit()

    def _show_range(self) -> None:
        self._range.setVisible(PERIODS[self.periods.chosen][0] is Period.RANGE)

    def _show(self, query: HistoryQuery, found: HistoryList) -> None:
        self._waiting = False
        same = query == self._listed
        self._listed = query
        self.model.show_list(found)
        self.view.show_ids(found.ids, stay=same)
        length = text.long_length(found.listened_ms)
        self.say(f"{listens(found.listens)} · {length}" if found.listens else "")
        self._empty.say(_nothing(query))
        self._stack.setCurrentWidget(self.view if found.listens else self._empty)

    def _log_changed(self, _change: HistoryChanged) -> None:
        if self.isVisible():
            self.visit()

    def _library_changed(self, _change: LibraryChanged) -> None:
        if self.isVisible():
            self._reads.start()

    def _favorites_changed(self, _change: FavoritesChanged) -> None:
        self.model.refresh()

    def _cover_ready(self, _cover: CoverReady) -> None:
        self.view.viewport().update()


def _nothing(query: HistoryQuery) -> Message:
    if query == HistoryQuery():
        return Message(
            title=text.tr("history", "Nothing was heard yet"),
            body=text.tr("history", "What you play is noted here, with when and how long."),
            icon="clock",
        )
    return Message(
        title=text.tr("history", "No listen is like this"),
        body=text.tr("history", "Another time, or other words, may find some."),
        icon="clock",
    )

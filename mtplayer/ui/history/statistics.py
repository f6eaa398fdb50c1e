"""The page of statistics: a period, its charts, the same as a table, and as a file."""

from array import array
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from mtplayer.core.events import HistoryChanged, LibraryChanged
from mtplayer.core.listening.listening import Listening, Span
from mtplayer.core.listening.listening_table import figures
from mtplayer.ui import text
from mtplayer.ui.charts.figure_table import FigureTable
from mtplayer.ui.charts.words import whole_period
from mtplayer.ui.history.statistics_body import StatisticsBody
from mtplayer.ui.pages.page_frame import PageFrame
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.services.history_services import HistoryLog
from mtplayer.ui.views import View
from mtplayer.ui.widgets.choices import Choice, Choices
from mtplayer.ui.widgets.empty_state import EmptyState, Message
from mtplayer.ui.widgets.icon_button import Face, IconButton

SPANS: Final = (
    (Span.WEEK, "Week"),
    (Span.MONTH, "Month"),
    (Span.YEAR, "Year"),
    (Span.ALL, "All time"),
)
READ_AFTER_MS = 2000
_NO_MAXIMUM = 16_777_215


class StatisticsPage(PageFrame):
    """Adds up when it is shown, and now and then while it is looked at."""

    def __init__(self, parts: PageParts, history: HistoryLog) -> None:
        super().__init__(parts.theme, text.tr("statistics", "Statistics"))
        self._parts = parts
        self._history = history
        self._found: Listening | None = None
        self._waiting = False
        self._back = 0
        theme = parts.theme
        self.charts = StatisticsBody(parts)
        self.table = FigureTable(theme)
        self._empty = EmptyState(theme)
        names = [Choice(text.tr("statistics", name)) for _, name in SPANS]
        self.spans = Choices(theme, text.tr("statistics", "Period"), names)
        self.spans.choose(2)
        self.earlier = IconButton(theme, text.tr("statistics", "Earlier"), Face(icon="caret-left"))
        self.later = IconButton(theme, text.tr("statistics", "Later"), Face(icon="caret-right"))
        ways = [
            Choice(text.tr("statistics", "Charts"), "chart-bar"),
            Choice(text.tr("statistics", "Table"), "rows"),
        ]
        self.ways = Choices(theme, text.tr("statistics", "How it is shown"), ways)
        self._reads = QTimer(self, singleShot=True, interval=READ_AFTER_MS)
        self._reads.timeout.connect(self.visit)
        self._fill()
        self._connect()

    @property
    def waiting(self) -> bool:
        """Whether something is still being added up."""
        return self._waiting

    @property
    def span(self) -> Span:
        """How long the period is that is shown."""
        return SPANS[self.spans.chosen][0]

    def visit(self) -> None:
        """Be up to date."""
        self._waiting = True
        span = self.span
        self._history.figures(span, self._back, partial(self._show, span), asker=self)

    def choose(self, span: Span) -> None:
        """Show the period of this length that ends today."""
        self.spans.choose([one for one, _ in SPANS].index(span))
        self._chosen()

    def export(self) -> QFileDialog:
        """Ask where the numbers shall be written to."""
        title = text.tr("statistics", "Export statistics")
        dialog = QFileDialog(self.window(), title, "statistics.csv", "CSV (*.csv)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self._write)
        dialog.open()
        return dialog

    def _fill(self) -> None:
        for part in (self.earlier, self.later, self.spans, self.ways):
            self.add_to_head(part)
        self._export = self.offer(text.tr("statistics", "Export…"), self.export, icon="export")
        self.body.setMaximumWidth(_NO_MAXIMUM)
        self.column.addWidget(self.charts)
        self.column.addStretch(1)
        rows = QWidget()
        self._stack = QStackedLayout(rows)
        self.replace_body_with(rows)
        for part in (self.area, self.table, self._empty):
            self._stack.addWidget(part)
        self._empty.say(
            Message(
                title=text.tr("statistics", "Nothing was heard in this time"),
                body=text.tr("statistics", "Play something, or look at another time."),
                icon="chart-bar",
            )
        )

    def _connect(self) -> None:
        self.spans.pressed.connect(lambda _: self._chosen())
        self.ways.pressed.connect(lambda _: self._show_way())
        self.earlier.clicked.connect(lambda: self._go_back(1))
        self.later.clicked.connect(lambda: self._go_back(-1))
        self.charts.play.clicked.connect(self._play)
        self._history.changed.connect(self._log_changed)
        self._parts.services.library.changed.connect(self._library_changed)

    def _chosen(self) -> None:
        self._back = 0
        self.visit()

    def _go_back(self, steps: int) -> None:
        self._back = max(self._back + steps, 0)
        self.visit()

    def _show(self, span: Span, found: Listening) -> None:
        self._waiting = False
        self._found = found
        self.say(whole_period(found.days))
        self.later.setEnabled(self._back > 0)
        self.earlier.setEnabled(span is not Span.ALL)
        self.charts.show_listening(found, span)
        self.table.figures.show_rows(list(figures(found)))
        self._export.setEnabled(bool(found.sums.listened_ms))
        self._show_way()

    def _show_way(self) -> None:
        nothing = self._found is None or not self._found.sums.listened_ms
        way = self.table if self.ways.chosen else self.area
        self._stack.setCurrentWidget(self._empty if nothing else way)

    def _play(self) -> None:
        tracks: Sequence[int] = () if self._found is None else self._found.of_artists
        if tracks:
            source = View.STATISTICS.value
            self._parts.services.playback.play_tracks(array("q", tracks), 0, source)

    def _write(self, path: str) -> None:
        if self._found is not None:
            self._history.export(self._found, path)

    def _log_changed(self, _change: HistoryChanged) -> None:
        self._look_again()

    def _library_changed(self, _change: LibraryChanged) -> None:
        self._look_again()

    def _look_again(self) -> None:
        if self.isVisible() and not self._reads.isActive():
            self._reads.start()

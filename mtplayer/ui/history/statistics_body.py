"""The cards of the statistics, placed for the room there is."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Final, TypeVar

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from mtplayer.core.ids import TrackId
from mtplayer.core.listening.listening import SHOWN_GENRES, Bar, Listening, Ranked, Span, Step
from mtplayer.core.typed import override
from mtplayer.ui import text
from mtplayer.ui.charts import words
from mtplayer.ui.charts.album_wall import AlbumWall
from mtplayer.ui.charts.bar_chart import BarChart, Column
from mtplayer.ui.charts.heat_map import HeatMap
from mtplayer.ui.charts.legend import Legend
from mtplayer.ui.charts.panel import HEAD, Panel, StatCard
from mtplayer.ui.charts.ranked_list import ROW, RankedList
from mtplayer.ui.charts.share_bar import Share, ShareBar
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.pages.page_parts import PageParts
from mtplayer.ui.views import OneOf, View
from mtplayer.ui.widgets.text_button import Kind, TextButton

Chart = TypeVar("Chart", bound=QWidget)
_GAP: Final = 15
_STAT: Final = 108
_TALL: Final = 332
_LOW: Final = 290
_WIDE: Final = 1000
_FIVE: Final = 820
_TOP: Final = 7
_NAMES: Final = 280
_THIS: Final = {Span.WEEK: "This week", Span.MONTH: "This month", Span.YEAR: "This year"}
_THEN: Final = {Span.WEEK: "Week before", Span.MONTH: "Month before", Span.YEAR: "Year before"}


class StatisticsBody(QWidget):
    """Shows the figures of one period after another."""

    def __init__(self, parts: PageParts) -> None:
        super().__init__()
        self._parts = parts
        self._make_cards()
        theme, tr = parts.theme, text.tr
        self.bars, self._over_time = self._charted(
            BarChart, tr("statistics", "Listening over time")
        )
        self._legend = Legend(theme)
        self._over_time.head.addWidget(self._legend)
        self.hours, self._hours = self._charted(HeatMap, tr("statistics", "When you listen"))
        self.genres, self._genres = self._charted(ShareBar, tr("statistics", "Genres"))
        self.decades, self._decades = self._charted(BarChart, tr("statistics", "Decades"))
        name = tr("statistics", "Top artists")
        self.artists = RankedList(theme, parts.covers, name, rows=_TOP, round_faces=True)
        self._artists = self._panel(name, self.artists, stretch=True)
        self.play = TextButton(theme, tr("statistics", "Play them"), Kind.LINK)
        self.play.setMaximumHeight(HEAD)
        self._artists.head.addWidget(self.play)
        name = tr("statistics", "Most played albums")
        self.albums = AlbumWall(theme, parts.covers, name)
        self._albums = self._panel(name, self.albums)
        name = tr("statistics", "Top tracks")
        self.tracks = RankedList(theme, parts.covers, name, rows=_TOP)
        self._tracks = self._panel(name, self.tracks, stretch=True)
        self._connect()

    def _make_cards(self) -> None:
        theme, tr = self._parts.theme, text.tr
        self.listened = StatCard(theme, tr("statistics", "Listened"), self)
        self.played = StatCard(theme, tr("statistics", "Tracks played"), self)
        self.new = StatCard(theme, tr("statistics", "New artists"), self)
        self.streak = StatCard(theme, tr("statistics", "Longest streak"), self)
        unheard = tr("statistics", "Of your library unheard")
        short = tr("statistics", "Never heard")
        self.unheard = StatCard(theme, unheard, self, short=short)
        self._stats = (self.listened, self.played, self.new, self.streak, self.unheard)

    def _charted(self, kind: Callable[[Theme, str], Chart], name: str) -> tuple[Chart, Panel]:
        chart = kind(self._parts.theme, name)
        return chart, self._panel(name, chart)

    def show_listening(self, found: Listening, span: Span) -> None:
        """Show the figures of a period."""
        self._show_sums(found, span)
        self.bars.show_columns(_columns(found.bars, found.days.step, span))
        names = [text.tr("statistics", of[span]) if span in of else "" for of in (_THIS, _THEN)]
        self._legend.show_names(*names)
        self.artists.show_rows(found.artists)
        self.play.setVisible(bool(found.of_artists))
        self.hours.show_cells(found.hours)
        self.genres.show_shares(_shares(found))
        self.albums.show_albums(found.albums)
        self.tracks.show_rows(found.tracks)
        self.decades.show_columns([_decade(row) for row in found.decades])

    def _show_sums(self, found: Listening, span: Span) -> None:
        sums, before, tr = found.sums, found.before, text.tr
        note = words.Compared()
        if before is not None:
            note = words.compared(sums.listened_ms, before.listened_ms, span)
        listened = words.hours(sums.listened_ms)
        self.listened.show_value(listened, note.words, short=note.short, good=note.more)
        different = ", ".join((words.different(sums.tracks), words.skips(sums.skips)))
        short = tr("statistics", "{n} different").format(n=text.number(sums.tracks))
        self.played.show_value(text.number(sums.plays), different, short=short)
        note = words.Compared()
        if before is not None:
            note = words.counted(sums.new_artists, before.new_artists, span)
        new = text.number(sums.new_artists)
        self.new.show_value(new, note.words, short=note.short, good=note.more)
        streak = found.streak
        days = ends = ""
        if streak.first is not None and streak.last is not None:
            days = words.span_of(streak.first, streak.last + timedelta(days=1))
            ends = tr("statistics", "To {day}").format(day=words.date(streak.last, "d MMM yyyy"))
        brief = tr("statistics", "{n} d").format(n=text.number(streak.days))
        count = words.streak_days(streak.days)
        self.streak.show_value(count, days, short=ends, brief=brief)
        share = round(found.unheard_tracks * 100 / max(found.library_tracks, 1))
        percent = tr("statistics", "{n} %").format(n=share)
        self.unheard.show_value(percent, text.tracks(found.unheard_tracks))

    def _panel(self, title: str, part: QWidget, *, stretch: bool = False) -> Panel:
        panel = Panel(self._parts.theme, title, self)
        panel.column.addWidget(part, 0 if stretch else 1)
        if stretch:
            panel.column.addStretch(1)
        return panel

    def _connect(self) -> None:
        go = self._parts.services.go
        self.artists.chosen.connect(lambda one: go(OneOf(View.ARTIST, one)))
        self.albums.chosen.connect(lambda one: go(OneOf(View.ALBUM, one)))
        self.tracks.chosen.connect(self._go_to_album)
        for part in (self.artists, self.tracks, self.albums):
            self._parts.covers.ready.connect(partial(_repaint, part))

    def _go_to_album(self, track: int) -> None:
        def known(album: int | None) -> None:
            if album is not None:
                self._parts.services.go(OneOf(View.ALBUM, album))

        self._parts.services.browse.album_of(TrackId(track), known)

    # ---- where everything is ---------------------------------------------------------------------

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())

    def _list_height(self) -> int:
        return _TOP * ROW + 68

    def _place(self) -> None:
        stats = [(card, 1.0) for card in self._stats]
        if self.width() >= _FIVE:
            y = self._row(0, _STAT, stats)
        else:
            # Side by side they would be too narrow for what they say.
            y = self._row(self._row(0, _STAT, stats[:3]), _STAT, stats[3:])
        # Names need so much, however little is left for the bars.
        rest = max(self.width() - _GAP - _NAMES, _NAMES)
        y = self._row(y, _TALL, [(self._over_time, min(2.15, rest / _NAMES)), (self._artists, 1)])
        if self.width() >= _WIDE:
            y = self._row(y, _LOW, [(self._hours, 1.3), (self._genres, 1), (self._albums, 1.08)])
            y = self._row(y, self._list_height(), [(self._tracks, 1.3), (self._decades, 1)])
        else:
            y = self._row(y, _LOW, [(self._hours, 1.5), (self._genres, 1)])
            y = self._row(y, _LOW, [(self._decades, 1.5), (self._albums, 1)])
            y = self._row(y, self._list_height(), [(self._tracks, 1)])
        self.setMinimumHeight(y - _GAP)

    def _row(self, y: int, height: int, cards: Sequence[tuple[QWidget, float]]) -> int:
        """Place cards beside each other; return where the next row begins."""
        room = self.width() - _GAP * (len(cards) - 1)
        whole, x = sum(share for _, share in cards), 0.0
        for card, share in cards:
            wide = room * share / whole
            area = QRect(round(x), y, round(x + wide) - round(x), height)
            if self.isRightToLeft():
                area.moveLeft(self.width() - area.x() - area.width())
            card.setGeometry(area)
            x += wide + _GAP
        return y + height + _GAP


def _columns(bars: Sequence[Bar], step: Step, span: Span) -> list[Column]:
    columns: list[Column] = []
    for number, bar in enumerate(bars):
        tip = [(words.bar_name(bar, step), "")]
        now = text.tr("statistics", _THIS.get(span, "Listened"))
        tip.append((now, text.long_length(bar.listened_ms)))
        if bar.before_ms is not None:
            then = text.tr("statistics", _THEN[span])
            tip.append((then, text.long_length(bar.before_ms)))
        label = words.axis_name(bar, bars[number - 1] if number else None, step)
        columns.append(Column(value=bar.listened_ms, before=bar.before_ms, label=label, tip=tip))
    return columns


def _shares(found: Listening) -> list[Share]:
    shares = [Share(name=row.name, value=row.listened_ms) for row in found.genres[:SHOWN_GENRES]]
    if (rest := found.other_genres) is not None:
        name = text.tr("statistics", "{n} others").format(n=text.number(rest.id))
        shares.append(Share(name=name, value=rest.listened_ms))
    return shares


def _decade(row: Ranked) -> Column:
    name = text.tr("statistics", "{year}s").format(year=row.name)
    tip = [(name, ""), (text.tr("statistics", "Listened"), text.long_length(row.listened_ms))]
    return Column(value=row.listened_ms, label=name, tip=tip)


def _repaint(part: QWidget, _cover: object) -> None:
    part.update()

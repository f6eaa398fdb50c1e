"""Three lists above the tracks: genre, album artist, album, each narrowing the next."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from mtplayer.core.events import CoverReady
from mtplayer.core.library.tracks import SortKey, TrackQuery
from mtplayer.core.queries.facets import PANES, Facets, Narrowing, Pane
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.look.tokens import FontRole
from mtplayer.ui.services.services import Library
from mtplayer.ui.state import UiState
from mtplayer.ui.text import tr
from mtplayer.ui.tracks.pane_list import PaneList
from mtplayer.ui.tracks.pane_model import PaneModel
from mtplayer.ui.tracks.row_painter import Covers
from mtplayer.ui.widgets.filter_line import FilterLine
from mtplayer.ui.widgets.icon_button import Face, IconButton
from mtplayer.ui.widgets.label import Label

SIZES = "browser.panes"
_TITLES = {Pane.GENRE: "Genre", Pane.ALBUM_ARTIST: "Album artist", Pane.ALBUM: "Album"}


class PaneColumn(QWidget):
    """A list under its title; the glyph turns the title into a field that filters the list."""

    def __init__(self, theme: Theme, pane: Pane, covers: Covers) -> None:
        super().__init__()
        self._theme = theme
        self.model = PaneModel(pane, self)
        self.list = PaneList(theme, self.model, covers)
        name = tr("panes", _TITLES[pane])
        self.list.setAccessibleName(name)
        self._title = Label(theme, name, FontRole.HEADER, color="fg_2", elides=True)
        self.field = FilterLine(theme, tr("panes", "Filter"))
        self.field.hide()
        self._glass = IconButton(
            theme,
            tr("panes", "Filter {name}").format(name=name),
            Face(icon="magnifying-glass", color="fg_3"),
            edge=theme.size.icon_button_tiny,
            glyph=14,
        )
        self._lay_out()
        self._glass.clicked.connect(self._start)
        self.field.textChanged.connect(self._filter)
        self.field.left.connect(self._leave)

    def _lay_out(self) -> None:
        space = self._theme.space
        head = QHBoxLayout()
        head.setContentsMargins(space.s12 + 2, 0, space.s8, 0)
        head.setSpacing(space.s4)
        head.addWidget(self._title, 1)
        head.addWidget(self.field, 1)
        head.addWidget(self._glass)
        bar = QWidget()
        bar.setFixedHeight(self._theme.size.table_header + 1)
        bar.setLayout(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addSpacing(space.s4)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    def _start(self) -> None:
        self._title.hide()
        self.field.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _filter(self, words: str) -> None:
        keys = self.list.chosen_keys()
        self.model.filter(words)
        self.list.choose(keys)

    def _leave(self, _nothing: object) -> None:
        if not self.field.text():
            self.field.hide()
            self._title.show()
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), self._theme.colors
        painter.fillRect(0, self._theme.size.table_header, self.width(), 1, colors.line_soft)
        edge = 0 if self.isRightToLeft() else self.width() - 1
        painter.fillRect(edge, 0, 1, self.height(), colors.line_soft)


class ColumnBrowser(QSplitter):
    """``narrowed`` when something else is chosen; asks on read jobs, and never waits."""

    narrowed: TypedSignal[Narrowing] = signal()
    played: TypedSignal[None] = signal()
    left: TypedSignal[None] = signal()
    """The right arrow in the last list: to the tracks."""
    menu_asked: TypedSignal[QPoint] = signal()
    drag_started: TypedSignal[None] = signal()

    def __init__(self, theme: Theme, library: Library, covers: Covers, state: UiState) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._library = library
        self._state = state
        self._query = TrackQuery()
        self._fresh = True
        self._waiting = False
        self.columns = [PaneColumn(theme, pane, covers) for pane in PANES]
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for number, column in enumerate(self.columns):
            self.addWidget(column)
            column.list.chosen.connect(partial(self._chosen, number))
            column.list.played.connect(self.played.emit)
            column.list.stepped.connect(partial(self._step, number))
            column.list.menu_asked.connect(self.menu_asked.emit)
            column.list.drag_started.connect(self.drag_started.emit)
        self.setAccessibleName(tr("panes", "Column browser"))
        self.splitterMoved.connect(self._moved)
        if sizes := state.numbers(SIZES, len(PANES)):
            self.setSizes(sizes)

    @property
    def waiting(self) -> bool:
        """Whether rows are still to come."""
        return self._waiting

    @property
    def within(self) -> Narrowing:
        """What is chosen."""
        return self._query.within

    def show_query(self, query: TrackQuery) -> None:
        """Show what these tracks can be narrowed to; what is chosen is part of the query."""
        if self._base(query) != self._base(self._query) or self._fresh:
            self._fresh = False
            self._query = query
            self._ask(0)

    def refresh(self) -> None:
        """Ask anew: the library changed."""
        self._ask(0)

    @staticmethod
    def _base(query: TrackQuery) -> TrackQuery:
        return replace(query, sort=SortKey.ARTIST, descending=False)

    def cover_ready(self, _ready: CoverReady) -> None:
        """Paint a cover that has arrived."""
        self.columns[-1].list.viewport().update()

    def _chosen(self, number: int, _nothing: object = None) -> None:
        column = self.columns[number]
        within = self._query.within.with_chosen(PANES[number], column.list.chosen_keys())
        # What was chosen further on stays, as far as it is still offered there.
        if within != self._query.within:
            self._query = replace(self._query, within=within)
            self.narrowed.emit(within)
            self._ask(number + 1)

    def _ask(self, first: int) -> None:
        if first == len(PANES):
            return
        self._waiting = True
        self._library.facets(self._query, PANES[first], self._answer(first))

    def _answer(self, number: int) -> Callable[[Facets], object]:
        query = self._query

        def known(facets: Facets) -> None:
            self._waiting = False
            if query == self._query:
                self._show(number, facets)

        return known

    def _show(self, number: int, facets: Facets) -> None:
        column, pane = self.columns[number], PANES[number]
        column.model.show(facets)
        wanted = self._query.within.of(pane)
        still = tuple(key for key in wanted if key in set(facets.keys)) if wanted else ()
        column.list.choose(still)
        if still != wanted:
            within = self._query.within.with_chosen(pane, still)
            self._query = replace(self._query, within=within)
            self.narrowed.emit(within)
        self._ask(number + 1)

    def _step(self, number: int, by: int) -> None:
        target = number + by
        if target == len(PANES):
            self.left.emit(None)
        elif target >= 0:
            self.columns[target].list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _moved(self, _at: int, _handle: int) -> None:
        self._state.put(SIZES, self.sizes())

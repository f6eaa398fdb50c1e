"""The page of tracks: the whole library and the lists that are views of it."""

import random
from array import array
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from mtplayer.core import options
from mtplayer.core.events import CurrentChanged, LibraryChanged, PlaybackState
from mtplayer.core.library.tracks import Scope, SortKey, TrackQuery
from mtplayer.core.options import Density
from mtplayer.core.playing.queue_sources import of_search
from mtplayer.core.queries.facets import Narrowing
from mtplayer.core.typed import override
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.signals import BoundSignal
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.commands.track_actions import TrackActions
from mtplayer.ui.look.cover_cache import CoverCache
from mtplayer.ui.look.theme import Theme
from mtplayer.ui.pages.view_header import ViewHeader
from mtplayer.ui.search.found import wanted
from mtplayer.ui.search.query_edit import QueryEdit
from mtplayer.ui.services.services import Services
from mtplayer.ui.sidebar.nav_model import title_of
from mtplayer.ui.sidebar.places import row_of
from mtplayer.ui.state import UiState
from mtplayer.ui.tracks.browsing import Browsing
from mtplayer.ui.tracks.column_layout import ColumnState, read_state
from mtplayer.ui.tracks.columns import ENTRY_ORDER, SMART, SortOrder, next_order
from mtplayer.ui.tracks.filter_row import FilterRow
from mtplayer.ui.tracks.grouping import Grouping
from mtplayer.ui.tracks.nothing_shown import NothingShown
from mtplayer.ui.tracks.order_menu import order_menu, row_height
from mtplayer.ui.tracks.selected_tracks import SelectedTracks
from mtplayer.ui.tracks.smart_on_page import SmartOnPage
from mtplayer.ui.tracks.track_drag import TrackDrag
from mtplayer.ui.tracks.track_list import Keep, TrackList
from mtplayer.ui.tracks.track_sums import TrackSums
from mtplayer.ui.tracks.track_table import TrackTable
from mtplayer.ui.tracks.track_table_model import TrackTableModel
from mtplayer.ui.widgets.empty_state import EmptyState
from mtplayer.ui.widgets.grip_splitter import GripSplitter
from mtplayer.ui.widgets.menu import Menu


class TracksPage(QWidget):
    """Shows one list after another; each has columns of its own and is sorted as mt sorts it."""

    def __init__(
        self,
        theme: Theme,
        services: Services,
        covers: CoverCache,
        state: UiState,
        jobs: Jobs,
        actions: Actions,
        field: QueryEdit,
        failed: Callable[[Exception], object],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._services = services
        self._state = state
        self._actions = actions
        self._field = field
        self._query = TrackQuery()
        self._first_shown = True
        self._sums = TrackSums(services.library, self)
        self._header = ViewHeader(theme)
        self._model = TrackTableModel(services.rows, services.library, self)
        self._table = TrackTable(self._model, theme, covers)
        self._empty = EmptyState(theme)
        self._list = TrackList(self._table, self._model, services.library, jobs, failed, self)
        self._rows = GripSplitter(theme)
        do = TrackActions(services, self)
        drag = TrackDrag(theme, covers, services.rows, services.library, self._table)
        self._selected = SelectedTracks(
            theme, self._table, self._model, actions, do, drag, services.rows, self._source
        )
        self._browsing = Browsing(
            theme,
            services,
            covers,
            state,
            actions,
            self._rows,
            do=do,
            drag=drag,
            ids=lambda: self._model.tracks,
        )
        self._grouping = Grouping(state, actions, self)
        self._filters = FilterRow(theme, field.text)
        self._smart = SmartOnPage(theme, services, self._header, self)
        self._nothing = NothingShown(
            self._empty, services.library, actions, field, self._filters, self._smart, self
        )
        self._lay_out()
        self._connect(covers)

    @property
    def table(self) -> TrackTable:
        """The rows."""
        return self._table

    @property
    def waiting(self) -> bool:
        """Whether rows, or what is said of them, are still to come."""
        return self._list.waiting or self._browsing.waiting or self._sums.waiting

    @property
    def query(self) -> TrackQuery:
        """What is shown, or will be as soon as it is known."""
        return self._query

    def show_first(self, ids: "array[int]") -> None:
        """Show the first rows of the list until all are there: the start need not wait.

        A million ids take 200 ms to be put in order, the first 40 half a millisecond.
        """
        self._list.show_first(ids)

    @property
    def shown(self) -> BoundSignal[TrackQuery]:
        """The table shows the answer to a query."""
        return self._list.shown

    def widget(self) -> QWidget:
        """Return what goes into the window."""
        return self

    def show_scope(self, scope: Scope) -> None:
        """Show another list: without a search, in its own order, with its own columns."""
        order = ENTRY_ORDER[scope]
        self._smart.leave()
        query = TrackQuery(scope=scope, sort=order.key, descending=order.descending)
        title = title_of(scope, self._services.settings.get(options.TOP_COUNT))
        self._show_list(query, title, order, scope)

    def show_smart(self, playlist: int) -> None:
        """Show what a smart playlist holds; its own order is that of the numbers."""
        title, query = self._smart.enter(playlist)
        self._show_list(query, title, SortOrder(key=SortKey.NUMBER), SMART)

    def _show_list(self, query: TrackQuery, title: str, order: SortOrder, kind: str) -> None:
        self._query = replace(query, grouped=self._grouping.enter(kind))
        self._sums.forget(whole=True)
        self._header.show_title(title)
        self._field.show_scope(title)
        self._field.set_text("")
        self._show_filters(())
        self._table.show_columns(read_state(self._state.get(self._columns_name(), {})), kind)
        self._table.header.show_order(order)
        self._show_counts()
        self._ask(Keep.NOTHING)

    def show_playing(self) -> None:
        """Scroll to the playing row, if it is in the list."""
        current = self._services.queue.current
        row = None if current is None else row_of(self._model.ids, current.track)
        if row is not None:
            self._table.go_to(row)
            self._table.reveal(row)
            self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def play_all(self) -> None:
        """Play the list from its first row."""
        self._selected.play_row(0)

    def shuffle_all(self) -> None:
        """Play the whole list in an order of chance."""
        if self._model.ids:
            self._services.queue.set_shuffle(on=True)
            self._selected.play_row(random.randrange(len(self._model.ids)))  # noqa: S311 - no secret

    def sort_menu(self) -> Menu:
        """Return the list of orders, the one that is shown checked."""
        now = self._table.header.order.key
        return order_menu(self._theme, self._table, now, self._sort_by)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._first_shown:
            # Arrow keys work from the start.
            self._first_shown = False
            self._table.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._filters.fit()

    # ---- questions and answers ------------------------------------------------------------------

    def _ask(self, keep: Keep) -> None:
        self._sums.hold()
        self._nothing.stop()
        self._filters.offer_saving(offered=bool(self._query.text.strip() or self._query.filters))
        self._list.ask(self._query, keep)
        self._browsing.follow(self._query)

    def _search(self, typed: str) -> None:
        # The field belongs to the page that is shown.
        if typed != self._query.text and not self.isHidden():
            self._query = replace(self._query, text=typed)
            self._sums.forget(whole=False)
            self._ask(Keep.SELECTION)

    def _filter(self, filters: tuple[str, ...]) -> None:
        self._show_filters(filters)
        self._query = replace(self._query, filters=filters)
        self._sums.forget(whole=False)
        self._ask(Keep.SELECTION)

    def _show_filters(self, filters: tuple[str, ...]) -> None:
        self._filters.show_terms(filters)
        self._header.show_filtered(filtered=bool(filters))

    def _narrow(self, within: Narrowing) -> None:
        self._query = replace(self._query, within=within)
        self._sums.forget(whole=False)
        self._ask(Keep.SELECTION)

    def _sort(self, order: SortOrder) -> None:
        own = self._query.smart is not None and order.key is SortKey.NUMBER
        self._query = replace(
            self._query, sort=order.key, descending=order.descending, own_order=own
        )
        self._table.header.show_order(order)
        self._ask(Keep.CURRENT)

    def _group(self, grouped: bool) -> None:  # noqa: FBT001 - what a signal says
        self._query = replace(self._query, grouped=grouped)
        if grouped and self._query.sort is SortKey.ARTIST:
            # An album of many artists would stand where the first of them does.
            self._query = replace(self._query, sort=SortKey.ALBUM_ARTIST, descending=False)
            self._table.header.show_order(SortOrder(key=SortKey.ALBUM_ARTIST))
        self._ask(Keep.SELECTION)

    def _sort_by(self, key: SortKey, _checked: object = None) -> None:
        self._sort(next_order(self._table.header.order, key))

    def _begun(self, query: TrackQuery) -> None:
        """Show the first rows of a search; how many there are comes with the others."""
        self._table.set_words(wanted(query))
        self._stack.setCurrentWidget(self._table)
        self._show_counts()

    def _shown(self, query: TrackQuery) -> None:
        self._table.set_words(wanted(query))
        self._field.show_count(self._model.track_count if query.text.strip() else None)
        self._show_counts()
        self._table.header.group(grouped=self._model.grouped)
        self._show_rows_or_message(query)
        self._sums.follow(query)

    def _show_rows_or_message(self, query: TrackQuery) -> None:
        empty = not self._model.ids
        if empty:
            self._nothing.say(query)
        self._stack.setCurrentWidget(self._empty if empty else self._table)
        self._header.show_playable(playable=not empty)

    # ---- counts ---------------------------------------------------------------------------------

    def _show_counts(self) -> None:
        if self._list.waiting and self._list.fresh:
            self._header.show_counts("…", "…")
            return
        self._header.show_counts(*self._sums.words(self._query, self._model.track_count))

    # ---- what comes from elsewhere --------------------------------------------------------------

    def _connect(self, covers: CoverCache) -> None:
        header, table = self._header, self._table
        self._sums.changed.connect(lambda _: self._show_counts())
        self._list.begun.connect(self._begun)
        self._list.shown.connect(self._shown)
        self._field.text_changed.connect(self._search)
        self._field.left.connect(self._enter_table)
        self._field.emptied.connect(self._emptied)
        self._filters.changed.connect(self._filter)
        self._filters.kept.connect(lambda _: self._field.set_text(""))
        header.filters_pressed.connect(self._filters.open_menu)
        self._field.entered_list.connect(self._enter_first_row)
        header.play_pressed.connect(lambda _: self.play_all())
        header.shuffle_pressed.connect(lambda _: self.shuffle_all())
        header.columns_pressed.connect(self._open_columns)
        self._browsing.narrowed.connect(self._narrow)
        self._browsing.play_wanted.connect(lambda _: self.play_all())
        self._browsing.list_wanted.connect(self._enter_first_row)
        table.header.sort_asked.connect(self._sort)
        table.header.columns_changed.connect(self._keep_columns)
        covers.ready.connect(table.cover_ready)
        covers.ready.connect(self._browsing.cover_ready)
        self._smart.held_changed.connect(self._held_changed)
        self._smart.rules_changed.connect(self._rules_changed)
        self._filters.save_wanted.connect(self._save_as_smart)
        self._follow_services()

    def _follow_services(self) -> None:
        services, table = self._services, self._table
        services.library.changed.connect(self._library_changed)
        services.favorites.changed.connect(self._list.favorites_changed)
        services.queue.current_changed.connect(self._current_changed)
        services.playback.state_changed.connect(self._state_changed)
        services.settings.follow(options.DENSITY, self._set_density, self)
        self._actions.on(commands.SORT_BY, self._open_sort_menu)
        self._actions.on(commands.EDIT_RULES, self._smart.edit)
        self._grouping.changed.connect(self._group)
        table.header.addAction(self._actions[commands.GROUP_BY_ALBUM])
        self._show_playing_row()

    def _library_changed(self, change: LibraryChanged) -> None:
        self._sums.library_changed(change)
        self._list.library_changed(change)

    def _held_changed(self, _nothing: object) -> None:
        self._list.held_changed()

    def _rules_changed(self, _nothing: object) -> None:
        if self._smart.playlist is not None:
            self.show_smart(self._smart.playlist)

    def _save_as_smart(self, _nothing: object) -> None:
        self._smart.save_as(self._query)

    def _current_changed(self, _change: CurrentChanged) -> None:
        self._show_playing_row()

    def _state_changed(self, _state: PlaybackState) -> None:
        self._show_playing_row()

    def _show_playing_row(self) -> None:
        current = self._services.queue.current
        moving = self._services.playback.state is PlaybackState.PLAYING
        self._table.set_playing(None if current is None else current.track, moving=moving)

    def _enter_table(self, _: None) -> None:
        if not self.isHidden():
            self._table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _emptied(self, _: None) -> None:
        if not self.isHidden():
            self._filters.remove_last()

    def _enter_first_row(self, _: None) -> None:
        self._enter_table(None)
        if self._model.ids and not self.isHidden() and not self._table.selected_count():
            self._table.go_to(0)

    def _set_density(self, density: Density) -> None:
        self._table.set_row_height(row_height(self._theme, density))

    def _open_columns(self, button: QWidget) -> None:
        menu = self._table.header.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.open_below(button)

    def _open_sort_menu(self) -> None:
        menu = self.sort_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._table.header.mapToGlobal(self._table.header.rect().bottomLeft()))

    def _keep_columns(self, columns: ColumnState) -> None:
        self._state.put(self._columns_name(), columns.stored())

    def _columns_name(self) -> str:
        return f"columns.{SMART if self._query.smart is not None else self._query.scope}"

    def _source(self) -> str:
        playlist = self._smart.playlist
        if playlist is not None:
            return f"smart:{playlist}"
        typed = self._query.text.strip()
        return of_search(typed) if typed else self._query.scope.value

    def _lay_out(self) -> None:
        rows = QWidget()
        self._stack = QStackedLayout(rows)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._filters)
        self._rows.addWidget(rows)
        column.addWidget(self._rows, 1)
        self._header.offer_grouping(self._actions[commands.GROUP_BY_ALBUM])
        self._header.offer_views(self._browsing.views())
        self.setFocusProxy(self._table)

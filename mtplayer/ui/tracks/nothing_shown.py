"""What the page of tracks says and offers where a list has no rows."""

from PySide6.QtCore import QObject

from mtplayer.core.library.tracks import Scope, TrackQuery
from mtplayer.ui.commands import commands
from mtplayer.ui.commands.actions import Actions
from mtplayer.ui.search.query_edit import QueryEdit
from mtplayer.ui.services.services import Library
from mtplayer.ui.tracks import tracks_empty
from mtplayer.ui.tracks.filter_row import FilterRow
from mtplayer.ui.tracks.near_misses import NearMiss, NearMisses
from mtplayer.ui.tracks.smart_on_page import SmartOnPage
from mtplayer.ui.widgets.empty_state import EmptyState, Message


class NothingShown(QObject):
    """Says why, at once; what would help is looked for behind it."""

    def __init__(
        self,
        empty: EmptyState,
        library: Library,
        actions: Actions,
        field: QueryEdit,
        filters: FilterRow,
        smart: SmartOnPage,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._empty, self._actions = empty, actions
        self._field, self._filters, self._smart = field, filters, smart
        self._query = TrackQuery()
        self._near = NearMisses(library, self._near_miss, self)

    def say(self, query: TrackQuery) -> None:
        """Say why there is nothing."""
        self._query = query
        self._empty.say(self._message(query))
        self._near.look(query)

    def stop(self) -> None:
        """Something else is asked: look for nothing more."""
        self._near.stop()

    def _message(self, query: TrackQuery) -> Message:
        if query.text.strip() or query.filters:
            return tracks_empty.no_result_message(query, self._start_over, self._search_everywhere)
        if query.smart is not None:
            return tracks_empty.smart_message(self._smart.edit)
        if query.scope is Scope.TRACKS:
            return tracks_empty.library_message(self._actions)
        return tracks_empty.list_message(query)

    def _near_miss(self, miss: NearMiss) -> None:
        if miss.query == self._query:
            self._empty.say(
                tracks_empty.near_miss_message(miss, self._start_over, self._search_everywhere)
            )

    def _start_over(self, words: str, filters: tuple[str, ...] = ()) -> None:
        self._filters.set_terms(filters)
        self._field.set_text(words)
        self._field.start()

    def _search_everywhere(self) -> None:
        typed, filters = self._query.text, self._query.filters
        self._actions[commands.GO_TRACKS].trigger()
        self._filters.set_terms(filters)
        self._field.set_text(typed)

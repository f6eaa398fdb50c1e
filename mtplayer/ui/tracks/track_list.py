"""Keeps a table equal to the answer of a query while the user types and the library changes."""

from array import array
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, QTimer

from mtplayer.core.events import FavoritesChanged, LibraryChanged
from mtplayer.core.library.tracks import Scope, TrackQuery
from mtplayer.core.record import record
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui.services.services import Library
from mtplayer.ui.sidebar.places import TOO_MANY, Changes, Found, Place, Steps, plan
from mtplayer.ui.tracks.track_table import TrackTable
from mtplayer.ui.tracks.track_table_model import TrackTableModel

# A scan announces several times a second; a list that moves more often cannot be read.
LIVE_EVERY_MS = 1000
SKELETON_AFTER_MS = 150
_ATTEMPTS = 3


class Keep(StrEnum):
    """What stays as it is when other rows are shown."""

    NOTHING = "nothing"
    """Another view: no selection, from the top."""
    SELECTION = "selection"
    """Another search: the best is at the top."""
    CURRENT = "current"
    """Another order: the row that keys act on stays where it is on screen."""
    PLACE = "place"
    """The same list a moment later: nothing may move."""


@record
class _Answer:
    """What has arrived and is yet to be shown."""

    query: TrackQuery
    keep: Keep
    ids: "array[int]"
    changes: Changes
    reordered: bool
    attempt: int = 0


class TrackList(QObject):
    """One question at a time: the newest, and again when the library has changed."""

    shown: TypedSignal[TrackQuery] = signal()
    """The table shows the answer to this query."""

    begun: TypedSignal[TrackQuery] = signal()
    """The table shows the first rows of the answer; the others follow."""

    def __init__(
        self,
        table: TrackTable,
        model: TrackTableModel,
        library: Library,
        jobs: Jobs,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._report = failed
        self._table = table
        self._model = model
        self._library = library
        self._jobs = jobs
        self._query = TrackQuery()
        self._shown_query: TrackQuery | None = None
        self._shown_revision = -1
        self._keep = Keep.NOTHING
        self._waiting = False
        self._stale = False
        self._news = Changes()
        self._asked_news = Changes()
        self._planning: Token | None = None
        self._since_live = QElapsedTimer()
        self._live = QTimer(self, singleShot=True)
        self._live.timeout.connect(self._ask_again)
        self._slow = QTimer(self, singleShot=True, interval=SKELETON_AFTER_MS)
        self._slow.timeout.connect(self._show_skeleton)

    @property
    def query(self) -> TrackQuery:
        """What was asked last."""
        return self._query

    @property
    def waiting(self) -> bool:
        """Whether the answer is still to come."""
        return self._waiting

    @property
    def fresh(self) -> bool:
        """Whether rows of another view are still seen."""
        return self._shown_query is None

    def ask(self, query: TrackQuery, keep: Keep) -> None:
        """Show the answer to another query as soon as it is there."""
        # A new view stays one, also if the user types before its rows arrive.
        first = self._waiting and self._keep is Keep.NOTHING
        self._query, self._keep = query, Keep.NOTHING if first else keep
        if self._keep is Keep.NOTHING:
            self._shown_query = None
            if not self._slow.isActive():
                self._slow.start()
        self._send()

    def show_first(self, ids: "array[int]") -> None:
        """Show these rows of the list until all are there."""
        if self._waiting and self.fresh:
            self._slow.stop()
            self._model.set_ids(ids)

    def library_changed(self, change: LibraryChanged) -> None:
        """Redraw changed rows; ask again if rows may have come, gone or moved."""
        self._model.refresh(
            change.updated if change.complete else None, *self._table.visible_rows()
        )
        if self._query.smart is not None:
            # The service of smart playlists says when one holds something else.
            return
        if change.complete and not (change.added or change.removed):
            # What was played or rated moves in the lists that are made of that.
            if self._query.scope is Scope.TRACKS or not change.updated:
                return
            self._news = TOO_MANY
        else:
            news = self._news.and_also(change.removed, change.added)
            self._news = news if change.complete else TOO_MANY
        self._soon()

    def held_changed(self) -> None:
        """Ask again: a smart playlist holds other tracks, or in another order."""
        self._news = TOO_MANY
        self._soon()

    def favorites_changed(self, change: FavoritesChanged) -> None:
        """Redraw hearts; in the list of liked tracks, rows come and go."""
        both = (*change.added, *change.removed)
        self._model.refresh(both, *self._table.visible_rows())
        if self._query.scope is Scope.LIKED:
            self._news = self._news.and_also(change.removed, change.added)
            self._soon()

    def _soon(self) -> None:
        self._stale = True
        if self._waiting or self._live.isActive():
            return
        elapsed = self._since_live.elapsed() if self._since_live.isValid() else LIVE_EVERY_MS
        self._live.start(max(0, LIVE_EVERY_MS - elapsed))

    def _ask_again(self) -> None:
        if self._waiting:
            return
        self._since_live.start()
        self._keep = Keep.PLACE
        self._send()

    def _send(self) -> None:
        if self._planning is not None:
            self._planning.cancel()
            self._planning = None
        before = self._asked_news if self._waiting else Changes()
        self._asked_news, self._news = before.and_also(self._news.gone, self._news.come), Changes()
        self._waiting, self._stale = True, False
        revision = self._library.revision
        self._library.ids(
            self._query,
            partial(self._arrived, self._query, revision),
            self._failed,
            asker=self,
            first=partial(self._first_arrived, self._query),
        )

    def _first_arrived(self, query: TrackQuery, ids: "array[int]") -> None:
        """Show the first rows of a search while the others are counted.

        What is selected needs all of them to be kept, as does a place in the list.
        """
        searches = self._keep in (Keep.NOTHING, Keep.SELECTION)
        if not searches or query != self._query or self._table.selected_count():
            return
        self._slow.stop()
        self._table.set_loading(loading=False)
        self._table.show_ids(ids, Found())
        self._shown_query = None
        self.begun.emit(query)

    def _arrived(self, query: TrackQuery, revision: int, ids: "array[int]") -> None:
        shown = self._shown_query
        same_tracks = shown is not None and _tracks(shown) == _tracks(query)
        answer = _Answer(
            query=query,
            keep=self._keep,
            ids=ids,
            changes=self._asked_news if shown == query else TOO_MANY,
            reordered=same_tracks and shown != query and revision == self._shown_revision,
        )
        self._shown_revision = revision
        self._plan(answer)

    def _plan(self, answer: _Answer) -> None:
        place = self._place(answer.keep)
        length = max(len(answer.ids), len(self._model.ids))
        work = partial(
            plan,
            self._model.ids,
            answer.ids,
            place,
            answer.changes,
            reordered=answer.reordered,
        )
        if place.is_quick(length) and answer.changes.is_quick(length):
            self._show(answer, work())
            return
        self._planning = self._jobs.run(
            lambda _: work(),
            partial(self._planned, answer, place),
            self._failed,
            priority=1,
        )

    def _planned(self, answer: _Answer, place: Place, result: Steps | Found) -> None:
        self._planning = None
        moved = isinstance(result, Found) and self._place(answer.keep) != place
        if moved and answer.attempt < _ATTEMPTS:
            # Somebody scrolled or selected meanwhile.
            self._plan(replace(answer, attempt=answer.attempt + 1))
        else:
            self._show(answer, result)

    def _place(self, keep: Keep) -> Place:
        if keep is Keep.NOTHING:
            return _NOWHERE
        place = self._table.place()
        if keep is Keep.SELECTION:
            return replace(place, anchors=array("q"), offset=0)
        if keep is Keep.CURRENT:
            return self._table.place_of_current()
        return place

    def _show(self, answer: _Answer, result: Steps | Found) -> None:
        self._slow.stop()
        self._table.set_loading(loading=False)
        if isinstance(result, Steps):
            self._table.follow(result, answer.ids)
        else:
            self._table.show_ids(answer.ids, result)
        self._waiting = False
        self._shown_query = answer.query
        self.shown.emit(answer.query)
        if self._stale:
            self._soon()

    def _failed(self, error: Exception) -> None:
        self._waiting = False
        self._slow.stop()
        self._table.set_loading(loading=False)
        if self.fresh:
            # Rows of the view before would stand below the name of this one.
            self._model.set_ids(array("q"))
        self._report(error)

    def _show_skeleton(self) -> None:
        self._model.set_ids(array("q"))
        self._table.set_loading(loading=True)


_NOWHERE = Place(selected=array("q"), current=None, anchors=array("q"), offset=0)


def _tracks(query: TrackQuery) -> tuple[object, ...]:
    """Return what decides which tracks a query has, whatever their order."""
    which = (query.text, query.filters, query.within, query.scope, query.smart)
    return *which, query.grouped, query.recent_days, query.top_count

"""How much a list of tracks holds, added up behind it and put into words."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.events import LibraryChanged
from mtplayer.core.library.tracks import Totals, TrackQuery
from mtplayer.core.queries.facets import Narrowing
from mtplayer.runtime.jobs import Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.ui import text
from mtplayer.ui.services.services import Library

# Adding up a million lengths takes 100 ms: not for every letter that is typed.
TOTALS_AFTER_MS = 250


class TrackSums(QObject):
    """What is known of the list that is shown; ``changed`` when more is."""

    changed: TypedSignal[None] = signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._query = TrackQuery()
        self._uncounted = True
        self._all: Totals | None = None
        self._found: Totals | None = None
        self._running: list[Token] = []
        self._adding = False
        self._soon = QTimer(self, singleShot=True, interval=TOTALS_AFTER_MS)
        self._soon.timeout.connect(self._add_up)

    @property
    def waiting(self) -> bool:
        """Whether what is shown is still to be added up."""
        return self._soon.isActive() or self._adding

    def forget(self, *, whole: bool) -> None:
        """Another part of the list is wanted, or another list altogether."""
        self._found, self._uncounted = None, True
        if whole:
            self._all = None

    def hold(self) -> None:
        """Stop adding up: it would hold up an answer, for both threads may be at it."""
        for token in self._running:
            token.cancel()
        self._soon.stop()
        self._adding = False

    def follow(self, query: TrackQuery) -> None:
        """Add up what is shown now, if that is not done."""
        self._query = query
        if self._uncounted:
            self._soon.start()

    def library_changed(self, change: LibraryChanged) -> None:
        """Count again; the old sum stands until the new one is known."""
        self._uncounted = True
        if not change.complete or change.added or change.removed:
            self._all = None

    def words(self, query: TrackQuery, count: int) -> tuple[str, str]:
        """Return what to say of a list of so many tracks, at length and short."""
        shown = text.number(count)
        if is_part(query):
            known = "…" if self._all is None else text.number(self._all.tracks)
            short = text.tr("page", "{n} of {all}").format(n=shown, all=known)
            whole = text.tr("page", "{n} of {all} tracks").format(n=shown, all=known)
        else:
            many = text.tr("page", "{n} tracks").format(n=shown)
            whole = short = text.tr("page", "1 track") if count == 1 else many
        if self._found is not None and self._found.tracks:
            whole += f" · {text.long_length(self._found.duration_ms)}"
        return whole, short

    def _add_up(self) -> None:
        library, query = self._library, self._query
        self._adding = True
        self._running = [library.totals(query, self._found_known, asker=(self, "found"))]
        if is_part(query) and self._all is None:
            whole = replace(query, text="", filters=(), within=Narrowing())
            self._running.append(library.totals(whole, self._all_known, asker=(self, "all")))

    def _found_known(self, totals: Totals) -> None:
        self._found, self._uncounted, self._adding = totals, False, False
        if not is_part(self._query):
            self._all = totals
        self.changed.emit(None)

    def _all_known(self, totals: Totals) -> None:
        self._all = totals
        self.changed.emit(None)


def is_part(query: TrackQuery) -> bool:
    """Whether a list shows less than its place holds."""
    return bool(query.text.strip() or query.filters) or query.within != Narrowing()

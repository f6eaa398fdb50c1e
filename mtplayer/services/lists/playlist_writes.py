"""How changes of playlists are stored: one after the other, announced after that, undoable."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import OperationId, PlaylistId
from mtplayer.core.lists.playlists import (
    LONG_CHANGE,
    PlaylistChange,
    PlaylistCreated,
    PlaylistDeleted,
    PlaylistDescribed,
    PlaylistRenamed,
    PlaylistRow,
    PlaylistsReordered,
    PlaylistTracksChanged,
)
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.services.lists import playlist_changes as changes
from mtplayer.services.lists.long_runs import BEHIND, LongRuns
from mtplayer.services.lists.playlist_reads import PlaylistReads
from mtplayer.services.readers import Readers
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.services.lists.long_changes import Going, MakePlan, Prepared, Stepped
    from mtplayer.services.lists.playlist_changes import Change, Logged
    from mtplayer.storage.unit import Unit

    Answer = tuple[Logged, tuple[PlaylistRow, ...]]

FEW_STEPS: Final = 3

_EVENTS = (
    PlaylistCreated,
    PlaylistRenamed,
    PlaylistDeleted,
    PlaylistTracksChanged,
    PlaylistsReordered,
    PlaylistDescribed,
)


class PlaylistWrites(QObject):
    """Stores changes of playlists on the write thread; each is one operation and one revision."""

    changed: TypedSignal[PlaylistChange] = signal()
    """``rows`` are already as they are after it."""

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        read: Jobs,
        readers: Readers,
        undo: UndoService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._write = write
        self._readers = readers
        self._undo = undo
        self._failed = failed
        self._rows: tuple[PlaylistRow, ...] = ()
        self.reads = PlaylistReads(readers, read, failed)
        self._long = LongRuns(storage, write, read, undo, failed)
        undo.go_long_ways_with(self._undo_long)
        for event in _EVENTS:
            undo.announce_with(event, self._announce)

    @property
    def rows(self) -> tuple[PlaylistRow, ...]:
        """All playlists and folders by position; empty until they are loaded."""
        return self._rows

    def row(self, playlist: int) -> PlaylistRow | None:
        """Return one of them; None if it is deleted, or not loaded yet."""
        return next((row for row in self._rows if row.id == playlist), None)

    def load(self) -> None:
        """Read the tree, and say that it is there."""

        def loaded(rows: tuple[PlaylistRow, ...]) -> None:
            self._rows = rows
            self.changed.emit(PlaylistsReordered())

        self.reads.tree(loaded)

    def library_changed(self, change: LibraryChanged) -> None:
        """Read the tree again: what came from elsewhere may have brought playlists."""
        if not change.complete:
            self.load()

    def run(self, change: "Change", done: Callable[[Any], object] | None = None) -> None:
        """Make a change of several steps one operation; it offers to take it back."""
        self._do(change, done, offer=True)

    def run_stepped(
        self,
        change: "Stepped",
        done: Callable[[Any], object] | None = None,
        *,
        offer: bool = True,
    ) -> None:
        """Make a long change: what others have to write comes between its steps."""
        from mtplayer.services.lists.long_changes import Going, with_plans

        if self._long.busy:
            self._long.later(partial(self.run_stepped, change, done, offer=offer))
            return
        if change.plans or change.look is not None:
            self._long.begin(
                change,
                lambda going, made: self._finish(with_plans(made, change.last), done, offer, going),
            )
            return
        if len(change.steps) <= FEW_STEPS:
            self._do(change.at_once, done, offer=offer)
            return
        going = Going(self._storage)
        for step in change.steps:
            self._write.run(
                lambda _, step=step: going.write(step), _nothing, self._failed, priority=BEHIND
            )
        self._do(change.last, done, offer=offer, write=going.write, priority=BEHIND)

    def mend(self) -> None:
        """Take back long changes in whose middle an earlier program ended."""
        self._long.mend()

    def _length(self, playlist: PlaylistId) -> int:
        row = self.row(playlist)
        return 0 if row is None else row.entries

    def _change_places(
        self, change: "Change", size: int, plan: "MakePlan", *, offer: bool = True
    ) -> None:
        """Make a change of so many places, in steps where they are very many."""
        if size <= LONG_CHANGE:
            self._do(change, None, offer=offer)
            return
        from mtplayer.services.lists.long_changes import Stepped

        self.run_stepped(Stepped((), change, [plan]), offer=offer)

    def _finish(
        self,
        change: "Change",
        done: Callable[[Any], object] | None,
        offer: bool,  # noqa: FBT001 - bound by the call above
        going: "Going",
    ) -> None:
        def told(answer: "Answer") -> None:
            self._did(done, offer, answer)
            self._long.end()

        self._write.run(partial(self._stored, going.write, change), told, self._long.fail)

    def _undo_long(
        self, operation: OperationId, plans: "Sequence[MakePlan]", swapped: Callable[[Any], object]
    ) -> None:
        """Take back, or do again, what changed very many places."""
        from mtplayer.services.lists.long_changes import Stepped, with_plans

        if self._long.busy:
            self._long.later(partial(self._undo_long, operation, plans, swapped))
            return

        def swap(unit: "Unit") -> Any:
            return unit.operations.swap(unit, operation, now_ms())

        def told(undone: Any) -> None:
            swapped(undone)
            self._long.end()

        def finish(going: "Going", made: "Prepared") -> None:
            work = partial(going.write, with_plans(made, swap))
            self._write.run(lambda _: work(), told, self._long.fail)

        self._long.begin(Stepped((), _unchanged, plans), finish)

    def _do(
        self,
        change: "Change",
        done: Callable[[Any], object] | None,
        *,
        offer: bool = False,
        failed: Callable[[Exception], object] | None = None,
        write: "Callable[[Change], Logged] | None" = None,
        priority: int = 0,
    ) -> None:
        if self._long.busy:
            again = partial(self._do, change, done, offer=offer, failed=failed)
            self._long.later(again)
            return
        work = partial(self._stored, write or self._storage.write, change)
        told = partial(self._did, done, offer)
        self._write.run(work, told, failed or self._failed, priority=priority)

    def _stored(
        self, store: "Callable[[Change], Logged]", change: "Change", token: Token
    ) -> "Answer":
        logged = store(change)
        with self._readers.lent(token) as reader:
            return logged, reader.playlists.tree()

    def _did(
        self,
        done: Callable[[Any], object] | None,
        offer: bool,  # noqa: FBT001 - bound by the call above
        answer: "Answer",
    ) -> None:
        logged, self._rows = answer
        for event in logged.events:
            self.changed.emit(event)
            self._keep_state(event)
        if logged.operation is not None:
            self._undo.note(logged.operation, logged.label, offer=offer and logged.offers)
        if done is not None:
            done(logged.result)

    def _announce(self, event: PlaylistChange) -> None:
        """Something was undone: read the tree after all that is yet to be written, and tell."""

        def work(token: Token) -> tuple[PlaylistRow, ...]:
            with self._readers.lent(token) as reader:
                return reader.playlists.tree()

        def read(rows: tuple[PlaylistRow, ...]) -> None:
            self._rows = rows
            self.changed.emit(event)
            self._keep_state(event)

        self._write.run(work, read, self._failed)

    def _keep_state(self, event: PlaylistChange) -> None:
        """Keep the whole order now and then, after the change that made it due."""
        if isinstance(event, PlaylistTracksChanged):
            playlist = event.playlist
            self.reads.long_way_back(playlist, partial(self._keep_order, playlist))

    def _keep_order(self, playlist: PlaylistId, found: tuple[int, bytes] | None) -> None:
        if found is None:
            return

        def keep(unit: "Unit") -> None:
            unit.playlists.entries.history.keep_state(playlist, *found)

        self._write.run(
            lambda _: self._storage.write(keep), _nothing, self._failed, priority=BEHIND
        )


def _nothing(_: object) -> None:
    """Leave it at that."""


def _unchanged(_: "Unit") -> "Logged":
    return changes.Logged((), None, "")

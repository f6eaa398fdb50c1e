"""Playlists: made, filled, put in order, and taken back; announced once they are stored."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject

from mtplayer.core.events import LibraryChanged
from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import (
    Added,
    PlaylistChange,
    PlaylistCreated,
    PlaylistDeleted,
    PlaylistDescribed,
    PlaylistKind,
    PlaylistRenamed,
    PlaylistRow,
    PlaylistsReordered,
    PlaylistTracksChanged,
)
from mtplayer.core.problems import NameTaken
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.lists import playlist_changes as changes
from mtplayer.services.lists.playlist_reads import PlaylistReads
from mtplayer.services.readers import Readers
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.services.lists.long_changes import Stepped
    from mtplayer.services.lists.playlist_changes import Change, Logged
    from mtplayer.storage.unit import Unit

    Answer = tuple[Logged, tuple[PlaylistRow, ...]]

FEW_STEPS: Final = 3
_BEHIND: Final = -1
"""What else is to be written goes first."""

_EVENTS = (
    PlaylistCreated,
    PlaylistRenamed,
    PlaylistDeleted,
    PlaylistTracksChanged,
    PlaylistsReordered,
    PlaylistDescribed,
)


class PlaylistsService(QObject):
    """Owns the tree of playlists; entries are read when they are asked for (``reads``).

    Every change is one undoable operation and one revision, and runs on the write thread.
    """

    changed: TypedSignal[PlaylistChange] = signal()
    """``rows`` are already as they are after it."""

    added: TypedSignal[Added] = signal()
    """Tracks were added; some may have been there already and were left out."""

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

    # ---- the tree -------------------------------------------------------------------------------

    def create(
        self,
        name: str = "",
        *,
        kind: PlaylistKind = PlaylistKind.LIST,
        parent: PlaylistId | None = None,
        rules: str | None = None,
        tracks: Sequence[int] = (),
        done: Callable[[PlaylistId], object] | None = None,
        offer: bool = False,
    ) -> None:
        """Make a playlist, folder or smart playlist; a name that is taken gets a number.

        Tracks go in as they are, also twice.
        """
        if len(tracks) > changes.AT_ONCE:
            from mtplayer.services.lists import long_changes

            called = name or changes.NAMES[kind]
            long = long_changes.create(called, tuple(tracks), parent=parent)
            self.run_stepped(long, done, offer=offer)
            return
        change = changes.create(name, kind, parent=parent, rules=rules, tracks=tuple(tracks))
        self._do(change, done, offer=offer)

    def duplicate(
        self, playlist: PlaylistId, done: Callable[[PlaylistId], object] | None = None
    ) -> None:
        """Make one like another, with its notes."""
        self._do(changes.duplicate(playlist), done, offer=True)

    def rename(
        self, playlist: PlaylistId, name: str, refused: Callable[[NameTaken], object]
    ) -> None:
        """Give a playlist another name; ``refused`` says why not."""

        def failed(error: Exception) -> None:
            if isinstance(error, NameTaken):
                refused(error)
            else:
                self._failed(error)

        self._do(changes.rename(playlist, name), None, failed=failed)

    def delete(self, playlists: Sequence[PlaylistId], *, offer: bool = True) -> None:
        """Delete playlists, and what is in folders; undo and ``bring_back`` lose nothing."""
        self._do(changes.delete(tuple(playlists)), None, offer=offer)

    def bring_back(self, playlists: Sequence[PlaylistId]) -> None:
        """Put deleted playlists back."""
        self._do(changes.bring_back(tuple(playlists)), None, offer=True)

    def put(
        self,
        playlists: Sequence[PlaylistId],
        parent: PlaylistId | None,
        before: PlaylistId | None = None,
    ) -> None:
        """Put playlists into a folder, or to the top; in front of another, or last."""
        self._do(changes.put(tuple(playlists), parent, before), None)

    def describe(self, playlist: PlaylistId, note: str) -> None:
        """Say what a playlist is for."""
        self._do(changes.describe(playlist, {"note": note}), None)

    def set_rules(self, playlist: PlaylistId, rules: str) -> None:
        """Let a smart playlist fill itself by other rules."""
        self._do(changes.describe(playlist, {"rules": rules}), None)

    def set_picture(self, playlist: PlaylistId, artwork: int | None) -> None:
        """Show a picture of its own; None goes back to the covers of its albums."""
        self._do(changes.describe(playlist, {"artwork_id": artwork}), None)

    # ---- entries --------------------------------------------------------------------------------

    def add(
        self,
        playlist: PlaylistId,
        tracks: Sequence[int],
        *,
        before: int | None = None,
        anyway: bool = False,
        done: Callable[[Added], object] | None = None,
    ) -> None:
        """Add tracks in front of an entry or at the end; ``anyway`` also those already there."""

        def told(added: Added) -> None:
            self.added.emit(added)
            if done is not None:
                done(added)

        change = changes.add(playlist, tuple(tracks), before, anyway=anyway)
        self._do(change, told, offer=True)

    def remove(self, playlist: PlaylistId, entries: Sequence[int]) -> None:
        """Take entries out."""
        gone = tuple(entries)
        change = changes.edit(
            "Removed{} from",
            playlist,
            len(gone),
            lambda edits, at: edits.remove(playlist, gone, at),
        )
        self._do(change, None, offer=True)

    def move(self, playlist: PlaylistId, entries: Sequence[int], before: int | None = None) -> None:
        """Put entries in front of another, or at the end, in the order given."""
        moving = tuple(entries)
        change = changes.edit(
            "Moved{} in",
            playlist,
            len(moving),
            lambda edits, at: edits.move(playlist, moving, before, at),
        )
        self._do(change, None)

    def clear(self, playlist: PlaylistId) -> None:
        """Take everything out."""
        change = changes.edit("Cleared", playlist, 0, lambda edits, at: edits.clear(playlist, at))
        self._do(change, None, offer=True)

    def replace(self, playlist: PlaylistId, tracks: Sequence[int]) -> None:
        """Let other tracks stand in it."""
        new = tuple(tracks)
        change = changes.edit(
            "Put{} into", playlist, len(new), lambda edits, at: edits.replace(playlist, new, at)
        )
        self._do(change, None, offer=True)

    def note(self, playlist: PlaylistId, notes: Mapping[int, str]) -> None:
        """Write something beside entries; nothing takes it away."""
        said = dict(notes)
        change = changes.edit(
            "Changed notes in", playlist, 0, lambda edits, at: edits.note(playlist, said, at)
        )
        self._do(change, None)

    def restore(
        self, playlist: PlaylistId, revision: int, entries: Sequence[int] | None = None
    ) -> None:
        """Let it be as a revision left it, or bring only these entries of it back."""
        some = None if entries is None else tuple(entries)
        change = changes.edit(
            "Restored{} in" if some else "Restored",
            playlist,
            len(some or ()),
            lambda edits, at: edits.restore(playlist, revision, at, some),
        )
        self._do(change, None, offer=True)

    # ---- how ------------------------------------------------------------------------------------

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
        from mtplayer.services.lists.long_changes import Going

        if len(change.steps) <= FEW_STEPS:
            self._do(change.at_once, done, offer=offer)
            return
        going = Going(self._storage)
        for step in change.steps:
            self._write.run(
                lambda _, step=step: going.write(step), _nothing, self._failed, priority=_BEHIND
            )
        self._do(change.last, done, offer=offer, write=going.write, priority=_BEHIND)

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
        store = write or self._storage.write

        def work(token: Token) -> "Answer":
            logged = store(change)
            with self._readers.lent(token) as reader:
                return logged, reader.playlists.tree()

        told = partial(self._did, done, offer)
        self._write.run(work, told, failed or self._failed, priority=priority)

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
            lambda _: self._storage.write(keep), _nothing, self._failed, priority=_BEHIND
        )


def _nothing(_: object) -> None:
    """Leave it at that."""

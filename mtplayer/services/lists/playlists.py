"""Playlists: made, filled, put in order, and taken back; announced once they are stored."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import (
    LONG_CHANGE,
    Added,
    PlaylistKind,
)
from mtplayer.core.problems import NameTaken
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.lists import playlist_changes as changes
from mtplayer.services.lists.playlist_writes import PlaylistWrites

if TYPE_CHECKING:
    from mtplayer.services.lists.long_changes import MakePlan


class PlaylistsService(PlaylistWrites):
    """Owns the tree of playlists; entries are read when they are asked for (``reads``).

    Every change is one undoable operation and one revision, and runs on the write thread.
    """

    added: TypedSignal[Added] = signal()
    """Tracks were added; some may have been there already and were left out."""

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
        if (length := self._length(playlist)) > LONG_CHANGE:
            from mtplayer.services.lists import long_changes

            self.run_stepped(long_changes.duplicate(playlist, length), done)
            return
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

        if len(tracks) > LONG_CHANGE:
            from mtplayer.services.lists import long_changes

            long = long_changes.add(playlist, tuple(tracks), before, anyway=anyway)
            self.run_stepped(long, told)
            return
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
        self._change_places(change, len(gone), lambda plans: plans.removed(playlist, gone))

    def move(self, playlist: PlaylistId, entries: Sequence[int], before: int | None = None) -> None:
        """Put entries in front of another, or at the end, in the order given."""
        moving = tuple(entries)
        change = changes.edit(
            "Moved{} in",
            playlist,
            len(moving),
            lambda edits, at: edits.move(playlist, moving, before, at),
        )
        plan: MakePlan = lambda plans: plans.moved(playlist, moving, before)  # noqa: E731
        self._change_places(change, len(moving), plan, offer=False)

    def clear(self, playlist: PlaylistId) -> None:
        """Take everything out."""
        change = changes.edit("Cleared", playlist, 0, lambda edits, at: edits.clear(playlist, at))
        self._change_places(change, self._length(playlist), lambda plans: plans.cleared(playlist))

    def replace(self, playlist: PlaylistId, tracks: Sequence[int]) -> None:
        """Let other tracks stand in it."""
        new = tuple(tracks)
        if len(new) + self._length(playlist) > LONG_CHANGE:
            from mtplayer.services.lists import long_changes

            self.run_stepped(long_changes.replace(playlist, new))
            return
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
        plan: MakePlan = lambda plans: plans.restored(playlist, revision, some)  # noqa: E731
        # How many places it changes is found behind the scenes, as are those.
        self._change_places(change, LONG_CHANGE + 1, plan)

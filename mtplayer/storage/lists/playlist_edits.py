"""What is done to the entries of a playlist: every change is written into its history."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from mtplayer.core.ids import EntryId, PlaylistId, TrackId
from mtplayer.core.lists.playlist_delta import Delta
from mtplayer.core.lists.playlists import Added, PlaylistTracksChanged, RevisionKind
from mtplayer.storage.lists.playlist_history import Long, PlaylistHistory
from mtplayer.storage.lists.playlist_places import (
    RANK_STEP,
    Gap,
    ListedPlace,
    Places,
    PlaylistPlaces,
)
from mtplayer.storage.lists.playlist_plans import Plan, PlaylistPlans

Changed = PlaylistTracksChanged | None
"""What happened, None if nothing was to be done."""


class NewEntry(NamedTuple):
    """A track to be added, and since when it counts as there."""

    track: TrackId
    added_at: int


class PlaylistEdits:
    """Entries of playlists on one connection.

    A change returns its event; ``revert`` of the event's revision takes it back.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._places = PlaylistPlaces(connection)
        self._plans = PlaylistPlans(connection)
        self._prepared: dict[int, tuple[Plan, Long | None]] = {}
        self.history = PlaylistHistory(connection, self._places)

    def append(self, playlist: PlaylistId, entries: Sequence[NewEntry], at: int) -> list[int]:
        """Add tracks at the end, each with its own date; return the new entries."""
        if not entries:
            return []
        made, _ = self._insert(playlist, [entry.track for entry in entries], None, at)
        self._places.date(zip(made, (entry.added_at for entry in entries), strict=True))
        return made

    def add(
        self,
        playlist: PlaylistId,
        tracks: Sequence[int],
        at: int,
        *,
        before: int | None = None,
        anyway: bool = False,
    ) -> tuple[Changed, Added]:
        """Add tracks in front of an entry or at the end; what is there already only if ``anyway``.

        The same track twice among the new ones is taken once, unless ``anyway``.
        """
        already: tuple[TrackId, ...] = ()
        if not anyway:
            known = self._places.among(playlist, tracks)
            already = tuple(TrackId(track) for track in dict.fromkeys(tracks) if track in known)
            tracks = [track for track in dict.fromkeys(tracks) if track not in known]
        made, number = self._insert(playlist, tracks, before, at)
        added = Added(
            playlist=playlist, entries=tuple(EntryId(entry) for entry in made), already=already
        )
        return _changed(playlist, number), added

    def remove(self, playlist: PlaylistId, entries: Collection[int], at: int) -> Changed:
        """Take entries out; the library keeps their tracks."""
        return self._make(playlist, partial(self._plans.removed, playlist, entries), at)

    def clear(self, playlist: PlaylistId, at: int) -> Changed:
        """Take everything out."""
        return self._make(playlist, partial(self._plans.cleared, playlist), at)

    def move(
        self, playlist: PlaylistId, entries: Sequence[int], before: int | None, at: int
    ) -> Changed:
        """Put entries in front of another, or at the end, in the order given."""
        if playlist in self._prepared:
            return self._finish(playlist, at)
        standing = self._places.ranks(playlist, entries)
        moving = [entry for entry in entries if standing.get(entry) is not None]
        if not moving:
            return None
        gap = self._places.gap(playlist, before, len(moving), moving)
        if gap is None:
            gap = self._gap(playlist, before, len(moving), at, moving)
            standing = self._places.ranks(playlist, moving)
        self._places.move(moving, gap)
        delta = Delta(places={entry: standing[entry] for entry in moving})
        number = self.history.note(playlist, RevisionKind.MOVED, delta, at)
        return _changed(playlist, number)

    def replace(self, playlist: PlaylistId, tracks: Sequence[int], at: int) -> Changed:
        """Let other tracks stand where all entries stood: one change."""
        places: Places = dict(self._places.every(playlist))
        self._places.take_out_all(playlist, at)
        made = self._places.insert(playlist, tracks, Gap(0, RANK_STEP), at)
        return self._replaced(playlist, places, made, at)

    def take(self, playlist: PlaylistId, listed: Sequence[ListedPlace], at: int) -> Changed:
        """Let the places of a list from elsewhere stand where all entries stood."""
        places: Places = dict(self._places.every(playlist))
        self._places.take_out_all(playlist, at)
        made = self._places.insert_listed(playlist, listed, Gap(0, RANK_STEP))
        return self._replaced(playlist, places, made, at)

    def fill(
        self,
        playlist: PlaylistId,
        tracks: Sequence[int],
        gap: Gap,
        at: int,
        *,
        unseen: bool = False,
    ) -> list[int]:
        """Put tracks into a list that was begun, or, not to be seen yet, into any; return them."""
        return self._places.insert(playlist, tracks, gap, at, removed_at=at if unseen else None)

    def fill_listed(
        self,
        playlist: PlaylistId,
        first: int,
        listed: Sequence[ListedPlace],
        *,
        unseen_at: int | None = None,
    ) -> list[int]:
        """Do so with places of a list from elsewhere; unseen ones wait for ``take_over``."""
        gap = Gap(RANK_STEP * first, RANK_STEP)
        return self._places.insert_listed(playlist, listed, gap, removed_at=unseen_at)

    def filled(self, playlist: PlaylistId, entries: Sequence[int], at: int) -> None:
        """Write down what a list was filled with."""
        self._replaced(playlist, {}, entries, at)

    def take_over(self, playlist: PlaylistId, entries: Sequence[int], at: int) -> Changed:
        """Let entries that waited unseen stand where all others stood."""
        if playlist in self._prepared:
            return self._finish(playlist, at)
        places: Places = dict(self._places.every(playlist))
        self._places.take_out_all(playlist, at)
        self._places.bring_in(entries)
        return self._replaced(playlist, places, entries, at)

    def add_waiting(
        self, playlist: PlaylistId, made: Sequence[int], already: Sequence[int], at: int
    ) -> tuple[Changed, Added]:
        """Let entries count that waited unseen in a list; say which tracks were there already."""
        added = Added(
            playlist=playlist,
            entries=tuple(map(EntryId, made)),
            already=tuple(map(TrackId, already)),
        )
        return (self._finish(playlist, at) if playlist in self._prepared else None), added

    def copy(self, source: PlaylistId, playlist: PlaylistId, at: int) -> Changed:
        """Add all that stands in another playlist, with its notes and dates."""
        made = self._places.copy(source, playlist)
        if not made:
            return None
        delta, kind = Delta(places=dict.fromkeys(made)), RevisionKind.ADDED
        return _changed(playlist, self.history.note(playlist, kind, delta, at, grown=len(made)))

    def copy_some(self, playlist: PlaylistId, entries: Sequence[int]) -> list[int]:
        """Put the like of some entries into a list that was begun; return the new ones."""
        return self._places.copy_some(entries, playlist)

    def note(self, playlist: PlaylistId, notes: Mapping[int, str], at: int) -> Changed:
        """Write something beside entries."""
        number = self._change(playlist, RevisionKind.NOTED, {}, at, notes=notes)
        return _changed(playlist, number)

    def revert(self, playlist: PlaylistId, number: int, at: int) -> Changed:
        """Take one change back, whatever came after it."""
        return self._make(playlist, partial(self._plans.reverted, playlist, number), at)

    def restore(
        self, playlist: PlaylistId, number: int, at: int, entries: Collection[int] | None = None
    ) -> Changed:
        """Let the list be as a revision left it, or only bring these entries of it back.

        Those come to stand behind what they stood behind then.
        """
        return self._make(playlist, partial(self._plans.restored, playlist, number, entries), at)

    # ---- bit by bit -----------------------------------------------------------------------------

    def begin(self, plan: Plan, long: Long, at: int) -> None:
        """Begin a change of very many places: from now on it can be taken back."""
        self.history.begin(plan.playlist, plan.kind, long, at)

    def put_some(self, playlist: PlaylistId, places: Places, at: int) -> None:
        """Make some of a change that was begun, or take some of it back."""
        self.history.check_going(playlist)
        self._places.put(places, at)

    def prepare(self, plan: Plan, long: Long | None) -> None:
        """Have the next change of a list be this one; with ``long`` its places are put already."""
        self._prepared[plan.playlist] = (plan, long)

    def _finish(self, playlist: PlaylistId, at: int) -> Changed:
        plan, long = self._prepared.pop(playlist)
        if long is None:
            return _changed(playlist, self._store(plan, at))
        self._places.write_notes(plan.notes)
        return _changed(playlist, self.history.finish(playlist, long, at))

    def _make(self, playlist: PlaylistId, planned: Callable[[], Plan | None], at: int) -> Changed:
        if playlist in self._prepared:
            return self._finish(playlist, at)
        plan = planned()
        return None if plan is None else _changed(playlist, self._store(plan, at))

    def _store(self, plan: Plan, at: int) -> int:
        self._places.put(plan.places, at)
        self._places.write_notes(plan.notes)
        return self.history.note(plan.playlist, plan.kind, plan.back, at, grown=plan.grown)

    def _replaced(
        self, playlist: PlaylistId, places: Places, made: Collection[int], at: int
    ) -> Changed:
        if not places and not made:
            return None
        delta = Delta(places={**places, **dict.fromkeys(made)})
        grown = len(made) - len(places)
        kind = RevisionKind.REPLACED if places else RevisionKind.ADDED
        return _changed(playlist, self.history.note(playlist, kind, delta, at, grown=grown))

    def _insert(
        self, playlist: int, tracks: Sequence[int], before: int | None, at: int
    ) -> tuple[list[int], int | None]:
        if not tracks:
            return [], None
        gap = self._gap(playlist, before, len(tracks), at)
        made = self._places.insert(playlist, tracks, gap, at)
        if not made:
            return [], None
        delta = Delta(places=dict.fromkeys(made))
        kind = RevisionKind.ADDED
        return made, self.history.note(playlist, kind, delta, at, grown=len(made))

    def _gap(
        self,
        playlist: int,
        before: int | None,
        count: int,
        at: int,
        moving: Collection[int] = (),
    ) -> Gap:
        gap = self._places.gap(playlist, before, count, moving)
        if gap is None and before is not None:
            places = self._places.spread(playlist, before, count)
            self._change(playlist, RevisionKind.SPREAD, places, at)
            gap = self._places.gap(playlist, before, count, moving)
        if gap is None:
            raise ValueError(f"no room in front of entry {before}")
        return gap

    def _change(
        self,
        playlist: int,
        kind: RevisionKind,
        places: Mapping[int, int | None],
        at: int,
        notes: Mapping[int, str] | None = None,
    ) -> int | None:
        """Put entries where they are told and note something; return the revision, if any."""
        plan = self._plans.change(playlist, kind, places, notes)
        return None if plan is None else self._store(plan, at)


def _changed(playlist: PlaylistId, number: int | None) -> Changed:
    return None if number is None else PlaylistTracksChanged(playlist=playlist, revision=number)

"""What is done to the entries of a playlist: every change is written into its history."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection

from mtplayer.core.ids import EntryId, PlaylistId, TrackId
from mtplayer.core.lists.playlist_delta import Delta, in_order
from mtplayer.core.lists.playlists import Added, PlaylistTracksChanged, RevisionKind
from mtplayer.storage.lists.playlist_history import PlaylistHistory
from mtplayer.storage.lists.playlist_places import (
    RANK_STEP,
    Gap,
    ListedPlace,
    Places,
    PlaylistPlaces,
)

Changed = PlaylistTracksChanged | None
"""What happened, None if nothing was to be done."""

Run = tuple[int | None, list[int]]
"""Entries that stand together, and what they stand behind; None is the front."""


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
            known = self._already(playlist, tracks)
            already = tuple(TrackId(track) for track in dict.fromkeys(tracks) if track in known)
            tracks = [track for track in dict.fromkeys(tracks) if track not in known]
        made, number = self._insert(playlist, tracks, before, at)
        added = Added(
            playlist=playlist, entries=tuple(EntryId(entry) for entry in made), already=already
        )
        return _changed(playlist, number), added

    def remove(self, playlist: PlaylistId, entries: Collection[int], at: int) -> Changed:
        """Take entries out; the library keeps their tracks."""
        gone: Places = dict.fromkeys(entries)
        return _changed(playlist, self._change(playlist, RevisionKind.REMOVED, gone, at))

    def clear(self, playlist: PlaylistId, at: int) -> Changed:
        """Take everything out."""
        gone: Places = dict.fromkeys(self._places.every(playlist))
        return _changed(playlist, self._change(playlist, RevisionKind.CLEARED, gone, at))

    def move(
        self, playlist: PlaylistId, entries: Sequence[int], before: int | None, at: int
    ) -> Changed:
        """Put entries in front of another, or at the end, in the order given."""
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

    def fill(self, playlist: PlaylistId, first: int, tracks: Sequence[int], at: int) -> list[int]:
        """Put tracks, from such a place on, into a list that was begun; return the entries."""
        return self._places.insert(playlist, tracks, Gap(RANK_STEP * first, RANK_STEP), at)

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
        places: Places = dict(self._places.every(playlist))
        self._places.take_out_all(playlist, at)
        self._places.bring_in(entries)
        return self._replaced(playlist, places, entries, at)

    def copy(self, source: PlaylistId, playlist: PlaylistId, at: int) -> Changed:
        """Add all that stands in another playlist, with its notes and dates."""
        made = self._places.copy(source, playlist)
        if not made:
            return None
        delta, kind = Delta(places=dict.fromkeys(made)), RevisionKind.ADDED
        return _changed(playlist, self.history.note(playlist, kind, delta, at, grown=len(made)))

    def note(self, playlist: PlaylistId, notes: Mapping[int, str], at: int) -> Changed:
        """Write something beside entries."""
        number = self._change(playlist, RevisionKind.NOTED, {}, at, notes=notes)
        return _changed(playlist, number)

    def revert(self, playlist: PlaylistId, number: int, at: int) -> Changed:
        """Take one change back, whatever came after it."""
        back = self.history.delta(playlist, number)
        kind = RevisionKind.UNDONE
        return _changed(playlist, self._change(playlist, kind, back.places, at, notes=back.notes))

    def restore(
        self, playlist: PlaylistId, number: int, at: int, entries: Collection[int] | None = None
    ) -> Changed:
        """Let the list be as a revision left it, or only bring these entries of it back.

        Those come to stand behind what they stood behind then.
        """
        then, notes = self.history.state(playlist, number)
        now = self._places.every(playlist)
        if entries is not None:
            return self._bring_back(playlist, then, now, entries, at)
        places: Places = {entry: None for entry in now if entry not in then}
        places |= {entry: rank for entry, rank in then.items() if now.get(entry) != rank}
        present = self._places.notes(playlist)
        differing = {
            entry: notes.get(entry, "")
            for entry in then
            if notes.get(entry, "") != present.get(entry, "")
        }
        kind = RevisionKind.RESTORED
        return _changed(playlist, self._change(playlist, kind, places, at, notes=differing))

    def _bring_back(
        self,
        playlist: PlaylistId,
        then: dict[int, int],
        now: dict[int, int],
        entries: Collection[int],
        at: int,
    ) -> Changed:
        wanted = {entry for entry in entries if entry in then and entry not in now}
        places = placed_between(now, _runs(in_order(then), now, wanted))
        return _changed(playlist, self._change(playlist, RevisionKind.RESTORED, places, at))

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
        ranks = self._places.ranks(playlist, places)
        before = {entry: rank for entry, rank in ranks.items() if rank != places[entry]}
        said = self._places.notes(playlist, notes) if notes else {}
        said = {entry: note for entry, note in said.items() if notes and note != notes[entry]}
        if not before and not said:
            return None
        after = {entry: places[entry] for entry in before}
        self._places.put(after, at)
        self._places.write_notes({entry: notes[entry] for entry in said} if notes else {})
        grown = list(before.values()).count(None) - list(after.values()).count(None)
        delta = Delta(places=before, notes=said)
        return self.history.note(playlist, kind, delta, at, grown=grown)

    def _already(self, playlist: int, tracks: Sequence[int]) -> set[int]:
        # By the index of tracks: what comes is few, the list may be long.
        statement = (
            "SELECT DISTINCT track_id FROM playlist_entries WHERE +playlist_id = ?"
            " AND removed_at IS NULL AND track_id IN (SELECT value FROM json_each(?))"
        )
        values = (playlist, json.dumps(list(tracks)))
        return set(self._connection.exec_driver_sql(statement, values).scalars())


def _changed(playlist: PlaylistId, number: int | None) -> Changed:
    return None if number is None else PlaylistTracksChanged(playlist=playlist, revision=number)


def placed_between(now: Mapping[int, int], runs: Sequence[Run]) -> Places:
    """Return ranks for runs of entries, each behind an entry of the present or at the front.

    Where a gap is too narrow everything gets a new rank.
    """
    order = list(now)
    index = {entry: at for at, entry in enumerate(order)}
    places: Places = {}
    for after, run in runs:
        at = 0 if after is None else index[after] + 1
        low = now[order[at - 1]] if at else None
        high = now[order[at]] if at < len(order) else None
        step = RANK_STEP
        if low is not None and high is not None:
            step = (high - low) // (len(run) + 1)
        elif low is None:
            low = 0 if high is None else high - RANK_STEP * (len(run) + 1)
        if not step:
            return _all_anew(order, runs)
        places |= {entry: low + step * number for number, entry in enumerate(run, 1)}
    return places


def _all_anew(order: Iterable[int], runs: Sequence[Run]) -> Places:
    behind = dict(runs)
    merged = list(behind.get(None, ()))
    for entry in order:
        merged += [entry, *behind.get(entry, ())]
    return {entry: RANK_STEP * number for number, entry in enumerate(merged, 1)}


def _runs(then: Iterable[int], now: Collection[int], wanted: Collection[int]) -> list[Run]:
    """Return what is wanted in runs, each with the entry of the present that it stood behind."""
    runs: list[Run] = []
    after: int | None = None
    for entry in then:
        if entry in now:
            after = entry
        elif entry in wanted:
            if runs and runs[-1][0] == after:
                runs[-1][1].append(entry)
            else:
                runs.append((after, [entry]))
    return runs

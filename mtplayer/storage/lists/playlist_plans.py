"""What a change of a playlist will do to its places: worked out by reading alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlist_delta import Delta, in_order
from mtplayer.core.lists.playlists import RevisionKind
from mtplayer.core.record import record
from mtplayer.storage.lists.playlist_history import PlaylistHistory
from mtplayer.storage.lists.playlist_places import RANK_STEP, Gap, Places, PlaylistPlaces

Run = tuple[int | None, list[int]]
"""Entries that stand together, and what they stand behind; None is the front."""


@record
class Plan:
    """Where entries come to stand and what is noted at them, and the way back."""

    playlist: PlaylistId
    kind: RevisionKind
    base: int
    """The revision of the list that it was made for."""
    places: Places
    notes: Mapping[int, str]
    back: Delta

    @property
    def touched(self) -> int:
        """How many places change."""
        return len(self.places)

    @property
    def grown(self) -> int:
        """By how many entries the list grows."""
        gone = list(self.places.values()).count(None)
        return list(self.back.places.values()).count(None) - gone


class PlaylistPlans:
    """Plans on one connection, which need not be one that writes; None where nothing changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._places = PlaylistPlaces(connection)
        self._history = PlaylistHistory(connection, self._places)

    def change(
        self,
        playlist: int,
        kind: RevisionKind,
        places: Mapping[int, int | None],
        notes: Mapping[int, str] | None = None,
    ) -> Plan | None:
        """Put entries where they are told and note something; what is so already is left out."""
        ranks = self._places.ranks(playlist, places)
        before = {entry: rank for entry, rank in ranks.items() if rank != places[entry]}
        said = self._places.notes(playlist, notes) if notes else {}
        said = {entry: note for entry, note in said.items() if notes and note != notes[entry]}
        if not before and not said:
            return None
        statement = "SELECT revision FROM playlists WHERE id = ?"
        return Plan(
            playlist=PlaylistId(playlist),
            kind=kind,
            base=self._connection.exec_driver_sql(statement, (playlist,)).scalar_one(),
            places={entry: places[entry] for entry in before},
            notes={entry: notes[entry] for entry in said} if notes else {},
            back=Delta(places=before, notes=said),
        )

    def removed(self, playlist: int, entries: Collection[int]) -> Plan | None:
        """Take entries out."""
        return self.change(playlist, RevisionKind.REMOVED, dict.fromkeys(entries))

    def cleared(self, playlist: int) -> Plan | None:
        """Take everything out."""
        gone: Places = dict.fromkeys(self._places.every(playlist))
        return self.change(playlist, RevisionKind.CLEARED, gone)

    def moved(self, playlist: int, entries: Sequence[int], before: int | None) -> Plan | None:
        """Put entries in front of another, or at the end; also None where there is no room."""
        standing = self._places.ranks(playlist, entries)
        moving = [entry for entry in entries if standing.get(entry) is not None]
        gap = self._places.gap(playlist, before, len(moving), moving)
        if gap is None:
            return None
        return self.change(playlist, RevisionKind.MOVED, placed_in(gap, moving))

    def room_for(
        self, playlist: int, tracks: Sequence[int], before: int | None, *, anyway: bool
    ) -> tuple[Sequence[int], Sequence[int], Gap | None]:
        """Return what of tracks would be added, what is there already, and where it would go."""
        already: Sequence[int] = ()
        if not anyway:
            known = self._places.among(playlist, tracks)
            already = [track for track in dict.fromkeys(tracks) if track in known]
            tracks = [track for track in dict.fromkeys(tracks) if track not in known]
        return tracks, already, self._places.gap(playlist, before, len(tracks))

    def entries(self, playlist: int) -> list[int]:
        """Return what stands in a list, in order."""
        return list(self._places.every(playlist))

    def added(self, playlist: int, made: Sequence[int], gap: Gap) -> Plan | None:
        """Let entries be seen that wait unseen in a gap."""
        return self.change(playlist, RevisionKind.ADDED, placed_in(gap, made))

    def taken_over(self, playlist: int, made: Sequence[int], gap: Gap) -> Plan | None:
        """Let entries that wait unseen stand where all others stand.

        None as well for a list that is deleted: to bring it back is a change of its own.
        """
        deleted = "SELECT deleted_at FROM playlists WHERE id = ?"
        if self._connection.exec_driver_sql(deleted, (playlist,)).scalar() is not None:
            return None
        others: Places = dict.fromkeys(self._places.every(playlist))
        kind = RevisionKind.REPLACED if others else RevisionKind.ADDED
        return self.change(playlist, kind, others | placed_in(gap, made))

    def reverted(self, playlist: int, number: int) -> Plan | None:
        """Take one change back, whatever came after it."""
        back = self._history.delta(playlist, number)
        return self.change(playlist, RevisionKind.UNDONE, back.places, back.notes)

    def restored(
        self, playlist: int, number: int, entries: Collection[int] | None = None
    ) -> Plan | None:
        """Let the list be as a revision left it, or only bring these entries of it back."""
        then, notes = self._history.state(playlist, number)
        now = self._places.every(playlist)
        if entries is not None:
            wanted = {entry for entry in entries if entry in then and entry not in now}
            places = placed_between(now, _runs(in_order(then), now, wanted))
            return self.change(playlist, RevisionKind.RESTORED, places)
        places: Places = {entry: None for entry in now if entry not in then}
        places |= {entry: rank for entry, rank in then.items() if now.get(entry) != rank}
        present = self._places.notes(playlist)
        differing = {
            entry: notes.get(entry, "")
            for entry in then
            if notes.get(entry, "") != present.get(entry, "")
        }
        return self.change(playlist, RevisionKind.RESTORED, places, differing)


def placed_in(gap: Gap, entries: Sequence[int]) -> Places:
    """Return the ranks of entries that are put into a gap, in the order given."""
    return {entry: gap.low + gap.step * at for at, entry in enumerate(entries, 1)}


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

"""The entries of a playlist as rows of a track table."""

from array import array
from collections.abc import Collection, Mapping, Sequence

from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.lists.playlists import PlaylistEntries
from mtplayer.core.typed import override
from mtplayer.ui.sidebar.places import Block, without
from mtplayer.ui.tracks.track_table_model import TrackTableModel


class EntryRow(TrackRow):
    """A track at its place: its number is that of the place, and something may be noted there."""

    note = ""


class PlaylistModel(TrackTableModel):
    """Its ids are those of entries, so that the same track may stand in it twice."""

    _tracks_of = array("q")
    _places: "array[int] | None" = None
    _notes: Mapping[int, str] = {}

    @property
    @override
    def tracks(self) -> "array[int]":
        """The track of each row, 0 where the library has none."""
        return self._tracks_of

    @property
    def is_own_order(self) -> bool:
        """Whether every entry is where it stands in the list."""
        return self._places is None

    def take(self, entries: PlaylistEntries) -> None:
        """Have the tracks and notes of entries at hand before they are shown."""
        self._tracks_of, self._places = entries.tracks, entries.places
        self._notes = entries.notes
        self._forget()

    def track_at(self, row: int) -> int:
        """Return the track of a row."""
        return self._tracks_of[row]

    def note_at(self, row: int) -> str:
        """Return what was noted at a row."""
        return self._notes.get(self._ids[row], "")

    def tracks_between(self, first: int, last: int) -> "array[int]":
        """Return the tracks from row ``first`` to row ``last``, both included."""
        return self._tracks_of[first : last + 1]

    def entry_before(self, row: int, moving: Sequence[Block]) -> int | None:
        """Return the first entry from a row on that does not move; None is the end."""
        for first, last in moving:
            if first <= row <= last:
                row = last + 1
        return self._ids[row] if row < len(self._ids) else None

    def moved(self, blocks: Sequence[Block], row: int) -> tuple["array[int]", int]:
        """Return the ids as they are once these blocks stand before a row, and where they begin.

        3 ms for 5,000 of 100,000.
        """
        at = row - sum(min(last + 1, row) - first for first, last in blocks if first < row)
        ids = _moved(self._ids, blocks, at)
        self._tracks_of = _moved(self._tracks_of, blocks, at)
        return ids, at

    @override
    def refresh(self, changed: Collection[TrackId] | None, first: int, last: int) -> None:
        shown = self._tracks_of[first : last + 1]
        if changed is not None and set(shown).isdisjoint(changed):
            self._forget()
            return
        super().refresh(None, first, last)

    @override
    def _fetch(self, first: int, last: int) -> Sequence[TrackRow]:
        rows = super()._fetch(first, last)
        return [self._entry_row(row, at) for at, row in enumerate(rows, first)]

    def _entry_row(self, row: TrackRow, at: int) -> EntryRow:
        place = at if self._places is None else self._places[at]
        shown = EntryRow(*row._replace(track_number=place + 1))
        shown.note = self._notes.get(self._ids[at], "")
        return shown


def _moved(ids: "array[int]", blocks: Sequence[Block], at: int) -> "array[int]":
    moving = array("q")
    for first, last in blocks:
        moving += ids[first : last + 1]
    rest = without(ids, blocks)
    return rest[:at] + moving + rest[at:]

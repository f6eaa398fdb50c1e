"""Imports and exports playlist files: read and compared first, written as one change."""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace as changed
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.list_files import ListedEntry, ListFile, ListFormat, ListUnwritable
from mtplayer.core.lists.list_import import ListImport
from mtplayer.core.lists.playlists import PlaylistChange, PlaylistCreated, PlaylistKind
from mtplayer.files.playlist_files.locations import absolute, folder_of, there
from mtplayer.files.playlist_files.reading import read_list
from mtplayer.files.playlist_files.writing import write_list
from mtplayer.services.clock import now_ms
from mtplayer.services.exchange.list_resolving import resolve
from mtplayer.services.lists.long_changes import Stepped, parts_of
from mtplayer.services.lists.playlist_changes import Logged
from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated
from mtplayer.storage.lists import list_entries
from mtplayer.storage.lists.entry_finder import EntryFinder
from mtplayer.storage.reader import LibraryReader

if TYPE_CHECKING:
    from mtplayer.services.lists.long_changes import Step
    from mtplayer.storage.lists.playlist_places import ListedPlace
    from mtplayer.storage.lists.playlist_plans import Plan, PlaylistPlans
    from mtplayer.storage.unit import Unit

# A share that is away answers each question after seconds.
_MOST_LOOKED_FOR: Final = 2_000

Check = Callable[[], object]


def look(database: Path, source: bytes, check: Check) -> ListImport:
    """Read a playlist file and find its tracks. Raises ListUnreadable and StorageError."""
    playlist = read_list(source)
    base = folder_of(source)
    with translated(database), closing(open_reader(database)) as connection:
        verdicts = resolve(playlist.entries, base, EntryFinder(connection, check))
        namesake = list_entries.called(connection, playlist.name)
    found = ListImport(source=source, playlist=playlist, verdicts=verdicts, namesake=namesake)
    left = (path for at in found.not_found for path in playlist.entries[at].paths[:1])
    on_disk = there(absolute(path, base) for path in islice(left, _MOST_LOOKED_FOR))
    return changed(found, on_disk=on_disk)


def take(imports: Sequence[ListImport], *, replace: bool) -> Stepped:
    """Return the change that makes playlists of files: one step back, however many there are.

    ``replace`` lets them stand in the playlists that are called the same.
    """
    at = now_ms()
    makings = [_Making(one, at, replace=replace) for one in imports]

    def last(unit: "Unit") -> Logged:
        events = [making.finish(unit) for making in makings]
        return _logged(unit, [event for event in events if event is not None], at)

    steps = [step for making in makings for step in making.steps()]
    plans = [making.plan for making in makings if making.replaces]
    # Two that stand in one list are one change after the other.
    names = {making.playlist for making in makings if making.replaces}
    return Stepped(steps, last, plans if len(plans) == len(names) else ())


class _Making:
    """One playlist of a file, filled before anybody sees it."""

    def __init__(self, one: ListImport, at: int, *, replace: bool) -> None:
        self._one = one
        self._at = at
        self._namesake = one.namesake if replace else None
        self._playlist: PlaylistId | None = None
        self._made: list[int] = []

    def steps(self) -> "list[Step]":
        """Return what is done one after the other before ``finish``."""
        entries = range(len(self._one.playlist.entries))
        return [self._begin, *(partial(self._fill, part) for part in parts_of(entries))]

    @property
    def playlist(self) -> PlaylistId | None:
        """The playlist that is there in which it is to stand."""
        return self._namesake

    @property
    def replaces(self) -> bool:
        """Whether there is one."""
        return self._namesake is not None

    def plan(self, plans: "PlaylistPlans") -> "Plan | None":
        """Let its entries stand where those of its namesake stand."""
        from mtplayer.storage.lists.playlist_places import RANK_STEP, Gap

        if self._namesake is None:
            return None
        return plans.taken_over(self._namesake, self._made, Gap(0, RANK_STEP))

    def _begin(self, unit: "Unit") -> None:
        lists, known = unit.playlists, self._namesake
        self._namesake = known if known is not None and lists.exists(known) else None
        self._playlist = lists.begin(self._at) if self._namesake is None else self._namesake

    def _fill(self, rows: range, unit: "Unit") -> None:
        assert self._playlist is not None
        entries = self._one.playlist.entries[rows.start : rows.stop]
        tracks = [verdict.track for verdict in self._one.verdicts[rows.start : rows.stop]]
        self._made += unit.playlists.entries.fill_listed(
            self._playlist,
            rows.start,
            places(entries, tracks, self._one.source, self._at),
            unseen_at=None if self._namesake is None else self._at,
        )

    def finish(self, unit: "Unit") -> PlaylistChange | None:
        """Let it be seen."""
        assert self._playlist is not None
        lists = unit.playlists
        if self._namesake is not None:
            # Whoever deleted it meanwhile did so before this.
            lists.bring_back([self._namesake], self._at)
            return lists.entries.take_over(self._namesake, self._made, self._at)
        lists.show(self._playlist, self._made, self._one.playlist.name, self._at)
        if self._one.playlist.note:
            lists.describe(self._playlist, {"note": self._one.playlist.note}, self._at)
        return PlaylistCreated(playlists=(self._playlist,))


def places(
    entries: Sequence[ListedEntry], tracks: Sequence[int | None], source: bytes, at: int
) -> "list[ListedPlace]":
    """Return entries as places of a playlist; those without a track keep their words."""
    from mtplayer.storage.lists.playlist_places import ListedPlace

    base = folder_of(source)
    return [
        ListedPlace(
            track=track,
            added_at=at if entry.added_at is None else entry.added_at,
            note=entry.note,
            tags={} if track is not None else _tags(entry, base),
        )
        for entry, track in zip(entries, tracks, strict=True)
    ]


def _tags(entry: ListedEntry, base: bytes) -> dict[str, object]:
    return list_entries.tags_of(entry, absolute(entry.paths[0], base) if entry.paths else None)


def _logged(unit: "Unit", events: Sequence[PlaylistChange], at: int) -> Logged:
    from mtplayer.storage.exchange import import_undo

    touched = import_undo.touched(events)
    if not touched:
        return Logged((), None, "", ())
    one = len(touched) == 1
    label = f"Imported “{unit.playlists.name(touched[0])}”"
    label = label if one else f"Imported {len(touched):,} playlists"
    operation = import_undo.log(unit, label, import_undo.of_playlists(events), at)
    return Logged(tuple(events), operation, label, touched)


def listed(
    database: Path, name: str, playlist: PlaylistId | None, tracks: Sequence[int]
) -> ListFile:
    """Return a playlist, also a smart one, or tracks, as a file has them. Raises StorageError."""
    chosen = tracks if playlist is None else _smart_tracks(database, playlist)
    with translated(database), closing(open_reader(database)) as connection:
        if playlist is not None and chosen is None:
            found = list_entries.of_playlist(connection, playlist)
        else:
            found = list_entries.of_tracks(connection, chosen or ())
        return ListFile(name=name, entries=tuple(found))


def _smart_tracks(database: Path, playlist: PlaylistId) -> "Sequence[int] | None":
    """Return the tracks of a smart playlist in its order; None for any other."""
    from mtplayer.core.queries.smart_lists import from_json

    with closing(LibraryReader(database)) as reader:
        row = next((row for row in reader.playlists.tree() if row.id == playlist), None)
        if row is None or row.kind is not PlaylistKind.SMART:
            return None
        return reader.smart.ids(from_json(row.rules))


def write(path: bytes, playlist: ListFile, kind: ListFormat, *, relative: bool) -> int:
    """Write a playlist file; return how many entries it has. Raises ListUnwritable."""
    try:
        write_list(path, playlist, kind, relative=relative)
    except OSError as error:
        place = path.decode("utf-8", "replace")
        raise ListUnwritable(f"“{place}” can't be written: {error.strerror}.") from error
    return len(playlist.entries)

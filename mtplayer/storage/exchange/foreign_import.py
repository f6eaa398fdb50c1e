"""Writes what another player knew: in the caller's transaction, and only what is new.

What came over once is remembered: a heart or a rating that was taken back since does not return.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from mtplayer.core.exchange.foreign_library import (
    ForeignLibrary,
    ForeignPlaylist,
    ForeignReport,
    ForeignTrack,
)
from mtplayer.core.exchange.mt_library import LeftOut
from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.core.lists.list_matching import NOT_FOUND, Verdict
from mtplayer.core.lists.playlists import PlaylistChange, PlaylistCreated, PlaylistKind
from mtplayer.storage.exchange import import_undo
from mtplayer.storage.exchange.imports import Imports, hashed
from mtplayer.storage.lists.playlist_places import ListedPlace

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit

_AT_ONCE: Final = 5_000
_NOT_HERE: Final = "their file is not here; scan its folder, then take over again"
_SEVERAL: Final = "several tracks here may be meant"
_RATED: Final = "their track is rated otherwise here"
_CHANGED: Final = "they were changed here since they came"
_VALUES: Final = (
    f"SELECT id, {', '.join(import_undo.HISTORY)} FROM tracks"
    " WHERE id IN (SELECT value FROM json_each(?))"
)

PlacesOf = Callable[[Sequence[ListedEntry], Sequence[int | None]], list[ListedPlace]]
"""Makes places of a playlist of what was read."""


@dataclass(slots=True)
class _Wanted:
    """What all rows of the other player that mean one track say of it."""

    plays: int = 0
    skips: int = 0
    last_played_at: int = 0
    added_at: int | None = None
    rating: int | None = None
    liked: bool = False
    key: str = ""

    def add(self, track: ForeignTrack) -> None:
        """Join what another row says: copies have their own counts."""
        self.plays += track.plays
        self.skips += track.skips
        self.last_played_at = max(self.last_played_at, track.last_played_at or 0)
        if track.added_at is not None:
            self.added_at = min(track.added_at, self.added_at or track.added_at)
        if track.rating is not None:
            self.rating = max(track.rating, self.rating or 0)
        self.liked = self.liked or track.liked
        self.key = self.key or key_of(track.entry)


def key_of(entry: ListedEntry) -> str:
    """Return what a track of another player is remembered by."""
    place = entry.paths[0].decode("utf-8", "surrogateescape") if entry.paths else entry.address
    return place or f"{entry.artist}\n{entry.title}\n{entry.album}"


class ForeignImport:
    """One taking over; ``inverse`` takes all of it back."""

    def __init__(self, unit: "Unit", library: ForeignLibrary, places_of: PlacesOf, at: int) -> None:
        raw = cast("sqlite3.Connection", unit.connection.connection.driver_connection)
        self._unit = unit
        self._library = library
        self._places_of = places_of
        self._at = at
        self._imports = Imports(raw, library.player.value, at)
        self._noted: list[list[object]] = []
        self._left: Counter[tuple[str, str]] = Counter()
        self._changes: list[list[Any]] = []
        self.events: list[PlaylistChange] = []
        self.report = ForeignReport()

    def run(self, verdicts: Mapping[ListedEntry, Verdict]) -> ForeignReport:
        """Write all of it."""
        self._take_tracks(self._wanted(verdicts))
        folders: dict[tuple[str, ...], PlaylistId] = {}
        for playlist in self._library.playlists:
            self._take_playlist(playlist, verdicts, folders)
        left = [LeftOut(what, n, why) for (what, why), n in self._left.items()]
        self.report.left_out = (*self._library.left_out, *left)
        return self.report

    @property
    def inverse(self) -> import_undo.Inverse:
        """Return what takes it back."""
        found = import_undo.of_playlists(self.events)
        if self._changes:
            found["tracks"] = self._changes
        if self._noted:
            found["forget"] = self._noted
        return found

    def _wanted(self, verdicts: Mapping[ListedEntry, Verdict]) -> dict[int, _Wanted]:
        wanted: dict[int, _Wanted] = {}
        for track in self._library.tracks:
            verdict = verdicts.get(track.entry, NOT_FOUND)
            if verdict.track is not None:
                self.report.found += 1
                wanted.setdefault(verdict.track, _Wanted()).add(track)
            elif track.says_something:
                self._left["tracks", _SEVERAL if verdict.is_ambiguous else _NOT_HERE] += 1
        return wanted

    def _take_tracks(self, wanted: Mapping[int, _Wanted]) -> None:
        ids = list(wanted)
        changes: list[list[Any]] = []
        for start in range(0, len(ids), _AT_ONCE):
            listed = json.dumps(ids[start : start + _AT_ONCE])
            for track, *now in self._unit.connection.exec_driver_sql(_VALUES, (listed,)):
                new = self._changed(now, wanted[track], track)
                if new != now:
                    changes.append([track, now, new])
        self._changes = [list(one) for one in import_undo.change_history(self._unit, changes)]
        self.report.updated = len(changes)

    def _changed(self, now: list[Any], wanted: _Wanted, track: int) -> list[Any]:
        """Raise the counts to what they were there: more than once is not more."""
        plays, base_plays, skips, base_skips, last, base_last, added, rating, liked = now
        more_plays = max(0, wanted.plays - base_plays)
        more_skips = max(0, wanted.skips - base_skips)
        base_last = max(base_last or 0, wanted.last_played_at) or None
        last = max(last or 0, base_last or 0) or None
        earlier = min(added, wanted.added_at or added)
        self.report.plays += more_plays
        self.report.skips += more_skips
        self.report.dates += earlier < added
        return [
            plays + more_plays,
            base_plays + more_plays,
            skips + more_skips,
            base_skips + more_skips,
            last,
            base_last,
            earlier,
            self._rating(rating, wanted, track),
            self._liked(liked, wanted, track),
        ]

    def _rating(self, rating: int | None, wanted: _Wanted, track: int) -> int | None:
        if wanted.rating is None or not self._note("rating", wanted.key, track):
            return rating
        if rating is not None:
            self._left["ratings", _RATED] += rating != wanted.rating
            return rating
        self.report.ratings += 1
        return wanted.rating

    def _liked(self, liked: int | None, wanted: _Wanted, track: int) -> int | None:
        if not wanted.liked or not self._note("like", wanted.key, track) or liked is not None:
            return liked
        self.report.likes += 1
        return wanted.last_played_at or wanted.added_at or self._at

    def _take_playlist(
        self,
        playlist: ForeignPlaylist,
        verdicts: Mapping[ListedEntry, Verdict],
        folders: dict[tuple[str, ...], PlaylistId],
    ) -> None:
        tracks = [verdicts.get(entry, NOT_FOUND).track for entry in playlist.entries]
        lists = self._unit.playlists
        known = self._imports.local_id("playlist", playlist.key)
        if self._imports.is_new("playlist", playlist.key):
            made = lists.create(playlist.name, self._at, parent=self._folder(playlist, folders))
            self._note("playlist", playlist.key, made)
            self.events.append(PlaylistCreated(playlists=(made,)))
            self.report.playlists += 1
            lists.entries.take(made, self._places_of(playlist.entries, tracks), self._at)
            self._count(tracks)
        elif known is not None and lists.exists(known) and tracks != self._standing(known):
            made = PlaylistId(known)
            if not self._as_it_came(playlist.key, known):
                self._left["playlists", _CHANGED] += 1
                return
            change = lists.entries.take(made, self._places_of(playlist.entries, tracks), self._at)
            self.events += [change] if change is not None else []
            self._count(tracks)
        else:
            return
        self._note("filled", f"{playlist.key}\n{self._revision(made)}", made)

    def _count(self, tracks: Sequence[int | None]) -> None:
        self.report.entries += len(tracks)
        self.report.waiting += sum(track is None for track in tracks)

    def _folder(
        self, playlist: ForeignPlaylist, folders: dict[tuple[str, ...], PlaylistId]
    ) -> PlaylistId | None:
        """Return the folder that a playlist lies in; one is made when the first one needs it."""
        parent: PlaylistId | None = None
        for depth in range(1, len(playlist.folders) + 1):
            path = playlist.folders[:depth]
            if path not in folders:
                folders[path] = self._made_folder(path, parent)
            parent = folders[path]
        return parent

    def _made_folder(self, path: tuple[str, ...], parent: PlaylistId | None) -> PlaylistId:
        lists, key = self._unit.playlists, "\n".join(path)
        known = self._imports.local_id("folder", key)
        if known is not None and lists.exists(known):
            return PlaylistId(known)
        made = lists.create(path[-1], self._at, kind=PlaylistKind.FOLDER, parent=parent)
        self._note("folder", key, made)
        self.events.append(PlaylistCreated(playlists=(made,)))
        return made

    def _standing(self, playlist: int) -> list[int | None]:
        rows = self._unit.connection.exec_driver_sql(
            "SELECT track_id FROM playlist_entries WHERE playlist_id = ? AND removed_at IS NULL"
            " ORDER BY rank, id",
            (playlist,),
        )
        return list(rows.scalars())

    def _as_it_came(self, key: str, playlist: int) -> bool:
        """Whether nobody changed it since it was filled by an import."""
        return not self._imports.is_new("filled", f"{key}\n{self._revision(playlist)}")

    def _revision(self, playlist: int) -> int:
        statement = "SELECT revision FROM playlists WHERE id = ?"
        return self._unit.connection.exec_driver_sql(statement, (playlist,)).scalar_one()

    def _note(self, kind: str, key: str, local_id: int) -> bool:
        """Remember that something came; False if that is known."""
        if not self._imports.note(kind, key, local_id):
            return False
        source = self._library.player.value
        self._noted.append([source, kind, hashed(key).hex(), local_id, self._at])
        return True


def entries_of(library: ForeignLibrary) -> Iterable[ListedEntry]:
    """Return every entry once: those of tracks, and what only playlists name."""
    found = dict.fromkeys(track.entry for track in library.tracks)
    found.update(dict.fromkeys(e for playlist in library.playlists for e in playlist.entries))
    return found

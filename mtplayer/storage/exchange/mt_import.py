"""Writes what mt knew into the library: in the caller's transaction, and only what is new.

What came over once is remembered: a heart that was taken back or a playlist that was deleted since
does not return.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Final, cast

from sqlalchemy import Connection, exists, select

from mtplayer.core.exchange.mt_library import LeftOut, MtLibrary, MtPlaylist, MtReport, MtTrack
from mtplayer.core.exchange.taken_paths import TakenPath
from mtplayer.core.folding import fold
from mtplayer.core.ids import PlaylistId, TrackId
from mtplayer.core.library.scan_plan import Arrival, Found
from mtplayer.core.library.scan_rows import Parts
from mtplayer.core.options import ScanMode
from mtplayer.storage.exchange.imports import Imports
from mtplayer.storage.exchange.mt_places import MtPlaces
from mtplayer.storage.lists.playlist_edits import NewEntry
from mtplayer.storage.lists.playlists import Playlists
from mtplayer.storage.scan.scan_batch import BatchWriter
from mtplayer.storage.scan.scan_names import NameBook
from mtplayer.storage.schema import Playlist, Track

LASTFM: Final = "lastfm"
SOURCE: Final = "mt"
_AT_ONCE: Final = 500
_NO_PLACE: Final = "their path means nothing on this machine"
_HISTORY: Final = (
    "SELECT plays, base_plays, last_played_at, base_last_played_at, added_at, liked_at"
    " FROM tracks WHERE id = ?"
)
_NOT_IN_MT: Final = "mt's library does not have them"
_QUEUE_FULL: Final = "the queue here is not empty"
_MODES: Final = {
    "background": ScanMode.CONTINUOUS,
    "continuous": ScanMode.CONTINUOUS,
    "manual": ScanMode.MANUAL,
}

Placed = tuple[MtTrack, TakenPath]
PartsOf = Callable[[MtTrack, TakenPath], Parts]


def is_untouched(connection: Connection) -> bool:
    """Whether a library has neither tracks nor playlists."""
    filled = exists(select(Track.id)) | exists(select(Playlist.id))
    return not connection.execute(select(filled)).scalar_one()


class MtImport:
    """One taking over. ``parts_of`` makes rows of what mt knew of a track."""

    def __init__(self, connection: Connection, parts_of: PartsOf, at: int) -> None:
        raw = cast("sqlite3.Connection", connection.connection.driver_connection)
        self._raw = raw
        self._parts_of = parts_of
        self._at = at
        self._imports = Imports(raw, SOURCE, at)
        self._places = MtPlaces(raw, at)
        self._playlists = Playlists(connection)
        self._tracks: dict[str, TrackId] = {}
        self._left: dict[str, int] = {}
        self._refused: list[LeftOut] = []
        self.report = MtReport()

    def run(
        self,
        library: MtLibrary,
        files: Mapping[str, TakenPath],
        folders: Mapping[str, tuple[TakenPath, bool]],
    ) -> MtReport:
        """Write all of it; ``files`` and ``folders`` say where paths are on this machine."""
        self._take_folders(library, folders)
        placed = [(track, files[track.path]) for track in library.tracks if track.path in files]
        self._leave_out("tracks", len(library.tracks) - len(placed))
        self._take_tracks(placed)
        for track, _ in placed:
            self._take_history(track)
        for playlist in library.playlists:
            self._take_playlist(playlist)
        self._take_lyrics(library)
        self._take_scrobbles(library)
        self._take_queue(library)
        left = [LeftOut(what, count, _NO_PLACE) for what, count in self._left.items() if count]
        self.report.left_out = (*library.left_out, *left, *self._refused)
        return self.report

    def _leave_out(self, what: str, count: int) -> None:
        self._left[what] = self._left.get(what, 0) + count

    def _take_folders(
        self, library: MtLibrary, folders: Mapping[str, tuple[TakenPath, bool]]
    ) -> None:
        for folder in library.folders:
            if folder.path not in folders:
                self._leave_out("folders", 1)
                continue
            place, is_there = folders[folder.path]
            mode = _MODES.get(folder.mode, ScanMode.STARTUP).value
            settings = (mode, folder.cadence_minutes, folder.enabled, is_there)
            self.report.folders += self._places.add_folder(place, settings)

    def _take_tracks(self, placed: Sequence[Placed]) -> None:
        new: list[Placed] = []
        for track, place in placed:
            known = self._places.track_at(place)
            if known is None:
                new.append((track, place))
            else:
                self._tracks[track.path] = TrackId(known)
        new = self._find_elsewhere(new)
        writer = BatchWriter(self._raw, NameBook(self._raw))
        writer.begin()
        for start in range(0, len(new), _AT_ONCE):
            self._add(writer, new[start : start + _AT_ONCE])

    def _find_elsewhere(self, new: Sequence[Placed]) -> list[Placed]:
        """Give what is not where mt had it to the same file in another place, if that is here."""
        taken = set(self._tracks.values())
        wanted = {(place.name, track.size) for track, place in new if place.size is None}
        twins = self._places.twins(wanted - {(name, 0) for name, _ in wanted})
        left: list[Placed] = []
        for track, place in new:
            twin = twins.pop((place.name, track.size), None) if place.size is None else None
            if twin is None or twin in taken:
                left.append((track, place))
            else:
                self._tracks[track.path] = TrackId(twin)
        return left

    def _add(self, writer: BatchWriter, new: Sequence[Placed]) -> None:
        arrivals: list[Arrival] = []
        for track, place in new:
            directory, album_place = self._places.directory(place)
            # Read by the next scan, which takes whatever else it was at this time for a change.
            size = track.size if place.size is None else place.size
            found = Found(place.name, size, 0, place.inode, place.device)
            arrivals.append(Arrival(directory, album_place, found, self._parts_of(track, place)))
        written = writer.add(arrivals, self._at)
        for (track, place), made in zip(new, written.added, strict=True):
            self._tracks[track.path] = TrackId(made)
            added_at = self._at if track.added_at is None else track.added_at
            self._raw.execute("UPDATE tracks SET added_at = ? WHERE id = ?", (added_at, made))
            if place.size is None:
                self.report.missing += 1
                self._places.miss(made, track, place)
        self.report.added += len(written.added)

    def _take_history(self, track: MtTrack) -> None:
        """Raise the counts to what mt had: more than once is not more."""
        id_ = self._tracks[track.path]
        row = self._raw.execute(_HISTORY, (id_,)).fetchone()
        plays, base, last, base_last, added, liked = row
        more = max(0, track.plays - base)
        base_last = max(base_last or 0, track.last_played_at or 0) or None
        last = max(last or 0, base_last or 0) or None
        added = min(added, track.added_at or added)
        if track.liked_at is not None and self._imports.is_new("like", track.path):
            self._imports.add("like", track.path, id_)
            if liked is None:
                liked = track.liked_at or self._at
                self.report.likes += 1
        new = (plays + more, base + more, last, base_last, added, liked)
        if new == tuple(row):
            return
        self._raw.execute(
            "UPDATE tracks SET plays = ?, base_plays = ?, last_played_at = ?,"
            " base_last_played_at = ?, added_at = ?, liked_at = ? WHERE id = ?",
            (*new, id_),
        )
        self.report.plays += more
        if id_ not in self._places.made_tracks:
            self.report.updated += 1

    def _take_playlist(self, playlist: MtPlaylist) -> None:
        key = f"{playlist.name}\n{playlist.created_at}"
        known = self._imports.local_id("playlist", key)
        if self._imports.is_new("playlist", key):
            known = self._playlists.create(playlist.name, self._at, created_at=playlist.created_at)
            self._imports.add("playlist", key, known)
            self.report.playlists += 1
        if known is None or not self._playlists.exists(known):
            return
        entries: list[NewEntry] = []
        for path, added_at in playlist.entries:
            if path not in self._tracks:
                self._leave_out("playlist entries", 1)
            elif self._imports.note("entry", f"{key}\n{path}", known):
                at = self._at if added_at is None else added_at
                entries.append(NewEntry(self._tracks[path], at))
        self._playlists.entries.append(PlaylistId(known), entries, self._at)
        self.report.entries += len(entries)

    def _take_lyrics(self, library: MtLibrary) -> None:
        for words in library.lyrics:
            cursor = self._raw.execute(
                "INSERT INTO lyrics (artist_key, title_key, text, source, fetched_at)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (
                    fold(words.artist),
                    fold(words.title),
                    words.text,
                    SOURCE,
                    self._at if words.fetched_at is None else words.fetched_at,
                ),
            )
            self.report.lyrics += max(0, cursor.rowcount)

    def _take_scrobbles(self, library: MtLibrary) -> None:
        for waiting in library.scrobbles:
            key = f"{waiting.artist}\n{waiting.title}\n{waiting.at}"
            if not self._imports.note("scrobble", key, None):
                continue
            payload = {
                "artist": waiting.artist,
                "track": waiting.title,
                "album": waiting.album,
                "timestamp": waiting.at // 1000,
            }
            self._raw.execute(
                "INSERT INTO scrobbles (service, payload, state, attempts, made_at)"
                " VALUES (?, ?, 'waiting', ?, ?)",
                (LASTFM, json.dumps(payload), waiting.attempts, self._at),
            )
            self.report.scrobbles += 1

    def _take_queue(self, library: MtLibrary) -> None:
        """Say which tracks wait to be played: the queue itself belongs to who keeps it."""
        queue = library.queue
        known = [at for at, path in enumerate(queue.paths) if path in self._tracks]
        if unknown := len(queue.paths) - len(known):
            self._refused.append(LeftOut("queue entries", unknown, _NOT_IN_MT))
        key = "\n".join(queue.paths)
        if not known or not self._imports.is_new("queue", key):
            return
        if self._raw.execute("SELECT 1 FROM queue_chunks LIMIT 1").fetchone() is not None:
            self._refused.append(LeftOut("queue entries", len(known), _QUEUE_FULL))
            return
        self._imports.add("queue", key, None)
        self.report.queue_tracks = tuple(self._tracks[queue.paths[at]] for at in known)
        self.report.queue_current = known.index(queue.current) if queue.current in known else None
        self.report.queue = len(known)

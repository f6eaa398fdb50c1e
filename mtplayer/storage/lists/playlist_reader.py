"""Reads playlists: the tree, entries in order, rows by entry, and what they were before."""

import json
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from mtplayer.core.ids import AlbumId, EntryId, PlaylistId, TrackId
from mtplayer.core.library.tracks import SortKey, TrackQuery, TrackRow, gone
from mtplayer.core.lists.playlists import (
    Compared,
    EntryTags,
    PlaylistEntries,
    PlaylistFacts,
    PlaylistKind,
    PlaylistQuery,
    PlaylistRow,
    Revision,
    RevisionKind,
)
from mtplayer.storage.id_lists import Ids, parse
from mtplayer.storage.lists.going import is_going, order_before

Ask = Callable[..., tuple[Any, ...]]
"""Runs a statement whose answer is one row."""
Arrange = Callable[[Ids, TrackQuery], Ids]
"""Puts tracks into the order of a query, those left out that it does not find or list."""

_TREE: Final = """
SELECT json_group_array(json_array(id, parent_id, kind, name, position, note, rules, picture,
    entries, revision, created_at, changed_at, deleted_at)) FROM (
    SELECT p.*, coalesce(lower(hex(w.hash)), '') AS picture
    FROM playlists AS p LEFT JOIN artworks AS w ON w.id = p.artwork_id
    WHERE {} ORDER BY {})
"""
_PRESENT: Final = _TREE.format("p.deleted_at IS NULL", "p.position, p.id")
# Without a revision it never was: it is being filled, or whoever did that did not finish.
_DELETED: Final = _TREE.format(
    "p.deleted_at IS NOT NULL AND p.revision > 0", "p.deleted_at DESC, p.id DESC"
)
_LIVE: Final = "playlist_id = ?1 AND removed_at IS NULL"
_ENTRIES: Final = f"""
SELECT (SELECT revision FROM playlists WHERE id = ?1), group_concat(id),
    group_concat(coalesce(track_id, 0)),
    (SELECT json_group_array(json_array(id, note)) FROM playlist_entries
        WHERE playlist_id = ?1 AND note <> '' AND removed_at IS NULL)
FROM (SELECT id, track_id FROM playlist_entries WHERE {_LIVE} ORDER BY rank, id)
"""
_BY_DATE: Final = f"""
SELECT group_concat(id) FROM (
    SELECT id FROM playlist_entries WHERE {_LIVE} ORDER BY added_at, rank, id)
"""
_SHOWN: Final = """
SELECT json_group_array(json_array(e.id, t.id, e.added_at, json(iif(t.id, NULL, e.snapshot))))
FROM json_each(?) AS w CROSS JOIN playlist_entries AS e ON e.id = w.value
LEFT JOIN tracks AS t ON t.id = e.track_id
"""
_TAGS: Final = """
SELECT json_group_array(json_array(e.id, e.track_id, e.added_at, e.note, json(e.snapshot)))
FROM json_each(?) AS w CROSS JOIN playlist_entries AS e ON e.id = w.value
"""
_LENGTH: Final = f"""
SELECT count(*), coalesce(sum(coalesce(
    (SELECT duration_ms FROM tracks WHERE id = track_id),
    iif(track_id, NULL, json_extract(snapshot, '$.duration_ms')), 0)), 0)
FROM playlist_entries WHERE {_LIVE}
"""
_FIRST_ALBUMS: Final = f"""
SELECT json_group_array(album_id) FROM (
    SELECT t.album_id FROM (SELECT track_id, rank, id FROM playlist_entries WHERE {_LIVE}
        ORDER BY rank, id LIMIT 500) AS e
    CROSS JOIN tracks AS t ON t.id = e.track_id WHERE t.album_id IS NOT NULL ORDER BY e.rank, e.id)
"""
_TRACKS: Final = f"""
SELECT group_concat(track_id) FROM (
    SELECT track_id FROM playlist_entries WHERE {_LIVE} AND track_id IS NOT NULL
    ORDER BY rank, id)
"""
_REVISIONS: Final = """
SELECT json_group_array(json_array(number, kind, made_at, touched, entries)) FROM (
    SELECT number, kind, made_at, touched, entries FROM playlist_revisions
    WHERE playlist_id = ?1 AND number < ?2 AND kind <> 'spread'
        AND number <= (SELECT revision FROM playlists WHERE id = ?1)
    ORDER BY number DESC LIMIT ?3)
"""
_TRACKS_OF: Final = """
SELECT group_concat(coalesce(e.track_id, 0)) FROM json_each(?) AS w
CROSS JOIN playlist_entries AS e ON e.id = w.value
"""
# Also the notes of what was taken out: it kept them.
_STATE: Final = f"""
SELECT group_concat(id), group_concat(rank),
    (SELECT json_group_array(json_array(id, note)) FROM playlist_entries
        WHERE playlist_id = ?1 AND note <> '')
FROM (SELECT id, rank FROM playlist_entries WHERE {_LIVE} ORDER BY rank, id)
"""
_KEPT: Final = ("title", "artist", "album", "album_artist", "track_number", "duration_ms")
_MOSAIC: Final = 4
_NEWEST: Final = 2**62


class PlaylistReader:
    """Playlists on the connection of a reader."""

    def __init__(
        self,
        ask: Ask,
        execute: Callable[..., sqlite3.Cursor],
        rows: Callable[[Sequence[int]], list[TrackRow]],
        arrange: Arrange,
        check: Callable[[], None],
    ) -> None:
        self._ask = ask
        self._execute = execute
        self._track_rows = rows
        self._arrange = arrange
        self._check = check

    def tree(self) -> tuple[PlaylistRow, ...]:
        """Return all playlists and folders by their positions."""
        return tuple(map(_row, self._list(_PRESENT)))

    def deleted(self) -> tuple[PlaylistRow, ...]:
        """Return what was deleted, the latest first."""
        return tuple(map(_row, self._list(_DELETED)))

    def entries(self, query: PlaylistQuery) -> PlaylistEntries:
        """Return the places of a playlist: 60 ms for 100,000 in its own order."""
        revision, ids, tracks, notes = self._ask(_ENTRIES, query.playlist)
        own = PlaylistEntries(
            playlist=query.playlist,
            revision=revision or 0,
            ids=parse(ids, self._check),
            tracks=parse(tracks, self._check),
            notes=dict(json.loads(notes)),
        )
        if (ids := order_before(self._execute, query.playlist)) is not None:
            tracks = self._ask(_TRACKS_OF, _json(ids))[0]
            own = replace(own, ids=ids, tracks=parse(tracks, self._check))
        return own if query.is_own_order else self._arranged(own, query)

    def rows(self, ids: Sequence[int]) -> list[TrackRow]:
        """Return a row per entry in the order asked: its track, and when that was put there.

        Where the library has no such track the id is 0 and the tags are those that it had.
        """
        found = self._list(_SHOWN, _json(ids))
        tracks = [track for _, track, _, _ in found if track is not None]
        by_track = dict(zip(tracks, self._track_rows(tracks), strict=True))
        shown: dict[int, TrackRow] = {}
        for entry, track, added_at, tags in found:
            row = _remembered(tags) if track is None else by_track[track]
            shown[entry] = row._replace(added_at=added_at)
        return [shown.get(entry) or gone(0) for entry in ids]

    def tags(self, ids: Sequence[int]) -> tuple[EntryTags, ...]:
        """Return what is kept of entries in the order asked, also of those taken out."""
        return tuple(map(_tags, self._list(_TAGS, _json(ids))))

    def facts(self, playlist: PlaylistId) -> PlaylistFacts:
        """Return how long a playlist is, and its first albums."""
        entries, duration = self._ask(_LENGTH, playlist)
        albums = dict.fromkeys(map(AlbumId, self._list(_FIRST_ALBUMS, playlist)))
        return PlaylistFacts(entries=entries, duration_ms=duration, albums=tuple(albums)[:_MOSAIC])

    def tracks(self, playlists: Iterable[PlaylistId]) -> Ids:
        """Return the tracks of playlists, and of those in folders, one list after the other."""
        tree = self.tree()
        found = array("q")
        for playlist in playlists:
            for below in _lists_below(tree, playlist):
                if is_going(self._execute, below):
                    tracks = self.entries(PlaylistQuery(playlist=below)).tracks
                    found.extend(track for track in tracks if track)
                else:
                    found += parse(self._ask(_TRACKS, below)[0], self._check)
        return found

    def revisions(
        self, playlist: PlaylistId, limit: int, before: int | None = None
    ) -> tuple[Revision, ...]:
        """Return the newest changes, or those before one."""
        newest = _NEWEST if before is None else before
        return tuple(
            Revision(
                playlist=playlist,
                number=number,
                kind=RevisionKind(kind),
                made_at=made_at,
                touched=touched,
                entries=entries,
            )
            for number, kind, made_at, touched, entries in self._list(
                _REVISIONS, playlist, newest, limit
            )
        )

    def compare(self, playlist: PlaylistId, revision: int) -> Compared:
        """Return how a revision differs from the present."""
        from mtplayer.core.lists.playlist_compare import compare
        from mtplayer.core.lists.playlist_delta import in_order
        from mtplayer.storage.lists.playlist_history import state_at

        # Two statements of one moment: else a change between them would be taken back twice.
        self._execute("BEGIN")
        try:
            ranks, _ = state_at(self._execute, playlist, revision)
            now = self.entries(PlaylistQuery(playlist=playlist)).ids
        finally:
            self._execute("COMMIT")
        return compare(playlist, revision, in_order(ranks), now)

    def long_way_back(self, playlist: PlaylistId) -> tuple[int, bytes] | None:
        """Return the revision and the packed order of a playlist with a long history, else None.

        0.1 s for 100,000 entries: while they are read, others write.
        """
        from mtplayer.core.lists.playlist_delta import Delta
        from mtplayer.storage.lists.playlist_history import state_due

        self._execute("BEGIN")
        try:
            if (revision := state_due(self._execute, playlist)) is None:
                return None
            ids, ranks, notes = self._ask(_STATE, playlist)
        finally:
            self._execute("COMMIT")
        places = zip(parse(ids, self._check), parse(ranks, self._check), strict=True)
        return revision, Delta(places=dict(places), notes=dict(json.loads(notes))).pack()

    def _arranged(self, own: PlaylistEntries, query: PlaylistQuery) -> PlaylistEntries:
        typed = bool(query.text.strip() or query.filters)
        order = own.ids
        if query.sort is SortKey.ADDED:
            order = parse(self._ask(_BY_DATE, query.playlist)[0], self._check)
        if typed or query.sort not in (None, SortKey.NUMBER, SortKey.ADDED):
            order = self._by_tracks(own, order, query, keep_others=not typed)
        if query.descending and query.sort in (SortKey.NUMBER, SortKey.ADDED):
            order = order[::-1]
        place_of = {entry: place for place, entry in enumerate(own.ids)}
        places = array("q", map(place_of.__getitem__, order))
        tracks = array("q", map(own.tracks.__getitem__, places))
        return replace(own, ids=order, tracks=tracks, places=places)

    def _by_tracks(
        self, own: PlaylistEntries, order: Ids, query: PlaylistQuery, *, keep_others: bool
    ) -> Ids:
        """Return entries as a question about their tracks finds and orders them."""
        asked = TrackQuery(
            text=query.text,
            filters=query.filters,
            sort=query.sort or SortKey.ARTIST,
            descending=query.descending,
        )
        distinct = array("q", dict.fromkeys(track for track in own.tracks if track))
        found = self._arrange(distinct, asked)
        if query.sort in (None, SortKey.NUMBER, SortKey.ADDED):
            track_of, kept = dict(zip(own.ids, own.tracks, strict=True)), set(found)
            return array("q", (entry for entry in order if track_of[entry] in kept))
        places: dict[int, list[int]] = {}
        for entry, track in zip(own.ids, own.tracks, strict=True):
            places.setdefault(track, []).append(entry)
        arranged = array("q", (entry for track in found for entry in places.pop(track, ())))
        if keep_others:
            left = {entry for entries in places.values() for entry in entries}
            arranged.extend(entry for entry in own.ids if entry in left)
        return arranged

    def _list(self, statement: str, *values: object) -> list[Any]:
        return json.loads(self._ask(statement, *values)[0] or "[]")


def _row(values: list[Any]) -> PlaylistRow:
    return PlaylistRow(
        id=PlaylistId(values[0]),
        parent=None if values[1] is None else PlaylistId(values[1]),
        kind=PlaylistKind(values[2]),
        name=values[3],
        position=values[4],
        note=values[5],
        rules=values[6],
        artwork=values[7],
        entries=values[8],
        revision=values[9],
        created_at=values[10],
        changed_at=values[11],
        deleted_at=values[12],
    )


def _remembered(tags: dict[str, Any]) -> TrackRow:
    """Return a row of the tags that a place keeps: the library does not have its track."""
    return gone(0)._replace(**{key: tags[key] for key in _KEPT if tags.get(key)})


def _tags(values: list[Any]) -> EntryTags:
    entry, track, added_at, note, tags = values
    return EntryTags(
        id=EntryId(entry),
        track=None if track is None else TrackId(track),
        title=tags.get("title", ""),
        artist=tags.get("artist", ""),
        album=tags.get("album", ""),
        album_artist=tags.get("album_artist", ""),
        duration_ms=tags.get("duration_ms") or 0,
        added_at=added_at,
        note=note,
    )


def _lists_below(tree: Sequence[PlaylistRow], playlist: PlaylistId) -> list[PlaylistId]:
    """Return a playlist, or those in a folder as the sidebar shows them."""
    row = next((row for row in tree if row.id == playlist), None)
    if row is None or row.kind is not PlaylistKind.FOLDER:
        return [playlist]
    inside = [each.id for each in tree if each.parent == playlist]
    return [below for each in inside for below in _lists_below(tree, each)]


def _json(ids: Sequence[int]) -> str:
    return f"[{','.join(map(str, ids))}]"

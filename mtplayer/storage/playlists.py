"""Playlists: named lists whose entries keep their place and their tags, whatever happens to files.

Order is a rank with gaps; every change raises the revision and is written down.
"""

import json
from collections.abc import Sequence
from typing import Final, NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from mtplayer.core.ids import PlaylistId, TrackId
from mtplayer.storage.ids_in import these
from mtplayer.storage.schema import Playlist, PlaylistEntry, PlaylistRevision, Track

RANK_STEP: Final = 1 << 16
"""Between two entries: sixteen can be put into the same gap, one after the other, before the list
has to be numbered anew."""
PLAIN: Final = "list"
CREATED: Final = "created"
ADDED: Final = "added"
_AT_ONCE: Final = 500


class NewEntry(NamedTuple):
    """A track to be added, and since when it counts as there."""

    track: TrackId
    added_at: int


class Playlists:
    """Playlists on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def create(self, name: str, at: int, *, created_at: int | None = None) -> PlaylistId:
        """Make an empty playlist at the bottom; a name that is taken gets a number."""
        last = self._connection.execute(select(func.max(Playlist.position))).scalar()
        row = insert(Playlist).values(
            kind=PLAIN,
            name=self.free_name(name),
            position=0 if last is None else last + 1,
            created_at=at if created_at is None else created_at,
            changed_at=at,
        )
        made = self._connection.execute(row.returning(Playlist.id)).scalar_one()
        self._note(made, CREATED, {}, at)
        return PlaylistId(made)

    def free_name(self, name: str) -> str:
        """Return the name, or the first of "name (2)", "name (3)" that no playlist has."""
        pattern = Playlist.name.startswith(name, autoescape=True)
        rows = self._connection.execute(
            select(Playlist.name).where(pattern, Playlist.deleted_at.is_(None))
        )
        taken = set(rows.scalars())
        free, number = name, 1
        while free in taken:
            number += 1
            free = f"{name} ({number})"
        return free

    def exists(self, playlist: int) -> bool:
        """Whether nobody deleted it."""
        query = select(Playlist.id).where(Playlist.id == playlist, Playlist.deleted_at.is_(None))
        return self._connection.execute(query).first() is not None

    def append(self, playlist: PlaylistId, entries: Sequence[NewEntry], at: int) -> list[int]:
        """Add tracks at the end, with their tags as they are now; return the new entries."""
        if not entries:
            return []
        snapshots = self._snapshots([entry.track for entry in entries])
        last = self._connection.execute(
            select(func.max(PlaylistEntry.rank)).where(PlaylistEntry.playlist_id == playlist)
        ).scalar()
        rank = last or 0
        made: list[int] = []
        for start in range(0, len(entries), _AT_ONCE):
            rows: list[dict[str, object]] = []
            for entry in entries[start : start + _AT_ONCE]:
                rank += RANK_STEP
                rows.append(
                    {
                        "playlist_id": playlist,
                        "track_id": entry.track,
                        "rank": rank,
                        "added_at": entry.added_at,
                        "snapshot": snapshots[entry.track],
                    }
                )
            query = insert(PlaylistEntry).returning(PlaylistEntry.id, sort_by_parameter_order=True)
            made += self._connection.execute(query, rows).scalars()
        self._note(playlist, ADDED, {"entries": made}, at)
        return made

    def _snapshots(self, tracks: Sequence[TrackId]) -> dict[int, str]:
        found: dict[int, str] = {}
        rows = self._connection.execute(
            select(
                Track.id,
                Track.title,
                Track.artist,
                Track.album,
                Track.album_artist,
                Track.track_number,
                Track.duration_ms,
            ).where(Track.id.in_(these(tracks)))
        )
        for row in rows.mappings():
            tags = {name: value for name, value in row.items() if name != "id"}
            found[row["id"]] = json.dumps(tags, ensure_ascii=False)
        return found

    def _note(self, playlist: int, kind: str, delta: object, at: int) -> None:
        raised = (
            update(Playlist)
            .where(Playlist.id == playlist)
            .values(revision=Playlist.revision + 1, changed_at=at)
            .returning(Playlist.revision)
        )
        number = self._connection.execute(raised).scalar_one()
        self._connection.execute(
            insert(PlaylistRevision).values(
                playlist_id=playlist,
                number=number,
                made_at=at,
                kind=kind,
                delta=json.dumps(delta).encode(),
            )
        )

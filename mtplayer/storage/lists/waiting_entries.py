"""Places of playlists that wait for their track: what is known of them, and their track at last."""

import json
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.core.lists.playlists import PlaylistTracksChanged
from mtplayer.storage.lists.list_entries import remembered

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit

MOST: Final = 50_000
_AT_ONCE: Final = 500
_WAITING: Final = (
    "SELECT e.id, e.snapshot FROM playlist_entries AS e JOIN playlists AS p ON p.id = e.playlist_id"
    " AND p.deleted_at IS NULL WHERE e.track_id IS NULL AND e.removed_at IS NULL"
    " ORDER BY e.id LIMIT ?"
)
_REVISION: Final = "SELECT revision FROM playlists WHERE id = ?"
_GIVE: Final = """
UPDATE playlist_entries SET track_id = (SELECT json_extract(value, '$[1]') FROM json_each(?1)
    WHERE json_extract(value, '$[0]') = playlist_entries.id)
WHERE track_id IS NULL AND id IN (SELECT json_extract(value, '$[0]') FROM json_each(?1))
RETURNING playlist_id
"""


def waiting(connection: sqlite3.Connection) -> dict[int, ListedEntry]:
    """Return the entries without a track, as they came."""
    rows = connection.execute(_WAITING, (MOST,))
    return {entry: remembered(json.loads(tags)) for entry, tags in rows}


def give(unit: "Unit", tracks: Mapping[int, int]) -> tuple[PlaylistTracksChanged, ...]:
    """Let entries have their tracks; order, notes and dates stay as they are."""
    execute = unit.connection.exec_driver_sql
    touched: set[int] = set()
    pairs = list(tracks.items())
    for start in range(0, len(pairs), _AT_ONCE):
        listed = json.dumps(pairs[start : start + _AT_ONCE])
        touched.update(execute(_GIVE, (listed,)).scalars())
    revisions = {
        playlist: execute(_REVISION, (playlist,)).scalar_one() for playlist in sorted(touched)
    }
    return tuple(
        PlaylistTracksChanged(playlist=PlaylistId(playlist), revision=revision)
        for playlist, revision in revisions.items()
    )

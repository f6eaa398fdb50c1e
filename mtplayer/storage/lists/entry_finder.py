"""Finds the tracks that entries of playlists may mean: by path, name, id and words."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from mtplayer.core.folding import fold
from mtplayer.core.ids import TrackId
from mtplayer.core.likeness import bare_title, name_key
from mtplayer.core.lists.list_matching import Known
from mtplayer.storage.lists.list_entries import path_of

_KNOWN: Final = """
SELECT t.id, v.mount_path, d.path, f.name, t.title, t.artist, t.album, t.album_artist,
    t.duration_ms, t.track_number
FROM tracks AS t
JOIN files AS f ON f.id = t.file_id AND f.state <> 'removed'
JOIN directories AS d ON d.id = f.directory_id
JOIN volumes AS v ON v.id = d.volume_id
WHERE t.in_use AND
"""
_IN: Final = " IN (SELECT value FROM json_each(?)) ORDER BY t.file_id, t.position"
_MOUNTS: Final = "SELECT id, mount_path FROM volumes"
_DIRECTORY: Final = (
    "SELECT f.name, t.id FROM directories AS d JOIN files AS f ON f.directory_id = d.id"
    " AND f.state <> 'removed' JOIN tracks AS t ON t.file_id = f.id AND t.in_use"
    " WHERE d.volume_id = ? AND d.path = ? ORDER BY t.position"
)
_NAMES: Final = (
    "SELECT t.id, f.name FROM files AS f JOIN tracks AS t ON t.file_id = f.id AND t.in_use"
    " WHERE f.state <> 'removed'"
)
_TITLES: Final = "SELECT id, title FROM track_texts WHERE title IN (SELECT value FROM json_each(?))"
_WORDS: Final = "SELECT rowid FROM track_words WHERE track_words MATCH ? ORDER BY rank LIMIT ?"
_AT_ONCE: Final = 10_000
_MOST_ALIKE: Final = 200
_MOST_WORDS: Final = 6

Check = Callable[[], object]


class EntryFinder:
    """Questions on one connection that reads; ``check`` raises when nobody waits any more."""

    def __init__(self, connection: sqlite3.Connection, check: Check) -> None:
        self._execute = connection.execute
        self._check = check
        self._directories: dict[bytes, dict[bytes, list[int]]] = {}
        self._mounts = [(v, mount.rstrip(b"/") + b"/") for v, mount in self._execute(_MOUNTS)]

    def at(self, path: bytes) -> list[int]:
        """Return the tracks of the file with this path, in the order of a cue sheet."""
        folder, _, name = path.rpartition(b"/")
        if folder not in self._directories:
            self._directories[folder] = self._in_directory(folder)
        return self._directories[folder].get(name, [])

    def known(self, tracks: Iterable[int]) -> dict[int, Known]:
        """Describe tracks."""
        ids = list(tracks)
        found: dict[int, Known] = {}
        for start in range(0, len(ids), _AT_ONCE):
            self._check()
            chunk = json.dumps(ids[start : start + _AT_ONCE])
            for row in self._execute(f"{_KNOWN} t.id{_IN}", (chunk,)):
                found[row[0]] = _known(row)
        return found

    def named(self, names: Collection[str]) -> dict[str, list[int]]:
        """Return the tracks whose files have these names, whatever their case.

        Looks at every name: one and a half seconds at a million.
        """
        found: defaultdict[str, list[int]] = defaultdict(list)
        if not names:
            return found
        for count, (track, name) in enumerate(self._execute(_NAMES)):
            if (key := name_key(name)) in names:
                found[key].append(track)
            if count % _AT_ONCE == 0:
                self._check()
        return found

    def with_ids(self, column: str, values: Collection[str]) -> dict[str, list[int]]:
        """Return the tracks with these values of ``isrc`` or ``recording_mbid``."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        query = f"SELECT t.{column}, t.id FROM tracks AS t WHERE t.in_use AND t.{column}{_IN}"
        for value, track in self._execute(query, (json.dumps(sorted(values)),)):
            found[value].append(track)
        return found

    def titled(self, titles: Collection[str]) -> dict[str, list[int]]:
        """Return the tracks with these folded titles."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for track, title in self._execute(_TITLES, (json.dumps(sorted(titles)),)):
            found[title].append(track)
        return found

    def worded(self, title: str, artist: str) -> list[int]:
        """Return some tracks with words of a title and of its artist, the likest first."""
        titles = [f'title : "{_quoted(word)}"' for word in bare_title(title).split()]
        names = [f'artists : "{_quoted(word)}"' for word in fold(artist).split()]
        if not titles or not names:
            return []
        wanted = f"({' OR '.join(titles[:_MOST_WORDS])}) AND ({' OR '.join(names[:_MOST_WORDS])})"
        return [row[0] for row in self._execute(_WORDS, (wanted, _MOST_ALIKE))]

    def said(self, text: str) -> list[int]:
        """Return some tracks whose artist and title have all these words, whichever is which."""
        words = [f'{{title artists}} : "{_quoted(word)}"' for word in fold(text).split()]
        if not words:
            return []
        wanted = " AND ".join(words[: 2 * _MOST_WORDS])
        return [row[0] for row in self._execute(_WORDS, (wanted, _MOST_ALIKE))]

    def _in_directory(self, folder: bytes) -> dict[bytes, list[int]]:
        self._check()
        for volume, mount in self._mounts:
            if not (folder + b"/").startswith(mount):
                continue
            found: defaultdict[bytes, list[int]] = defaultdict(list)
            for name, track in self._execute(_DIRECTORY, (volume, folder[len(mount) :])):
                found[name].append(track)
            if found:
                return found
        return {}


def _quoted(word: str) -> str:
    return word.replace('"', '""')


def _known(row: tuple[Any, ...]) -> Known:
    track, mount, folder, name, *rest = row
    return Known(TrackId(track), path_of(mount, folder, name), *rest)

"""Which files and directories may hold the cover of an album, and what was found in them."""

import sqlite3
from pathlib import Path
from zlib import crc32

from mtplayer.core.ids import AlbumId, ArtistId
from mtplayer.core.library.artwork import AlbumSources, KeptCover, pictured

# Files of several discs lie in several directories; more than these never have another cover.
MAX_FILES = 3
MAX_DIRECTORIES = 4

_FILES = """
SELECT v.mount_path, d.path, f.name, t.has_cover, f.id, f.mtime_ns, f.size, d.id, d.cover_name,
    d.cover_mtime_ns
FROM tracks t JOIN files f ON f.id = t.file_id
JOIN directories d ON d.id = f.directory_id JOIN volumes v ON v.id = d.volume_id
WHERE t.album_id = ? AND f.state = 'present'
ORDER BY t.has_cover DESC, t.disc_number, t.track_number, t.id LIMIT 60
"""
_KEPT = """
SELECT lower(hex(w.hash)), w.colour, a.artwork_mark, a.artwork_chosen
FROM albums a LEFT JOIN artworks w ON w.id = a.artwork_id
WHERE a.id = ? AND (a.artwork_mark IS NOT NULL OR a.artwork_id IS NOT NULL)
"""
_PICTURE = """
SELECT lower(hex(w.hash)), w.colour FROM artists a JOIN artworks w ON w.id = a.artwork_id
WHERE a.id = ?
"""


class CoverSources:
    """Answers on a connection of its own: use one object per thread."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(
            f"{database.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
        )

    def of_album(self, album: AlbumId) -> AlbumSources:
        """Return where to look, the likeliest first; the picture of an artist is a chosen one."""
        if (artist := pictured(album)) is not None:
            return AlbumSources(kept=self._picture(artist))
        files: list[bytes] = []
        directories: dict[bytes, tuple[object, ...]] = {}
        seen: list[object] = []
        for row in self._connection.execute(_FILES, (album,)):
            folder = joined(row[0], row[1])
            if len(directories) < MAX_DIRECTORIES:
                directories.setdefault(folder, row[7:])
            if row[3] and len(files) < MAX_FILES:
                files.append(joined(folder, row[2]))
                seen.append(row[4:7])
        seen.extend(directories.values())
        return AlbumSources(
            files=tuple(files),
            directories=tuple(directories),
            mark=f"{crc32(repr(seen).encode()):08x}" if seen else "",
            kept=self._kept(album),
        )

    def _kept(self, album: AlbumId) -> KeptCover | None:
        row = self._connection.execute(_KEPT, (album,)).fetchone()
        if row is None:
            return None
        return KeptCover(hash=row[0] or None, colour=row[1], mark=row[2], chosen=bool(row[3]))

    def _picture(self, artist: ArtistId) -> KeptCover | None:
        row = self._connection.execute(_PICTURE, (artist,)).fetchone()
        return row and KeptCover(hash=row[0], colour=row[1], mark="", chosen=True)

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


def joined(first: bytes, second: bytes) -> bytes:
    """Return two parts of a path as one; an empty second part adds nothing."""
    return first if not second else first.rstrip(b"/") + b"/" + second

"""Which files and directories may hold the cover of an album."""

import sqlite3
from pathlib import Path

from mtplayer.core.artwork import AlbumSources
from mtplayer.core.ids import AlbumId

# Files of several discs lie in several directories; more than these never have another cover.
MAX_FILES = 3
MAX_DIRECTORIES = 4

_FILES = """
SELECT v.mount_path, d.path, f.name, t.has_cover
FROM tracks t JOIN files f ON f.id = t.file_id
JOIN directories d ON d.id = f.directory_id JOIN volumes v ON v.id = d.volume_id
WHERE t.album_id = ? AND f.state = 'present'
ORDER BY t.has_cover DESC, t.disc_number, t.track_number, t.id LIMIT 60
"""


class CoverSources:
    """Answers on a connection of its own: use one object per thread."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(
            f"{database.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False
        )

    def of_album(self, album: AlbumId) -> AlbumSources:
        """Return where to look, the likeliest first."""
        files: list[bytes] = []
        directories: dict[bytes, None] = {}
        for mount, directory, name, has_cover in self._connection.execute(_FILES, (album,)):
            folder = joined(mount, directory)
            directories.setdefault(folder)
            if has_cover and len(files) < MAX_FILES:
                files.append(joined(folder, name))
        return AlbumSources(files=tuple(files), directories=tuple(directories)[:MAX_DIRECTORIES])

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


def joined(first: bytes, second: bytes) -> bytes:
    """Return two parts of a path as one; an empty second part adds nothing."""
    return first if not second else first.rstrip(b"/") + b"/" + second

"""Which files were being written when the program ended."""

from contextlib import closing
from pathlib import Path
from typing import Final

from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated
from mtplayer.storage.library.covers import joined

_PLANNED: Final = """
SELECT DISTINCT v.mount_path, d.path, f.name
FROM changes AS c JOIN files AS f ON f.id = c.file_id
JOIN directories AS d ON d.id = f.directory_id JOIN volumes AS v ON v.id = d.volume_id
WHERE c.state = 'planned'
"""


def unfinished(database: Path) -> list[bytes]:
    """Return their paths; without SQLAlchemy, which a start does without."""
    with translated(database), closing(open_reader(database)) as connection:
        rows = connection.execute(_PLANNED).fetchall()
    return [joined(joined(mount, folder), name) for mount, folder, name in rows]

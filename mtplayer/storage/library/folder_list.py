"""Where the folders of the library are."""

from contextlib import closing
from pathlib import Path
from typing import Final

from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated
from mtplayer.storage.library.covers import joined

FOLDERS: Final = (
    "SELECT v.mount_path, f.path FROM folders f JOIN volumes v ON v.id = f.volume_id"
    " WHERE f.removed_at IS NULL ORDER BY v.mount_path, f.path"
)


def folder_paths(database: Path) -> list[bytes]:
    """Return the folders that the user asked to have, where their volumes were last seen."""
    with translated(database), closing(open_reader(database)) as connection:
        return [joined(mount, path) for mount, path in connection.execute(FOLDERS)]

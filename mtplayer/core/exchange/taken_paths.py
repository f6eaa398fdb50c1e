"""Where a path of another program's library is on this machine."""

from typing import NamedTuple


class TakenPath(NamedTuple):
    """A place below a volume; ``size`` is None where no file is there now.

    ``is_here`` is false for volumes that this machine does not have.
    """

    kind: str
    key: str
    label: str
    mount_path: bytes
    is_here: bool
    directory: bytes
    name: bytes
    album_folder: str
    size: int | None = None
    inode: int = 0
    device: int = 0

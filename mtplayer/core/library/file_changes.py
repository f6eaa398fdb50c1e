"""What is written into files, as the log of changes has it."""

from typing import NamedTuple, TypeAlias

from mtplayer.core.ids import FileId
from mtplayer.core.library.tracks import Gains

PLANNED = "planned"
WRITTEN = "written"
REFUSED = "refused"
RESTORED = "restored"


Known: TypeAlias = int | Gains | None
"""What the library knows that a file shall say: a rating, how loud it is, or none."""


class Target(NamedTuple):
    """A file that shall say something else; ``why_not`` where it cannot."""

    file: FileId
    path: bytes
    known: Known
    why_not: str = ""


class FileNow(NamedTuple):
    """How a file stands after it was written: what the next scan has to find."""

    file: FileId
    size: int
    mtime_ns: int
    inode: int
    device: int


class Noted(NamedTuple):
    """One value of one file in the log."""

    id: int
    file: FileId
    path: bytes
    before: bytes | None
    after: bytes | None
    state: str

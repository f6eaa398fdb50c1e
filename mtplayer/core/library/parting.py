"""What parting a merged spelling of an artist did."""

from mtplayer.core.events import LibraryChanged
from mtplayer.core.record import record


@record
class SpellingsParted:
    """A name is an artist of its own again, once files in these directories are read again."""

    library: LibraryChanged
    directories: tuple[bytes, ...] = ()

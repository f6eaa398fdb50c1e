"""One row of the sidebar."""

from typing import NamedTuple

from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.ui.views import Place


class NavRow(NamedTuple):
    """A section has neither place nor playlist; a folder has a playlist and no place."""

    text: str
    icon: str = ""
    place: Place | None = None
    depth: int = 0
    playlist: PlaylistRow | None = None
    opened: bool | None = None
    """Whether a folder shows what is in it."""
    adds: PlaylistKind | None = None
    """What the plus of a section makes."""

    @property
    def is_section(self) -> bool:
        """Whether it only heads what follows."""
        return self.place is None and self.playlist is None

    @property
    def key(self) -> object:
        """What stays the same whatever it is called."""
        return self.place or (self.text if self.playlist is None else self.playlist.id)

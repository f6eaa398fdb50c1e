"""Where a drag over the sidebar would go."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData, QRect

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.core.record import record
from mtplayer.ui import mime
from mtplayer.ui.sidebar.nav_row import NavRow

# The part of a row, from either edge, that means the gap beside it.
_EDGE_SHARE: Final = 0.3


@record
class Load:
    """What a drag carries, as far as the sidebar cares; playlists come before their tracks."""

    playlists: tuple[int, ...] = ()
    tracks: int = 0
    paths: int = 0

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to be dropped."""
        return not (self.playlists or self.tracks or self.paths)


def load_of(data: QMimeData) -> Load:
    """Return what a drag carries."""
    playlists = mime.playlists_of(data)
    if playlists:
        return Load(playlists=tuple(playlists))
    tracks = mime.tracks_of(data)
    if tracks is not None:
        return Load(tracks=len(tracks))
    return Load(paths=len(mime.paths_of(data)))


@record
class Aim:
    """A target: ``into`` a row, or a gap at ``line`` before a playlist in a folder.

    ``makes`` says that a drop would make a new playlist.
    """

    into: PlaylistId | None = None
    line: int | None = None
    depth: int = 0
    parent: PlaylistId | None = None
    before: PlaylistId | None = None
    makes: bool = False
    refusal: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether a drop would do anything."""
        return not self.refusal and (self.into is not None or self.line is not None or self.makes)


NOWHERE: Final = Aim()


def aim_of(load: Load, rows: Sequence[NavRow], number: int, rect: QRect, y: int) -> Aim:
    """Return where a load would go at a height; ``number`` is -1 below all rows."""
    row = rows[number] if 0 <= number < len(rows) else None
    if load.is_nothing:
        return NOWHERE
    if load.playlists:
        return _of_playlists(load, rows, number, rect, y)
    if row is None or (row.is_section and row.adds is PlaylistKind.LIST):
        return Aim(makes=True)
    each = row.playlist
    if each is None:
        return NOWHERE
    if each.kind is PlaylistKind.SMART:
        return Aim(into=each.id, refusal="Smart playlists fill themselves")
    return Aim(into=each.id, makes=each.kind is PlaylistKind.FOLDER)


def _of_playlists(load: Load, rows: Sequence[NavRow], number: int, rect: QRect, y: int) -> Aim:
    row = rows[number] if 0 <= number < len(rows) else None
    each = None if row is None else row.playlist
    if row is None:
        return Aim(line=len(rows))
    if each is None:
        first = row.is_section and row.adds is PlaylistKind.LIST
        return Aim(line=number + 1, before=_id_at(rows, number + 1)) if first else NOWHERE
    return NOWHERE if each.id in load.playlists else _beside(rows, number, rect, y)


def _beside(rows: Sequence[NavRow], number: int, rect: QRect, y: int) -> Aim:
    """Return what the part of a playlist's row means that is under the pointer."""
    row = rows[number]
    each = row.playlist
    if each is None:
        return NOWHERE
    share = (y - rect.top()) / max(rect.height(), 1)
    if each.kind is PlaylistKind.FOLDER and _EDGE_SHARE < share < 1 - _EDGE_SHARE:
        return Aim(into=each.id)
    if share < 1 / 2:
        return Aim(line=number, depth=row.depth, parent=each.parent, before=each.id)
    if row.opened:
        return Aim(
            line=number + 1, depth=row.depth + 1, parent=each.id, before=_first_in(rows, each)
        )
    following = _next_sibling(rows, number)
    return Aim(line=number + 1, depth=row.depth, parent=each.parent, before=following)


def _id_at(rows: Sequence[NavRow], number: int) -> PlaylistId | None:
    each = rows[number].playlist if number < len(rows) else None
    return None if each is None else each.id


def _first_in(rows: Sequence[NavRow], folder: PlaylistRow) -> PlaylistId | None:
    inside = (row.playlist for row in rows if row.playlist is not None)
    return next((each.id for each in inside if each.parent == folder.id), None)


def _next_sibling(rows: Sequence[NavRow], number: int) -> PlaylistId | None:
    here = rows[number]
    for row in rows[number + 1 :]:
        if row.playlist is None or row.depth < here.depth:
            return None
        if row.depth == here.depth:
            return row.playlist.id
    return None

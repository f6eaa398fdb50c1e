"""The rows of the sidebar that people made: smart playlists, playlists and folders of them."""

from collections.abc import Collection, Sequence

from mtplayer.core.ids import PlaylistId
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.ui.sidebar.nav_row import NavRow
from mtplayer.ui.text import tr
from mtplayer.ui.views import OneOf, Place, View

_ICONS = {
    PlaylistKind.LIST: "playlist",
    PlaylistKind.SMART: "lightning",
    PlaylistKind.FOLDER: "folder",
}


def playlist_rows(lists: Sequence[PlaylistRow], closed: Collection[int]) -> list[NavRow]:
    """Return sections and rows; what is in a closed folder has none.

    Smart playlists stand in a section of their own unless they were put into a folder.
    """
    smart = [each for each in lists if each.kind is PlaylistKind.SMART and each.parent is None]
    rows: list[NavRow] = []
    if smart:
        rows.append(NavRow(tr("nav", "Smart playlists"), adds=PlaylistKind.SMART))
        rows += [_row(each, 0, closed) for each in smart]
    rows.append(NavRow(tr("nav", "Playlists"), adds=PlaylistKind.LIST))
    tops = {each.id for each in smart}
    return rows + _below(lists, None, 0, closed, tops)


def _below(
    lists: Sequence[PlaylistRow],
    parent: PlaylistId | None,
    depth: int,
    closed: Collection[int],
    left_out: Collection[int],
) -> list[NavRow]:
    rows: list[NavRow] = []
    for each in lists:
        if each.parent != parent or each.id in left_out:
            continue
        rows.append(_row(each, depth, closed))
        if each.kind is PlaylistKind.FOLDER and each.id not in closed:
            rows += _below(lists, each.id, depth + 1, closed, left_out)
    return rows


def _row(each: PlaylistRow, depth: int, closed: Collection[int]) -> NavRow:
    is_folder = each.kind is PlaylistKind.FOLDER
    return NavRow(
        each.name,
        _ICONS[each.kind],
        None if is_folder else place_of(each),
        depth=depth,
        playlist=each,
        opened=each.id not in closed if is_folder else None,
    )


def place_of(each: PlaylistRow) -> Place:
    """Return the page of a playlist."""
    is_smart = each.kind is PlaylistKind.SMART
    return OneOf(View.SMART if is_smart else View.PLAYLIST, each.id)

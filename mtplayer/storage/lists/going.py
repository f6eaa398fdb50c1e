"""Long changes of playlists in their middle: who reads meanwhile sees the list as it was."""

import sqlite3
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    Ids: TypeAlias = "array[int]"

# A revision beyond the list's own is a change that is being made, or was given up in its middle.
GOING: Final = """
SELECT id FROM playlist_revisions
WHERE playlist_id = ?1 AND number > (SELECT revision FROM playlists WHERE id = ?1)
"""


def is_going(execute: Callable[..., sqlite3.Cursor], playlist: int) -> bool:
    """Whether the places of a list are neither the old nor the new ones."""
    return execute(GOING, (playlist,)).fetchone() is not None


def order_before(execute: Callable[..., sqlite3.Cursor], playlist: int) -> "Ids | None":
    """Return the entries as they stood before the change that is being made; None if none is."""
    if not is_going(execute, playlist):
        return None
    # With SQLAlchemy, which most who read never need.
    from mtplayer.core.lists.playlist_delta import in_order
    from mtplayer.storage.lists.playlist_history import state_at

    revision = "SELECT revision FROM playlists WHERE id = ?"
    number = execute(revision, (playlist,)).fetchone()[0]
    return in_order(state_at(execute, playlist, number)[0])

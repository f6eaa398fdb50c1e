"""How tracks and queue entries travel by drag and clipboard."""

import os
from array import array
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QMimeData, QUrl

TRACKS: Final = "application/x-mtplayer-tracks"
ENTRIES: Final = "application/x-mtplayer-entry-ids"
PLAYLISTS: Final = "application/x-mtplayer-playlists"
PLACES: Final = "application/x-mtplayer-playlist-entries"
# Other programs get files only up to here: each is looked up and written out as a URL.
MOST_FILES: Final = 1000
_ENCODED = QUrl.ComponentFormattingOption.FullyEncoded


def track_data(ids: "array[int]", paths: Sequence[bytes] = ()) -> QMimeData:
    """Return tracks as a drag carries them: 8 bytes each, a million in 0.3 ms."""
    data = QMimeData()
    data.setData(TRACKS, ids.tobytes())
    if paths:
        data.setUrls([QUrl.fromEncoded(b"file://" + _quoted(path)) for path in paths])
    return data


def playlist_data(
    playlists: "array[int]", tracks: "array[int]", paths: Sequence[bytes] = ()
) -> QMimeData:
    """Return playlists, which are their tracks for whoever takes tracks."""
    data = track_data(tracks, paths)
    data.setData(PLAYLISTS, playlists.tobytes())
    return data


def place_data(
    kind: str, places: "array[int]", tracks: "array[int]", paths: Sequence[bytes] = ()
) -> QMimeData:
    """Return tracks that stand somewhere: they are ENTRIES of the queue, or PLACES of a playlist.

    Without places they are tracks only.
    """
    data = track_data(tracks, paths)
    if places:
        data.setData(kind, places.tobytes())
    return data


def playlists_of(data: QMimeData) -> "array[int] | None":
    """Return the playlists that a drag carries, if any."""
    return _ids(data, PLAYLISTS)


def places_of(data: QMimeData) -> "array[int] | None":
    """Return the entries of a playlist that a drag carries, if any."""
    return _ids(data, PLACES)


def tracks_of(data: QMimeData) -> "array[int] | None":
    """Return the track ids that a drag carries, if any."""
    return _ids(data, TRACKS)


def entries_of(data: QMimeData) -> "array[int] | None":
    """Return the queue entries that a drag carries, if any."""
    return _ids(data, ENTRIES)


def paths_of(data: QMimeData) -> list[str]:
    """Return the local files and folders of a drop, as the system writes their names.

    The bytes of the URL are decoded by hand: QUrl gives a replacement for what is not UTF-8.
    """
    paths = [url.path(_ENCODED) for url in data.urls() if url.isLocalFile()]
    return [os.fsdecode(unquote_to_bytes(path)) for path in paths]


def _ids(data: QMimeData, kind: str) -> "array[int] | None":
    if not data.hasFormat(kind):
        return None
    raw = data.data(kind).data()
    ids = array("q")
    ids.frombytes(raw[: len(raw) - len(raw) % ids.itemsize])
    return ids


def _quoted(path: bytes) -> bytes:
    # Names need not be UTF-8: percent-encode the bytes, as file managers do.
    return b"".join(bytes((c,)) if c in _PLAIN else b"%%%02X" % c for c in path)


_PLAIN: Final = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")

"""Lists of tracks in which the tracks of each album stand together, with a mark before them."""

import json
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from mtplayer.core.library.tracks import NO_ALBUM
from mtplayer.storage.id_lists import LONG_LIST, Ids, no_ids, parse

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Text = Callable[..., str | None]

_OF_SOME: Final = (
    "SELECT group_concat({}) FROM (SELECT t.id, coalesce(t.album_id, 0) AS album, t.place"
    " FROM json_each(?) AS w CROSS JOIN tracks AS t ON t.id = w.value)"
)
# One index from end to end: 0.3 s for a million tracks, where asking for each takes 2.
_OF_ALL: Final = (
    "SELECT group_concat({}) FROM (SELECT id, coalesce(album_id, 0) AS album FROM tracks"
    " INDEXED BY ix_tracks_album_id ORDER BY album_id, place, id)"
)


class Groups:
    """The album of every track, on one connection; kept until ``forget``."""

    def __init__(self, text: Text, check: Callable[[], None]) -> None:
        self._text = text
        self._check = check
        self._every: tuple[NDArray[np.int32], NDArray[np.int32]] | None = None

    def forget(self) -> None:
        """Ask anew the next time: the library changed."""
        self._every = None

    def marked(self, ids: Ids) -> Ids:
        """Return whole albums, each where its first track stands, with minus its id before it.

        Inside an album tracks go by disc and number; those without an album stay as they are.
        """
        if len(ids) >= LONG_LIST:
            return self._marked_many(ids)
        asked = json.dumps(ids.tolist())
        columns = [
            parse(self._text(_OF_SOME.format(name), asked), self._check)
            for name in ("id", "album", "place")
        ]
        groups: dict[int, list[tuple[int, int]]] = {}
        for at, (track, album, place) in enumerate(zip(*columns, strict=True)):
            groups.setdefault(album, []).append((place if album else at, track))
        marked = no_ids()
        for album, tracks in groups.items():
            marked.append(-(album or NO_ALBUM))
            marked.extend(track for _, track in sorted(tracks))
        return marked

    def _marked_many(self, ids: Ids) -> Ids:
        import numpy as np

        if self._every is None:
            self._every = self._read_every()
        order = np.frombuffer(ids, np.int64)
        albums, ranks = (column[order].astype(np.int64) for column in self._every)
        self._check()
        count = len(order)
        firsts = np.full(int(albums.max()) + 1, count, np.int64)
        # The last assignment to a place counts: from the end, that is the first track.
        firsts[albums[::-1]] = np.arange(count - 1, -1, -1)
        ranks[albums == 0] = np.flatnonzero(albums == 0)
        moved = np.argsort(firsts[albums] * (len(self._every[0]) + count) + ranks, kind="stable")
        self._check()
        order, albums = order[moved], albums[moved]
        starts = np.flatnonzero(np.diff(albums, prepend=-1))
        marks = np.where(albums[starts] == 0, -NO_ALBUM, -albums[starts])
        marked = array("q")
        marked.frombytes(np.insert(order, starts, marks).tobytes())
        return marked

    def _read_every(self) -> "tuple[NDArray[np.int32], NDArray[np.int32]]":
        """Return the album of each track, and where it stands among the tracks of all albums."""
        import numpy as np

        ids, album = (
            np.frombuffer(parse(self._text(_OF_ALL.format(name)), self._check), np.int64)
            for name in ("id", "album")
        )
        albums = np.zeros(int(ids.max(initial=0)) + 1, np.int32)
        albums[ids] = album
        ranks = np.zeros(len(albums), np.int32)
        ranks[ids] = np.arange(len(ids), dtype=np.int32)
        return albums, ranks

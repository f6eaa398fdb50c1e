"""Rows made from their ids, and a count of how often they were asked for."""

from array import array

from mtplayer.core.ids import AlbumId, TrackId
from mtplayer.core.library.tracks import TrackRow


def track_row(id_, **changes):
    row = TrackRow(
        id=TrackId(id_),
        title=f"Title {id_}",
        artist=f"Artist {id_ % 97}",
        album=f"Album {id_ % 311}",
        album_artist=f"Artist {id_ % 97}",
        album_id=AlbumId(id_ % 311),
        track_number=id_ % 12 + 1,
        disc_number=1,
        year=1960 + id_ % 60,
        genre="Dream pop",
        composer="",
        duration_ms=180_000 + id_ % 100_000,
        added_at=1_700_000_000_000,
        last_played_at=None,
        plays=id_ % 50,
        rating=(id_ % 11) * 10,
        liked_at=1_700_000_000_000 if id_ % 5 == 0 else None,
        bpm=None,
        codec="flac",
        bitrate=900_000,
        state="present",
        artwork="",
    )
    return row._replace(**changes)


class Rows:
    """A RowSource; ``gone`` ids are no longer in the library, ``special`` rows differ."""

    def __init__(self):
        self.calls = 0
        self.gone = set()
        self.special = {}

    def rows(self, ids):
        self.calls += 1
        return [self.special.get(i) or track_row(i) for i in ids if i not in self.gone]


class Ahead:
    """A RowsAhead whose answers come when the test says so."""

    def __init__(self):
        self.waiting = []

    def rows(self, ids, done):
        self.waiting.append((array("q", ids), done))

    def arrive(self, source):
        waiting, self.waiting = self.waiting, []
        for ids, done in waiting:
            done(source.rows(ids))

"""Why a track stands where it stands in the queue."""

from array import array
from collections.abc import Callable
from functools import partial
from typing import Final

from mtplayer.core.events import Entries
from mtplayer.core.library.tracks import TrackRow
from mtplayer.core.playing.entry_order import only
from mtplayer.core.record import record, short_record
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.playing.queue import QueueService
from mtplayer.services.readers import Reader, Readers

# Nobody remembers what played further away; looking costs 2 µs a track.
FARTHEST: Final = 20_000
LOOKED_AT_ONCE: Final = 500


@record
class Why:
    """What is known of a place; distances are in tracks, None where nobody else is of that artist.

    ``round`` is how many tracks the shuffled round has.
    """

    track: TrackRow
    by_hand: bool
    shuffled: bool
    round: int
    source: str
    before: int | None
    after: int | None


@short_record
class _Around:
    track: int
    above: Entries
    past: Entries
    below: "array[int]"

    @property
    def before(self) -> "array[int]":
        """The tracks before it, the nearest first: those of the queue, then older ones."""
        here = set(self.above.ids)
        older = only(self.past, [entry not in here for entry in self.past.ids])
        tracks = older.tracks + self.above.tracks
        tracks.reverse()
        return tracks


@short_record
class _Place:
    by_hand: bool
    shuffled: bool
    round: int
    source: str


class WhyService:
    """Looks around a place on a read job."""

    def __init__(
        self,
        queue: QueueService,
        readers: Readers,
        read: Jobs,
        failed: Callable[[Exception], object],
    ) -> None:
        self._queue = queue
        self._readers = readers
        self._read = read
        self._failed = failed

    def ask(self, entry: int, done: Callable[[Why], object]) -> None:
        """Call ``done`` with what is known, unless the entry is gone."""
        queue = self._queue
        row = queue.row_of(entry)
        if row is None:
            return
        tracks = queue.track_ids
        around = _Around(
            track=tracks[row],
            above=queue.entries(max(0, row - FARTHEST), row),
            past=queue.history[-FARTHEST:],
            below=tracks[row + 1 : row + FARTHEST],
        )
        place = _Place(queue.is_by_hand(entry), queue.modes.shuffle, len(queue), queue.source)
        self._read.run(partial(self._look, around, place), done, self._failed)

    def _look(self, around: _Around, place: _Place, token: Token) -> Why:
        with self._readers.lent(token) as reader:
            artist = reader.kin([around.track]).artists[0]
            return Why(
                track=reader.rows([around.track])[0],
                by_hand=place.by_hand,
                shuffled=place.shuffled,
                round=place.round,
                source=place.source,
                before=_nearest(reader, around.before, artist, token),
                after=_nearest(reader, around.below, artist, token),
            )


def _nearest(reader: Reader, tracks: "array[int]", artist: int, token: Token) -> int | None:
    """Return how many tracks away the same artist is."""
    for first in range(0, len(tracks), LOOKED_AT_ONCE):
        token.check()
        artists = reader.kin(tracks[first : first + LOOKED_AT_ONCE]).artists
        if artist in artists:
            return first + artists.index(artist) + 1
    return None

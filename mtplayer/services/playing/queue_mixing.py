"""Puts the far rows of a long shuffled queue in order, off the UI thread."""

from array import array
from collections.abc import Callable
from functools import partial
from typing import Final

from mtplayer.core.events import Entries
from mtplayer.core.playing.shuffle import Rest, mixed
from mtplayer.core.playing.spread import Kin
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.readers import Readers

# One statement for all would hold up every other thread while its answer is parsed.
ASKED_AT_ONCE: Final = 5000


class QueueMixing:
    """One mix at a time: a newer one ends the one before. A million rows take 4 s of a core."""

    def __init__(self, readers: Readers, read: Jobs, failed: Callable[[Exception], object]) -> None:
        self._readers = readers
        self._read = read
        self._failed = failed
        self._running = Token()
        self.number = 0

    def begin(
        self,
        rest: Rest,
        done: Callable[[int, Entries], object],
        give_up: Callable[[], object],
    ) -> None:
        """Call ``done`` with the number of the mix and its rows, or ``give_up``."""
        self._running.cancel()
        self.number = rest.number

        def failed(error: Exception) -> None:
            self._failed(error)
            give_up()

        self._running = self._read.run(
            partial(self._mix, rest), partial(done, rest.number), failed, priority=-1
        )

    def _mix(self, rest: Rest, token: Token) -> Entries:
        tracks = rest.entries.tracks
        artists, albums = array("q"), array("q")
        with self._readers.lent(token) as reader:
            for first in range(0, len(tracks), ASKED_AT_ONCE):
                token.check()
                kin = reader.kin(tracks[first : first + ASKED_AT_ONCE])
                artists += kin.artists
                albums += kin.albums
        return mixed(rest, Kin(artists, albums), token.check)

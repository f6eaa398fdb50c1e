"""From when to when a track is heard, told to those who count it."""

from mtplayer.core.events import Entry
from mtplayer.services.listening.listens import ListensService
from mtplayer.services.playing.position_teller import PositionTeller


class Hearing:
    """One listen at a time; nothing is counted while nothing sounds."""

    def __init__(self, listens: ListensService, place: PositionTeller) -> None:
        self._listens = listens
        self._place = place
        self._heard = False
        self._begun = False

    def sound(self, entry: Entry, length_ms: int, source: str) -> None:
        """Take note that it sounds."""
        if not self._begun and entry.track > 0:
            self._begun = True
            self._listens.begin(entry.track, length_ms, source)
        if not self._heard:
            self._heard = True
            self._listens.resume()

    def silence(self) -> None:
        """From now on nothing is heard, and the position stands."""
        self._heard = False
        self._place.hold()
        self._listens.pause()

    def end(self, *, finished: bool, skips: bool = True) -> None:
        """Write the listen down; who stops or leaves the program does not skip the track."""
        self.silence()
        self._begun = False
        self._listens.end(finished=finished, skips=skips)

    def correct(self, length_ms: int) -> None:
        """Take in a length that is known only now."""
        self._listens.set_duration(length_ms)

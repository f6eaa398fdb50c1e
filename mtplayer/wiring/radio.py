"""Internet radio: the stations that are kept, what was heard of them, and opening an address."""

from functools import partial

from mtplayer.runtime.jobs import Jobs
from mtplayer.services.playing.airings import Airings
from mtplayer.services.playing.station_lists import Found
from mtplayer.services.playing.station_playback import StationPlayback
from mtplayer.services.playing.stations import StationsService
from mtplayer.services.undo import UndoService
from mtplayer.wiring.foundation import Foundation


class Radio:
    """Makes the services of stations; the playback that plays them is told afterwards."""

    def __init__(self, base: Foundation, undo: UndoService) -> None:
        net = Jobs("net", 2, base.parent)
        base.closing.later("net jobs", partial(net.close, 2000))
        self.airings = Airings(base.storage, base.write, base.tell, base.parent)
        self.stations = StationsService(
            base.storage, base.write, base.read, net, undo, base.tell, base.parent
        )

    def play_by(self, playback: StationPlayback) -> None:
        """Let stations be played by this."""
        self._playback = playback
        playback.set_neighbours(self.stations.neighbour)

    def open(self, url: str) -> None:
        """Play what is at an address."""
        self.stations.find(url, self._play_found)

    def _play_found(self, found: Found) -> None:
        if found:
            name, url = found[0]
            self._playback.tune_in(self.stations.station_at(name, url))

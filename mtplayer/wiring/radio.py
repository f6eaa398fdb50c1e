"""Internet radio: the stations that are kept, what was heard of them, and opening an address."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from mtplayer.core import options
from mtplayer.core.playing.trust import host_of, trusted_in
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.playing.airings import Airings
from mtplayer.services.playing.station_lists import Found
from mtplayer.services.playing.station_playback import StationPlayback
from mtplayer.services.playing.stations import StationsService
from mtplayer.services.undo import UndoService
from mtplayer.wiring.foundation import Foundation

if TYPE_CHECKING:
    from mtplayer.online.obstacles import Obstacle
    from mtplayer.online.relay import Relays


class Radio:
    """Makes the services of stations; the playback that plays them is told afterwards."""

    def __init__(self, base: Foundation, undo: UndoService) -> None:
        net = Jobs("net", 2, base.parent)
        base.closing.later("net jobs", partial(net.close, 2000))
        self._net, self._tell = net, base.tell
        self._settings, self._later = base.settings, base.closing.later
        self._relays: Relays | None = None
        self.airings = Airings(base.storage, base.write, base.tell, base.parent)
        self.stations = StationsService(
            base.storage, base.write, base.read, net, undo, base.tell, base.parent
        )

    def play_by(self, playback: StationPlayback) -> None:
        """Let stations be played by this."""
        self._playback = playback
        playback.set_neighbours(self.stations.neighbour)
        playback.explain_with(self._explain)
        playback.route_by(self._route)

    def _trusted(self) -> str:
        return self._settings.get(options.TRUSTED_SERVERS)

    def _route(self, url: str) -> str:
        """Lead to servers that were accepted, and only to them, through us."""
        if not trusted_in(self._trusted()).get(host_of(url)):
            return url
        if self._relays is None:
            from mtplayer.online.relay import Relays

            self._relays = Relays(self._trusted)
            self._later("relays", self._relays.close)
        return self._relays.route(url)

    def _explain(self, url: str, done: Callable[["Obstacle | None"], object]) -> None:
        accepted = trusted_in(self._trusted()).get(host_of(url), "")

        def work(_: Token) -> "Obstacle | None":
            from mtplayer.online.silence import why_silent

            return why_silent(url, accepted)

        self._net.run(work, done, self._tell)

    def open(self, url: str) -> None:
        """Play what is at an address."""
        self.stations.find(url, self._play_found)

    def _play_found(self, found: Found) -> None:
        if found:
            name, url = found[0]
            self._playback.tune_in(self.stations.station_at(name, url))

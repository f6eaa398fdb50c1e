"""Everything that radio needs: real stations, a real player, a queue of three real files."""

from mtplayer.audio.deck_player import DeckPlayer
from mtplayer.audio.outputs.clock_output import ClockOutput
from mtplayer.core import options
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.playing.stations import Reception
from mtplayer.core.playing.trust import host_of, trusted_in, with_trust
from mtplayer.online.relay import Relays
from mtplayer.online.silence import why_silent
from mtplayer.services.listening.listens import ListensService
from mtplayer.services.playing.airings import Airings
from mtplayer.services.playing.play_report import PlayReport
from mtplayer.services.playing.queue import QueueService
from mtplayer.services.playing.station_playback import StationPlayback
from mtplayer.services.playing.stations import StationsService
from mtplayer.services.playing.track_finder import TrackFinder
from mtplayer.services.settings import SettingsService
from tests.fakes.tones import chirp, write_wav
from tests.services.stage import FileReader
from tests.services.world import World, three

WAIT = 20_000


class Listener:
    """Everything that radio needs, and a queue of three real files."""

    def __init__(self, folder, qtbot):
        self.qtbot = qtbot
        self.files = {}
        self.world = World(
            folder / "library.db", three(), lambda: FileReader(self.files, folder / "library.db")
        )
        for number, track in enumerate(self.world.ids):
            path = folder / f"{number}.wav"
            write_wav(path, chirp(20))
            self.files[track] = PlayableFile(track=track, path=bytes(path), duration_ms=20_000)
        world, failed = self.world, self.world.problems.append
        self.settings = settings = SettingsService({}, lambda _: None)
        self.queue = QueueService(world.storage, world.write, world.undo, failed)
        self.stations = StationsService(
            world.storage, world.write, world.read, world.read, world.undo, failed
        )
        self.player = DeckPlayer(lambda _: ClockOutput(None))
        self.airings = Airings(world.storage, world.write, failed)
        self.playback = StationPlayback(
            self.player,
            self.queue,
            TrackFinder(world.readers, world.read, failed),
            ListensService(world.storage, world.write, world.library, settings, failed),
            PlayReport(world.storage, world.write, world.library, failed),
            settings,
            self.airings,
        )
        self.playback.set_neighbours(self.stations.neighbour)
        self.relays = Relays(lambda: settings.get(options.TRUSTED_SERVERS))
        self.playback.route_by(self.relays.route)
        self.playback.explain_with(
            lambda url, done: world.read.run(
                lambda _: why_silent(url, self.accepted(url)), done, failed
            )
        )
        self.seen, self.notices, self.doubts = [], [], []
        self.playback.doubted.connect(self.doubts.append)
        self.playback.on_air_changed.connect(self.seen.append)
        self.playback.notice.connect(self.notices.append)

    def accepted(self, url):
        return trusted_in(self.settings.get(options.TRUSTED_SERVERS)).get(host_of(url), "")

    def trust(self, host, certificate):
        self.settings.set(options.TRUSTED_SERVERS, with_trust("", host, certificate))

    def until(self, condition):
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=WAIT)

    def keep(self, *found):
        self.stations.add(found)
        self.until(lambda: len(self.stations.stations) >= len(found))
        return self.stations.stations

    def until_heard(self, station=None):
        self.until(
            lambda: (
                (on_air := self.playback.on_air) is not None
                and on_air.reception is Reception.PLAYING
                and station in (None, on_air.station)
            )
        )

    def close(self):
        self.playback.close()
        self.queue.flush()
        self.player.close(5000)
        self.relays.close()
        self.world.close()

    def heard(self):
        return self.world.rows(
            "SELECT title, artist, source, track_id, station_id FROM listens ORDER BY id"
        )

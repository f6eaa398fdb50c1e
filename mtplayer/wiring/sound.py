"""What plays: the queue, the player, and what is recorded of it."""

from functools import partial
from typing import cast

from mtplayer.core import options
from mtplayer.core.playing.play_queue import PlayQueue
from mtplayer.files.kept_files import KeptFiles
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.exchange.taking_over import TakingOver
from mtplayer.services.listening.listens import ListensService
from mtplayer.services.playing.left_tracks import LeftTracks
from mtplayer.services.playing.loop import LoopService
from mtplayer.services.playing.opened_files import OpenedFiles
from mtplayer.services.playing.places import KeptIn, PlacesService
from mtplayer.services.playing.play_order import PlayOrder
from mtplayer.services.playing.play_report import PlayReport
from mtplayer.services.playing.queue import QueueService
from mtplayer.services.playing.queue_mixing import QueueMixing
from mtplayer.services.playing.queue_sessions import Playback as SessionPlayback
from mtplayer.services.playing.queue_sessions import QueueSessions
from mtplayer.services.playing.silence import SilenceSkipper
from mtplayer.services.playing.sleep_timer import Playback as SleepPlayback
from mtplayer.services.playing.sleep_timer import Queue as SleepQueue
from mtplayer.services.playing.sleep_timer import SleepTimer
from mtplayer.services.playing.station_playback import StationPlayback
from mtplayer.services.playing.track_finder import TrackFinder
from mtplayer.services.playing.why import WhyService
from mtplayer.services.sound.loudness_scan import LoudnessScanService
from mtplayer.services.sound.sound import open_player
from mtplayer.services.sound.sound_devices import SoundDevicesService
from mtplayer.services.sound.sound_news import SoundNews
from mtplayer.services.sound.waveforms import WaveformsService
from mtplayer.storage.playing.queue_reader import read_queue
from mtplayer.wiring.collection import Collection
from mtplayer.wiring.foundation import Foundation
from mtplayer.wiring.radio import Radio


class Sound:
    """Makes the services that play; ``null`` plays without a device."""

    def __init__(self, base: Foundation, collection: Collection, *, null: bool) -> None:
        later, settings, library = base.closing.later, base.settings, collection.library
        storage, write, tell, parent = base.storage, base.write, base.tell, base.parent
        self.queue = QueueService(
            storage,
            write,
            collection.undo,
            tell,
            parent,
            restarts_after_ms=lambda: settings.get(options.PREVIOUS_RESTARTS_S) * 1000,
            queue=PlayQueue(kin=base.rows.kin),
            mixing=QueueMixing(base.readers, base.read, tell),
        )
        self.queue.restore(read_queue(base.profile.database))
        self._left = LeftTracks(base.profile.database, base.read, self.queue, tell, parent)
        library.changed.connect(self._left.follow)
        later("queue", self.queue.flush)
        self.player = player = open_player(parent, null=null, settings=settings)
        later("player", partial(player.close, 5000))
        self.radio = Radio(base, collection.undo)
        self.playback = StationPlayback(
            player,
            cast("PlayOrder", self.queue),
            TrackFinder(base.readers, base.read, tell),
            ListensService(storage, write, library, settings, tell, parent),
            PlayReport(storage, write, library, tell),
            settings,
            self.radio.airings,
            parent,
        )
        self.radio.play_by(self.playback)
        later("playback", self.playback.close)
        self.loop = LoopService(player, self.playback, cast("PlayOrder", self.queue), parent)
        self.places = PlacesService(
            KeptIn(base.readers, base.read, storage, write),
            settings,
            self.playback,
            cast("PlayOrder", self.queue),
            collection.undo,
            tell,
            parent,
        )
        later("places", self.places.close)
        self._make_queue_tools(base, collection)
        self.opened = OpenedFiles(
            base.readers, base.read, collection.scan, self.playback, tell, parent
        )
        self.taking_over = TakingOver(
            storage,
            settings,
            base.files,
            write,
            library,
            self.queue,
            collection.backups.first,
            parent,
        )
        self.news = SoundNews(player, settings, parent)
        self.news.noticed.connect(base.troubles.pass_on)
        self.devices = SoundDevicesService(base.files, settings, self.playback, tell, parent)
        self.loudness = LoudnessScanService(storage, base.readers, write, tell, parent)
        later("loudness", self.loudness.close)
        looks = Jobs("looks", 1, parent)
        kept = KeptFiles(base.profile.cache / "waves", ".wave")
        self.waveforms = WaveformsService(base.readers, looks, kept, tell, parent)
        self._silence = SilenceSkipper(self.playback, self.waveforms, settings, parent)
        later("look jobs", partial(looks.close, 3000))
        later("waveforms", self.waveforms.close)

    def _make_queue_tools(self, base: Foundation, collection: Collection) -> None:
        base.settings.follow(
            options.ONCE_MORE, lambda on: self.queue.set_once_more(on=on), self.queue
        )
        self.sleep = SleepTimer(
            cast("SleepPlayback", self.playback),
            cast("SleepQueue", self.queue),
            lambda: base.settings.get(options.SLEEP_FADE_S) * 1000,
            base.parent,
        )
        self.sessions = QueueSessions(
            base.storage,
            base.profile.database,
            base.write,
            self.queue,
            cast("SessionPlayback", self.playback),
            collection.undo,
            base.tell,
            base.parent,
        )
        self.sessions.moved.connect(lambda _: self._left.look_again())
        self.why = WhyService(self.queue, base.readers, base.read, base.tell)

    def restore(self) -> None:
        """Let the player stand where it stood, without a sound."""
        self.playback.restore(self.queue.position_ms)

    def settle(self) -> None:
        """Read what the first paint did not wait for."""
        self.sessions.load()

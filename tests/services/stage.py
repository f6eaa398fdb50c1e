"""Everything that playing needs: the silent player, the real queue rules, a real database."""

import os

from PySide6.QtCore import QObject

from mtplayer.audio.silent_player import SilentPlayer, library_length
from mtplayer.core.events import PlaybackState
from mtplayer.core.problems import AudioUnavailable, Unplayable
from mtplayer.core.tracks import PlayableFile
from mtplayer.services.listens import ListensService
from mtplayer.services.play_report import PlayReport
from mtplayer.services.playback import PlaybackService
from mtplayer.services.settings import SettingsService
from mtplayer.services.track_finder import TrackFinder
from tests.fakes.library import FakeTrack
from tests.fakes.play_order import FakeQueue
from tests.services.world import World

LENGTH = 60_000
PLAYING, PAUSED, STOPPED = PlaybackState.PLAYING, PlaybackState.PAUSED, PlaybackState.STOPPED


class FileReader:
    """Knows where files are, and nothing else."""

    def __init__(self, files):
        self._files = files

    def playable(self, ids):
        return [self._files[track] for track in ids if track in self._files]

    def interrupt(self):
        pass

    def close(self):
        pass


class Watch:
    """Keeps everything that was announced."""

    def __init__(self, playback):
        self.states, self.positions, self.failed, self.notices = [], [], [], []
        playback.state_changed.connect(self.states.append)
        playback.position_changed.connect(self.positions.append)
        playback.failed.connect(self.failed.append)
        playback.notice.connect(self.notices.append)


class Stage(QObject):
    """A window without a window: everything that playing needs, on files that do not sound."""

    def __init__(self, folder, qtbot, count=6, speed=1.0, settings=None):
        super().__init__()
        self.qtbot = qtbot
        self.files = {}
        self.broken = set()
        self.silent = False
        self.world = World(
            folder / "library.db",
            [FakeTrack(title=f"Song {n}", duration_ms=LENGTH) for n in range(count)],
            lambda: FileReader(self.files),
        )
        self.ids = self.world.ids
        for track in self.ids:
            path = folder / f"{track}.wav"
            path.write_bytes(b"RIFF")
            self.files[track] = PlayableFile(
                track=track, path=os.fsencode(path), duration_ms=LENGTH
            )
        self.stored = dict(settings or {})
        self.settings = SettingsService(self.stored, self.stored.update)
        self.queue = FakeQueue()
        self.player = SilentPlayer(self._length, speed=speed)
        failed = self.world.problems.append
        self.listens = ListensService(
            self.world.storage, self.world.write, self.world.library, self.settings, failed
        )
        self.playback = PlaybackService(
            self.player,
            self.queue,
            TrackFinder(self.world.readers, self.world.read, failed),
            self.listens,
            PlayReport(self.world.storage, self.world.write, self.world.library, failed),
            self.settings,
        )
        self.seen = Watch(self.playback)

    def _length(self, file):
        if self.silent:
            raise AudioUnavailable("No sound device was found.")
        if file.track in self.broken:
            raise Unplayable("There is no music in it that could be read.")
        return library_length(file)

    def double_click(self, row=0):
        self.playback.play_tracks(self.ids, row, "tracks")

    def until(self, condition, timeout=5000):
        self.qtbot.waitUntil(condition, timeout=timeout)

    def until_playing(self, track, beyond_ms=0):
        self.until(
            lambda: (
                self.player.file is not None
                and self.player.file.track == track
                and self.playback.position().ms > beyond_ms
                and self.playback.state is PLAYING
            )
        )

    def until_stopped(self):
        self.until(lambda: self.playback.state is STOPPED)

    def close(self):
        self.playback.close()
        self.player.close(1000)
        self.world.close()

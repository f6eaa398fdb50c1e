"""Everything that playing needs: the silent player, the real queue rules, a real database."""

import os
from contextlib import closing

from mtplayer.audio.silent_player import SilentPlayer, library_length
from mtplayer.core.events import PlaybackState
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.problems import AudioUnavailable, Unplayable
from mtplayer.services.listening.listens import ListensService
from mtplayer.services.playing.play_report import PlayReport
from mtplayer.services.playing.playback import PlaybackService
from mtplayer.services.playing.queue import QueueService
from mtplayer.services.playing.track_finder import TrackFinder
from mtplayer.services.settings import SettingsService
from mtplayer.storage.playing.queue_reader import read_queue
from mtplayer.storage.reader import LibraryReader
from tests.fakes.library import FakeTrack
from tests.services.world import World

LENGTH = 60_000
PLAYING, PAUSED, STOPPED = PlaybackState.PLAYING, PlaybackState.PAUSED, PlaybackState.STOPPED


class FileReader:
    """Knows where files are, and nothing else."""

    def __init__(self, files, database):
        self._files = files
        self._database = database

    def playable(self, ids):
        return [self._files[track] for track in ids if track in self._files]

    def bookmarks(self, track):
        with closing(LibraryReader(self._database)) as reader:
            return reader.bookmarks(track)

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


class Stage:
    """A window without a window: everything that playing needs.

    Its files do not sound, unless ``paths`` are real ones and ``player`` makes a real player.
    """

    def __init__(self, folder, qtbot, count=6, speed=1.0, settings=None, paths=None, player=None):
        self.qtbot = qtbot
        self.files = {}
        self.broken = set()
        self.silent = False
        paths = paths or [folder / f"{number}.wav" for number in range(count)]
        self.world = World(
            folder / "library.db",
            [FakeTrack(title=path.name, duration_ms=LENGTH) for path in paths],
            lambda: FileReader(self.files, folder / "library.db"),
        )
        self.ids = self.world.ids
        for track, path in zip(self.ids, paths, strict=True):
            if player is None:
                path.write_bytes(b"RIFF")
            self.files[track] = PlayableFile(
                track=track, path=os.fsencode(path), duration_ms=LENGTH
            )
        self.stored = dict(settings or {})
        self._make_player = player or (lambda: SilentPlayer(self._length, speed=speed))
        self._open()

    def _open(self):
        self.settings = SettingsService(self.stored, self.stored.update)
        world, failed = self.world, self.world.problems.append
        self.queue = QueueService(world.storage, world.write, world.undo, failed)
        self.player = self._make_player()
        self.listens = ListensService(
            world.storage, world.write, world.library, self.settings, failed
        )
        self.playback = PlaybackService(
            self.player,
            self.queue,
            TrackFinder(world.readers, world.read, failed),
            self.listens,
            PlayReport(world.storage, world.write, world.library, failed),
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
                self.playback.entry is not None
                and self.playback.entry.track == track
                and self.playback.position().ms > beyond_ms
                and self.playback.state is PLAYING
            )
        )

    def until_stopped(self):
        self.until(lambda: self.playback.state is STOPPED)

    def restart(self):
        """Quit and start again on the same library and settings."""
        self._quit()
        self.world.restart()
        self._open()
        stored = read_queue(self.world.database)
        self.queue.restore(stored)
        self.playback.restore(stored.position_ms)

    def close(self):
        self._quit()
        self.world.close()

    def _quit(self):
        self.playback.close()
        self.queue.flush()
        self.settings.save_now()
        self.player.close(5000)

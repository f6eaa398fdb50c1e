"""Plays a list from front to back with the services of the window, but without one."""

import logging
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from mtplayer.core import options
from mtplayer.core.events import Notice, PlaybackFailed, PlaybackState, Position
from mtplayer.core.playing.stations import is_stream
from mtplayer.core.ports import AudioPlayer, PlayerEnded, PlayerEvent, PlayerStarted
from mtplayer.core.record import record
from mtplayer.online.relay import Relays
from mtplayer.online.silence import why_silent
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.paths import Profile
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services import settings_file
from mtplayer.services.library.library import LibraryService
from mtplayer.services.listening.listens import ListensService
from mtplayer.services.playing.asked_tracks import AskedReader, AskedTrack
from mtplayer.services.playing.file_order import FileOrder
from mtplayer.services.playing.play_report import PlayReport
from mtplayer.services.playing.playback import PlaybackService
from mtplayer.services.playing.track_finder import TrackFinder
from mtplayer.services.readers import Readers
from mtplayer.services.settings import SettingsService
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage

log = logging.getLogger(__name__)

SOURCE = "play"


@record
class SessionEvent:
    """What happened: ``started``, ``position``, ``ended``, ``failed`` or ``finished``."""

    kind: str
    track: AskedTrack | None = None
    ms: int = 0
    duration_ms: int = 0
    reason: str = ""
    played: int = 0
    failed: int = 0


class PlaySession(QObject):
    """Everything that playing needs; ``happened`` ends with one ``finished``."""

    happened: TypedSignal[SessionEvent] = signal()

    def __init__(
        self,
        profile: Profile,
        tracks: list[AskedTrack],
        player: AudioPlayer,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tracks = {track.id: track for track in tracks}
        self._order = [track.id for track in tracks]
        self._closing = ExitStack()
        self._played = self._failed = 0
        self._over = False
        self._sounding = False
        self._queue = FileOrder(SOURCE, self)
        # Connected first: when a track ended, playback turns to the next one at once.
        player.happened.connect(self._on_player)
        self._playback = self._build(profile, player)
        self._playback.state_changed.connect(self._on_state)
        self._playback.position_changed.connect(self._on_position)
        self._playback.failed.connect(self._on_failed)
        self._playback.notice.connect(self._on_notice)

    def start(self) -> None:
        """Play."""
        self._playback.play_tracks(self._order, 0, SOURCE)

    def close(self) -> None:
        """Write down what was heard and let go of everything."""
        self._over = True
        self._closing.close()

    def _build(self, profile: Profile, player: AudioPlayer) -> PlaybackService:
        later = self._closing.callback
        storage = Storage(profile.database)
        later(storage.close)
        settings = SettingsService(_stored(profile.settings), _forget, self)
        self._relays = Relays(lambda: settings.get(options.TRUSTED_SERVERS))
        later(self._relays.close)
        asked = [_routed(track, self._relays) for track in self._tracks.values()]
        readers = Readers(partial(AskedReader, profile.database, asked))
        later(readers.close)
        write, read = Jobs("write", 1, self), Jobs("read", 2, self)
        later(write.drain, 5000)
        later(read.close, 2000)
        undo = UndoService(storage, write, _log)
        library = LibraryService(readers, storage, read, write, undo, _log, self)
        later(player.close, 5000)
        playback = PlaybackService(
            player,
            self._queue,
            TrackFinder(readers, read, _log),
            ListensService(storage, write, library, settings, _log, self),
            PlayReport(storage, write, library, _log),
            settings,
            self,
        )
        later(playback.close)
        return playback

    @property
    def _track(self) -> AskedTrack | None:
        entry = self._playback.entry
        return self._tracks.get(entry.track) if entry is not None else None

    @Slot(object)
    def _on_player(self, event: PlayerEvent) -> None:
        if isinstance(event, PlayerStarted):
            self._sounding = True
            length = self._playback.current_duration_ms
            self._say(SessionEvent(kind="started", track=self._track, duration_ms=length))
        elif isinstance(event, PlayerEnded):
            self._played += 1
            self._sounding = False
            ms = self._playback.position().ms
            self._say(SessionEvent(kind="ended", track=self._track, ms=ms))

    @Slot(object)
    def _on_position(self, position: Position) -> None:
        if self._sounding and self._playback.state is PlaybackState.PLAYING:
            self._say(
                SessionEvent(
                    kind="position",
                    track=self._track,
                    ms=position.ms,
                    duration_ms=position.duration_ms,
                )
            )

    @Slot(object)
    def _on_failed(self, event: PlaybackFailed) -> None:
        self._failed += 1
        self._sounding = False
        track = self._tracks.get(event.track)
        reason = event.problem.sentence
        if track is not None and is_stream(track.path):
            # There is no window that would wait for the answer.
            url = track.path.decode()
            why = why_silent(url, self._relays.accepted(url))
            reason = why.sentence if why is not None else reason
        self._say(SessionEvent(kind="failed", track=track, reason=reason))

    @Slot(object)
    def _on_notice(self, notice: Notice) -> None:
        if notice.is_error and self._playback.state is PlaybackState.PAUSED:
            self._failed += 1
            self._say(SessionEvent(kind="failed", track=self._track, reason=notice.detail))
            self._finish()

    @Slot(object)
    def _on_state(self, state: PlaybackState) -> None:
        if state is PlaybackState.STOPPED:
            self._finish()

    def _finish(self) -> None:
        event = SessionEvent(kind="finished", played=self._played, failed=self._failed)
        self._say(event)
        self._over = True

    def _say(self, event: SessionEvent) -> None:
        if not self._over:
            self.happened.emit(event)


def _routed(track: AskedTrack, relays: Relays) -> AskedTrack:
    """Return a track as it can be heard: by way of us, where the window accepted a server."""
    if not is_stream(track.path):
        return track
    path = relays.route(track.path.decode()).encode()
    return AskedTrack(id=track.id, path=path, words=track.words)


def _stored(path: Path) -> dict[str, object]:
    try:
        return settings_file.read(path)
    except settings_file.SettingsUnreadable as problem:
        log.warning("%s The default settings are used.", problem)
        return {}


def _forget(_values: object) -> None:
    """Leave the settings to the window, which may be open."""


def _log(error: Exception) -> None:
    log.error("not stored: %s", error)

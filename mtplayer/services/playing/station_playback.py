"""Plays the queue, or a radio station in its place, and comes back to where the queue stood."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from mtplayer.core.events import CurrentChanged, Entry, Notice, PlaybackState
from mtplayer.core.playing.position_clock import clamped
from mtplayer.core.playing.stations import OnAir, Reception, Station, artist_and_title, stream_file
from mtplayer.core.playing.trust import Doubt, host_of
from mtplayer.core.ports import (
    AudioPlayer,
    PlayerBuffering,
    PlayerEnded,
    PlayerEvent,
    PlayerFailed,
    PlayerNews,
    PlayerPath,
    PlayerPosition,
    PlayerStarted,
    PlayerUnavailable,
    StreamEvent,
)
from mtplayer.core.problems import Problem
from mtplayer.core.sound.sound import SignalPath
from mtplayer.core.typed import override
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.listening.listens import ListensService
from mtplayer.services.playing.airings import Airings
from mtplayer.services.playing.play_order import PlayOrder
from mtplayer.services.playing.play_report import PlayReport
from mtplayer.services.playing.playback import PlaybackService
from mtplayer.services.playing.station_lines import (
    AGAIN_AFTER_S,
    ENDED,
    FIRST_TRIES,
    LENGTH_MOVES_MS,
    cannot_be_heard,
    over,
)
from mtplayer.services.playing.track_finder import TrackFinder
from mtplayer.services.settings import SettingsService

if TYPE_CHECKING:
    from mtplayer.online.obstacles import Obstacle

    Explain = Callable[[str, Callable[[Obstacle | None], object]], object]


class StationPlayback(PlaybackService):
    """What is on air replaces what the queue says until it is stopped or a track is played.

    To pause is to hang up: what is sent meanwhile cannot be had later.
    """

    on_air_changed: TypedSignal[OnAir | None] = signal()
    doubted: TypedSignal[Doubt] = signal()

    def __init__(
        self,
        player: AudioPlayer,
        queue: PlayOrder,
        finder: TrackFinder,
        listens: ListensService,
        report: PlayReport,
        settings: SettingsService,
        airings: Airings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(player, queue, finder, listens, report, settings, parent)
        self._airings = airings
        self._on_air: OnAir | None = None
        self._stood_at_ms = 0
        self._tries = 0
        self._was_heard = False
        self._from_ms = 0
        self._explained: Problem | None = None
        self._explain: Explain | None = None
        self._route: Callable[[str], str] = str
        self._neighbour: Callable[[Station, int], Station | None] = _nobody
        self._path: SignalPath | None = None
        self.path_changed.connect(self._keep_path)
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self._connect)

    @property
    def on_air(self) -> OnAir | None:
        """The station that is tuned in, also while it is paused."""
        return self._on_air

    @property
    def path(self) -> SignalPath | None:
        """What happens to the sound on its way, as it was told last."""
        return self._path

    def set_neighbours(self, neighbour: Callable[[Station, int], Station | None]) -> None:
        """Let Next and Previous go through the stations that are kept."""
        self._neighbour = neighbour

    def explain_with(self, explain: "Explain") -> None:
        """Let somebody find out why an address gives no sound."""
        self._explain = explain

    def route_by(self, route: Callable[[str], str]) -> None:
        """Let somebody say by which address another one is heard."""
        self._route = route

    def tune_in(self, station: Station) -> None:
        """Play a station; the queue waits where it is."""
        if self._on_air is None:
            self._leave_queue()
        self._airings.end()
        self._from_ms = 0
        self._call(OnAir(station=station, reception=Reception.CONNECTING))

    @override
    def play(self) -> None:
        if self._on_air is None:
            super().play()
        elif self._state is not PlaybackState.PLAYING:
            self._airings.end()
            self._call(self._on_air)

    @override
    def pause(self) -> None:
        if self._on_air is None:
            super().pause()
        else:
            self._keep_place()
            self._hang_up(Reception.OFF)

    @override
    def seek(self, ms: float) -> None:
        on_air = self._on_air
        if on_air is None:
            super().seek(ms)
        elif on_air.seekable:
            self._from_ms = place = clamped(ms, on_air.length_ms)
            self._place.jump(place)
            if on_air.reception in (Reception.PLAYING, Reception.BUFFERING):
                self._player.seek(place)

    @override
    def stop(self) -> None:
        if self._on_air is None:
            super().stop()
            return
        self._generation = self._number()
        self._player.stop()
        self._place.jump(0)
        self._set_state(PlaybackState.STOPPED)
        self._leave_air()
        self.restore(self._stood_at_ms)

    @override
    def next(self) -> None:
        if not self._turn_dial(1):
            super().next()

    @override
    def previous(self) -> None:
        if not self._turn_dial(-1):
            super().previous()

    @override
    def close(self) -> None:
        self._again.stop()
        self._airings.end()
        super().close()

    @override
    def _start(self, entry: Entry, start_ms: int, *, paused: bool = False) -> None:
        if self._on_air is not None:
            self._leave_air()
        super()._start(entry, start_ms, paused=paused)

    @override
    @Slot(object)
    def _on_current(self, change: CurrentChanged) -> None:
        if self._on_air is None:
            super()._on_current(change)
        elif not self._steering:
            self._stood_at_ms = 0

    @override
    @Slot(object)
    def _on_event(self, event: PlayerEvent | StreamEvent) -> None:
        if isinstance(event, PlayerBuffering | PlayerNews):
            if event.generation == self._generation and self._on_air is not None:
                self._on_stream_event(event)
        elif self._on_air is None:
            super()._on_event(event)
        elif event.generation == self._generation:
            self._on_station_event(event)

    @override
    @Slot()
    def _keep_position(self) -> None:
        if self._on_air is None:
            super()._keep_position()

    def _on_station_event(self, event: PlayerEvent) -> None:
        match event:
            case PlayerStarted():
                self._tries, self._was_heard = 0, True
                self._say(Reception.PLAYING)
            case PlayerPosition(ms=ms, at=at):
                if self._state is PlaybackState.PLAYING:
                    self._place.report(ms, at)
                    self._doubt_length(ms)
            case PlayerPath(path=path):
                self.path_changed.emit(path)
            case PlayerFailed(problem=problem):
                self._lose(problem)
            case PlayerEnded():
                self._end_stream()
            case PlayerUnavailable(problem=problem):
                self._hang_up(Reception.OFF)
                self.notice.emit(Notice(text=problem.title, detail=problem.sentence, is_error=True))
            case _:
                return

    def _on_stream_event(self, event: StreamEvent) -> None:
        on_air = self._on_air
        if on_air is None:
            return
        if isinstance(event, PlayerBuffering):
            self._say(Reception.BUFFERING if event.dry else Reception.PLAYING)
            return
        self._take_length(on_air, event)
        artist, title = artist_and_title(event.playing)
        if (artist, title) != (on_air.artist, on_air.title):
            self._on_air = replace(self._on_air or on_air, artist=artist, title=title)
            self._airings.begin(on_air.station, artist, title)
            if on_air.reception is Reception.PLAYING:
                self._airings.resume()
            self.on_air_changed.emit(self._on_air)

    def _take_length(self, on_air: OnAir, event: PlayerNews) -> None:
        """Take in how long it is."""
        moved = abs(event.length_ms - on_air.length_ms) > LENGTH_MOVES_MS
        if moved or event.seekable is not on_air.seekable:
            self._on_air = replace(on_air, length_ms=event.length_ms, seekable=event.seekable)
            self._place.duration_ms = event.length_ms
            self._place.tell_soon()
            self.on_air_changed.emit(self._on_air)

    def _doubt_length(self, ms: int) -> None:
        """Forget a length that was none: it goes on behind it."""
        on_air = self._on_air
        if on_air is not None and 0 < on_air.length_ms < ms - over(on_air.length_ms):
            self._on_air = replace(on_air, length_ms=0, seekable=False)
            self._place.duration_ms = 0
            self.on_air_changed.emit(self._on_air)

    def _keep_place(self) -> None:
        """Go on from here the next time, if that can be had."""
        if self._on_air is not None and self._on_air.seekable:
            self._from_ms = self.position().ms

    def _leave_queue(self) -> None:
        """Let the queue stand where it is."""
        # The position stands from here on: what is kept and what is come back to are one.
        self._hearing.end(finished=False, skips=False)
        self._stood_at_ms = self.position().ms
        self._search.cancel()
        self._following.forget()
        self._keep_position()
        self._entry = self._file = None

    def _leave_air(self) -> None:
        """Forget the station."""
        self._again.stop()
        self._airings.end()
        self._on_air = None
        self.on_air_changed.emit(None)

    def _turn_dial(self, by: int) -> bool:
        on_air = self._on_air
        if on_air is None:
            return False
        other = self._neighbour(on_air.station, by)
        if other is not None:
            self.tune_in(other)
        return True

    @Slot(object)
    def _keep_path(self, path: SignalPath) -> None:
        self._path = path

    def _call(self, on_air: OnAir) -> None:
        """Call for the first time, or as if it were."""
        self._tries, self._was_heard, self._explained = 0, False, None
        self._on_air = on_air
        self._connect()

    @Slot()
    def _connect(self) -> None:
        on_air = self._on_air
        if on_air is None:
            return
        self._generation = self._number()
        self._player.stop()
        self._place.duration_ms = on_air.length_ms
        self._place.jump(self._from_ms)
        self._set_state(PlaybackState.PLAYING)
        self._say(Reception.RECONNECTING if self._tries else Reception.CONNECTING)
        file = stream_file(self._route(on_air.station.url))
        self._player.load(file, self._generation, start_ms=self._from_ms, paused=False)

    def _end_stream(self) -> None:
        """Rest where a song at an address is over; what has no end was cut."""
        ms, length = self.position().ms, self._on_air.length_ms if self._on_air else 0
        if length and abs(ms - length) <= over(length):
            self._from_ms = 0
            self._hang_up(Reception.OFF)
        else:
            self._lose(ENDED)

    def _lose(self, problem: Problem) -> None:
        """Find out why an address never gave a sound, then go on from there."""
        if self._on_air is None:
            return
        if self._was_heard or self._explain is None or self._explained is not None:
            self._try_again(self._explained or problem)
            return
        self._explained = problem
        known = partial(self._know_why, self._generation, problem)
        self._explain(self._on_air.station.url, known)

    def _know_why(self, generation: int, problem: Problem, why: "Obstacle | None") -> None:
        if generation != self._generation or self._on_air is None:
            return
        if why is not None:
            problem = self._explained = replace(problem, sentence=why.sentence)
        if why is not None and why.certificate:
            self._hang_up(Reception.LOST, why.sentence)
            self.doubted.emit(_doubt(self._on_air.station, why))
        elif why is not None and why.lasting:
            self._give_up(problem)
        else:
            self._try_again(problem)

    def _give_up(self, problem: Problem) -> None:
        if (on_air := self._on_air) is not None:
            self._hang_up(Reception.LOST, problem.sentence)
            self.notice.emit(cannot_be_heard(on_air.station, problem, heard=self._was_heard))

    def _try_again(self, problem: Problem) -> None:
        """Call again after a while, longer each time, or give up."""
        if self._tries >= (len(AGAIN_AFTER_S) if self._was_heard else FIRST_TRIES):
            self._give_up(problem)
            return
        self._keep_place()
        wait_s = AGAIN_AFTER_S[self._tries]
        self._tries += 1
        self._place.hold()
        self._say(Reception.RECONNECTING, problem.sentence)
        self._again.start(wait_s * 1000)

    def _hang_up(self, reception: Reception, problem: str = "") -> None:
        """Let go of the line, and stay tuned."""
        self._again.stop()
        self._generation = self._number()
        self._player.stop()
        self._place.hold()
        self._say(reception, problem)
        self._airings.end()
        self._set_state(PlaybackState.PAUSED)

    def _say(self, reception: Reception, problem: str = "") -> None:
        if self._on_air is None:
            return
        if reception is Reception.PLAYING:
            if self._on_air.reception is not Reception.PLAYING and not self._airings.on:
                on_air = self._on_air
                self._airings.begin(on_air.station, on_air.artist, on_air.title)
            self._airings.resume()
        else:
            self._place.hold()
            self._airings.pause()
        self._on_air = replace(self._on_air, reception=reception, problem=problem)
        self.on_air_changed.emit(self._on_air)


def _doubt(station: Station, why: "Obstacle") -> Doubt:
    return Doubt(
        station=station,
        host=host_of(station.url),
        reason=why.sentence,
        certificate=why.certificate,
    )


def _nobody(_station: Station, _by: int) -> None:
    """Know of no other station."""

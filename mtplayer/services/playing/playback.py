"""Plays the queue: drives the player, follows what it says, and nothing else decides what plays."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Slot

from mtplayer.core.events import (
    CurrentChanged,
    Entry,
    Notice,
    PlaybackFailed,
    PlaybackState,
    Position,
)
from mtplayer.core.ids import EntryId
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.playing.position_clock import clamped
from mtplayer.core.ports import (
    AudioPlayer,
    PlayerEnded,
    PlayerEvent,
    PlayerFailed,
    PlayerLength,
    PlayerPath,
    PlayerPosition,
    PlayerStarted,
    PlayerUnavailable,
)
from mtplayer.core.problems import Problem
from mtplayer.core.sound.sound import SignalPath
from mtplayer.runtime.jobs import Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.listening.hearing import Hearing
from mtplayer.services.listening.listens import ListensService
from mtplayer.services.playing.following import Following, Queued
from mtplayer.services.playing.play_order import PlayOrder
from mtplayer.services.playing.play_report import PlayReport
from mtplayer.services.playing.position_teller import PositionTeller
from mtplayer.services.playing.skipped_tracks import SkippedTracks, ended_early
from mtplayer.services.playing.track_finder import AWAY, UNKNOWN, TrackFinder
from mtplayer.services.settings import SettingsService
from mtplayer.services.sound.loudness import Loudness

KEEP_POSITION_MS = 5000

_LENGTH_ERROR_MS = 1500
_WRONG_LENGTH_MS = 1000

T = TypeVar("T")


class PlaybackService(Loudness):
    """The transport. Positions are announced at most ten times a second and never go back.

    ``fill`` is called by Play with an empty queue: it plays what the view shows.
    """

    state_changed: TypedSignal[PlaybackState] = signal()
    position_changed: TypedSignal[Position] = signal()
    failed: TypedSignal[PlaybackFailed] = signal()
    notice: TypedSignal[Notice] = signal()
    path_changed: TypedSignal[SignalPath] = signal()

    def __init__(
        self,
        player: AudioPlayer,
        queue: PlayOrder,
        finder: TrackFinder,
        listens: ListensService,
        report: PlayReport,
        settings: SettingsService,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(player, settings, parent)
        self._queue = queue
        self._finder = finder
        self._report = report
        self._skipped = SkippedTracks(self.notice.emit, self)
        self._place = PositionTeller(self.position_changed.emit, self)
        self._hearing = Hearing(listens, self._place)
        self._state = PlaybackState.STOPPED
        self._entry: Entry | None = None
        self._file: PlayableFile | None = None
        self._search = Token()
        self._number: Callable[[], int] = partial(next, count(1))
        self._generation = 0
        self._following = Following(player, queue, finder, self._number, self)
        self._start_ms = 0
        self._backwards = False
        self._steering = False
        self._fill: Callable[[], object] | None = None
        self._keeper = QTimer(self, interval=KEEP_POSITION_MS)
        self._keeper.timeout.connect(self._keep_position)
        player.happened.connect(self._on_event)
        queue.current_changed.connect(self._on_current)

    @property
    def state(self) -> PlaybackState:
        """What the player is doing."""
        return self._state

    @property
    def entry(self) -> Entry | None:
        """What plays, waits, or played last."""
        return self._entry

    @property
    def current_duration_ms(self) -> int:
        """How long it is, 0 while that is not known."""
        return self._place.duration_ms

    def position(self) -> Position:
        """Return where the sound is now."""
        return self._place.position()

    def set_fill(self, fill: Callable[[], object]) -> None:
        """Let the view that is shown answer Play with an empty queue."""
        self._fill = fill

    def play_tracks(self, ids: Sequence[int], start_row: int | None, source: str) -> None:
        """Play a list from one of its rows, as a double click does; with none, from anywhere."""
        self._steer(partial(self._queue.replace, ids, start_row, source))
        self._play_asked(self._queue.current)

    def play_entry(self, entry: EntryId) -> None:
        """Play another place of the queue."""
        self._steer(partial(self._queue.jump, entry))
        self._play_asked(self._queue.current)

    def play_pause(self) -> None:
        """Turn one into the other."""
        if self._state is PlaybackState.PLAYING:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Go on, or begin: with the queue, or with what the view shows if that is empty."""
        if self._state is PlaybackState.PAUSED and self._entry is not None:
            if self._file is not None and self._file.state in AWAY:
                self._start(self._entry, self.position().ms)  # perhaps it came back
                return
            self._set_state(PlaybackState.PLAYING)
            self._player.resume()
        elif self._state is PlaybackState.STOPPED:
            self._begin()

    def pause(self) -> None:
        """Hold still."""
        if self._state is PlaybackState.PLAYING:
            self._hearing.silence()
            self._player.pause()
            self._set_state(PlaybackState.PAUSED)
            self._keep_position()

    def stop(self) -> None:
        """Be silent; the track stays where the queue stands, to begin again."""
        self._search.cancel()
        self._following.forget()
        self._generation = self._number()
        self._player.stop()
        self._hearing.end(finished=False, skips=False)
        self._place.jump(0)
        self._set_state(PlaybackState.STOPPED)
        self._keep_position()

    def next(self) -> None:
        """Play what comes next."""
        self._turn_to(self._steer(partial(self._queue.next, manual=True)))

    def previous(self) -> None:
        """Begin the track again, or play what played before it."""
        entry = self._steer(partial(self._queue.previous, self.position().ms))
        if entry is None:
            self.seek(0)
        else:
            self._turn_to(entry)
            self._backwards = True

    def seek(self, ms: float) -> None:
        """Go to a place in the track; anything outside becomes its beginning or end."""
        if self._entry is None or self._state is PlaybackState.STOPPED:
            return
        place = clamped(ms, self.current_duration_ms)
        self._hearing.silence()
        self._place.jump(place)
        self._start_ms = place
        if self._file is not None:
            self._player.seek(place)
        self._keep_position()

    def seek_by(self, ms: float) -> None:
        """Go some way from where the sound is."""
        self.seek(self.position().ms + ms)

    def restore(self, position_ms: int) -> None:
        """Wait where the last session ended."""
        if (entry := self._queue.current) is not None:
            self._start(entry, max(0, position_ms), paused=True)

    def close(self) -> None:
        """Write down the listen and the position; nothing is announced afterwards."""
        self._search.cancel()
        self._place.close()
        self._keeper.stop()
        self._keep_position()
        self._generation = self._number()
        self._player.stop()
        self._hearing.end(finished=False, skips=False)
        self._skipped.tell()

    def _begin(self) -> None:
        entry = self._queue.current
        if entry is None and len(self._queue):
            entry = self._steer(partial(self._queue.next, manual=True))
        if entry is not None:
            self._play_asked(entry)
        elif self._fill is not None:
            self._fill()

    def _play_asked(self, entry: Entry | None) -> None:
        """Play what somebody chose: it is told of even if it failed before."""
        if entry is not None:
            self._skipped.choose(entry.track)
        self._turn_to(entry)

    def _turn_to(self, entry: Entry | None) -> None:
        self._backwards = False
        self._skipped.begin_round()
        self._hearing.end(finished=False)
        self.stop() if entry is None else self._start(entry, 0)

    def _start(self, entry: Entry, start_ms: int, *, paused: bool = False) -> None:
        before = self._entry
        self._search.cancel()
        self._following.forget()
        self._generation = self._number()
        if paused or self._state is not PlaybackState.PLAYING:
            self._player.stop()  # else it sounds until the new one does
        self._hearing.end(finished=False)
        self._entry, self._file = entry, None
        self._place.duration_ms = 0
        self._start_ms = start_ms
        self._place.jump(start_ms)
        self._set_state(PlaybackState.PAUSED if paused else PlaybackState.PLAYING)
        after = self._queue.peek()
        near = [one.track for one in (before, after) if one is not None and one != entry]
        self._search = self._finder.find(entry.track, self._on_found, near)

    def _on_found(self, file: PlayableFile | None) -> None:
        self._file = file
        if file is None:
            self._skip(UNKNOWN)
            return
        self._place.duration_ms = max(0, file.duration_ms)
        paused = self._state is PlaybackState.PAUSED
        if not paused and (away := AWAY.get(file.state)) is not None:
            self._skip(away)
            return
        self._start_ms = clamped(self._start_ms or file.resume_ms, self._place.duration_ms)
        self._player.load(file, self._generation, start_ms=self._start_ms, paused=paused)
        if self._entry is not None:
            self._following.begin(self._entry)
        self._place.tell_soon()

    def _skip(self, problem: Problem) -> None:
        """Leave out what gives no sound, and stop when nothing is left."""
        entry = self._entry
        if entry is None:
            return
        self._report.no_sound(entry.track, self._file, problem)
        self._skipped.add(entry, self._file, problem)
        self.failed.emit(PlaybackFailed(track=entry.track, problem=problem))
        follower = self._after_failure()
        if follower is None or not self._skipped.may_follow(follower):
            self._skipped.give_up()
            self.stop()
        else:
            self._start(follower, 0, paused=self._state is PlaybackState.PAUSED)

    def _after_failure(self) -> Entry | None:
        if self._backwards:
            back = self._steer(partial(self._queue.previous, 0))
            if back is not None and self._skipped.may_follow(back):
                return back
            self._backwards = False
        return self._steer(partial(self._queue.next, manual=False, played=False))

    @Slot(object)
    def _on_event(self, event: PlayerEvent) -> None:
        if event.generation != self._generation or self._entry is None:
            return
        match event:
            case PlayerStarted():
                self._on_started(self._entry)
            case PlayerPosition(ms=ms, at=at):
                self._on_position(ms, at)
            case PlayerLength(ms=ms, exact=exact):
                self._on_length(ms, exact=exact)
            case PlayerEnded(followed_by=followed_by, early=early):
                self._on_ended(followed_by, early=early)
            case PlayerPath(path=path):
                self.path_changed.emit(path)
            case PlayerFailed(problem=problem):
                self._skip(problem)
            case PlayerUnavailable(ms=ms, problem=problem):
                self._on_unavailable(ms, problem)

    def _on_started(self, entry: Entry) -> None:
        self._backwards = False
        self._skipped.begin_round()
        self._skipped.hear(entry.track, self._file)
        self._report.sound(entry.track, self._file)

    def _on_position(self, ms: int, at: float) -> None:
        if self._state is not PlaybackState.PLAYING or self._entry is None:
            return
        self._place.report(ms, at)
        if 0 < self._place.duration_ms < ms - _LENGTH_ERROR_MS:
            self._place.duration_ms = 0  # a wrong guess, as of VBR files without a table
        self._hearing.sound(self._entry, self.current_duration_ms, self._queue.source)

    def _on_length(self, ms: int, *, exact: bool) -> None:
        known = self._place.duration_ms
        if self._entry is None or ms <= 0 or (known > 0 and not exact):
            return
        self._place.duration_ms = ms
        self._hearing.correct(ms)
        if known <= 0 or abs(known - ms) >= _WRONG_LENGTH_MS:
            self._report.length(self._entry.track, ms)
        self._place.tell_soon()

    def _on_ended(self, followed_by: int | None, *, early: bool) -> None:
        if self._entry is not None and self._place.duration_ms <= 0:
            self._report.length(self._entry.track, self.position().ms)
        if early:
            self.notice.emit(ended_early(self._file))
        self._hearing.end(finished=not early, skips=False)
        queued = self._following.take(followed_by)
        follower = self._steer(partial(self._queue.next, manual=False))
        if queued is not None and queued.entry == follower:
            self._go_on(queued)
        else:
            self._turn_to(follower)

    def _go_on(self, queued: Queued) -> None:
        """Follow the player into what it joined on by itself."""
        self._backwards = False
        self._skipped.begin_round()
        self._generation = queued.generation
        self._entry, self._file = queued.entry, queued.file
        self._start_ms, self._place.duration_ms = 0, max(0, queued.file.duration_ms)
        self._place.jump(0)
        self._following.begin(queued.entry)

    def _on_unavailable(self, ms: int, problem: Problem) -> None:
        self._hearing.silence()
        self._place.jump(ms)
        self._set_state(PlaybackState.PAUSED)
        self.notice.emit(Notice(text=problem.title, detail=problem.sentence, is_error=True))

    @Slot(object)
    def _on_current(self, _change: CurrentChanged) -> None:
        """Follow the cursor when it moved by itself: its entry was removed, or brought back."""
        entry = self._queue.current
        if self._steering or entry == self._entry:
            return
        if entry is None or self._state is PlaybackState.STOPPED:
            self._entry, self._file = entry, None
            self._place.duration_ms = 0
            self.stop()
        else:
            self._start(entry, 0, paused=self._state is PlaybackState.PAUSED)

    def _steer(self, turn: Callable[[], T]) -> T:
        self._steering = True
        try:
            return turn()
        finally:
            self._steering = False

    def _set_state(self, state: PlaybackState) -> None:
        playing = state is PlaybackState.PLAYING
        if playing and not self._keeper.isActive():
            self._keeper.start()
        elif not playing:
            self._keeper.stop()
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)
        self._place.run(running=playing)

    @Slot()
    def _keep_position(self) -> None:
        self._queue.keep_position(self.position().ms)

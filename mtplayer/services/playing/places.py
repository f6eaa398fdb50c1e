"""Lets long tracks go on where they stopped, and keeps bookmarks."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Slot

from mtplayer.core import options
from mtplayer.core.events import CurrentChanged, PlaybackState, Position
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import PlayableFile
from mtplayer.core.playing.places import Bookmark, BookmarksChanged, resume_rules, worth_keeping
from mtplayer.core.record import short_record
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.services.playing.play_order import PlayOrder
from mtplayer.services.playing.playback import PlaybackService
from mtplayer.services.readers import Readers
from mtplayer.services.settings import SettingsService
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit

T = TypeVar("T")

KEEP_EVERY_MS: Final = 15_000


class _Known(NamedTuple):
    file: PlayableFile | None
    bookmarks: tuple[Bookmark, ...]


@short_record
class KeptIn:
    """The library, and the jobs that read and write it."""

    readers: Readers
    read: Jobs
    storage: Storage
    write: Jobs


class PlacesService(QObject):
    """Follows what plays. A track that came near its end, or hardly began, begins anew."""

    bookmarks_changed: TypedSignal[BookmarksChanged] = signal()

    def __init__(
        self,
        library: KeptIn,
        settings: SettingsService,
        playback: PlaybackService,
        queue: PlayOrder,
        undo: UndoService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._settings, self._playback, self._undo = settings, playback, undo
        self._failed = failed
        self._search = Token()
        self._track: TrackId | None = None
        self._file: PlayableFile | None = None
        self._ms = self._duration_ms = self._kept_ms = 0
        self._bookmarks: tuple[Bookmark, ...] = ()
        queue.current_changed.connect(self._on_current)
        playback.position_changed.connect(self._on_position)
        playback.state_changed.connect(self._on_state)
        entry = queue.current
        self._follow(entry.track if entry is not None else None)

    @property
    def bookmarks(self) -> tuple[Bookmark, ...]:
        """Those of the track that plays, from its beginning on."""
        return self._bookmarks

    def add_bookmark(self, ms: int | None = None) -> None:
        """Mark a place of the track that plays, by itself where the sound is."""
        track = self._track
        if track is None or track <= 0:
            return
        place = self._playback.position().ms if ms is None else max(0, ms)
        at = now_ms()
        self._change(
            track,
            lambda unit: unit.places.add_bookmark(track, place, "", at),
            partial(self._note, "Bookmark added", added=True),
        )

    def remove_bookmark(self, bookmark: Bookmark) -> None:
        """Take a bookmark away."""
        self._change(
            bookmark.track,
            lambda unit: unit.places.remove_bookmark(bookmark.id),
            lambda _: self._note("Bookmark removed", bookmark, added=False),
        )

    def jump(self, bookmark: Bookmark) -> None:
        """Go to a bookmark of the track that plays."""
        if bookmark.track == self._track:
            self._playback.seek(bookmark.ms)
            self._playback.play()

    def close(self) -> None:
        """Write down where the track stops."""
        self._search.cancel()
        self._keep()
        self._track = None

    def _note(self, words: str, bookmark: Bookmark, *, added: bool) -> None:
        take = partial(
            self._change,
            bookmark.track,
            lambda unit: unit.places.remove_bookmark(bookmark.id),
            lambda _: None,
        )
        put = partial(
            self._change,
            bookmark.track,
            lambda unit: unit.places.bring_back(bookmark),
            lambda _: None,
        )
        undo, redo = (take, put) if added else (put, take)
        self._undo.note_step(words, undo, redo, offer=True)

    def _change(
        self,
        track: TrackId,
        work: "Callable[[Unit], T]",
        done: Callable[[T], object],
    ) -> None:
        def changed(result: T) -> None:
            done(result)
            if track == self._track:
                self._look(track)

        library = self._library
        library.write.run(lambda _: library.storage.write(work), changed, self._failed)

    @Slot(object)
    def _on_current(self, change: CurrentChanged) -> None:
        if change.track != self._track:
            self._keep()
            self._follow(change.track)

    def _follow(self, track: TrackId | None) -> None:
        self._track, self._file = track, None
        self._ms = self._duration_ms = self._kept_ms = 0
        self._show(())
        self._search.cancel()
        if track is not None and track > 0:
            self._look(track)

    def _look(self, track: TrackId) -> None:
        # Two jobs may read at once: the older answer could come last, and stay.
        self._search.cancel()
        self._search = self._library.read.run(
            partial(self._find, track), partial(self._found, track), self._failed
        )

    def _find(self, track: TrackId, token: Token) -> _Known:
        with self._library.readers.lent(token) as reader:
            file = next(iter(reader.playable([track])), None)
            return _Known(file, tuple(reader.bookmarks(track)))

    def _found(self, track: TrackId, known: _Known) -> None:
        if track != self._track:
            return
        self._file = known.file
        self._show(known.bookmarks)
        if known.file is not None and known.file.resume_ms and not self._resumes(known.file):
            self._forget(track)  # the rules changed since it was kept

    def _show(self, bookmarks: Sequence[Bookmark]) -> None:
        if tuple(bookmarks) != self._bookmarks:
            self._bookmarks = tuple(bookmarks)
            self.bookmarks_changed.emit(
                BookmarksChanged(track=self._track, bookmarks=self._bookmarks)
            )

    def _resumes(self, file: PlayableFile) -> bool:
        get = self._settings.get
        rules = resume_rules(
            get(options.RESUME_MINUTES), get(options.RESUME_GENRES), get(options.RESUME_FOLDERS)
        )
        return rules.hold_for(file)

    @Slot(object)
    def _on_position(self, _position: Position) -> None:
        self._take_in()
        if abs(self._ms - self._kept_ms) >= KEEP_EVERY_MS:
            self._keep()

    @Slot(object)
    def _on_state(self, state: PlaybackState) -> None:
        if state is PlaybackState.PAUSED:
            self._keep()

    def _take_in(self) -> None:
        """Note where the sound is, as long as playback has not turned to another track."""
        entry = self._playback.entry
        if entry is not None and entry.track == self._track:
            position = self._playback.position()
            self._ms, self._duration_ms = position.ms, position.duration_ms

    def _keep(self) -> None:
        self._take_in()
        track, file, ms = self._track, self._file, self._ms
        if track is None or file is None or ms == self._kept_ms or not self._resumes(file):
            return
        self._kept_ms = ms
        if worth_keeping(ms, self._duration_ms or file.duration_ms):
            at = now_ms()
            self._run(lambda unit: unit.places.keep(track, ms, at))
        else:
            self._forget(track)

    def _forget(self, track: TrackId) -> None:
        self._run(lambda unit: unit.places.forget(track))

    def _run(self, work: "Callable[[Unit], None]") -> None:
        library = self._library
        library.write.run(lambda _: library.storage.write(work), lambda _: None, self._failed)

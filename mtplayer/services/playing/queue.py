"""The queue of the window: decides what plays next, says what changed, and keeps it."""

from array import array
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer

from mtplayer.core.events import (
    CurrentChanged,
    Entries,
    Entry,
    QueueChange,
    QueueModes,
    QueueReset,
    Repeat,
    StopAfter,
)
from mtplayer.core.ids import EntryId, QueueId, TrackId
from mtplayer.core.playing.entry_order import EntryOrder
from mtplayer.core.playing.play_queue import PlayQueue
from mtplayer.core.playing.queue_record import QueueHead, StoredQueue
from mtplayer.runtime.jobs import Jobs
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.playing.queue_keeper import QueueKeeper
from mtplayer.services.playing.queue_mixing import QueueMixing
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage

# About 5 ms; a million rows are drawn in 120 such steps.
DRAWN_IN_ONE_GO = 8192
# What is shared with the database and the panel is copied when nobody waits for it.
IDLE_MS = 200
RESTARTS_AFTER_MS = 3000
# Where no queue stands: after a switch, whatever is current is new.
_NOWHERE = Entry(EntryId(-1), TrackId(-1))


class QueueService(QObject):
    """Owns the one queue. Everything is announced after it happened, and stored after that."""

    changed: TypedSignal[QueueChange] = signal()
    current_changed: TypedSignal[CurrentChanged] = signal()
    modes_changed: TypedSignal[QueueModes] = signal()

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        undo: UndoService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
        *,
        restarts_after_ms: Callable[[], int] = lambda: RESTARTS_AFTER_MS,
        queue: PlayQueue | None = None,
        mixing: QueueMixing | None = None,
    ) -> None:
        super().__init__(parent)
        # An empty queue counts as false.
        self._queue = PlayQueue() if queue is None else queue
        self._mixing = mixing
        self._keeper = QueueKeeper(storage, write, failed)
        self._undo = undo
        self._restarts_after_ms = restarts_after_ms
        self._position_ms = 0
        self._told_entry: Entry | None = None
        self._told_modes = self.modes
        self._told_step = self._steps_from = 0
        self._drawing = QTimer(self)
        self._drawing.setInterval(0)
        self._drawing.timeout.connect(self._draw)
        self._owning = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._owning.timeout.connect(self._queue.own)

    def __len__(self) -> int:
        return len(self._queue)

    @property
    def current(self) -> Entry | None:
        """The entry that plays, or would play."""
        return self._queue.current

    @property
    def current_row(self) -> int | None:
        """Where that entry stands."""
        return self._queue.current_row

    @property
    def modes(self) -> QueueModes:
        """Shuffle and repeat."""
        queue = self._queue
        return QueueModes(shuffle=queue.shuffle, repeat=queue.repeat, stop_after=queue.stop_after)

    @property
    def source(self) -> str:
        """The list that the queue was filled from."""
        return self._queue.source

    @property
    def position_ms(self) -> int:
        """Where the current track was when that was last kept."""
        return self._position_ms

    @property
    def stored_as(self) -> QueueId | None:
        """Which of the stored queues this is, once it is stored."""
        return self._keeper.queue

    @property
    def unsaved(self) -> bool:
        """Whether anything is still to be drawn or stored."""
        return self._queue.mixing or self._keeper.busy

    @property
    def entry_ids(self) -> "array[int]":
        """All entries in playing order; not to be changed."""
        return self._queue.entries.ids

    @property
    def track_ids(self) -> "array[int]":
        """The track of each entry in playing order; not to be changed."""
        return self._queue.entries.tracks

    @property
    def snapshot(self) -> Entries:
        """Every entry in playing order; costs nothing until the queue changes."""
        return self._queue.entries

    @property
    def rows(self) -> EntryOrder:
        """The rows themselves, only to be read: they change as the queue does."""
        return self._queue.rows

    @property
    def history(self) -> Entries:
        """What played before the current entry, the latest last."""
        return self._queue.history

    @property
    def by_hand(self) -> Sequence[range]:
        """The numbers of the entries added by Play next or Add to queue, ascending."""
        return self._queue.by_hand

    def entries(self, first: int, stop: int) -> Entries:
        """Return some rows."""
        return self._queue.part(first, stop)

    def row_of(self, entry: int) -> int | None:
        """Return where an entry stands."""
        return self._queue.row_of(entry)

    def is_by_hand(self, entry: int) -> bool:
        """Whether an entry was added by Play next or Add to queue."""
        return self._queue.is_by_hand(entry)

    def peek(self) -> Entry | None:
        """Return what will follow by itself, if that is known already."""
        return self._queue.peek()

    def restore(self, stored: StoredQueue) -> None:
        """Become what was stored; called once, before anything else."""
        self._queue.restore(stored.state)
        self._keeper.begin(stored.revision, stored.queue)
        self._position_ms = stored.position_ms
        self._told_modes = self.modes
        self._told_entry = self.current

    def become(self, stored: StoredQueue) -> None:
        """Go on with another queue, after everything of this one is handed to the database."""
        self.flush()
        self._queue.restore(stored.state)
        self._keeper.begin(stored.revision, stored.queue)
        self._position_ms = stored.position_ms
        self._steps_from = self._told_step
        self._told_entry = _NOWHERE
        self._announce((QueueReset(),))

    def replace(
        self, tracks: Sequence[int], start: int | None = 0, source: str = ""
    ) -> Entry | None:
        """Play a list from one of its rows, as a double click does; return what plays."""
        self._did(self._queue.replace(tracks, start, source))
        return self.current

    def play_next(self, tracks: Sequence[int]) -> None:
        """Put tracks right after the current entry."""
        self._did(self._queue.play_next(tracks))

    def add(self, tracks: Sequence[int]) -> None:
        """Put tracks at the end."""
        self._did(self._queue.add(tracks))

    def insert(self, row: int, tracks: Sequence[int]) -> None:
        """Put tracks before a row."""
        self._did(self._queue.insert(row, tracks))

    def remove_rows(self, rows: Iterable[int]) -> None:
        """Take rows out; the current one hands over to its successor."""
        self._did(self._queue.remove_rows(rows))

    def remove_ranges(self, ranges: Sequence[range]) -> None:
        """Take ascending ranges of rows out."""
        self._did(self._queue.remove(ranges))

    def remove_entries(self, entries: Sequence[int]) -> None:
        """Take entries out."""
        self._did(self._queue.remove_entries(entries))

    def move(self, entries: Sequence[int], row: int) -> None:
        """Put entries before a row, counted before the move."""
        self._did(self._queue.move(entries, row))

    def move_ranges(self, ranges: Sequence[range], row: int) -> None:
        """Put ascending ranges of rows before a row, counted before the move."""
        self._did(self._queue.move_rows(ranges, row))

    def clear(self) -> None:
        """Empty the queue and its history."""
        self._did(self._queue.clear())

    def jump(self, entry: int) -> Entry | None:
        """Make an entry the current one; return what is."""
        self._did(self._queue.jump(entry))
        return self.current

    def next(self, *, manual: bool, played: bool = True) -> Entry | None:
        """Go on and return what plays, None at the end or where it was to stop.

        ``played`` is false for a track that gave no sound: Previous passes over it.
        """
        queue = self._queue
        stops = not manual and queue.stops and (played or queue.stop_after is not StopAfter.TRACK)
        changes = queue.next(manual=manual, played=played)
        if stops:
            queue.stop_after = StopAfter.NEVER
        self._did(changes)
        return None if stops else self.current

    def previous(self, position_ms: int = 0) -> Entry | None:
        """Go back and return what plays then; None when the current track starts over."""
        if self.current is not None and position_ms > self._restarts_after_ms():
            return None
        before = self.current
        self._did(self._queue.previous())
        return None if self.current == before else self.current

    def set_shuffle(self, *, on: bool) -> None:
        """Mix the queue around the current entry, or return to the original order."""
        self._did(self._queue.set_shuffle(on=on))

    def set_repeat(self, mode: Repeat) -> None:
        """Set what follows the last track."""
        if mode is not self._queue.repeat:
            self._queue.repeat = mode
            self._did(())

    def set_stop_after(self, point: StopAfter) -> None:
        """Let the music stop there once; it goes on with what comes next when asked to."""
        if point is not self._queue.stop_after:
            self._queue.stop_after = point
            self._did(())

    def set_once_more(self, *, on: bool) -> None:
        """Let Repeat of one track play it once more, not for ever."""
        self._queue.once_more = on
        self.modes_changed.emit(self.modes)

    def drop_tracks(self, tracks: Collection[int]) -> None:
        """Let go of tracks that left the library."""
        if tracks:
            self._did(self._queue.drop_tracks(tracks))

    def replace_tracks(self, others: Mapping[int, int]) -> None:
        """Go on with other tracks where these were merged into them."""
        if others and (changes := self._queue.replace_tracks(others)):
            self._did(changes)

    def keep_position(self, ms: int) -> None:
        """Remember where the current track is; the playback service calls it every 5 s."""
        if ms != self._position_ms:
            self._position_ms = ms
            self._keep()

    def flush(self) -> None:
        """Hand everything to the write jobs, at the end of the program."""
        if self._queue.mixing:
            self._did(self._queue.finish())
        if self._keeper.broken:
            self._keep()
        self._keeper.post(now=True)

    def _did(self, changes: tuple[QueueChange, ...]) -> None:
        if self.current != self._told_entry:
            self._position_ms = 0
        self._note_step()
        self._keep()
        if self._queue.mixing:
            self._mix()
        elif QueueReset() in changes:
            self._owning.start()
        self._announce(changes)

    def _announce(self, changes: tuple[QueueChange, ...]) -> None:
        entry, modes = self.current, self.modes
        moved_on = entry != self._told_entry
        for change in changes:
            self.changed.emit(change)
        if moved_on and entry == self.current:
            self._told_entry = entry
            self.current_changed.emit(
                CurrentChanged(
                    entry=None if entry is None else entry.id,
                    track=None if entry is None else entry.track,
                    row=self.current_row,
                )
            )
        if modes != self._told_modes:
            self._told_modes = modes
            self.modes_changed.emit(modes)

    def _note_step(self) -> None:
        step = self._queue.newest_step
        if step is not None and step.number > self._told_step:
            self._told_step = number = step.number
            self._undo.note_step(
                step.label,
                partial(self._undo_down_to, number),
                partial(self._redo_up_to, number),
                offer=step.offered,
            )

    def _undo_down_to(self, number: int) -> None:
        """Take back a step, and those after it, which build on it; not those of another queue."""
        if number <= self._steps_from:
            return
        while (step := self._queue.newest_step) is not None and step.number >= number:
            self._did(self._queue.undo())

    def _redo_up_to(self, number: int) -> None:
        while (step := self._queue.next_undone) is not None and step.number <= number:
            self._did(self._queue.redo())

    def _keep(self) -> None:
        current = self.current
        state = self._queue
        head = QueueHead(
            current=None if current is None else current.id,
            position_ms=self._position_ms,
            next_entry=state.next_entry,
            shuffle=state.shuffle,
            repeat=state.repeat,
            source=state.source,
            heard=state.heard,
            by_hand=state.by_hand,
        )
        edits = state.take_edits()
        if self._keeper.broken:
            self._keeper.note_everything(state.state, head)
        else:
            self._keeper.note(edits, head)
        # One that is drawn step by step is there in a moment, and would be stored twice.
        if not state.mixing or state.mix is not None:
            self._keeper.post()

    def _mix(self) -> None:
        """Let what is left be put in order behind the scenes, or step by step."""
        if self._queue.mix is None or self._mixing is None:
            self._drawing.start()
        elif self._queue.mix != self._mixing.number and (rest := self._queue.rest) is not None:
            self._mixing.begin(rest, self._mixed, self._drawing.start)

    def _mixed(self, number: int, entries: Entries) -> None:
        if changes := self._queue.take_rest(number, entries):
            self._did(changes)

    def _draw(self) -> None:
        changes = self._queue.draw(DRAWN_IN_ONE_GO)
        if not self._queue.mixing:
            self._drawing.stop()
        if changes:
            self._did(changes)

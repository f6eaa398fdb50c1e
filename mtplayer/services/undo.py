"""What can be taken back: the log in the library, and steps that live as long as the window."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from mtplayer.core.events import UndoOffered
from mtplayer.core.ids import OperationId
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.lists.playlist_plans import Plan, PlaylistPlans
    from mtplayer.storage.operations import Undone
    from mtplayer.storage.unit import Unit

    Plans = Sequence[Callable[[PlaylistPlans], Plan | None]]
    LongWay = Callable[[OperationId, Plans, Callable[[Undone | None], object]], object]

T = TypeVar("T")
Step = Callable[[], object]

SESSION_STEPS = 100


class UndoService(QObject):
    """One history for everything: Ctrl+Z takes back whatever was done last.

    Operations are in the database and survive a restart; steps (the queue's) are functions and
    do not. A step's number is negative, so that a toast can name either.
    """

    offered: TypedSignal[UndoOffered] = signal()

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._write = write
        self._failed = failed
        self._announcers: dict[type, Callable[[Any], object]] = {}
        self._steps: dict[int, tuple[Step, Step]] = {}
        self._next_step = -1
        self._go_long_way: LongWay | None = None
        self._waiting: list[Step] | None = None
        self._done: list[int] = []
        self._undone: list[int] = []

    def announce_with(self, event: type[T], announce: Callable[[T], object]) -> None:
        """Let the service that owns an event announce what undoing did."""
        self._announcers[event] = announce

    def go_long_ways_with(self, go: "LongWay") -> None:
        """Let ``go`` take back what takes too long for one transaction."""
        self._go_long_way = go

    def hold(self) -> None:
        """Let what is to be taken back wait: the latest change is still being made."""
        if self._waiting is None:
            self._waiting = []

    def let_go(self) -> None:
        """Take back what waited."""
        waiting, self._waiting = self._waiting or [], None
        for step in waiting:
            step()

    def note(self, operation: OperationId, label: str, *, offer: bool) -> None:
        """Something was done and logged; ``offer`` shows it with an Undo button."""
        self._remember(operation)
        if offer:
            self.offered.emit(UndoOffered(operation=operation, text=label))

    def note_step(self, label: str, undo: Step, redo: Step, *, offer: bool) -> int:
        """Something was done that only this session can take back; return its number."""
        number = self._next_step
        self._next_step -= 1
        self._steps[number] = (undo, redo)
        self._remember(number)
        while len(self._steps) > SESSION_STEPS:
            self._forget(next(iter(self._steps)))
        if offer:
            self.offered.emit(UndoOffered(operation=number, text=label))
        return number

    def undo(self) -> None:
        """Take back what was done last, also before the last restart."""
        if self._waits(self.undo):
            return
        if self._done:
            self.undo_operation(self._done[-1])
        else:
            self._swap(lambda unit: unit.operations.newest_done(), undoing=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self._waits(self.redo):
            return
        if not self._undone:
            self._swap(lambda unit: unit.operations.newest_undone(), undoing=False)
            return
        number = self._undone.pop()
        self._done.append(number)
        if number in self._steps:
            self._steps[number][1]()
        else:
            self._swap(lambda _: OperationId(number), undoing=False)

    def undo_operation(self, number: int) -> None:
        """Take back one thing, whatever was done since; nothing happens the second time.

        An operation may be from before the restart: the log knows whether it was taken back.
        """
        if self._waits(partial(self.undo_operation, number)):
            return
        if number in self._done:
            self._done.remove(number)
            self._undone.append(number)
        elif number < 0:
            return
        if number in self._steps:
            self._steps[number][0]()
        else:
            self._swap(lambda unit: unit.operations.done(OperationId(number)), undoing=True)

    def redo_operation(self, number: int) -> None:
        """Do one operation again that was taken back, whatever was done since."""
        if self._waits(partial(self.redo_operation, number)):
            return
        if number in self._undone:
            self._undone.remove(number)
            self._done.append(number)
        self._swap(lambda unit: unit.operations.undone(OperationId(number)), undoing=False)

    def _waits(self, step: Step) -> bool:
        if self._waiting is None:
            return False
        self._waiting.append(step)
        return True

    def _remember(self, number: int) -> None:
        self._done.append(number)
        for stale in self._undone:
            self._steps.pop(stale, None)
        self._undone.clear()

    def _forget(self, number: int) -> None:
        del self._steps[number]
        for order in (self._done, self._undone):
            if number in order:
                order.remove(number)

    def _swap(self, choose: "Callable[[Unit], OperationId | None]", *, undoing: bool) -> None:
        swapped = partial(self._swapped, undoing=undoing)

        def work(_: Token) -> "tuple[OperationId, Plans] | Undone | None":
            return self._storage.write(swap)

        def swap(unit: "Unit") -> "tuple[OperationId, Plans] | Undone | None":
            operation = choose(unit)
            if operation is None:
                return None
            if self._go_long_way is not None and (plans := unit.operations.long_way(operation)):
                return operation, plans
            return unit.operations.swap(unit, operation, now_ms())

        def done(answer: "tuple[OperationId, Plans] | Undone | None") -> None:
            if not isinstance(answer, tuple):
                swapped(answer)
            elif self._go_long_way is not None:
                self._go_long_way(*answer, swapped)

        self._write.run(work, done, self._failed)

    def _swapped(self, undone: "Undone | None", *, undoing: bool) -> None:
        if undone is None:
            return
        # An operation from before the restart joins this session's history when it is undone.
        known = self._undone if undoing else self._done
        if undone.operation not in known:
            known.append(undone.operation)
        for event in undone.events:
            self._announcers[type(event)](event)

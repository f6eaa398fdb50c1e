"""Long changes of playlists on their way: one after the other, and what comes meanwhile waits."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.lists.long_changes import Going, Prepared, Step, Stepped
    from mtplayer.services.undo import UndoService
    from mtplayer.storage.engine import Storage

    Finish = Callable[[Going, Prepared], object]

BEHIND: Final = -1
"""What else is to be written goes first."""

Failed = Callable[[Exception], object]


class LongRuns:
    """Makes one long change at a time, on the read and write jobs.

    A change of a playlist that somebody makes meanwhile, and what is to be taken back, wait for it:
    its places are neither the old nor the new ones until it is done.
    """

    def __init__(
        self, storage: Storage, write: Jobs, read: Jobs, undo: UndoService, failed: Failed
    ) -> None:
        self._storage = storage
        self._write = write
        self._read = read
        self._undo = undo
        self._failed = failed
        self._waiting: deque[Callable[[], object]] = deque()
        self.busy = False

    def later(self, work: Callable[[], object]) -> None:
        """Do something when the long change is done."""
        self._waiting.append(work)

    def begin(self, change: Stepped, finish: Finish) -> None:
        """Make all but the last of a change; ``finish`` posts that, and sees that ``end`` follows.

        Before and after its steps it is looked at how things stand, while others write.
        """
        from mtplayer.services.lists import long_changes

        self.busy = True
        self._undo.hold()
        going = long_changes.Going(self._storage)

        def look(_: Token) -> None:
            if change.look is not None:
                long_changes.planned(self._storage, [change.look])

        def plan(_: Token) -> tuple[Prepared, list[Step]]:
            made = long_changes.prepared(long_changes.planned(self._storage, change.plans))
            return made, long_changes.places_of(made)

        def put(answer: tuple[Prepared, list[Step]]) -> None:
            made, steps = answer
            self._write_all(going, steps, partial(finish, going, made))

        def fill(_: object) -> None:
            self._write_all(going, change.steps, lambda: self._read.run(plan, put, self.fail))

        def ask(_: object) -> None:
            self._read.run(look, fill, self.fail)

        # What was to be written before is by then: else it would not be in the plan.
        self._write.run(lambda _: None, ask, self.fail, priority=BEHIND)

    def end(self) -> None:
        """Go on with what waited; what is to be taken back may be one of those changes."""
        self.busy = False
        while self._waiting and not self.busy:
            self._waiting.popleft()()
        if not self.busy:
            self._write.run(lambda _: None, self._let_go, self._failed)

    def _let_go(self, _: object) -> None:
        if not self.busy:
            self._undo.let_go()

    def fail(self, error: Exception) -> None:
        """Say why a change was not made, take back what was made of it, and go on."""
        self._failed(error)
        self.mend(self.end)

    def mend(self, done: Callable[[], object] = lambda: None) -> None:
        """Take back what was begun and never finished, by an earlier program or this one."""
        from mtplayer.services.lists import long_changes

        def failed(error: Exception) -> None:
            self._failed(error)
            done()

        def found(steps: Sequence[Step]) -> None:
            self._write_all(long_changes.Going(self._storage), steps, done, failed)

        self._read.run(lambda _: long_changes.mending(self._storage), found, failed)

    def _write_all(
        self,
        going: Going,
        steps: Sequence[Step],
        done: Callable[[], object],
        failed: Failed | None = None,
    ) -> None:
        """Store steps one by one, so that others come between."""
        if not steps:
            done()
            return
        for number, step in enumerate(steps, 1):
            then = done if number == len(steps) else _nothing
            work = partial(_stored, going, step)
            told = partial(_told, then)
            self._write.run(work, told, failed or self.fail, priority=BEHIND)


def _stored(going: Going, step: Step, _: Token) -> object:
    return going.write(step)


def _told(then: Callable[[], object], _: object) -> None:
    then()


def _nothing() -> None:
    """Leave it at that."""

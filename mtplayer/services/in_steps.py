"""Long work on the library in small writes, other writes in between."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from mtplayer.core.events import LibraryChanged
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.library.library import LibraryService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.storage.unit import Unit


class Progress(Protocol):
    """How far it is."""

    @property
    def changed(self) -> bool:
        """Whether anything was changed on the way."""
        ...


P = TypeVar("P", bound=Progress)


class InSteps:
    """Does one thing at a time: beginning anew gives up what was begun before."""

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        library: LibraryService,
        failed: Callable[[Exception], object],
    ) -> None:
        self._storage = storage
        self._write = write
        self._library = library
        self._failed = failed
        self._running: Token | None = None

    def begin(
        self, first: "Callable[[Unit], P | None]", go_on: "Callable[[Unit, P], P | None]"
    ) -> None:
        """Go on from where ``first`` says until there is nothing more, then tell of changes."""
        if self._running is not None:
            self._running.cancel()
        self._step(first, go_on, changed=False)

    def _step(
        self,
        work: "Callable[[Unit], P | None]",
        go_on: "Callable[[Unit, P], P | None]",
        *,
        changed: bool,
    ) -> None:
        def done(progress: "P | None") -> None:
            if progress is not None:
                self._step(partial(_following, go_on, progress), go_on, changed=progress.changed)
            elif changed:
                self._library.announce(LibraryChanged(revision=0, complete=False))

        # Behind everything that the user waits for.
        self._running = self._write.run(
            lambda _: self._storage.write(work), done, self._failed, priority=-1
        )


def _following(go_on: "Callable[[Unit, P], P | None]", progress: P, unit: "Unit") -> "P | None":
    return go_on(unit, progress)

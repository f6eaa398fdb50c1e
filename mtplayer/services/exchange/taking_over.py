"""Takes over another player's library behind the window, and lets the window follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

from PySide6.QtCore import QObject

from mtplayer.core import options
from mtplayer.core.events import LibraryChanged
from mtplayer.core.problems import MtplayerError, Problem
from mtplayer.services.tickets import Tickets

if TYPE_CHECKING:
    from mtplayer.core.exchange.mt_library import MtFound, MtReport
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.exchange.mt_import import Taking
    from mtplayer.services.library.library import LibraryService
    from mtplayer.services.safety.backups import BackUp
    from mtplayer.services.settings import SettingsService
    from mtplayer.storage.engine import Storage

FAILED: Final = "mt's library could not be taken over"

Done = Callable[["MtReport"], object]
Refused = Callable[[Problem], object]


class Queue(Protocol):
    """Where what waited to be played goes."""

    def __len__(self) -> int: ...

    def add(self, tracks: Sequence[int]) -> object:
        """Put tracks at the end."""
        ...


@dataclass(slots=True)
class _Asked:
    """One taking over, and who wants to know how it ends."""

    path: Path
    dry_run: bool
    done: Done
    refused: Refused


class TakingOver(QObject):
    """One at a time: paths are looked at on a file job, everything is written on the write job."""

    def __init__(
        self,
        storage: Storage,
        settings: SettingsService,
        files: Jobs,
        write: Jobs,
        library: LibraryService,
        queue: Queue,
        back_up: BackUp,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._settings = settings
        self._files = files
        self._write = write
        self._library = library
        self._queue = queue
        self._back_up = back_up
        self._tickets = Tickets()

    def look(self, done: Callable[[MtFound | None], object]) -> Token:
        """Look for a library of mt in its usual places."""

        def work(_: Token) -> MtFound | None:
            # Reading files and mutagen come with it: not before somebody asks.
            from mtplayer.services.exchange import mt_import

            return mt_import.look(mt_import.usual_places())

        return self._files.run(work, done, lambda _: done(None))

    def begin(self, path: Path, done: Done, refused: Refused, *, dry_run: bool = False) -> None:
        """Take over, or only see what would come; one of the two is called at the end."""
        asked = _Asked(path, dry_run, done, refused)
        articles = ""
        if self._settings.get(options.IGNORE_ARTICLES):
            articles = self._settings.get(options.ARTICLES)

        def work(_: Token) -> Taking:
            from mtplayer.services.exchange import mt_import

            return mt_import.gather(path, articles)

        self._files.run(work, partial(self._gathered, asked), partial(self._failed, asked))

    def answer(self, question: Mapping[str, object]) -> dict[str, object]:
        """Answer ``import-mt`` with a ticket, and ``import-state`` with how that one ended."""
        if question["command"] == "import-state":
            return self._tickets.state(question)
        ticket = self._tickets.new()
        end = partial(self._tickets.end, ticket)
        self.begin(
            Path(str(question["path"])),
            lambda report: end({"report": _plain(report)}),
            lambda problem: end({"failed": problem.sentence or problem.title}),
            dry_run=bool(question.get("dry_run")),
        )
        return {"ticket": ticket}

    def _gathered(self, asked: _Asked, taking: Taking) -> None:
        def work(_: Token) -> tuple[MtReport, bool]:
            from mtplayer.services.exchange import mt_import

            return mt_import.look_at(taking, self._storage)

        self._write.run(work, partial(self._looked, asked, taking), partial(self._failed, asked))

    def _looked(self, asked: _Asked, taking: Taking, looked: tuple[MtReport, bool]) -> None:
        report, is_new = looked
        if asked.dry_run or not report.changes:
            self._taken(asked, report)
        elif is_new:
            self._take(asked, taking)
        else:
            # Other writes go on meanwhile: the copy is of one moment.
            then, refused = partial(self._take, asked, taking), partial(self._failed, asked)
            self._back_up("mt", then, refused)

    def _take(self, asked: _Asked, taking: Taking) -> None:
        def work(_: Token) -> MtReport:
            from mtplayer.services.exchange import mt_import

            return mt_import.write(taking, self._storage, keeps_queue=False)

        self._write.run(work, partial(self._taken, asked), partial(self._failed, asked))

    def _taken(self, asked: _Asked, report: MtReport) -> None:
        if not asked.dry_run and report.changes:
            self._library.announce(LibraryChanged(revision=0, complete=False))
            if report.queue_tracks and not len(self._queue):
                self._queue.add(report.queue_tracks)
        asked.done(report)

    def _failed(self, asked: _Asked, error: Exception) -> None:
        if isinstance(error, MtplayerError):
            asked.refused(error.as_problem())
            return
        asked.refused(Problem(title=FAILED, detail=repr(error)))
        raise error


def _plain(report: MtReport) -> dict[str, object]:
    plain = cast("dict[str, object]", asdict(report))
    # A queue of a million ids is nobody's to print.
    return {**plain, "queue_tracks": [], "changes": report.changes}

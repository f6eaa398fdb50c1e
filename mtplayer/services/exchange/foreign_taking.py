"""Takes over what another player knew behind the window: looked at first, then one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from mtplayer.core.events import LibraryChanged
from mtplayer.core.problems import MtplayerError, Problem
from mtplayer.services.tickets import Tickets

if TYPE_CHECKING:
    from mtplayer.core.exchange.foreign_library import ForeignReport, Player
    from mtplayer.runtime.jobs import Jobs, Token
    from mtplayer.services.exchange.foreign_import import Gathered
    from mtplayer.services.library.library import LibraryService
    from mtplayer.services.lists.playlists import PlaylistsService
    from mtplayer.services.safety.backups import BackUp
    from mtplayer.storage.engine import Storage

FAILED: Final = "The other player's library could not be taken over"

Done = Callable[["ForeignReport"], object]
Refused = Callable[[Problem], object]


@dataclass(slots=True)
class _Asked:
    """One taking over, and who wants to know how it ends."""

    player: Player
    path: Path
    dry_run: bool
    done: Done
    refused: Refused


class ForeignTaking(QObject):
    """One at a time: files are read on a file job, everything is written on the write job."""

    def __init__(
        self,
        storage: Storage,
        database: Path,
        files: Jobs,
        write: Jobs,
        library: LibraryService,
        playlists: PlaylistsService,
        *,
        back_up: BackUp,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._database = database
        self._files = files
        self._write = write
        self._library = library
        self._playlists = playlists
        self._back_up = back_up
        self._tickets = Tickets()

    def find(self, done: Callable[[dict[Player, Path]], object]) -> Token:
        """Look which players keep a library in its usual place."""

        def work(_: Token) -> dict[Player, Path]:
            from mtplayer.core.exchange.foreign_library import Player
            from mtplayer.services.exchange import foreign_import

            places = {player: foreign_import.look(player) for player in Player}
            return {player: path for player, path in places.items() if path is not None}

        return self._files.run(work, done, lambda _: done({}))

    def begin(
        self, player: Player, path: Path, done: Done, refused: Refused, *, dry_run: bool = False
    ) -> None:
        """Take over, or only see what would come; one of the two is called at the end."""
        asked = _Asked(player, path, dry_run, done, refused)

        def work(token: Token) -> Gathered:
            # Reading other players' files comes with it: not before somebody asks.
            from mtplayer.services.exchange import foreign_import

            return foreign_import.gather(self._database, player, path, token.check)

        self._files.run(work, partial(self._gathered, asked), partial(self._failed, asked))

    def answer(self, question: Mapping[str, object]) -> dict[str, object]:
        """Answer ``import-from`` with a ticket, ``foreign-state`` with how that one ended."""
        from mtplayer.core.exchange.foreign_library import Player

        if question["command"] == "foreign-state":
            return self._tickets.state(question)
        ticket = self._tickets.new()
        end = partial(self._tickets.end, ticket)
        self.begin(
            Player(str(question["player"])),
            Path(str(question["path"])),
            lambda report: end({"report": {**asdict(report), "changes": report.changes}}),
            lambda problem: end({"failed": problem.sentence or problem.title}),
            dry_run=bool(question.get("dry_run")),
        )
        return {"ticket": ticket}

    def _gathered(self, asked: _Asked, gathered: Gathered) -> None:
        def work(_: Token) -> ForeignReport:
            from mtplayer.services.exchange import foreign_import

            return foreign_import.look_at(gathered, self._storage)

        looked = partial(self._looked, asked, gathered)
        self._write.run(work, looked, partial(self._failed, asked))

    def _looked(self, asked: _Asked, gathered: Gathered, report: ForeignReport) -> None:
        if asked.dry_run or not report.changes:
            asked.done(report)
            return
        # Other writes go on meanwhile: the copy is of one moment.
        then, refused = partial(self._take, asked, gathered), partial(self._failed, asked)
        self._back_up(asked.player, then, refused)

    def _take(self, asked: _Asked, gathered: Gathered) -> None:
        from mtplayer.services.exchange import foreign_import

        self._playlists.run(foreign_import.take(gathered), partial(self._taken, asked))

    def _taken(self, asked: _Asked, report: ForeignReport) -> None:
        self._library.announce(LibraryChanged(revision=0, complete=False))
        asked.done(report)

    def _failed(self, asked: _Asked, error: Exception) -> None:
        if isinstance(error, MtplayerError):
            asked.refused(error.as_problem())
            return
        asked.refused(Problem(title=FAILED, detail=repr(error)))
        raise error

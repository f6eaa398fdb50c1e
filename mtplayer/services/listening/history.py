"""The log of listens: read by page and by day, corrected by hand."""

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from mtplayer.core.events import HistoryChanged
from mtplayer.core.ids import ListenId, OperationId
from mtplayer.core.listening.history import Correction, HistoryList, HistoryQuery, HistoryRow
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.services.library.library import LibraryService
from mtplayer.services.readers import Readers
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from array import array

    from mtplayer.core.listening.listening import Listening, Span
    from mtplayer.storage.unit import Unit

Logged = tuple[HistoryChanged, OperationId | None, str]


class RowsOfListens(Protocol):
    """Where the rows of listens come from."""

    def rows(self, ids: Sequence[int], /) -> Sequence[HistoryRow]:
        """Return the rows of listens that are there, in the order asked."""
        ...


class HistoryService(QObject):
    """Removes and corrects listens; both can be taken back, and the counts follow each time."""

    changed: TypedSignal[HistoryChanged] = signal()

    def __init__(
        self,
        readers: Readers,
        storage: Storage,
        read: Jobs,
        write: Jobs,
        library: LibraryService,
        undo: UndoService,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
        *,
        rows: RowsOfListens,
    ) -> None:
        super().__init__(parent)
        self.rows = rows
        """The rows of listens, read at once."""
        self._readers = readers
        self._storage = storage
        self._read = read
        self._write = write
        self._library = library
        self._undo = undo
        self._failed = failed
        self._asked: dict[object, Token] = {}
        undo.announce_with(HistoryChanged, self._announce)

    def listens(
        self, query: HistoryQuery, done: Callable[[HistoryList], object], *, asker: object = None
    ) -> Token:
        """Find the listens of a query by days; an asker's newest question counts."""
        if (before := self._asked.pop(asker, None)) is not None:
            before.cancel()

        def work(token: Token) -> HistoryList:
            with self._readers.lent(token) as reader:
                return reader.history.ids(query)

        token = self._asked[asker] = self._read.run(work, done, self._failed, priority=1)
        return token

    def figures(
        self,
        span: "Span",
        back: int,
        done: "Callable[[Listening], object]",
        *,
        asker: object = None,
    ) -> Token:
        """Add up what was heard in a period; an asker's newest question counts."""
        if (before := self._asked.pop(asker, None)) is not None:
            before.cancel()

        def work(token: Token) -> "Listening":
            with self._readers.lent(token) as reader:
                return reader.figures.listening(span, back)

        token = self._asked[asker] = self._read.run(work, done, self._failed)
        return token

    def export(self, found: "Listening", path: str) -> Token:
        """Write the numbers of a period into a file, whole or not at all."""
        from mtplayer.core.listening.listening_table import as_csv
        from mtplayer.files.playlist_files.writing import writing_whole

        def work(_: Token) -> None:
            # Spreadsheets know UTF-8 by its mark.
            with writing_whole(os.fsencode(path)) as file:
                file.write(as_csv(found).encode("utf-8-sig"))

        return self._read.run(work, lambda _: None, self._failed)

    def tracks(self, listens: Sequence[int], done: Callable[["array[int]"], object]) -> Token:
        """Find the tracks of listens in their order, each once."""

        def work(token: Token) -> "array[int]":
            with self._readers.lent(token) as reader:
                return reader.history.tracks(listens)

        return self._read.run(work, done, self._failed)

    def remove(self, listens: Sequence[int]) -> None:
        """Take listens out of the log, and out of the counts."""
        if listens:
            self._do(partial(_remove, tuple(listens)))

    def correct(self, listen: ListenId, wanted: Correction) -> None:
        """Say of a listen which track it was, when it began, or how it went."""
        if wanted != Correction():
            self._do(partial(_correct, listen, wanted))

    def _do(self, work: "Callable[[Unit], Logged]") -> None:
        self._write.run(lambda _: self._storage.write(work), self._did, self._failed)

    def _did(self, result: Logged) -> None:
        change, operation, label = result
        self._announce(change)
        if operation is not None:
            self._undo.note(operation, label, offer=True)

    def _announce(self, change: HistoryChanged) -> None:
        self._library.announce(change.library)
        self.changed.emit(change)


def _remove(listens: tuple[int, ...], unit: "Unit") -> Logged:
    from mtplayer.storage.operations import LISTENS

    change, inverse = unit.listen_edits.remove(listens)
    count = len(inverse["put_back"])
    label = "Removed 1 listen" if count == 1 else f"Removed {count:,} listens"
    if not count:
        return change, None, label
    return change, unit.operations.log(LISTENS, label, inverse, now_ms()), label


def _correct(listen: ListenId, wanted: Correction, unit: "Unit") -> Logged:
    from mtplayer.storage.operations import LISTENS

    change, inverse = unit.listen_edits.correct(listen, wanted)
    label = "Corrected 1 listen"
    if not inverse["correct"]:
        return change, None, label
    return change, unit.operations.log(LISTENS, label, inverse, now_ms()), label

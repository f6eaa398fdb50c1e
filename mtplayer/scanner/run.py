"""One scan from beginning to end: list, compare, read, write, settle, finish."""

import os
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from typing import Final

from mtplayer.core.events import Outcome, ScanFinished, ScanPhase, ScanProgress
from mtplayer.core.folding import article_words, sort_key
from mtplayer.core.ids import ScanId
from mtplayer.core.library.scan_rows import VARIOUS
from mtplayer.core.problems import MtplayerError, Problem
from mtplayer.files.volumes import Volumes
from mtplayer.runtime.twin import Twin
from mtplayer.scanner.ahead import Ahead
from mtplayer.scanner.batch_writer import Writer
from mtplayer.scanner.compare import Batch, Comparison, RootUnreachable
from mtplayer.scanner.feed import Feed
from mtplayer.scanner.losses import Losses
from mtplayer.scanner.moves import Moves
from mtplayer.scanner.request import Outside, ScanRequest
from mtplayer.scanner.rereading import Rereading
from mtplayer.scanner.roots import Root, Roots
from mtplayer.scanner.spool import Spool
from mtplayer.storage.scan import late_indexes
from mtplayer.storage.scan.scan_library import ScanLibrary

_LONGEST_NAME: Final = 200


class Stopped(Exception):
    """Somebody asked the scan to stop."""


def now_ms() -> int:
    """Return milliseconds since 1970 in UTC."""
    return time.time_ns() // 1_000_000


def run(request: ScanRequest, outside: Outside, twin: Twin | None) -> ScanFinished:
    """Do what is requested, with whatever company there is."""
    with closing(ScanLibrary(request.database)) as library:
        return _Scan(request, outside, library, twin).run()


class _Scan:
    """The parts of one scan and what goes between them."""

    def __init__(
        self, request: ScanRequest, outside: Outside, library: ScanLibrary, twin: Twin | None
    ) -> None:
        self._request = request
        self._outside = outside
        self._library = library
        self._started = time.monotonic()
        self._at = now_ms()
        volumes = Volumes()
        self._roots = Roots(library.places, volumes, self._at)
        ahead = Ahead(library.places, twin)
        self._comparison = Comparison(library.places, volumes, self._roots, ahead, request.growing)
        self._writer = Writer(
            library, self._comparison, outside, now_ms, beside_window=request.beside_window
        )
        self._losses = Losses(library, self._writer, self._roots, request, self._at)
        self._rereading = Rereading(library, self._comparison, self._writer)
        self._scan = ScanId(0)
        self._files = 0
        self._to_come = 0
        self._folder = b""
        self._phase = ScanPhase.LISTING

    def run(self) -> ScanFinished:
        """Scan, and record how it ended, whatever happens."""
        try:
            return self._run()
        except MtplayerError as problem:
            self._end(Outcome.FAILED, str(problem))
            raise

    def _run(self) -> ScanFinished:
        roots, is_first = self._begin()
        held = Spool(self._request.database)
        moves = Moves(self._library, self._roots, self._writer, now_ms, is_first, held)
        processes = self._request.processes or max(2, min(4, os.cpu_count() or 2))
        feed = Feed(moves, self._writer, self._request, processes)
        outcome, whole = Outcome.COMPLETED, False
        try:
            self._list(roots, feed)
            self._read(feed)
            self._phase = ScanPhase.FINISHING
            self._tell(feed)
            self._losses.confirm(roots)
            found_again = moves.settle(file for root in roots for file in root.gone)
            self._writer.flush()
            self._losses.mark(roots, found_again)
            whole = True
            self._read_again(roots, feed)
            moves.settle(())
            self._writer.flush()
        except Stopped:
            outcome = Outcome.CANCELLED
            self._writer.flush()
        finally:
            feed.close()
        self._finish(roots, is_first=is_first, whole=whole)
        return self._end(outcome)

    def _begin(self) -> tuple[list[Root], bool]:
        request, library = self._request, self._library
        with library.transaction():
            is_first = late_indexes.put_off(library.connection)
            shown = "\n".join(os.fsdecode(path) for path in request.targets)
            shown = shown.encode("utf-8", "replace").decode()
            self._scan = library.log.begin(shown, self._at)
        if not is_first:
            self._build_indexes()
        self._rereading.mark(is_first=is_first)
        with library.transaction():
            if request.targets:
                roots = self._targets()
            else:
                roots = self._roots.of_library(at_start=request.at_start)
        self._comparison.begin()
        return roots, is_first

    def _targets(self) -> list[Root]:
        request = self._request
        if request.seen:
            return self._roots.of_seen(request.targets)
        return self._roots.of_targets(request.targets, request.mode, by_hand=request.by_hand)

    def _list(self, roots: list[Root], feed: Feed) -> None:
        for root in roots:
            try:
                if root.is_file:
                    self._take(self._comparison.of_file(root), feed)
                else:
                    for batch in self._comparison.of_root(root):
                        self._take(batch, feed)
            except RootUnreachable as unreachable:
                if isinstance(cause := unreachable.__cause__, PermissionError):
                    self._comparison.note_unread(root.path, cause)
                with self._library.transaction():
                    self._roots.lose(root)
                root.areas.clear()

    def _take(self, batch: Batch, feed: Feed) -> None:
        self._files += batch.files
        self._writer.tally.unchanged += batch.unchanged
        self._folder = batch.folder
        if batch.returned:
            self._writer.welcome(batch.returned)
        if batch.tasks:
            feed.add(batch.tasks)
        feed.go_on()
        self._check()
        self._tell(feed)

    def _read(self, feed: Feed) -> None:
        self._phase = ScanPhase.READING
        while feed.finish():
            self._check()
            self._tell(feed)
        self._writer.flush()

    def _read_again(self, roots: list[Root], feed: Feed) -> None:
        """Read what an older reader of tags read, when all else is done."""
        self._to_come = self._rereading.look(roots)
        for tasks in self._rereading.tasks():
            self._to_come = max(0, self._to_come - len(tasks))
            feed.add(tasks)
            self._read(feed)
        self._to_come = 0

    def _check(self) -> None:
        if self._outside.wants_stop():
            raise Stopped

    def _tell(self, feed: Feed) -> None:
        is_listing = self._phase is ScanPhase.LISTING
        self._outside.progress(
            ScanProgress(
                scan=self._scan,
                phase=self._phase,
                done=self._files if is_listing else feed.read,
                total=None if is_listing else feed.total + self._to_come,
                found=self._files,
                failed=feed.failed,
                folder=os.fsdecode(self._folder).encode("utf-8", "replace").decode(),
            )
        )

    def _finish(self, roots: list[Root], *, is_first: bool, whole: bool) -> None:
        library = self._library
        various = sort_key(VARIOUS, article_words(self._request.articles))
        mixed, left = library.batches.mixed_albums, library.batches.left_albums
        if library.log.was_cut_short:
            unsettled, empty = library.marks.unsettled_albums()
            mixed, left = mixed | unsettled, left | empty
        for album in sorted(mixed):
            with self._writer.timed(), library.transaction():
                changed = library.marks.settle_album_artist(album, various)
            self._writer.tell(updated=changed)
        with self._writer.timed(), library.transaction():
            library.marks.drop_empty_albums(left)
            if whole:
                self._roots.see(root for root in roots if root.is_reached)
        if is_first:
            self._build_indexes()

    def _build_indexes(self) -> None:
        """Build those that were put off, by this scan or by one that was killed."""
        for name in late_indexes.missing(self._library.connection):
            with self._writer.timed(), self._library.transaction():
                late_indexes.build(self._library.connection, name)

    def _end(self, outcome: Outcome, problem: str | None = None) -> ScanFinished:
        tally = self._writer.tally
        tally.offline = len(self._roots.offline)
        counts = asdict(tally)
        if self._scan:
            with self._library.transaction():
                self._library.log.finish(outcome.value, counts, now_ms(), problem)
        return ScanFinished(
            scan=self._scan,
            outcome=outcome,
            seconds=time.monotonic() - self._started,
            problem=Problem(title=problem) if problem else _unread(self._comparison.unread),
            **counts,
        )


def _unread(directories: Sequence[tuple[bytes, OSError]]) -> Problem | None:
    """Say which folders nobody could look into."""
    if not directories:
        return None
    (path, error), more = directories[0], len(directories) - 1
    name = os.fsdecode(path).encode("utf-8", "replace").decode()
    if len(name) > _LONGEST_NAME:
        name = f"…{name[-_LONGEST_NAME:]}"
    others = f" and {more:,} more folders" if more > 1 else " and 1 more folder" if more else ""
    return Problem(
        title="1 folder could not be read"
        if not more
        else f"{more + 1:,} folders could not be read",
        sentence=f"“{name}”{others} could not be read: {error.strerror or error}.",
    )

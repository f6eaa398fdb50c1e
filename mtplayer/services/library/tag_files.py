"""Writes what the library knows into tags of files when somebody asks for it, and takes it back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from mtplayer.core.events import FileChangesUndone, LibraryChanged, Notice
from mtplayer.core.ids import FileId, OperationId, TrackId
from mtplayer.core.library.file_changes import (
    REFUSED,
    RESTORED,
    WRITTEN,
    FileNow,
    Known,
    Noted,
    Target,
)
from mtplayer.core.record import short_record
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.clock import now_ms
from mtplayer.services.library.tag_kinds import TagKind
from mtplayer.services.undo import UndoService
from mtplayer.storage.engine import Storage

if TYPE_CHECKING:
    from mtplayer.core.library.tracks import Gains
    from mtplayer.core.listening.rating_fields import Family, Fields
    from mtplayer.files.tag_fields import Written
    from mtplayer.storage.unit import Unit

T = TypeVar("T")
# So many files are noted before, and written in one go: what a crash can leave half done.
AT_ONCE = 20


@short_record
class _Wish:
    """What shall be done to one file."""

    file: FileId
    path: bytes
    known: Known = None
    """What it shall say, as the library has it."""
    change: int = 0
    """Its place in the log."""
    wanted: bytes | None = None
    """Tags to be put back; None writes what is known."""
    expected: bytes | None = None
    """What the file has to say now, else it was changed meanwhile."""
    written: "Written | None" = None
    gains: "Gains | None" = None
    """How loud the file says now that it is, if that was written."""
    why_not: str = ""


@dataclass(slots=True)
class _Work:
    """A set of files on their way."""

    kind: TagKind
    change_set: int
    operation: OperationId | None
    left: list[_Wish]
    done: list[_Wish] = field(default_factory=list[_Wish])
    louder: list[TrackId] = field(default_factory=list[TrackId])

    @property
    def undoing(self) -> bool:
        """Whether files are put back."""
        return self.operation is None


class TagFilesService(QObject):
    """Reads, notes, writes, notes again: files on a file job, the log on the writing thread."""

    def __init__(
        self,
        storage: Storage,
        write: Jobs,
        files: Jobs,
        kinds: Sequence[TagKind],
        undo: UndoService,
        announce: Callable[[LibraryChanged], object],
        *,
        tell: Callable[[Exception], object],
        notify: Callable[[Notice], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._write = write
        self._files = files
        self._kinds = {kind.key: kind for kind in kinds}
        self._undo = undo
        self._announce = announce
        self._tell = tell
        self._notify = notify
        undo.announce_with(FileChangesUndone, self._swap)

    def tidy(self, database: Path) -> None:
        """Take away what a crash left beside files that were being written."""

        def work(_: Token) -> None:
            from mtplayer.storage.library.unfinished_changes import unfinished

            if paths := unfinished(database):
                from mtplayer.files import tag_writer

                for path in paths:
                    tag_writer.tidy(path)

        self._files.run(work, lambda _: None, self._tell)

    def write(self, key: str, tracks: Sequence[int]) -> None:
        """Write what the library has of these tracks into their files."""
        kind, wanted = self._kinds[key], tuple(tracks)
        if wanted:
            self._store(lambda unit: _begin(unit, kind, wanted), partial(self._begun, kind))

    def _begun(self, kind: TagKind, work: _Work | None) -> None:
        if work is not None:
            self._go_on(work)
        elif (nothing := kind.nothing) is not None:
            self._notify(nothing)

    def _swap(self, undone: FileChangesUndone) -> None:
        """Put files back as they were before, or again as they were written."""

        def read(unit: "Unit") -> tuple[str, list[Noted]]:
            changes = unit.file_changes
            return changes.kind_of(undone.change_set), changes.of_set(undone.change_set)

        def begun(found: tuple[str, list[Noted]]) -> None:
            key, noted = found
            wishes = [_swapped(one, again=undone.again) for one in noted if one.state != REFUSED]
            self._go_on(_Work(self._kinds[key], undone.change_set, None, wishes))

        self._store(read, begun)

    def _go_on(self, work: _Work) -> None:
        some, work.left = work.left[:AT_ONCE], work.left[AT_ONCE:]
        if not some:
            self._finish(work)
        elif work.undoing:
            self._write_some(work, some)
        else:
            read = partial(_read, work.kind)
            self._files.run(lambda _: list(map(read, some)), partial(self._plan, work), self._tell)

    def _plan(self, work: _Work, read: list[_Wish]) -> None:
        work.done += [wish for wish in read if wish.why_not]
        some = [wish for wish in read if not wish.why_not]
        done = partial(self._write_some, work)
        self._store(lambda unit: _planned(unit, work, some), done)

    def _write_some(self, work: _Work, some: Sequence[_Wish]) -> None:
        def run(_: Token) -> list[_Wish]:
            return [_write_one(work.kind, wish) for wish in some]

        self._files.run(run, partial(self._note, work), self._tell)

    def _note(self, work: _Work, done: list[_Wish]) -> None:
        work.done += done
        state = RESTORED if work.undoing else WRITTEN
        self._store(lambda unit: _noted(unit, done, state), partial(self._stored, work))

    def _stored(self, work: _Work, louder: list[TrackId]) -> None:
        work.louder += louder
        self._go_on(work)

    def _finish(self, work: _Work) -> None:
        written = sum(one.written is not None for one in work.done)
        refused = [one for one in work.done if one.why_not]
        if work.louder:
            self._announce(LibraryChanged(revision=0, updated=tuple(work.louder)))
        if refused:
            self._tell(work.kind.not_saved(_sentence(refused)))
        if work.operation is not None:
            label = _label(work.kind.wrote, written)
            self._store(
                lambda unit: _ended(unit, work, label if written else ""),
                lambda operation: self._ended(operation, label),
            )
        elif written:
            self._notify(Notice(text=_label(work.kind.put_back, written)))

    def _ended(self, operation: OperationId | None, label: str) -> None:
        if operation is not None:
            self._undo.note(operation, label, offer=True)

    def _store(self, work: "Callable[[Unit], T]", done: "Callable[[T], object]") -> None:
        self._write.run(lambda _: self._storage.write(work), done, self._tell)


def _begin(unit: "Unit", kind: TagKind, tracks: tuple[int, ...]) -> _Work | None:
    from mtplayer.storage.operations import FILES

    targets: Sequence[Target] = kind.targets(unit, tracks)
    if not targets:
        return None
    label, at = _label(kind.wrote, len(targets)), now_ms()
    change_set = unit.file_changes.begin(kind.key, label, at)
    inverse = {"change_set": change_set, "again": False}
    # Logged before the first file is written: a crash in between can be taken back as well.
    operation = unit.operations.log(FILES, label, inverse, at)
    work = _Work(kind, change_set, operation, [])
    for one in targets:
        wish = _Wish(one.file, one.path, one.known, why_not=one.why_not)
        (work.done if one.why_not else work.left).append(wish)
    return work


def _planned(unit: "Unit", work: _Work, some: Sequence[_Wish]) -> list[_Wish]:
    changes, field_name = unit.file_changes, work.kind.key
    return [
        replace(
            wish,
            change=changes.plan(work.change_set, field_name, wish.file, wish.expected or b"{}"),
        )
        for wish in some
    ]


def _noted(unit: "Unit", done: Sequence[_Wish], state: str) -> list[TrackId]:
    now: list[FileNow] = []
    louder: list[TrackId] = []
    for one in done:
        written = one.written
        if written is not None:
            stat = (written.size, written.mtime_ns, written.inode, written.device)
            now.append(FileNow(one.file, *stat))
            after = written.after if state == WRITTEN else None
            unit.file_changes.settle(one.change, state, after, written.audio_key)
            if one.gains is not None:
                louder += unit.loudness.tagged(one.file, one.gains)
        elif state == WRITTEN:
            unit.file_changes.settle(one.change, REFUSED)
    unit.file_changes.stands(now)
    return louder


def _ended(unit: "Unit", work: _Work, label: str) -> OperationId | None:
    if work.operation is None:
        return None
    if not label:
        unit.operations.forget(work.operation)
        return None
    unit.file_changes.name(work.change_set, label)
    unit.operations.rename(work.operation, label)
    return work.operation


def _swapped(one: Noted, *, again: bool) -> _Wish:
    # A file that was being written when the program ended may say either.
    expected = one.before if again else one.after
    wanted = one.after if again else one.before
    return _Wish(one.file, one.path, change=one.id, wanted=wanted, expected=expected)


def _read(kind: TagKind, wish: _Wish) -> _Wish:
    from mtplayer.files import tag_fields, tag_writer

    try:
        return replace(wish, expected=tag_fields.as_json(kind.read(wish.path)))
    except tag_writer.NotWritten as error:
        return replace(wish, why_not=str(error))


def _write_one(kind: TagKind, wish: _Wish) -> _Wish:
    from mtplayer.files import tag_fields, tag_writer

    def change(fields: "Fields", family: "Family") -> "Fields":
        if wish.expected is not None and tag_fields.as_json(fields) != wish.expected:
            raise tag_writer.NotWritten("It was changed by another program since.")
        if wish.wanted is not None:
            return tag_fields.of_json(wish.wanted)
        return kind.said(wish.path, wish.known, fields, family)

    try:
        written = kind.write(wish.path, change)
    except tag_writer.NotWritten as error:
        return replace(wish, why_not=str(error))
    return replace(wish, written=written, gains=kind.gains(wish.path))


def _sentence(refused: Sequence[_Wish]) -> str:
    name = refused[0].path.rpartition(b"/")[2].decode("utf-8", "replace")
    first = f"“{name}”: {refused[0].why_not}"
    if len(refused) == 1:
        return f"1 file was not saved. {first}"
    return f"{len(refused):,} files were not saved. {first}"


def _label(verb: str, count: int) -> str:
    return f"{verb} 1 file" if count == 1 else f"{verb} {count:,} files"

"""What a scan concludes from what was known and what it found: pure, and tested as such."""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from mtplayer.core.library.file_state import FileState
from mtplayer.core.library.scan_rows import Parts

# A disk that lost its index, a share that answers with half: rather ask than believe.
HELD_SHARE: Final = 0.2
HELD_LEAST: Final = 50


class Known(NamedTuple):
    """A file as the library has it."""

    id: int
    size: int
    mtime_ns: int
    state: str
    sheets: int | None = None


class Found(NamedTuple):
    """A file as the disk has it; ``sheets`` changes when a cue sheet beside it does."""

    name: bytes
    size: int
    mtime_ns: int
    inode: int
    device: int
    sheets: int | None = None


Seen = tuple[int, bytes, int, int, int | None]
"""Directory, name, size, change time and cue sheets of a file that should be there."""


class Arrival(NamedTuple):
    """A file that was read: where it is, and what it says.

    ``album_place`` names the folder that its album lies in, the same for all discs.
    """

    directory_id: int
    album_place: str
    found: Found
    parts: Parts


class Finding(StrEnum):
    """What a scan has to say of a file; the kinds in the change feed."""

    ADDED = "added"
    UPDATED = "updated"
    RETURNED = "returned"
    MOVED = "moved"
    MISSING = "missing"
    HELD = "held"
    FAILED = "failed"


@dataclass(slots=True)
class DirectoryPlan:
    """One directory compared: what to read, what came back as it was, what is gone."""

    added: list[Found] = field(default_factory=list[Found])
    updated: list[tuple[Known, Found]] = field(default_factory=list[tuple[Known, Found]])
    returned: list[Known] = field(default_factory=list[Known])
    gone: list[Known] = field(default_factory=list[Known])
    unchanged: int = 0


def compare(
    known: Mapping[bytes, Known], found: Iterable[Found], unsure: Iterable[bytes] = ()
) -> DirectoryPlan:
    """Compare a directory that was really read; ``found`` holds nothing that is ignored.

    ``unsure`` are names that stand there, but could not be looked at: they are not gone.
    """
    plan = DirectoryPlan()
    left = dict(known)
    for name in unsure:
        left.pop(name, None)
    present = FileState.PRESENT.value
    for file in found:
        before = left.pop(file.name, None)
        if before is None:
            plan.added.append(file)
        elif (
            before.size != file.size
            or before.mtime_ns != file.mtime_ns
            or before.sheets != file.sheets
        ):
            plan.updated.append((before, file))
        elif before.state != present:
            plan.returned.append(before)
        else:
            plan.unchanged += 1
    plan.gone = [file for file in left.values() if file.state == present]
    return plan


def is_braked(missing: int, files: int) -> bool:
    """Whether so many of a folder's files are gone that somebody should say so first."""
    return missing > HELD_LEAST and missing > HELD_SHARE * files


class Trace(NamedTuple):
    """What a file can be recognised by; ``since`` says when it went, zero for just now."""

    id: int
    name: bytes
    size: int
    inode: int | None
    device: int | None
    audio_key: bytes | None
    since: int = 0


def match_moves(gone: Sequence[Trace], arrived: Sequence[Trace]) -> list[tuple[int, int]]:
    """Pair files that went with files that came, best matches first; ids of both.

    By the sound, then by inode, device and size together where a sound is not known; never
    by the inode alone, which the next file gets. Each file is used once: of two equal copies
    the second stays a track of its own. Linear, also for thousands of equal files.
    """
    pairs: list[tuple[int, int]] = []
    olds = sorted(gone, key=lambda old: (old.since, old.id))
    news = list(arrived)
    for trait in (_sound_and_place, _sound_and_name, _sound, _place):
        olds, news = _pair_by(trait, olds, news, pairs)
    return pairs


Trait = Callable[[Trace], Hashable | None]


def _sound_and_place(trace: Trace) -> Hashable | None:
    if trace.audio_key is None or not trace.inode:
        return None
    return trace.audio_key, trace.inode, trace.device


def _sound_and_name(trace: Trace) -> Hashable | None:
    return None if trace.audio_key is None else (trace.audio_key, trace.name)


def _sound(trace: Trace) -> Hashable | None:
    return trace.audio_key


def _place(trace: Trace) -> Hashable | None:
    return (trace.inode, trace.device, trace.size) if trace.inode else None


def _pair_by(
    trait: Trait, olds: list[Trace], news: list[Trace], pairs: list[tuple[int, int]]
) -> tuple[list[Trace], list[Trace]]:
    """Pair what shares a trait; return what is left of both."""
    waiting: dict[Hashable, deque[Trace]] = {}
    for old in olds:
        if (mark := trait(old)) is not None:
            waiting.setdefault(mark, deque()).append(old)
    used: set[int] = set()
    left: list[Trace] = []
    for new in news:
        queue = waiting.get(trait(new)) if trait(new) is not None else None
        old = _take(queue, new) if queue else None
        if old is None:
            left.append(new)
        else:
            used.add(old.id)
            pairs.append((old.id, new.id))
    return [old for old in olds if old.id not in used], left


def _take(queue: deque[Trace], new: Trace) -> Trace | None:
    """Take the first that does not sound differently."""
    for old in queue:
        if old.audio_key is None or new.audio_key is None or old.audio_key == new.audio_key:
            queue.remove(old)
            return old
    return None

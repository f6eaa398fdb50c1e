"""Glances at the known directories of a root before it is walked; a twin takes half of many."""

import os
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from functools import partial
from operator import attrgetter
from typing import Any, Final, NamedTuple

from mtplayer.core.options import ScanMode
from mtplayer.core.paths import is_below, outermost
from mtplayer.runtime.twin import Channel, Twin, split
from mtplayer.runtime.uncollected import uncollected
from mtplayer.scanner.glance import glance
from mtplayer.scanner.lister import Glance, Listed
from mtplayer.scanner.request import ScanRequest
from mtplayer.storage.connection import open_reader
from mtplayer.storage.scan.scan_places import DirectoryRow, Places, most_directories

Job = tuple[bytes, DirectoryRow | None]
"""A path, and what is known of it; nothing of one that lies between others and holds no music."""
Seen = tuple[bytes, Glance | None]

_BLOCK: Final = 128
# A twin is there after 4 ms; this many directories take 20.
_MANY: Final = 512


class _Said(NamedTuple):
    """What the twin says of one block; the mark says of which jobs it is a block."""

    mark: int
    number: int
    seen: list[Glance | None]


def company(request: ScanRequest) -> AbstractContextManager[Twin | None]:
    """Return a twin that has begun, where it pays; before the library is opened."""
    alone = request.processes == 1 or request.seen or request.growing
    if not alone and most_directories(request.database) >= _MANY:
        twin = split(partial(_beside, request))
        if twin is not None:
            return twin
    return nullcontext()


class Ahead:
    """The original's part, and what the twin says."""

    def __init__(self, places: Places, twin: Twin | None = None) -> None:
        self._places = places
        self._twin = twin
        self._said: dict[bytes, deque[_Said]] = {}

    def glances(self, root: bytes, jobs: list[Job]) -> Iterator[list[Seen]]:
        """Yield block after block what there is to see, in no order."""
        blocks, mark = _blocks(jobs), _mark(jobs)
        # The twin begins at the front, the original at the back, until they meet.
        first, last = 0, len(blocks)
        while first < last:
            said = self._hear(root)
            if said is None:
                last -= 1
                number, seen = last, _glance_at(self._places, blocks[last])
            elif said.mark == mark and said.number < last:
                number, seen = said.number, said.seen
                first = number + 1
            else:
                continue
            yield [(path, found) for (path, _), found in zip(blocks[number], seen, strict=True)]
        self._tell_done(root)

    def _hear(self, root: bytes) -> _Said | None:
        """Return what else the twin has said of a root."""
        try:
            while self._twin is not None and self._twin.channel.is_heard():
                about, mark, number, seen = self._twin.channel.receive()
                said = _Said(mark, number, [one and _unpacked(one) for one in seen])
                self._said.setdefault(about, deque()).append(said)
        except (EOFError, OSError):
            self._twin = None  # it is done with all that it knows of
        waiting = self._said.get(root)
        return waiting.popleft() if waiting else None

    def _tell_done(self, root: bytes) -> None:
        try:
            if self._twin is not None:
                self._twin.channel.send(root)
        except BrokenPipeError:
            self._twin = None


def jobs_below(
    root: bytes,
    mount_path: bytes,
    directories: Iterable[DirectoryRow],
    passed_over: Iterable[bytes],
) -> list[Job]:
    """Return the known directories below a root, and those between that hold no music.

    Where something is to be passed over, only who reads it all can tell.
    """
    start = mount_path.rstrip(b"/") + b"/"
    known = {start + row.path: row for row in sorted(directories, key=attrgetter("id"))}
    between: set[bytes] = set()
    for path in {path.rpartition(b"/")[0] for path in known}:
        above = path
        while len(above) > len(root) and above not in known and above not in between:
            between.add(above)
            above = above.rpartition(b"/")[0]
    jobs: list[Job] = [*known.items(), *((path, None) for path in sorted(between))]
    left_out = {root, *(path.rpartition(b"/")[0] for path in passed_over)}
    return [job for job in jobs if job[0] not in left_out]


def _beside(request: ScanRequest, channel: Channel) -> None:
    """Do the twin's part: say block by block what is seen, until the original has seen the rest."""
    with uncollected(), closing(open_reader(request.database)) as connection:
        places = Places(connection)
        done: set[bytes] = set()
        for root, volume, mount_path in _likely(places, request):
            start = mount_path.rstrip(b"/") + b"/"
            directories = places.directories(volume, root[len(start) :])
            passed_over = [start + inside for inside in places.ignored(volume)]
            jobs = jobs_below(root, mount_path, directories.values(), passed_over)
            mark = _mark(jobs)
            for number, block in enumerate(_blocks(jobs)):
                if channel.is_heard():
                    done.add(channel.receive())
                if root in done:
                    break
                seen = [one and _packed(one) for one in _glance_at(places, block, goes_there=True)]
                channel.send((root, mark, number, seen))


def _likely(places: Places, request: ScanRequest) -> list[tuple[bytes, int, bytes]]:
    """Guess the roots of a scan, each with its volume; the original does alone what this misses."""
    volumes = {row.id: row for row in places.volumes() if row.online}
    if request.targets:
        paths = [os.path.realpath(target) for target in request.targets]
    else:
        paths = [
            volumes[folder.volume_id].mount_path.rstrip(b"/") + b"/" + folder.path
            for folder in places.folders()
            if folder.enabled
            and folder.volume_id in volumes
            and not (request.at_start and folder.mode == ScanMode.MANUAL)
        ]
    roots: list[tuple[bytes, int, bytes]] = []
    for path in outermost(paths):
        around = [row for row in volumes.values() if is_below(path, row.mount_path)]
        if around:
            inmost = max(around, key=lambda row: len(row.mount_path))
            roots.append((path, inmost.id, inmost.mount_path))
    return roots


def _mark(jobs: list[Job]) -> int:
    return zlib.crc32(b"\0".join([path for path, _ in jobs]))


def _blocks(jobs: list[Job]) -> list[list[Job]]:
    return [jobs[begin : begin + _BLOCK] for begin in range(0, len(jobs), _BLOCK)]


def _glance_at(
    places: Places, jobs: Sequence[Job], *, goes_there: bool = False
) -> list[Glance | None]:
    expected = places.expected([row.id for _, row in jobs if row is not None])
    return [
        glance(path, row, expected.get(row.id, []) if row else [], goes_there=goes_there)
        for path, row in jobs
    ]


def _packed(seen: Glance) -> tuple[object, ...]:
    """Return plain tuples: marshal knows no others."""
    return *seen[:3], seen.listed and tuple(seen.listed)


def _unpacked(seen: tuple[Any, ...]) -> Glance:
    files, device, inode, listed = seen
    return Glance(files, device, inode, listed and Listed._make(listed))

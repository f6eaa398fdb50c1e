"""What was seen to happen below a folder, until it is quiet enough to be looked at."""

import errno
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname
from typing import Final, NamedTuple

from mtplayer.core.formats import is_audio, is_cue
from mtplayer.core.library.artwork import is_cover
from mtplayer.core.passed_over import is_passed_over
from mtplayer.core.paths import outermost
from mtplayer.core.record import record

# A copy that waits for its disk pauses for less; a listener does not notice as much.
QUIET_MS: Final = 1_000
# Of more than this at once the system may have dropped some: its own queue holds 16,384.
MANY: Final = 2_000
# More single files than this are looked for in their directories.
FEW_FILES: Final = 40
_LIMITS: Final = frozenset({errno.ENOSPC, errno.EMFILE, errno.ENOMEM})


class Happening(NamedTuple):
    """A file or directory came, changed or went; ``path`` is absolute."""

    path: bytes
    is_gone: bool = False
    is_directory: bool = False


class Seen(NamedTuple):
    """Something that happened below a watched folder."""

    folder: bytes
    happening: Happening


class WatchRefused(Exception):
    """The system does not tell what happens there; ``limit`` where it could if it were let."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.limit = error.errno in _LIMITS


class Facts(NamedTuple):
    """What a file that grows would have another of a moment later."""

    size: int
    mtime_ns: int


@record
class Wanted:
    """What to look at now: all of the folder, or these; and where covers are not what they were."""

    whole: bool = False
    paths: tuple[bytes, ...] = ()
    covers: tuple[bytes, ...] = ()


def concerns(folder: bytes, happening: Happening) -> bool:
    """Whether something that happened below a folder can matter to a library."""
    inside = happening.path[len(folder.rstrip(b"/")) :].strip(b"/")
    parts = inside.split(b"/")
    if any(map(is_passed_over, parts)):
        return False
    return happening.is_directory or is_audio(inside) or is_cue(inside) or is_cover(parts[-1])


@dataclass(slots=True)
class _Arrival:
    """A file that may still grow."""

    last_ms: int
    facts: Facts | None = None
    asked: bool = False


class PendingChanges:
    """Coalesces what happens below one folder; the caller brings the clock and asks the disk."""

    def __init__(self) -> None:
        self._growing: dict[bytes, _Arrival] = {}
        self._settled: set[bytes] = set()
        self._directories: dict[bytes, int] = {}
        self._covers: dict[bytes, int] = {}
        self._whole_ms: int | None = None
        self._count = 0

    def __bool__(self) -> bool:
        waits = self._growing or self._settled or self._directories or self._covers
        return bool(waits) or self._whole_ms is not None

    @property
    def growing(self) -> tuple[bytes, ...]:
        """Files that nobody should read yet."""
        return tuple(self._growing)

    def note(self, happening: Happening, now_ms: int) -> None:
        """Take notice of something that ``concerns`` the folder."""
        path = happening.path
        self._count += 1
        if self._count > MANY or (happening.is_directory and happening.is_gone):
            # What a directory held may stand anywhere by now: one scan has to see both places.
            self._whole_ms = now_ms
        if happening.is_gone:
            self._growing.pop(path, None)
            self._settled.discard(path)
            self._miss(path, now_ms)
        elif happening.is_directory:
            self._directories[path] = now_ms
        else:
            before = self._growing.get(path)
            self._growing[path] = _Arrival(now_ms, before.facts if before else None)
            self._settled.discard(path)

    def look(self, now_ms: int) -> list[bytes]:
        """Return the files that may be quiet: the disk has to say; ``settle`` takes the answer."""
        due: list[bytes] = []
        for path, arrival in self._growing.items():
            if now_ms - arrival.last_ms >= QUIET_MS and not arrival.asked:
                arrival.asked = True
                due.append(path)
        return due

    def settle(self, found: Mapping[bytes, Facts | None], now_ms: int) -> None:
        """Hear how files stand: one that is as it was when it was last asked for has settled."""
        for path, facts in found.items():
            arrival = self._growing.get(path)
            if arrival is None or not arrival.asked:
                continue
            if facts is None:
                del self._growing[path]
                self._miss(path, now_ms)
            elif facts == arrival.facts:
                del self._growing[path]
                self._settled.add(path)
            else:
                self._growing[path] = _Arrival(now_ms, facts)

    def take(self, now_ms: int) -> Wanted | None:
        """Return what can be looked at now, and forget it; None if all has to wait."""
        covers = {path for path, last_ms in self._covers.items() if now_ms - last_ms >= QUIET_MS}
        covers.update(dirname(path) for path in self._settled if _is_picture(path))
        directories = self._quiet_directories(now_ms)
        whole = self._whole_ms is not None and now_ms - self._whole_ms >= QUIET_MS
        if not (whole or covers or directories or self._settled):
            return None
        paths = () if whole else self._paths(directories)
        self._forget(covers, directories, whole=whole)
        return Wanted(whole=whole, paths=paths, covers=tuple(sorted(covers)))

    def _quiet_directories(self, now_ms: int) -> list[bytes]:
        return [path for path, last_ms in self._directories.items() if now_ms - last_ms >= QUIET_MS]

    def _paths(self, directories: list[bytes]) -> tuple[bytes, ...]:
        music = {path for path in self._settled if is_audio(path)}
        # A cue sheet speaks for the files beside it.
        beside = {dirname(path) for path in self._settled if is_cue(path)}
        if len(music) > FEW_FILES:
            beside.update(map(dirname, music))
            music.clear()
        return tuple(outermost({*music, *beside, *directories}))

    def _forget(self, covers: set[bytes], directories: list[bytes], *, whole: bool) -> None:
        self._settled.clear()
        for path in covers:
            self._covers.pop(path, None)
        if whole:
            self._directories.clear()
            self._whole_ms = None
        for path in directories:
            self._directories.pop(path, None)
        if not self:
            self._count = 0

    def _miss(self, path: bytes, now_ms: int) -> None:
        """Let the directory say what is there: the file or directory is not any more."""
        if _is_picture(path):
            self._covers[dirname(path)] = now_ms
        else:
            self._directories[dirname(path)] = now_ms


def _is_picture(path: bytes) -> bool:
    return is_cover(path.rpartition(b"/")[2])

"""The folders of the library as a tree, in columns: a hundred thousand of them are no objects."""

from collections.abc import Iterable
from typing import NamedTuple

from mtplayer.core.ids import TrackId


class RootFolder(NamedTuple):
    """A folder that the user asked for; the path is below its volume."""

    volume: int
    mount: bytes
    path: bytes
    kind: str
    online: bool


class FileRow(NamedTuple):
    """A file in a folder; one without a track could not be read, and says why."""

    track: TrackId | None
    name: str
    size: int
    changed_at: int
    codec: str
    bitrate: int | None
    sample_rate: int | None
    bit_depth: int | None
    duration_ms: int
    state: str
    failure: str
    tagged: bool
    raw: bytes = b""
    """The name as the disk has it."""


class OtherFile(NamedTuple):
    """A file or a folder on the disk that the library does not list."""

    name: bytes
    size: int
    changed_at: int
    is_folder: bool


class FolderTree:
    """Folders by number; a parent's number is lower than those of what lies in it."""

    def __init__(self, roots: Iterable[RootFolder] = ()) -> None:
        self.names: list[str] = []
        self.paths: list[bytes] = []
        self.volumes: list[int] = []
        self.parents: list[int] = []
        self.children: list[list[int]] = []
        self.counts: list[int] = []
        self.roots: list[int] = []
        self.about: dict[int, RootFolder] = {}
        self._numbers: dict[tuple[int, bytes], int] = {}
        for root in roots:
            mount = root.mount.rstrip(b"/")
            name = mount + b"/" + root.path if root.path else mount or b"/"
            number = self._make(root.volume, root.path, -1, text_of(name))
            self.about[number] = root

    def __len__(self) -> int:
        return len(self.names)

    def number_of(self, volume: int, path: bytes) -> int | None:
        """Return a folder's number, if it is there."""
        return self._numbers.get((volume, path))

    def add(self, volume: int, path: bytes, count: int) -> None:
        """Put a folder with so many files where it lies, with the folders above it."""
        missing: list[bytes] = []
        above, number = path, self._numbers.get((volume, path))
        while number is None and above:
            missing.append(above)
            above = above.rpartition(b"/")[0]
            number = self._numbers.get((volume, above))
        if number is None:
            # Below no folder of the library: what was dropped alone, or is left of a removed one.
            self.counts[self._make(volume, path, -1, text_of(path))] = count
            return
        for part in reversed(missing):
            number = self._make(volume, part, number, text_of(part.rpartition(b"/")[2]))
        self.counts[number] += count

    def place(self, number: int) -> bytes | None:
        """Return where a folder is on this machine, None where its drive is not there."""
        root = self.about.get(self.way_to(number)[0])
        if root is None or not root.online:
            return None
        path, mount = self.paths[number], root.mount.rstrip(b"/")
        return mount + b"/" + path if path else mount or b"/"

    def add_up(self) -> None:
        """Let each folder count what lies in the folders in it too."""
        for number in range(len(self.names) - 1, -1, -1):
            if (parent := self.parents[number]) >= 0:
                self.counts[parent] += self.counts[number]

    def first_with_files(self) -> int | None:
        """Return the first folder that has files of its own."""
        for number, count in enumerate(self.counts):
            if count > sum(self.counts[child] for child in self.children[number]):
                return number
        return None

    def way_to(self, number: int) -> list[int]:
        """Return the folders from the root down to this one."""
        way = [number]
        while (number := self.parents[number]) >= 0:
            way.append(number)
        return way[::-1]

    def _make(self, volume: int, path: bytes, parent: int, name: str) -> int:
        number = len(self.names)
        self.names.append(name)
        self.paths.append(path)
        self.volumes.append(volume)
        self.parents.append(parent)
        self.children.append([])
        self.counts.append(0)
        self._numbers[volume, path] = number
        (self.children[parent] if parent >= 0 else self.roots).append(number)
        return number


def text_of(name: bytes) -> str:
    """Return a file name as it is shown: what is no UTF-8 has no exact text."""
    return name.decode("utf-8", "replace")

"""What a scan has to look through: folders found on their volumes, and those out of reach."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field

from mtplayer.core.formats import is_audio, is_cue
from mtplayer.core.options import ScanMode
from mtplayer.core.paths import is_below, outermost
from mtplayer.core.problems import FolderUnreachable
from mtplayer.files.volumes import VolumeFacts, Volumes, below
from mtplayer.storage.scan.scan_places import DirectoryRow, FolderRow, Places, VolumeRow


@dataclass(slots=True)
class Root:
    """One folder or file to look through; ``path`` is where it is now, ``inside`` on its volume."""

    path: bytes
    volume: int
    mount_path: bytes
    inside: bytes
    folder: FolderRow | None = None
    is_file: bool = False
    areas: list["Area"] = field(default_factory=list["Area"])
    """The volumes in it; the first is the one that it lies on itself."""
    known: int = 0
    """How many files were there when it was last looked through."""
    is_reached: bool = False

    @property
    def gone(self) -> list[int]:
        """Known files that are not there any more."""
        return [file for area in self.areas for file in area.gone]

    @property
    def is_whole_folder(self) -> bool:
        """Whether it is all of a folder of the library."""
        return self.folder is not None and self.folder.path == self.inside


@dataclass(slots=True)
class Area:
    """A volume within a root: its known directories until they are found again."""

    volume: int
    mount_path: bytes
    path: bytes
    """Where the part of the volume that lies in the root begins."""
    device: int
    left: dict[bytes, DirectoryRow]
    may_seal: bool = False
    """Whether its directories can be sealed: what is on it says so in its own time."""
    gone: list[int] = field(default_factory=list[int])

    @property
    def inside(self) -> bytes:
        """Where on its volume it begins."""
        return below(self.mount_path, self.path)


class Roots:
    """Finds the roots of one scan. Writes: call it in a transaction."""

    def __init__(self, places: Places, volumes: Volumes, at: int) -> None:
        self._places = places
        self._volumes = volumes
        self._at = at
        self._known = {row.id: row for row in places.volumes()}
        self._ids: dict[str, int] = {}
        self.offline: list[FolderRow] = []

    def of_library(self, *, at_start: bool = False) -> list[Root]:
        """Return all folders of the library that can be reached."""
        self._look_for_volumes()
        enabled = (
            folder
            for folder in self._places.folders()
            if folder.enabled and not (at_start and folder.mode == ScanMode.MANUAL)
        )
        roots = [root for folder in enabled if (root := self._root_of(folder)) is not None]
        kept = set(outermost(root.path for root in roots))
        return [root for root in roots if root.path in kept]

    def of_targets(
        self, targets: tuple[bytes, ...], mode: str, *, by_hand: bool = False
    ) -> list[Root]:
        """Return the roots for paths that were named; new folders join the library."""
        self._look_for_volumes()
        roots: list[Root] = []
        for target in outermost(map(_real, _spelled_out(targets))):
            root = self._target(target, mode, by_hand=by_hand)
            if root is not None:
                roots.append(root)
        return roots

    def of_seen(self, targets: tuple[bytes, ...]) -> list[Root]:
        """Return the roots for places where something happened, so far as the library has them."""
        self._look_for_volumes()
        standing = {path for target in targets if (path := self._standing(target)) is not None}
        roots: list[Root] = []
        for path in outermost(standing):
            facts = self._volumes.of(path)
            volume, inside = self.volume_id(facts), below(facts.mount_path, path)
            folder = self.covering(volume, inside)
            is_file = not os.path.isdir(path)
            if folder is not None and not self._is_ignored(volume, inside):
                mount = facts.mount_path
                roots.append(Root(path, volume, mount, inside, folder, is_file=is_file))
        return roots

    def _standing(self, path: bytes) -> bytes | None:
        """Return a path, or the nearest above it that is there and still in its folder."""
        for folder in self._places.folders():
            row = self._known[folder.volume_id]
            top = _joined(row.mount_path, folder.path)
            if is_below(path, top):
                while not os.path.exists(path):
                    if path == top:
                        self._lose(folder)
                        return None
                    path = os.path.dirname(path)
                return path
        return None

    def _is_ignored(self, volume: int, inside: bytes) -> bool:
        return any(is_below(inside, path) for path in self._places.ignored(volume))

    def _target(self, path: bytes, mode: str, *, by_hand: bool) -> Root | None:
        facts = self._volumes.of(path)
        inside = below(facts.mount_path, path)
        if not os.path.exists(path):
            return self._absent(path)
        volume = self.volume_id(facts)
        # Who names a path wants it, also if it was removed before.
        self._places.allow(volume, inside, with_all_below=by_hand)
        folder = self.covering(volume, inside)
        if not os.path.isdir(path):
            if not is_audio(path) or not os.path.isfile(path):
                raise FolderUnreachable(f"“{_shown(path)}” is neither a folder nor music.")
            return Root(path, volume, facts.mount_path, inside, folder, is_file=True)
        if folder is None:
            folder = self._places.add_folder(volume, inside, mode, self._at)
        return Root(path, volume, facts.mount_path, inside, folder)

    def _absent(self, path: bytes) -> None:
        """Take a known folder for offline; an unknown one is a mistake."""
        for folder in self._places.folders():
            row = self._known[folder.volume_id]
            if path == _joined(row.mount_path, folder.path):
                self._lose(folder)
                return
        raise FolderUnreachable(f"“{_shown(path)}” is not there.")

    def covering(self, volume: int, inside: bytes) -> FolderRow | None:
        """Return the innermost folder of the library that a path lies in."""
        best: FolderRow | None = None
        for folder in self._places.folders():
            if folder.volume_id != volume or not _contains(folder.path, inside):
                continue
            if best is None or len(folder.path) > len(best.path):
                best = folder
        return best

    def _root_of(self, folder: FolderRow) -> Root | None:
        row = self._known[folder.volume_id]
        mount_path = self._mounted_at(row)
        if mount_path is None:
            self._lose(folder)
            return None
        path = _joined(mount_path, folder.path)
        if not os.path.isdir(path):
            self._lose(folder)
            return None
        return Root(path, folder.volume_id, mount_path, folder.path, folder)

    def _mounted_at(self, row: VolumeRow) -> bytes | None:
        if not self._volumes.knows_mounts():
            return row.mount_path
        facts = self._volumes.by_key(row.key)
        if facts is None:
            return None
        self.volume_id(facts)
        return facts.mount_path

    def _lose(self, folder: FolderRow) -> None:
        self.offline.append(folder)
        self._places.lose_folder(folder.id)

    def lose(self, root: Root) -> None:
        """Take a folder that turned out to be out of reach for offline."""
        if root.folder is not None and root.is_whole_folder:
            self._lose(root.folder)

    def see(self, roots: Iterable[Root]) -> None:
        """Note which folders were looked through to their end, also those inside others."""
        lost = {folder.id for folder in self.offline}
        reached = list(roots)
        for folder in self._places.folders():
            if folder.id not in lost and any(_holds(root, folder) for root in reached):
                self._places.see_folder(folder.id, self._at)

    def _look_for_volumes(self) -> None:
        """Note which volumes are not mounted: their tracks are offline with them."""
        if not self._volumes.knows_mounts():
            return
        for row in self._known.values():
            if self._volumes.by_key(row.key) is None and row.online:
                self._places.lose_volume(row.id)

    def volume_id(self, facts: VolumeFacts) -> int:
        """Return the id of a mounted volume, noting where it is."""
        if facts.key not in self._ids:
            self._ids[facts.key] = self._places.see_volume(
                facts.kind.value, facts.key, facts.label, facts.mount_path, self._at
            )
        return self._ids[facts.key]


def _holds(root: Root, folder: FolderRow) -> bool:
    same = root.volume == folder.volume_id and not root.is_file
    return same and _contains(root.inside, folder.path)


def _spelled_out(targets: Iterable[bytes]) -> list[bytes]:
    """Put the files that a cue sheet names in its place; one that names none stays."""
    found: list[bytes] = []
    for path in targets:
        found += _named_by(path) if is_cue(path) and os.path.isfile(path) else [path]
    return found


def _named_by(sheet: bytes) -> list[bytes]:
    # What reads sheets takes as long to load as all the rest of a scan that finds nothing new.
    from mtplayer.files.cue_places import files_of

    return files_of(sheet) or [sheet]


def _real(path: bytes) -> bytes:
    """Return a path without links, save for a file that is one itself."""
    if os.path.isdir(path):
        return os.path.realpath(path)
    above, name = os.path.split(os.path.abspath(path))
    return os.path.join(os.path.realpath(above), name)


def _contains(folder: bytes, path: bytes) -> bool:
    return not folder or path == folder or path.startswith(folder + b"/")


def _joined(mount_path: bytes, inside: bytes) -> bytes:
    return mount_path.rstrip(b"/") + b"/" + inside if inside else mount_path


def _shown(path: bytes) -> str:
    return os.fsdecode(path).encode("utf-8", "replace").decode()

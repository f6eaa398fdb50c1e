"""Which disk, stick or share a path lies on, by a key that survives another mount point."""

import os
import re
import string
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final

from mtplayer.core.record import short_record
from mtplayer.files import superblock
from mtplayer.files.windows_drives import Drive, drives

_MOUNTS: Final = Path("/proc/self/mountinfo")
_BY_UUID: Final = Path("/dev/disk/by-uuid")
_UDEV: Final = Path("/run/udev/data")
_BLOCK: Final = Path("/sys/dev/block")
_ESCAPE: Final = re.compile(rb"\\([0-7]{3})")
_NETWORK: Final = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "9p", "ncpfs", "glusterfs", "afpfs",
        "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs2", "davfs", "fuse.s3fs",
        "fuse.smbnetfs", "fuse.curlftpfs",
    }
)  # fmt: skip
# Shares tell of names late, FAT does not when another system wrote there, unions when they like.
_NATIVE: Final = frozenset(
    {"ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "bcachefs", "zfs", "tmpfs", "overlay"}
)
_REMOVABLE_PLACES: Final = (b"/media/", b"/run/media/", b"/Volumes/")


class VolumeKind(StrEnum):
    """What a volume is, so far as it decides how to wait for it."""

    FIXED = "fixed"
    REMOVABLE = "removable"
    NETWORK = "network"


@short_record
class VolumeFacts:
    """A mounted volume. ``mount_path`` has no slash at its end, save for the root."""

    kind: VolumeKind
    key: str
    label: str
    mount_path: bytes
    tells_of_names: bool = False
    """Whether a directory's change time says, at once, that a name came or went."""


@short_record
class _Mount:
    device: str
    root: bytes
    point: bytes
    kind: str
    source: str


class Volumes:
    """What is mounted now; make a new one to look again."""

    def __init__(
        self, mounts: Path = _MOUNTS, list_drives: Callable[[], list[Drive]] = drives
    ) -> None:
        self._mounts = _read_mounts(mounts) if mounts.exists() else []
        self._drives = [_of_drive(drive) for drive in list_drives()]
        self._facts: dict[bytes, VolumeFacts] = {}
        self._uuids: dict[str, str] | None = None

    def of(self, path: bytes) -> VolumeFacts:
        """Return the volume of an absolute path, which need not exist."""
        if self._drives:
            return next(
                (facts for facts in self._drives if path[:2].upper() == facts.mount_path),
                _elsewhere(path),
            )
        mount = self._mount_of(os.path.realpath(path))
        if mount is None:
            return _elsewhere(path)
        if mount.point not in self._facts:
            self._facts[mount.point] = self._describe(mount)
        return self._facts[mount.point]

    def by_key(self, key: str) -> VolumeFacts | None:
        """Return the volume with this key if it is mounted; the first of several mounts."""
        for facts in self._drives:
            if facts.key == key:
                return facts
        for mount in self._mounts:
            if mount.point not in self._facts:
                self._facts[mount.point] = self._describe(mount)
            if self._facts[mount.point].key == key:
                return self._facts[mount.point]
        # In a chroot the mounts are listed, but the root is none of them.
        root = _elsewhere(b"/")
        return root if key == root.key and self._mount_of(b"/") is None else None

    def knows_mounts(self) -> bool:
        """Whether this system tells what is mounted; elsewhere only paths can be tried."""
        return bool(self._mounts or self._drives)

    def _mount_of(self, path: bytes) -> _Mount | None:
        best: _Mount | None = None
        for mount in self._mounts:
            # Of two mounts on one point the later one covers the earlier.
            inside = path == mount.point or path.startswith(mount.point.rstrip(b"/") + b"/")
            if inside and (best is None or len(mount.point) >= len(best.point)):
                best = mount
        return best

    def _describe(self, mount: _Mount) -> VolumeFacts:
        root = mount.root.decode("utf-8", "backslashreplace")
        name = os.fsdecode(os.path.basename(mount.point)) or os.fsdecode(mount.point)
        label = name.encode("utf-8", "replace").decode()
        if mount.kind in _NETWORK:
            key = f"share:{mount.kind}:{mount.source}:{root}"
            return VolumeFacts(VolumeKind.NETWORK, key, label, mount.point)
        kind = VolumeKind.REMOVABLE if _is_removable(mount) else VolumeKind.FIXED
        tells = mount.kind in _NATIVE
        if uuid := self._uuid_of(mount):
            return VolumeFacts(kind, f"uuid:{uuid}:{root}", label, mount.point, tells)
        # Nothing lasting is known of it; then it is what is mounted in this place.
        point = mount.point.decode("utf-8", "backslashreplace")
        key = f"mount:{mount.kind}:{root}:{point}"
        return VolumeFacts(kind, key, label, mount.point, tells)

    def _uuid_of(self, mount: _Mount) -> str | None:
        if self._uuids is None:
            self._uuids = _read_uuids()
        found = self._uuids.get(os.path.realpath(mount.source)) if mount.source else None
        if found or (found := _udev_uuid(mount.device)):
            return found
        return superblock.uuid_of(mount.source) if mount.source.startswith("/dev/") else None


def _read_mounts(path: Path) -> list[_Mount]:
    mounts: list[_Mount] = []
    for line in path.read_bytes().splitlines():
        left, _, right = line.partition(b" - ")
        first, last = left.split(b" "), right.split(b" ")
        if len(first) < 5 or len(last) < 2:
            continue
        mounts.append(
            _Mount(
                first[2].decode("ascii", "replace"),
                _unescaped(first[3]),
                _unescaped(first[4]),
                last[0].decode("ascii", "replace"),
                os.fsdecode(_unescaped(last[1])),
            )
        )
    return mounts


def _unescaped(field: bytes) -> bytes:
    """Undo the octal escapes of spaces, tabs, newlines and backslashes."""
    return _ESCAPE.sub(lambda found: bytes([int(found.group(1), 8)]), field)


def _read_uuids() -> dict[str, str]:
    """Return the UUIDs of file systems by device node."""
    try:
        links = list(_BY_UUID.iterdir())
    except OSError:
        return {}
    return {os.path.realpath(link): link.name for link in links}


def _udev_uuid(device: str) -> str | None:
    try:
        lines = (_UDEV / f"b{device}").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return None
    return next((line[13:] for line in lines if line.startswith("E:ID_FS_UUID=")), None)


def _is_removable(mount: _Mount) -> bool:
    if mount.point.startswith(_REMOVABLE_PLACES):
        return True
    block = _BLOCK / mount.device
    for folder in (block, block.resolve().parent if block.exists() else block):
        try:
            return (folder / "removable").read_text(encoding="ascii").strip() == "1"
        except OSError:
            continue
    return False


def _of_drive(drive: Drive) -> VolumeFacts:
    letter = drive.point.decode()
    if drive.share:
        key = f"share:smb:{drive.share.lower()}"
        return VolumeFacts(VolumeKind.NETWORK, key, drive.share, drive.point)
    kind = VolumeKind.REMOVABLE if drive.is_removable else VolumeKind.FIXED
    key = f"serial:{drive.serial:08X}"
    return VolumeFacts(kind, key, drive.label or letter, drive.point)


def _elsewhere(path: bytes) -> VolumeFacts:
    """Name a volume where nothing lists them: by drive letter, or by place under /Volumes."""
    if sys.platform == "win32":
        drive = os.path.splitdrive(os.fsdecode(path))[0].upper()
        letter = drive[:1] in string.ascii_uppercase and drive[1:] == ":"
        kind = VolumeKind.FIXED if letter else VolumeKind.NETWORK
        return VolumeFacts(kind, f"drive:{drive}", drive, os.fsencode(drive) + b"/")
    parts = path.split(b"/")
    if parts[1:2] == [b"Volumes"] and len(parts) > 2:
        point = b"/".join(parts[:3])
        label = parts[2].decode("utf-8", "replace")
        return VolumeFacts(VolumeKind.REMOVABLE, f"mount:{label}", label, point)
    return VolumeFacts(VolumeKind.FIXED, "mount:/", "/", b"/")


def below(mount_path: bytes, path: bytes) -> bytes:
    """Return an absolute path relative to a mount point; empty for the point itself."""
    return path[len(mount_path.rstrip(b"/")) :].strip(b"/")

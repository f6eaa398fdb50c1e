"""The UUID of a file system, read from the device where no udev keeps a list of them."""

from typing import Final

_ENOUGH: Final = 0x10068


def uuid_of(device: str) -> str | None:
    """Return what blkid would print; None if the device may not be read or is of another kind."""
    try:
        with open(device, "rb", buffering=0) as file:
            data = file.read(_ENOUGH)
    except OSError:
        return None
    return _read(data)


def _read(data: bytes) -> str | None:
    for at, mark, uuid, length, written in _KINDS:
        if data.startswith(mark, at):
            return written(data[uuid : uuid + length])
    return None


def _long(data: bytes) -> str:
    text = data.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _short(data: bytes) -> str:
    text = data[::-1].hex().upper()
    return f"{text[:4]}-{text[4:]}"


def _backwards(data: bytes) -> str:
    return data[::-1].hex().upper()


# Where the mark of a kind is, the mark, where its UUID is, how long, and how it is written.
_KINDS: Final = (
    (0x438, b"\x53\xef", 0x468, 16, _long),  # ext2, ext3, ext4
    (0, b"XFSB", 32, 16, _long),
    (0x10040, b"_BHRfS_M", 0x10020, 16, _long),  # btrfs
    (3, b"NTFS    ", 0x48, 8, _backwards),
    (3, b"EXFAT   ", 0x64, 4, _short),
    (0x52, b"FAT32", 0x43, 4, _short),
    (0x36, b"FAT", 0x27, 4, _short),
)

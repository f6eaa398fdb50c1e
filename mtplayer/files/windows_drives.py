"""The drives of Windows, known by the serial numbers of their file systems, not by letters."""

import string
import sys
from typing import Any, Final, NamedTuple

_REMOVABLE: Final = 2
_NETWORK: Final = 4
_LONGEST: Final = 261


class Drive(NamedTuple):
    """A drive that is there now; ``point`` is its letter and the colon."""

    point: bytes
    serial: int
    label: str
    is_removable: bool
    share: str
    """What a drive of the network stands for: ``//server/music``."""


def drives() -> list[Drive]:
    """Return the drives that have something in them; none on other systems."""
    if sys.platform != "win32":
        return []
    import ctypes

    kernel: Any = ctypes.windll.kernel32
    bits = int(kernel.GetLogicalDrives())
    letters = [letter for at, letter in enumerate(string.ascii_uppercase) if bits >> at & 1]
    return [drive for letter in letters if (drive := _drive(kernel, letter)) is not None]


def _drive(kernel: Any, letter: str) -> Drive | None:
    import ctypes

    root = f"{letter}:\\"
    label, serial = ctypes.create_unicode_buffer(_LONGEST), ctypes.c_uint32()
    if not kernel.GetVolumeInformationW(
        root, label, _LONGEST, ctypes.byref(serial), None, None, None, 0
    ):
        return None  # a reader without a card
    kind = int(kernel.GetDriveTypeW(root))
    share = _share(letter) if kind == _NETWORK else ""
    return Drive(f"{letter}:".encode(), serial.value, label.value, kind == _REMOVABLE, share)


def _share(letter: str) -> str:
    import ctypes

    name, size = ctypes.create_unicode_buffer(_LONGEST), ctypes.c_uint32(_LONGEST)
    network: Any = getattr(ctypes, "windll").mpr  # noqa: B009 - it exists on Windows only
    failed = network.WNetGetConnectionW(f"{letter}:", name, ctypes.byref(size))
    return "" if failed else name.value.replace("\\", "/")

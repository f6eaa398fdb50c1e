"""A file as libVLC shall see it: with a few bytes that say something else, or less of it."""

import ctypes
import os
from types import ModuleType
from typing import Any, Final

from mtplayer.audio.plans.decode_plan import Patch
from mtplayer.runtime.only_files import only_file

_OPEN: Final = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(ctypes.c_uint64)
)
_READ: Final = ctypes.CFUNCTYPE(ctypes.c_ssize_t, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t)
_SEEK: Final = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_uint64)
_CLOSE: Final = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
_FAILED: Final = -1


class Overlay:
    """Reads for libVLC on its own threads, one at a time; keep it until the player has stopped.

    It reads instead of mapping: a mapped file that is cut short while it plays ends the process.
    """

    def __init__(
        self, path: bytes, patches: tuple[Patch, ...], left_out: tuple[int, int] = (0, 0)
    ) -> None:
        self._file = open(path, "rb", buffering=0, opener=only_file)  # noqa: SIM115
        self._patches = patches
        self._cut, after = left_out
        self._gap = after - self._cut
        self._size = os.fstat(self._file.fileno()).st_size - self._gap
        self._at = 0
        # libVLC calls these as long as the media lives: collected ones crash the process.
        self._calls = (_OPEN(self._open), _READ(self._read), _SEEK(self._seek), _CLOSE(self._end))

    def media(self, vlc: ModuleType, instance: Any) -> Any:
        """Return a new media of ``instance`` that reads here."""
        calls = [ctypes.cast(call, ctypes.c_void_p) for call in self._calls]
        make = vlc.dll.libvlc_media_new_callbacks
        make.restype, make.argtypes = ctypes.c_void_p, [ctypes.c_void_p] * 6
        made = make(instance, *calls, None)
        return made if isinstance(made, vlc.Media) else vlc.Media(made)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def _open(self, _opaque: int, _data: object, size: Any) -> int:
        size[0] = self._size
        self._at = 0
        return 0

    def _read(self, _opaque: int, target: int, count: int) -> int:
        try:
            before = self._at < self._cut
            self._file.seek(self._at if before else self._at + self._gap)
            if before:
                count = min(count, self._cut - self._at)
            found = bytearray(self._file.read(count))
        except (OSError, ValueError):
            return _FAILED
        for patch in self._patches:
            self._lay(patch, found)
        ctypes.memmove(target, bytes(found), len(found))
        self._at += len(found)
        return len(found)

    def _lay(self, patch: Patch, found: bytearray) -> None:
        first = max(patch.offset, self._at)
        stop = min(patch.offset + len(patch.content), self._at + len(found))
        if first < stop:
            part = patch.content[first - patch.offset : stop - patch.offset]
            found[first - self._at : stop - self._at] = part

    def _seek(self, _opaque: int, offset: int) -> int:
        self._at = offset
        return 0

    def _end(self, _opaque: int) -> None:
        """Keep the file: libVLC may open it again."""

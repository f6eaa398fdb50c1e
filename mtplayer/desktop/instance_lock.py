"""Which start of the program is the first one of its profile."""

import time
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

# Whoever made the file writes into it at once.
_WRITTEN_WITHIN_S: Final = 0.3


class InstanceLock:
    """Decides who is first. The lock of a process that was killed is taken over."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = QLockFile(str(path))
        self._lock.setStaleLockTime(0)

    def acquire(self) -> bool:
        """Return whether this process is now the one."""
        return self._lock.tryLock(0) or (self._tells_nothing() and self._take_over())

    @property
    def refused(self) -> bool:
        """Whether the folder cannot be written, which is not the same as being second."""
        return self._lock.error() == QLockFile.LockError.PermissionError

    def release(self) -> None:
        """Let another be the one."""
        self._lock.unlock()

    def _tells_nothing(self) -> bool:
        try:
            return self._path.stat().st_size == 0
        except OSError:
            return False

    def _take_over(self) -> bool:
        """Take over from one that was killed before it wrote who it was.

        Qt takes such a file for one that is in use, for ever.
        """
        time.sleep(_WRITTEN_WITHIN_S)
        left = self._tells_nothing() and self._lock.removeStaleLockFile()
        return left and self._lock.tryLock(0)

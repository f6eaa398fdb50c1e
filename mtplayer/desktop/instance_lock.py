"""Which start of the program is the first one of its profile."""

from pathlib import Path

from PySide6.QtCore import QLockFile


class InstanceLock:
    """Decides who is first. The lock of a process that was killed is taken over."""

    def __init__(self, path: Path) -> None:
        self._lock = QLockFile(str(path))
        self._lock.setStaleLockTime(0)

    def acquire(self) -> bool:
        """Return whether this process is now the one."""
        return self._lock.tryLock(0)

    @property
    def refused(self) -> bool:
        """Whether the folder cannot be written, which is not the same as being second."""
        return self._lock.error() == QLockFile.LockError.PermissionError

    def release(self) -> None:
        """Let another be the one."""
        self._lock.unlock()

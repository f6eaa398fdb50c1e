"""Opens files, and nothing that is called like one; imports no Qt."""

import errno
import os
import stat
from typing import Final

# A FIFO without a writer blocks open() for ever; a regular file does not mind the flag.
_FLAGS: Final = (
    getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)


class NotAFile(OSError):
    """The path leads to a directory, a pipe, a socket or a device."""


def only_file(path: bytes | str | os.PathLike[str], flags: int = os.O_RDONLY) -> int:
    """Open a file, also as the ``opener`` of ``open``.

    A pipe would be waited for, and a device read without an end: they raise NotAFile.
    """
    fd = os.open(path, flags | _FLAGS)
    if not stat.S_ISREG(os.fstat(fd).st_mode):
        os.close(fd)
        raise NotAFile(errno.EINVAL, "it is no file", path)
    return fd


def must_be_file(path: bytes | str | os.PathLike[str]) -> None:
    """Raise OSError where there is no file to be read, before somebody else opens it by name."""
    os.close(only_file(path))

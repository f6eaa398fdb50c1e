"""Writes playlist files: whole or not at all."""

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Final

from mtplayer.core.lists.list_files import ListFile, ListFormat
from mtplayer.files.playlist_files import jspf, m3u, pls, table, xspf

_WRITERS: Final = {
    ListFormat.M3U: m3u.written,
    ListFormat.M3U8: m3u.written,
    ListFormat.PLS: pls.written,
    ListFormat.XSPF: xspf.written,
    ListFormat.JSPF: jspf.written,
    ListFormat.CSV: table.written,
}
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0)


def write_list(path: bytes, playlist: ListFile, kind: ListFormat, *, relative: bool) -> None:
    """Write a playlist, over what has this name. Raises OSError."""
    folder = os.path.dirname(os.path.abspath(path))
    with writing_whole(path) as file:
        file.write(_WRITERS[kind](playlist, folder if relative else None))


@contextmanager
def writing_whole(path: bytes) -> Generator[BinaryIO]:
    """Let a file be written so that nobody ever sees a part of it. Raises OSError."""
    path = os.path.realpath(path)
    made = path + f".{secrets.token_hex(4)}.part".encode()
    with os.fdopen(os.open(made, _NEW, 0o666), "wb") as file:
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            _keep_rights(file.fileno(), path)
            os.replace(made, path)
        except BaseException:
            os.unlink(made)
            raise


def _keep_rights(file: int, path: bytes) -> None:
    """Give it those of the file that it follows; a new one has those of any new file."""
    with suppress(FileNotFoundError):
        os.fchmod(file, os.stat(path).st_mode & 0o777)

"""Opens a playlist file, sees what it is, and reads it, whatever is in it."""

import os
from io import BufferedReader, FileIO
from typing import BinaryIO, Final

from mtplayer.core.lists.list_files import ListFile, ListFormat, ListUnreadable
from mtplayer.files.playlist_files import jspf, m3u, pls, table, xspf
from mtplayer.files.playlist_files.lines import Lines
from mtplayer.files.source import Source
from mtplayer.runtime.only_files import NotAFile

ENDINGS: Final = {
    b".m3u": ListFormat.M3U,
    b".m3u8": ListFormat.M3U8,
    b".pls": ListFormat.PLS,
    b".xspf": ListFormat.XSPF,
    b".jspf": ListFormat.JSPF,
    b".csv": ListFormat.CSV,
    b".tsv": ListFormat.CSV,
}
_LOOKED_AT: Final = 1024


def read_list(path: bytes) -> ListFile:
    """Read a playlist file; one that says no name has that of its file.

    Raises ListUnreadable.
    """
    stem, _ = os.path.splitext(os.path.basename(path))
    try:
        # Asked first: a pipe would be waited for, and a device read without an end.
        with Source(path) as source:
            head = source.head[:_LOOKED_AT]
        with BufferedReader(FileIO(os.fsdecode(path))) as file:
            found = _read(file, format_of(path, head))
    except NotAFile as error:
        raise ListUnreadable(f"“{_shown(path)}” is no file.") from error
    except OSError as error:
        raise ListUnreadable(f"“{_shown(path)}” can't be read: {error.strerror}.") from error
    except ListUnreadable as error:
        raise ListUnreadable(f"“{_shown(path)}” can't be read. {error}") from error
    name = found.name or stem.decode("utf-8", "replace")
    return ListFile(name=name, note=found.note, entries=found.entries, skipped=found.skipped)


def format_of(path: bytes, head: bytes) -> ListFormat:
    """Return the format of a file by how it begins, or else by its ending."""
    begins = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if begins.startswith(b"<"):
        return ListFormat.XSPF
    if begins.startswith(b"[playlist]"):
        return ListFormat.PLS
    if begins.startswith(b"#extm3u"):
        return ListFormat.M3U8
    ending = ENDINGS.get(os.path.splitext(path)[1].lower(), ListFormat.M3U)
    # A line of M3U may begin with a brace; a list of JSON cannot but do so.
    if ending is ListFormat.M3U and begins.startswith(b"{"):
        return ListFormat.JSPF
    return ending


def _read(file: BinaryIO, kind: ListFormat) -> ListFile:
    match kind:
        case ListFormat.XSPF:
            return xspf.read(file)
        case ListFormat.JSPF:
            return jspf.read(file)
        case ListFormat.PLS:
            return pls.read(Lines(file))
        case ListFormat.CSV:
            return table.read(Lines(file))
        case ListFormat.M3U | ListFormat.M3U8:
            return m3u.read(Lines(file))


def _shown(path: bytes) -> str:
    return path.decode("utf-8", "replace")

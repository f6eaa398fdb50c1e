"""The whole library as JSON lines: for other programs, and for when this one is gone."""

import json
import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from mtplayer import __version__
from mtplayer.core.problems import MtplayerError
from mtplayer.files.playlist_files.writing import writing_whole
from mtplayer.services.clock import now_ms
from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated
from mtplayer.storage.exchange import library_dump
from mtplayer.storage.migrate import prepare


class NotExported(MtplayerError):
    """The file could not be written."""

    title = "The library could not be exported"


def lines(database: Path) -> Iterator[str]:
    """Return the library line by line, in ASCII. Raises StorageError."""
    prepare(database)
    with translated(database), closing(open_reader(database)) as connection:
        for one in library_dump.objects(connection, f"mtplayer {__version__}", now_ms()):
            yield json.dumps(one) + "\n"


def write(database: Path, target: Path) -> int:
    """Write the library as a file, whole or not at all; return how many lines it has.

    Raises NotExported and StorageError.
    """
    count = 0
    try:
        with writing_whole(os.fsencode(target)) as file:
            for line in lines(database):
                file.write(line.encode("ascii"))
                count += 1
    except OSError as error:
        raise NotExported(f"“{target}” can't be written: {error.strerror}.") from error
    return count

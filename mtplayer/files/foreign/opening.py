"""Opens what other players keep, and says in a sentence why that did not work."""

import os
from collections.abc import Generator
from contextlib import contextmanager
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO

from mtplayer.core.exchange.foreign_library import PLAYER_NAMES, ForeignUnreadable, Player
from mtplayer.core.lists.list_files import ListUnreadable
from mtplayer.files.foreign.pickled import NotPlain
from mtplayer.files.source import Source
from mtplayer.runtime.only_files import NotAFile


@contextmanager
def opened(path: Path, player: Player) -> Generator[BinaryIO]:
    """Open a file for reading; what is wrong with it while it is open raises ForeignUnreadable."""
    try:
        # Asked first: a pipe would be waited for.
        with Source(os.fsencode(path)), BufferedReader(FileIO(path)) as file:
            yield file
    except NotAFile as error:
        raise ForeignUnreadable(f"“{path}” is no file.") from error
    except OSError as error:
        raise ForeignUnreadable(f"“{path}” can't be read: {error.strerror}.") from error
    except ListUnreadable as error:
        raise ForeignUnreadable(f"“{path}” can't be read. {error}") from error
    except NotPlain as error:
        name = PLAYER_NAMES[player]
        raise ForeignUnreadable(f"“{path}” is no library of {name}, or it is damaged.") from error


def first_there(folder: Path, *names: str) -> Path:
    """Return the first of some names in a folder that is there; a file is what it is."""
    if not folder.is_dir():
        return folder
    return next((path for name in names if (path := folder / name).exists()), folder / names[0])

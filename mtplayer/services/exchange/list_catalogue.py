"""Playlists as commands use them: straight through, without an event loop."""

import os
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from mtplayer.core.lists.list_files import ListedEntry, ListFormat
from mtplayer.core.lists.list_import import ListImport
from mtplayer.core.lists.playlists import PlaylistKind, PlaylistRow
from mtplayer.core.problems import MtplayerError
from mtplayer.runtime.paths import Profile
from mtplayer.services.exchange import list_import
from mtplayer.storage.engine import Storage
from mtplayer.storage.migrate import prepare
from mtplayer.storage.reader import LibraryReader

FORMATS: Final = {f".{kind.value}": kind for kind in ListFormat}


class NoSuchPlaylist(MtplayerError):
    """Nothing is called that."""

    title = "There is no such playlist"


@contextmanager
def _reader(database: Path) -> Generator[LibraryReader]:
    prepare(database)
    with closing(LibraryReader(database)) as reader:
        yield reader


def tree(database: Path) -> tuple[PlaylistRow, ...]:
    """Return all playlists and folders; a profile without a library has none."""
    if not database.exists():
        return ()
    with _reader(database) as reader:
        return reader.playlists.tree()


def named(database: Path, name: str) -> PlaylistRow:
    """Return the playlist with a name, or with a number after “#”. Raises NoSuchPlaylist."""
    rows = [row for row in tree(database) if row.kind is not PlaylistKind.FOLDER]
    for row in rows:
        if name in (row.name, f"#{row.id}"):
            return row
    folded = [row for row in rows if row.name.casefold() == name.casefold()]
    if len(folded) != 1:
        raise NoSuchPlaylist(f"No playlist is called “{name}”; “playlist list” names them all.")
    return folded[0]


def entries(database: Path, playlist: PlaylistRow) -> Sequence[ListedEntry]:
    """Return what stands in a playlist."""
    return list_import.listed(database, playlist.name, playlist.id, ()).entries


def export(
    database: Path, playlist: PlaylistRow, target: Path, kind: ListFormat, *, relative: bool
) -> int:
    """Write a playlist as a file; return how many entries it has. Raises ListUnwritable."""
    found = list_import.listed(database, playlist.name, playlist.id, ())
    return list_import.write(os.fsencode(target), found, kind, relative=relative)


def look(database: Path, sources: Sequence[Path]) -> list[ListImport]:
    """Read playlist files and find their tracks. Raises ListUnreadable."""
    prepare(database)
    return [
        list_import.look(database, os.fsencode(source), lambda: None)
        for source in sources
    ]  # fmt: skip


def take(profile: Profile, imports: Sequence[ListImport], *, replace: bool) -> None:
    """Make playlists of what was looked at, in one step."""
    storage = Storage(profile.database)
    try:
        list_import.take(imports, replace=replace).straight(storage)
    finally:
        storage.close()

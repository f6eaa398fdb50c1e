"""What finding files again by hand changed, written down so that it can be taken back."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select, text, update

from mtplayer.core.ids import FileId
from mtplayer.core.library.relocation import Home, Place, Relocation
from mtplayer.core.library.tracks import FileState
from mtplayer.storage.ids_in import these
from mtplayer.storage.schema import File, Folder, Listen, PlaylistEntry, Track

Plain = dict[str, Any]
"""As the log of operations keeps it: no bytes, no objects of ours."""

# What the track that stays was given by the one that is no more.
_TAKE_BACK: Final = """UPDATE tracks SET plays = max(0, tracks.plays - o.plays),
    skips = max(0, tracks.skips - o.skips),
    base_plays = max(0, tracks.base_plays - o.base_plays),
    base_skips = max(0, tracks.base_skips - o.base_skips),
    rating = :rating, liked_at = :liked_at, added_at = :added_at
    FROM tracks o WHERE tracks.id = :kept AND o.id = :gone"""
_NOWHERE: Final = "CAST(name || x'00' || id AS BLOB)"


def files_before(connection: Connection, files: Iterable[int]) -> list[list[Any]]:
    """Return where files are and what is known of them."""
    rows = connection.execute(
        select(
            File.id, File.directory_id, File.name, File.state, File.missing_since, File.audio_key
        ).where(File.id.in_(these(files)))
    )
    return [
        [id_, place, name.hex(), str(state), since, None if key is None else key.hex()]
        for id_, place, name, state, since, key in rows
    ]


def folders_before(connection: Connection) -> list[list[Any]]:
    """Return where the folders of the library are."""
    rows = connection.execute(
        select(Folder.id, Folder.volume_id, Folder.path, Folder.online, Folder.removed_at)
    )
    return [[id_, volume, path.hex(), online, gone] for id_, volume, path, online, gone in rows]


def pair_before(connection: Connection, kept: int, gone: int) -> Plain:
    """Return what of a track goes over to the one that stays, and what that had before."""
    row = connection.execute(
        select(Track.rating, Track.liked_at, Track.added_at).where(Track.id == kept)
    ).one()
    listens = connection.execute(select(Listen.id).where(Listen.track_id == gone)).scalars()
    entries = connection.execute(
        select(PlaylistEntry.id).where(PlaylistEntry.track_id == gone)
    ).scalars()
    return {
        "kept": kept,
        "gone": gone,
        "listens": list(listens),
        "entries": list(entries),
        "rating": row.rating,
        "liked_at": row.liked_at,
        "added_at": row.added_at,
    }


def put_back(connection: Connection, before: Plain) -> None:
    """Let everything be where it was; listens that were counted since stay counted."""
    for pair in before["pairs"]:
        _part(connection, pair)
    _put_files_back(connection, before["files"])
    for id_, volume, path, online, gone in before["folders"]:
        connection.execute(
            update(Folder)
            .where(Folder.id == id_)
            .values(volume_id=volume, path=bytes.fromhex(path), online=online, removed_at=gone)
        )


def _part(connection: Connection, pair: Plain) -> None:
    gone = pair["gone"]
    connection.execute(text(_TAKE_BACK), pair)
    for table, moved in ((Listen, pair["listens"]), (PlaylistEntry, pair["entries"])):
        connection.execute(update(table).where(table.id.in_(these(moved))).values(track_id=gone))
    connection.execute(update(Track).where(Track.id == gone).values(listed=True))


def _put_files_back(connection: Connection, files: Sequence[Sequence[Any]]) -> None:
    # They changed places with each other: first all out of the way.
    moving = these(row[0] for row in files)
    connection.execute(update(File).where(File.id.in_(moving)).values(name=text(_NOWHERE)))
    for id_, directory, name, state, since, key in files:
        _clear(connection, directory, bytes.fromhex(name))
        connection.execute(
            update(File)
            .where(File.id == id_)
            .values(
                directory_id=directory,
                name=bytes.fromhex(name),
                state=state,
                missing_since=since,
                audio_key=None if key is None else bytes.fromhex(key),
                mtime_ns=0,
            )
        )


def _clear(connection: Connection, directory: int, name: bytes) -> None:
    """Put aside what a scan found meanwhile where a file goes back to."""
    there = select(File.id).where(File.directory_id == directory, File.name == name)
    other = connection.execute(there).scalar()
    if other is None:
        return
    connection.execute(update(Track).where(Track.file_id == other).values(listed=False))
    connection.execute(
        update(File)
        .where(File.id == other)
        .values(state=FileState.REMOVED.value, name=text(_NOWHERE), audio_key=None)
    )


def as_plain(found: Relocation) -> Plain:
    """Return a relocation as the log keeps it, to do it again."""
    return {
        "old": found.old.hex(),
        "new": found.new.hex(),
        "lost": list(found.lost),
        "root": None if found.root is None else _plain_place(found.root),
        "homes": [[home.file, _plain_place(home.place)] for home in found.homes],
    }


def as_relocation(plain: Plain) -> Relocation:
    """Return what the log kept."""
    return Relocation(
        old=bytes.fromhex(plain["old"]),
        new=bytes.fromhex(plain["new"]),
        homes=tuple(Home(file=FileId(file), place=_place(place)) for file, place in plain["homes"]),
        lost=tuple(map(FileId, plain["lost"])),
        root=None if plain["root"] is None else _place(plain["root"]),
    )


def _plain_place(place: Place) -> list[str]:
    paths = (place.mount_path, place.directory, place.name)
    return [place.kind, place.key, place.label, *(path.hex() for path in paths)]


def _place(plain: Sequence[str]) -> Place:
    mount_path, directory, name = map(bytes.fromhex, plain[3:])
    return Place(
        kind=plain[0],
        key=plain[1],
        label=plain[2],
        mount_path=mount_path,
        directory=directory,
        name=name,
    )

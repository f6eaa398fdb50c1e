"""The log of what is written into files: every value before and after, kept for undo."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, insert, select, update

from mtplayer.core.ids import FileId
from mtplayer.core.library.file_changes import PLANNED, FileNow, Noted, Target
from mtplayer.core.library.tracks import FileState
from mtplayer.storage.ids_in import these
from mtplayer.storage.library.covers import joined
from mtplayer.storage.library.loudness import measured
from mtplayer.storage.schema import Change, ChangeSet, Directory, File, Track, Volume


class FileChanges:
    """Changes to files on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rated(self, ids: Iterable[int]) -> list[Target]:
        """Return the files of tracks with the ratings that the library has."""
        found: dict[int, Target] = {}
        rows = self._connection.execute(
            _WITH_FILES.add_columns(Track.rating, Track.position, Track.start_frame).where(
                Track.id.in_(these(ids))
            )
        ).all()
        for row in rows:
            target = Target(FileId(row.id), _path(row), row.rating, _why_not(row))
            found[row.id] = target
        return list(found.values())

    def measured(self, ids: Iterable[int]) -> list[Target]:
        """Return the files of those tracks that were measured, and how loud they are."""
        gains = measured(self._connection, list(ids))
        rows = self._connection.execute(
            _WITH_FILES.add_columns(
                Track.id.label("track"), Track.position, Track.start_frame
            ).where(Track.id.in_(these(gains)))
        ).all()
        return [Target(FileId(row.id), _path(row), gains[row.track], _why_not(row)) for row in rows]

    def kind_of(self, change_set: int) -> str:
        """Return what kind of tags a set wrote."""
        query = select(ChangeSet.kind).where(ChangeSet.id == change_set)
        return self._connection.execute(query).scalar_one()

    def begin(self, kind: str, label: str, at: int) -> int:
        """Open a set of changes that are undone as one."""
        query = insert(ChangeSet).values(kind=kind, label=label, made_at=at)
        return self._connection.execute(query.returning(ChangeSet.id)).scalar_one()

    def name(self, change_set: int, label: str) -> None:
        """Say what a set did, now that it is known."""
        self._connection.execute(
            update(ChangeSet).where(ChangeSet.id == change_set).values(label=label)
        )

    def plan(self, change_set: int, field: str, file: FileId, before: bytes) -> int:
        """Note what a file says before it is written, should the program end in between."""
        row = insert(Change).values(
            change_set_id=change_set, file_id=file, field=field, before=before, state=PLANNED
        )
        return self._connection.execute(row.returning(Change.id)).scalar_one()

    def settle(
        self, change: int, state: str, after: bytes | None = None, audio_key: bytes | None = None
    ) -> None:
        """Note what became of a file."""
        values: dict[str, object] = {"state": state}
        if after is not None:
            values |= {"after": after, "audio_key": audio_key}
        self._connection.execute(update(Change).where(Change.id == change).values(values))

    def stands(self, now: Sequence[FileNow]) -> None:
        """Take notice of files that were written, so that the next scan knows them."""
        if now:
            self._connection.execute(
                update(File)
                .where(File.id == bindparam("wanted"))
                .values(
                    size=bindparam("new_size"),
                    mtime_ns=bindparam("new_time"),
                    inode=bindparam("new_inode"),
                    device=bindparam("new_device"),
                ),
                [
                    {
                        "wanted": one.file,
                        "new_size": one.size,
                        "new_time": one.mtime_ns,
                        "new_inode": one.inode,
                        "new_device": one.device,
                    }
                    for one in now
                ],
            )

    def of_set(self, change_set: int) -> list[Noted]:
        """Return what a set wrote, in its order."""
        columns = (Change.id.label("change"), Change.before, Change.after)
        rows = self._connection.execute(
            _FILES.add_columns(*columns, Change.state.label("change_state"))
            .join(Change, Change.file_id == File.id)
            .where(Change.change_set_id == change_set)
            .order_by(Change.id)
        ).all()
        return [
            Noted(row.change, FileId(row.id), _path(row), row.before, row.after, row.change_state)
            for row in rows
        ]


_COLUMNS = (
    File.id,
    File.name,
    File.state,
    Directory.path,
    Volume.mount_path,
    Volume.online,
)
_FILES = (
    select(*_COLUMNS)
    .join(Directory, Directory.id == File.directory_id)
    .join(Volume, Volume.id == Directory.volume_id)
)
_WITH_FILES = _FILES.join(Track, Track.file_id == File.id).order_by(File.id, Track.position)


def _path(row: object) -> bytes:
    folder = joined(getattr(row, "mount_path"), getattr(row, "path"))  # noqa: B009 - no names
    return joined(folder, getattr(row, "name"))  # noqa: B009


def _why_not(row: object) -> str:
    if getattr(row, "position") or getattr(row, "start_frame") is not None:  # noqa: B009
        return "It is a part of a file."
    missing = getattr(row, "state") != FileState.PRESENT.value  # noqa: B009
    return "Its file is not there." if missing or not getattr(row, "online") else ""  # noqa: B009

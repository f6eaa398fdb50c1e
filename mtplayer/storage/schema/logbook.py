"""What happened: listens, scans, changes to files, undo, and what waits to be sent."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from mtplayer.storage.schema.base import ZERO, Base, Bytes, Key, MaybeBytes, MaybeUtc, Utc

_COUNTED = ("counted", "completed", "skipped")


class Listen(Base):
    """One listen with the tags as they were; counts are base plus what counted here.

    ``source`` is the list that it was played from, ``origin`` the program that recorded it. What
    came from a station has no track.
    """

    __tablename__ = "listens"
    __table_args__ = (
        # Both cover what is counted: the rows carry the tags of their time, 200 bytes each.
        Index("ix_listens_track_id", "track_id", "started_at", *_COUNTED),
        Index("ix_listens_started_at", "started_at", "track_id", "listened_ms", *_COUNTED),
    )

    id: Mapped[Key]
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"))
    station_id: Mapped[int | None] = mapped_column(ForeignKey("stations.id"))
    started_at: Mapped[Utc]
    listened_ms: Mapped[int]
    duration_ms: Mapped[int]
    counted: Mapped[bool]
    completed: Mapped[bool]
    skipped: Mapped[bool]
    source: Mapped[str]
    origin: Mapped[str] = mapped_column(server_default="mtplayer")
    title: Mapped[str]
    artist: Mapped[str]
    album: Mapped[str]
    album_artist: Mapped[str]
    track_number: Mapped[int | None]
    year: Mapped[int | None]
    genre: Mapped[str] = mapped_column(server_default="")
    recording_mbid: Mapped[str | None]


class Operation(Base):
    """Something that can be taken back: what it was called and how to undo it.

    Undoing swaps ``inverse`` with what takes the undoing back, so redo needs no other column.
    """

    __tablename__ = "operations"
    __table_args__ = (Index("ix_operations_done_at", "done_at"),)

    id: Mapped[Key]
    kind: Mapped[str]
    label: Mapped[str]
    done_at: Mapped[Utc]
    undone_at: Mapped[MaybeUtc]
    inverse: Mapped[str]


class ChangeSet(Base):
    """A batch of writes to files that is undone as one."""

    __tablename__ = "change_sets"

    id: Mapped[Key]
    kind: Mapped[str]
    label: Mapped[str]
    made_at: Mapped[Utc]
    undone_at: Mapped[MaybeUtc]


class Change(Base):
    """One value in one file, before and after."""

    __tablename__ = "changes"
    __table_args__ = (Index("ix_changes_change_set_id", "change_set_id"),)

    id: Mapped[Key]
    change_set_id: Mapped[int] = mapped_column(ForeignKey("change_sets.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"), index=True)
    field: Mapped[str]
    before: Mapped[MaybeBytes]
    after: Mapped[MaybeBytes]
    audio_key: Mapped[MaybeBytes]
    tag_hash_after: Mapped[MaybeBytes]
    state: Mapped[str]


class Applied(Base):
    """A setting that the library was last brought in step with, by a job behind the window."""

    __tablename__ = "applied"
    __table_args__ = ({"sqlite_with_rowid": False},)

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Import(Base):
    """Something that was taken over from another program: a second time it is known.

    ``key`` is what it was there, hashed; ``local_id`` what became of it, which may be gone since.
    """

    __tablename__ = "imports"
    __table_args__ = ({"sqlite_with_rowid": False},)

    source: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[Bytes] = mapped_column(primary_key=True)
    local_id: Mapped[int | None]
    made_at: Mapped[Utc]


class ScanRun(Base):
    """One scan: what it looked at and what it found, in files."""

    __tablename__ = "scan_runs"

    id: Mapped[Key]
    started_at: Mapped[Utc]
    finished_at: Mapped[MaybeUtc]
    outcome: Mapped[str]
    folders: Mapped[str]
    added: Mapped[int] = mapped_column(server_default=ZERO)
    updated: Mapped[int] = mapped_column(server_default=ZERO)
    unchanged: Mapped[int] = mapped_column(server_default=ZERO)
    moved: Mapped[int] = mapped_column(server_default=ZERO)
    missing: Mapped[int] = mapped_column(server_default=ZERO)
    held: Mapped[int] = mapped_column(server_default=ZERO)
    offline: Mapped[int] = mapped_column(server_default=ZERO)
    failed: Mapped[int] = mapped_column(server_default=ZERO)
    problem: Mapped[str | None]


class ScanItem(Base):
    """One thing that a scan found: new, gone, moved, changed, failed or held."""

    __tablename__ = "scan_items"
    __table_args__ = (Index("ix_scan_items_scan", "scan_id", "kind", "id"),)

    id: Mapped[Key]
    scan_id: Mapped[int] = mapped_column(ForeignKey("scan_runs.id"))
    kind: Mapped[str]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("files.id"), index=True)
    detail: Mapped[str | None]
    settled_at: Mapped[MaybeUtc]


class Scrobble(Base):
    """A listen that a service has to hear of; it waits here until it was taken."""

    __tablename__ = "scrobbles"
    __table_args__ = (
        Index("ix_scrobbles_waiting", "service", "id", sqlite_where=text("state = 'waiting'")),
    )

    id: Mapped[Key]
    service: Mapped[str]
    listen_id: Mapped[int | None] = mapped_column(ForeignKey("listens.id"))
    payload: Mapped[str]
    state: Mapped[str]
    attempts: Mapped[int] = mapped_column(server_default=ZERO)
    last_attempt_at: Mapped[MaybeUtc]
    reason: Mapped[str | None]
    made_at: Mapped[Utc]

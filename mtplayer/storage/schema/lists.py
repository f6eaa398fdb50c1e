"""Lists: playlists with their revisions, stations, and queues with their order and history."""

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from mtplayer.storage.schema.base import ONE, ZERO, Base, Bytes, Key, MaybeBytes, MaybeUtc, Utc


class Playlist(Base):
    """A playlist, a smart playlist, or a folder of them; a deleted one keeps its row."""

    __tablename__ = "playlists"
    __table_args__ = (
        Index("ux_playlists_name", "name", unique=True, sqlite_where=text("deleted_at IS NULL")),
    )

    id: Mapped[Key]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("playlists.id"))
    kind: Mapped[str]
    name: Mapped[str]
    position: Mapped[int]
    note: Mapped[str] = mapped_column(server_default="")
    rules: Mapped[str | None]
    artwork_id: Mapped[int | None] = mapped_column(ForeignKey("artworks.id"))
    entries: Mapped[int] = mapped_column(server_default=ZERO)
    revision: Mapped[int] = mapped_column(server_default=ZERO)
    created_at: Mapped[Utc]
    changed_at: Mapped[Utc]
    deleted_at: Mapped[MaybeUtc]


class PlaylistEntry(Base):
    """A place in a playlist, with its track's tags as they were when it was last there.

    ``rank`` leaves gaps: a drag of 5,000 rows is one UPDATE. What was taken out keeps its row and
    its rank: older revisions still hold it.
    """

    __tablename__ = "playlist_entries"
    __table_args__ = (
        Index(
            "ix_playlist_entries_order",
            "playlist_id",
            "rank",
            "id",
            "track_id",
            sqlite_where=text("removed_at IS NULL"),
        ),
        Index("ix_playlist_entries_notes", "playlist_id", sqlite_where=text("note <> ''")),
    )

    id: Mapped[Key]
    playlist_id: Mapped[int] = mapped_column(ForeignKey("playlists.id"))
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"), index=True)
    rank: Mapped[int]
    added_at: Mapped[Utc]
    note: Mapped[str] = mapped_column(server_default="")
    snapshot: Mapped[str]
    removed_at: Mapped[MaybeUtc]


class PlaylistRevision(Base):
    """What one change did to a playlist, so that it can be taken back, also tomorrow.

    ``delta`` leads back to the revision before; ``state`` is the whole order now and then, so
    that no more than so many deltas lead to any revision.
    """

    __tablename__ = "playlist_revisions"
    __table_args__ = (Index("ux_playlist_revisions", "playlist_id", "number", unique=True),)

    id: Mapped[Key]
    playlist_id: Mapped[int] = mapped_column(ForeignKey("playlists.id"))
    number: Mapped[int]
    made_at: Mapped[Utc]
    kind: Mapped[str]
    touched: Mapped[int] = mapped_column(server_default=ZERO)
    entries: Mapped[int] = mapped_column(server_default=ZERO)
    delta: Mapped[Bytes]
    state: Mapped[MaybeBytes]


class Station(Base):
    """Internet radio: an address that plays; a deleted one keeps its row for the listens."""

    __tablename__ = "stations"

    id: Mapped[Key]
    name: Mapped[str]
    url: Mapped[str]
    position: Mapped[int]
    added_at: Mapped[Utc]
    deleted_at: Mapped[MaybeUtc]


class Queue(Base):
    """A named session: its order, cursor, position and modes."""

    __tablename__ = "queues"

    id: Mapped[Key]
    name: Mapped[str] = mapped_column(unique=True)
    active: Mapped[bool] = mapped_column(server_default=ZERO)
    current_entry: Mapped[int | None]
    position_ms: Mapped[int] = mapped_column(server_default=ZERO)
    next_entry: Mapped[int] = mapped_column(server_default=ONE)
    shuffle: Mapped[bool] = mapped_column(server_default=ZERO)
    shuffle_seed: Mapped[int] = mapped_column(server_default=ZERO)
    bag_position: Mapped[int] = mapped_column(server_default=ZERO)
    repeat: Mapped[str]
    source: Mapped[str]
    revision: Mapped[int] = mapped_column(server_default=ZERO)
    used_at: Mapped[Utc]


class QueueChunk(Base):
    """About 4,096 entries of one order, packed: a change rewrites only the chunks it touches.

    ``entries`` holds pairs of 64-bit little-endian entry and track ids. With rowids: else every
    comparison of keys reads a chunk of 64 KB.
    """

    __tablename__ = "queue_chunks"

    queue_id: Mapped[int] = mapped_column(ForeignKey("queues.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    entries: Mapped[Bytes]


class QueueEntry(Base):
    """An entry that was added by hand, and when."""

    __tablename__ = "queue_entries"
    __table_args__ = ({"sqlite_with_rowid": False},)

    queue_id: Mapped[int] = mapped_column(ForeignKey("queues.id"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(primary_key=True)
    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"))
    added_at: Mapped[Utc]
    snapshot: Mapped[MaybeBytes]


class PlayHistory(Base):
    """What really played, in order, so that Previous walks it also after a restart."""

    __tablename__ = "play_history"
    __table_args__ = (Index("ix_play_history_queue", "queue_id", "id"),)

    id: Mapped[Key]
    queue_id: Mapped[int] = mapped_column(ForeignKey("queues.id"))
    entry_id: Mapped[int]
    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"))
    played_at: Mapped[Utc]

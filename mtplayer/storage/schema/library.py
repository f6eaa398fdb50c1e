"""The library: where files are, what they are, and how they are found."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from mtplayer.storage.schema.base import ONE, ZERO, Base, Bytes, Key, MaybeBytes, MaybeUtc, Utc


class Volume(Base):
    """A disk, a stick or a share, found again under another mount point by its key."""

    __tablename__ = "volumes"

    id: Mapped[Key]
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    mount_path: Mapped[Bytes]
    last_seen_at: Mapped[MaybeUtc]
    online: Mapped[bool] = mapped_column(server_default=ONE)


class Folder(Base):
    """A folder that the user asked to have in the library; the path is below its volume."""

    __tablename__ = "folders"
    __table_args__ = (UniqueConstraint("volume_id", "path"),)

    id: Mapped[Key]
    volume_id: Mapped[int] = mapped_column(ForeignKey("volumes.id"))
    path: Mapped[Bytes]
    mode: Mapped[str]
    cadence_minutes: Mapped[int]
    enabled: Mapped[bool] = mapped_column(server_default=ONE)
    online: Mapped[bool] = mapped_column(server_default=ONE)
    held: Mapped[int] = mapped_column(server_default=ZERO)
    """How many files the last scan did not find, and did not dare to mark missing."""
    added_at: Mapped[Utc]
    last_scan_at: Mapped[MaybeUtc]
    removed_at: Mapped[MaybeUtc]


class Directory(Base):
    """A directory with music in it, relative to its volume; files only keep their name."""

    __tablename__ = "directories"
    __table_args__ = (UniqueConstraint("volume_id", "path"),)

    id: Mapped[Key]
    volume_id: Mapped[int] = mapped_column(ForeignKey("volumes.id"))
    path: Mapped[Bytes]
    mtime_ns: Mapped[int] = mapped_column(server_default=ZERO)
    """Below zero it is a seal: see ``scanner/seals.py``."""
    cover_name: Mapped[MaybeBytes]
    cover_mtime_ns: Mapped[int | None]


class File(Base):
    """One file and its identity. A scan never deletes a row."""

    __tablename__ = "files"
    __table_args__ = (
        UniqueConstraint("directory_id", "name"),
        Index("ix_files_audio_key", "audio_key", sqlite_where=text("audio_key IS NOT NULL")),
        Index("ix_files_gone", "state", sqlite_where=text("state <> 'present'")),
        Index("ix_files_failed", "id", sqlite_where=text("failure IS NOT NULL")),
        Index(
            "ix_files_unhashed",
            "id",
            sqlite_where=text("audio_hash IS NULL AND failure IS NULL"),
        ),
        Index("ix_files_stale", "directory_id", sqlite_where=text("stale = 1")),
    )

    id: Mapped[Key]
    directory_id: Mapped[int] = mapped_column(ForeignKey("directories.id"))
    name: Mapped[Bytes]
    size: Mapped[int]
    mtime_ns: Mapped[int]
    inode: Mapped[int | None]
    device: Mapped[int | None]
    outer_hash: Mapped[MaybeBytes]
    """SHA-256 of its first and last 64 KiB, as mt had it, for a file that was not read here yet."""
    sheet_mark: Mapped[int | None]
    """The cue sheets that lay beside it when it was read."""
    state: Mapped[str]
    added_at: Mapped[Utc]
    last_seen_at: Mapped[Utc]
    missing_since: Mapped[MaybeUtc]
    audio_key: Mapped[MaybeBytes]
    audio_hash: Mapped[MaybeBytes]
    tag_hash: Mapped[MaybeBytes]
    failure: Mapped[str | None]
    play_failure: Mapped[str | None]
    stale: Mapped[bool] = mapped_column(server_default=ZERO)
    """Read by a reader that knew less: the next scan reads it again."""


class Artwork(Base):
    """A picture, known by its content."""

    __tablename__ = "artworks"

    id: Mapped[Key]
    hash: Mapped[Bytes] = mapped_column(unique=True)
    mime: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    colour: Mapped[int | None]
    source: Mapped[str]
    added_at: Mapped[Utc]


class Album(Base):
    """Tracks that belong together: by MusicBrainz release, else folder, album, album artist."""

    __tablename__ = "albums"
    __table_args__ = (Index("ix_albums_order", "artist_key", "year", "title_key", "id"),)

    id: Mapped[Key]
    identity: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    artist: Mapped[str]
    title_key: Mapped[str]
    artist_key: Mapped[str]
    year: Mapped[int | None]
    compilation: Mapped[bool] = mapped_column(server_default=ZERO)
    release_mbid: Mapped[str | None]
    directory_id: Mapped[int | None] = mapped_column(ForeignKey("directories.id"))
    artwork_id: Mapped[int | None] = mapped_column(ForeignKey("artworks.id"))
    artwork_chosen: Mapped[bool] = mapped_column(server_default=ZERO)
    artwork_mark: Mapped[str | None]
    """Of what the picture was found in: it is looked for again when that has changed."""


class AlbumOverride(Base):
    """A hand's merge or split that scans respect: this album, or this track, belongs there."""

    __tablename__ = "album_overrides"

    id: Mapped[Key]
    from_identity: Mapped[str | None] = mapped_column(unique=True)
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"), unique=True)
    to_identity: Mapped[str]
    made_at: Mapped[Utc]


class Artist(Base):
    """Someone who made music; the identity is the folded name."""

    __tablename__ = "artists"

    id: Mapped[Key]
    identity: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sort_name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    artist_mbid: Mapped[str | None]
    artwork_id: Mapped[int | None] = mapped_column(ForeignKey("artworks.id"))


class ArtistAlias(Base):
    """Another spelling of an artist, joined by hand: scans credit the goal instead."""

    __tablename__ = "artist_aliases"

    identity: Mapped[str] = mapped_column(primary_key=True)
    goal: Mapped[str]
    made_at: Mapped[Utc]


class Genre(Base):
    """A kind of music; the identity is the folded name."""

    __tablename__ = "genres"

    id: Mapped[Key]
    identity: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class IgnoredPath(Base):
    """A file or folder that scans pass over because the user removed it."""

    __tablename__ = "ignored_paths"
    __table_args__ = (UniqueConstraint("volume_id", "path"),)

    id: Mapped[Key]
    volume_id: Mapped[int] = mapped_column(ForeignKey("volumes.id"))
    path: Mapped[Bytes]
    ignored_at: Mapped[Utc]

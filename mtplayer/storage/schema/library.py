"""The library: where files are, what they are, and how they are found."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from mtplayer.storage.schema.base import Base, Bytes, Key, MaybeBytes, MaybeUtc, Utc


class Volume(Base):
    """A disk, a stick or a share, found again under another mount point by its key."""

    __tablename__ = "volumes"

    id: Mapped[Key]
    kind: Mapped[str]
    key: Mapped[str] = mapped_column(unique=True)
    label: Mapped[str]
    mount_path: Mapped[Bytes]
    last_seen_at: Mapped[MaybeUtc]
    online: Mapped[bool] = mapped_column(default=True)


class Folder(Base):
    """A folder that the user asked to have in the library; the path is below its volume."""

    __tablename__ = "folders"
    __table_args__ = (UniqueConstraint("volume_id", "path"),)

    id: Mapped[Key]
    volume_id: Mapped[int] = mapped_column(ForeignKey("volumes.id"))
    path: Mapped[Bytes]
    mode: Mapped[str]
    cadence_minutes: Mapped[int]
    enabled: Mapped[bool] = mapped_column(default=True)
    online: Mapped[bool] = mapped_column(default=True)
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
    mtime_ns: Mapped[int] = mapped_column(default=0)
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
    )

    id: Mapped[Key]
    directory_id: Mapped[int] = mapped_column(ForeignKey("directories.id"))
    name: Mapped[Bytes]
    size: Mapped[int]
    mtime_ns: Mapped[int]
    inode: Mapped[int | None]
    device: Mapped[int | None]
    state: Mapped[str]
    added_at: Mapped[Utc]
    last_seen_at: Mapped[Utc]
    missing_since: Mapped[MaybeUtc]
    audio_key: Mapped[MaybeBytes]
    audio_hash: Mapped[MaybeBytes]
    tag_hash: Mapped[MaybeBytes]
    failure: Mapped[str | None]


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
    compilation: Mapped[bool] = mapped_column(default=False)
    release_mbid: Mapped[str | None]
    directory_id: Mapped[int | None] = mapped_column(ForeignKey("directories.id"))
    artwork_id: Mapped[int | None] = mapped_column(ForeignKey("artworks.id"))


class Artist(Base):
    """Someone who made music; the identity is the folded name."""

    __tablename__ = "artists"

    id: Mapped[Key]
    identity: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sort_name: Mapped[str]
    sort_key: Mapped[str] = mapped_column(index=True)
    artist_mbid: Mapped[str | None]


class Genre(Base):
    """A kind of music; the identity is the folded name."""

    __tablename__ = "genres"

    id: Mapped[Key]
    identity: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


LISTED = text("listed = 1")


class Track(Base):
    """One file, or a range of one: what is shown, sorted and searched."""

    __tablename__ = "tracks"
    __table_args__ = (
        UniqueConstraint("file_id", "position"),
        Index("ix_tracks_album_id", "album_id", "disc_number", "track_number", "id"),
        Index(
            "ix_tracks_by_artist",
            "artist_key",
            "album_key",
            "disc_number",
            "track_number",
            "id",
            sqlite_where=LISTED,
        ),
        Index(
            "ix_tracks_by_title",
            "title_key",
            "artist_key",
            "album_key",
            "id",
            sqlite_where=LISTED,
        ),
        Index(
            "ix_tracks_by_album",
            "album_key",
            "album_id",
            "disc_number",
            "track_number",
            "id",
            sqlite_where=LISTED,
        ),
        Index(
            "ix_tracks_by_album_artist",
            "album_artist_key",
            "year",
            "album_key",
            "disc_number",
            "track_number",
            "id",
            sqlite_where=LISTED,
        ),
        Index(
            "ix_tracks_by_added",
            "added_at",
            "album_key",
            "disc_number",
            "track_number",
            "id",
            sqlite_where=LISTED,
        ),
        Index(
            "ix_tracks_by_last_played",
            "last_played_at",
            "id",
            sqlite_where=LISTED,
        ),
        Index(
            "ix_tracks_by_plays",
            "plays",
            "last_played_at",
            "id",
            sqlite_where=LISTED,
        ),
        Index(
            "ix_tracks_by_duration",
            "duration_ms",
            "artist_key",
            "id",
            sqlite_where=LISTED,
        ),
        Index(
            "ix_tracks_by_year",
            "year",
            "artist_key",
            "album_key",
            "disc_number",
            "track_number",
            "id",
            sqlite_where=LISTED,
        ),
        Index(
            "ix_tracks_by_rating",
            "rating",
            "artist_key",
            "album_key",
            "disc_number",
            "track_number",
            "id",
            sqlite_where=LISTED,
        ),
        Index("ix_tracks_liked", "liked_at", sqlite_where=text("liked_at IS NOT NULL")),
    )

    id: Mapped[Key]
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(default="audio")
    start_frame: Mapped[int | None]
    end_frame: Mapped[int | None]
    listed: Mapped[bool] = mapped_column(default=True)

    title: Mapped[str]
    artist: Mapped[str]
    album: Mapped[str]
    album_artist: Mapped[str]
    album_id: Mapped[int | None] = mapped_column(ForeignKey("albums.id"))
    track_number: Mapped[int | None]
    track_total: Mapped[int | None]
    disc_number: Mapped[int | None]
    disc_total: Mapped[int | None]
    date: Mapped[str]
    original_date: Mapped[str]
    year: Mapped[int | None]
    genre: Mapped[str]
    composer: Mapped[str]
    comment: Mapped[str]
    grouping: Mapped[str]
    label: Mapped[str]
    isrc: Mapped[str]
    bpm: Mapped[int | None]
    compilation: Mapped[bool] = mapped_column(default=False)

    title_sort: Mapped[str]
    artist_sort: Mapped[str]
    album_sort: Mapped[str]
    album_artist_sort: Mapped[str]
    composer_sort: Mapped[str]
    title_key: Mapped[str]
    artist_key: Mapped[str]
    album_key: Mapped[str]
    album_artist_key: Mapped[str]

    recording_mbid: Mapped[str | None]
    track_mbid: Mapped[str | None]
    release_mbid: Mapped[str | None]
    release_group_mbid: Mapped[str | None]

    codec: Mapped[str]
    container: Mapped[str]
    duration_ms: Mapped[int]
    bitrate: Mapped[int | None]
    sample_rate: Mapped[int | None]
    bit_depth: Mapped[int | None]
    channels: Mapped[int | None]
    track_gain: Mapped[float | None]
    track_peak: Mapped[float | None]
    album_gain: Mapped[float | None]
    album_peak: Mapped[float | None]
    has_cover: Mapped[bool] = mapped_column(default=False)
    artwork_id: Mapped[int | None] = mapped_column(ForeignKey("artworks.id"))

    rating: Mapped[int | None]
    liked_at: Mapped[MaybeUtc]
    added_at: Mapped[Utc]
    plays: Mapped[int] = mapped_column(default=0)
    skips: Mapped[int] = mapped_column(default=0)
    last_played_at: Mapped[MaybeUtc]
    base_plays: Mapped[int] = mapped_column(default=0)
    base_skips: Mapped[int] = mapped_column(default=0)
    base_last_played_at: Mapped[MaybeUtc]


class TrackText(Base):
    """The folded words of a track: the content that the word index reads."""

    __tablename__ = "track_texts"

    id: Mapped[int] = mapped_column(ForeignKey("tracks.id"), primary_key=True)
    title: Mapped[str]
    artists: Mapped[str]
    album: Mapped[str]
    rest: Mapped[str]


class TrackArtist(Base):
    """Who took part in a track, how, and in what order."""

    __tablename__ = "track_artists"
    __table_args__ = (
        Index("ix_track_artists_artist_id", "artist_id", "role"),
        {"sqlite_with_rowid": False},
    )

    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    artist_id: Mapped[int] = mapped_column(ForeignKey("artists.id"))


class TrackGenre(Base):
    """The genres of a track in the order of its tags."""

    __tablename__ = "track_genres"
    __table_args__ = (
        Index("ix_track_genres_genre_id", "genre_id"),
        {"sqlite_with_rowid": False},
    )

    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    genre_id: Mapped[int] = mapped_column(ForeignKey("genres.id"))


class Lyrics(Base):
    """The words of a song, plain or with times; an empty text remembers that there are none."""

    __tablename__ = "lyrics"
    __table_args__ = (UniqueConstraint("artist_key", "title_key", "source"),)

    id: Mapped[Key]
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"), index=True)
    artist_key: Mapped[str]
    title_key: Mapped[str]
    text: Mapped[str]
    synced: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str]
    offset_ms: Mapped[int] = mapped_column(default=0)
    fetched_at: Mapped[Utc]


class IgnoredPath(Base):
    """A file or folder that scans pass over because the user removed it."""

    __tablename__ = "ignored_paths"
    __table_args__ = (UniqueConstraint("volume_id", "path"),)

    id: Mapped[Key]
    volume_id: Mapped[int] = mapped_column(ForeignKey("volumes.id"))
    path: Mapped[Bytes]
    ignored_at: Mapped[Utc]

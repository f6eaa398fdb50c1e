"""Tracks: what is shown, sorted and searched."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from mtplayer.storage.schema.base import ONE, ZERO, Base, Bytes, Key, MaybeBytes, MaybeUtc, Utc

LISTED = text("listed = 1")
PLACE_IN_ALBUM = ("album_id", "place")


class Track(Base):
    """One file, or a range of one: what is shown, sorted and searched.

    Columns that are sorted by come first: beyond the 63rd, SQLite 3.40 no longer sees that an
    index covers a query. Each index ends with the rowid, so none names ``id``.
    """

    __tablename__ = "tracks"
    __table_args__ = (
        UniqueConstraint("file_id", "position"),
        Index("ix_tracks_album_id", *PLACE_IN_ALBUM),
        Index(
            "ix_tracks_by_artist", "artist_key", "album_key", *PLACE_IN_ALBUM, sqlite_where=LISTED
        ),
        Index("ix_tracks_by_title", "title_key", "artist_key", "album_key", sqlite_where=LISTED),
        Index(
            "ix_tracks_by_album",
            "album_key",
            "album_artist_key",
            *PLACE_IN_ALBUM,
            sqlite_where=LISTED,
        ),
        Index(
            "ix_tracks_by_album_artist",
            "album_artist_key",
            "year",
            "album_key",
            *PLACE_IN_ALBUM,
            sqlite_where=LISTED,
        ),
        Index("ix_tracks_by_added", "added_at", *PLACE_IN_ALBUM, sqlite_where=LISTED),
        Index("ix_tracks_by_duration", "duration_ms", sqlite_where=LISTED),
        Index(
            "ix_tracks_by_year",
            "year",
            "album_artist_key",
            "album_key",
            *PLACE_IN_ALBUM,
            sqlite_where=LISTED,
        ),
        # What most tracks lack is indexed only where it is: a scan of new files never touches
        # these, and the tracks without it follow in the order of the artists.
        Index(
            "ix_tracks_by_rating",
            "rating",
            "artist_key",
            "album_key",
            *PLACE_IN_ALBUM,
            sqlite_where=text("listed = 1 AND rating IS NOT NULL"),
        ),
        Index(
            "ix_tracks_by_last_played",
            "last_played_at",
            sqlite_where=text("listed = 1 AND last_played_at IS NOT NULL"),
        ),
        Index(
            "ix_tracks_by_plays",
            "plays",
            "last_played_at",
            sqlite_where=text("listed = 1 AND plays > 0"),
        ),
        Index(
            "ix_tracks_by_liked",
            "liked_at",
            sqlite_where=text("listed = 1 AND liked_at IS NOT NULL"),
        ),
        Index("ix_tracks_unlisted", "file_id", sqlite_where=text("listed = 0")),
        Index("ix_tracks_imported", "id", sqlite_where=text("base_plays > 0")),
        Index("ix_tracks_guessed", "id", sqlite_where=text("length_guessed = 1")),
    )

    id: Mapped[Key]
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    position: Mapped[int] = mapped_column(server_default=ZERO)
    kind: Mapped[str] = mapped_column(server_default="audio")
    listed: Mapped[bool] = mapped_column(server_default=ONE)

    title_key: Mapped[str]
    artist_key: Mapped[str]
    album_key: Mapped[str]
    album_artist_key: Mapped[str]
    genre_key: Mapped[str]
    composer_key: Mapped[str]
    album_id: Mapped[int | None] = mapped_column(ForeignKey("albums.id"))
    place: Mapped[int]
    """Disc and track as one number that sorts: see ``core.folding.place``."""
    year: Mapped[int | None]
    duration_ms: Mapped[int]
    added_at: Mapped[Utc]
    liked_at: Mapped[MaybeUtc]
    rating: Mapped[int | None]
    plays: Mapped[int] = mapped_column(server_default=ZERO)
    skips: Mapped[int] = mapped_column(server_default=ZERO)
    last_played_at: Mapped[MaybeUtc]
    base_plays: Mapped[int] = mapped_column(server_default=ZERO)
    base_skips: Mapped[int] = mapped_column(server_default=ZERO)
    base_last_played_at: Mapped[MaybeUtc]

    track_number: Mapped[int | None]
    track_total: Mapped[int | None]
    disc_number: Mapped[int | None]
    disc_total: Mapped[int | None]
    bpm: Mapped[int | None]
    bitrate: Mapped[int | None]
    sample_rate: Mapped[int | None]
    bit_depth: Mapped[int | None]
    channels: Mapped[int | None]
    codec: Mapped[str]
    container: Mapped[str]
    artwork_id: Mapped[int | None] = mapped_column(ForeignKey("artworks.id"))
    title: Mapped[str]
    artist: Mapped[str]
    album: Mapped[str]
    album_artist: Mapped[str]
    genre: Mapped[str]
    composer: Mapped[str]
    date: Mapped[str]
    original_date: Mapped[str]

    start_frame: Mapped[int | None]
    end_frame: Mapped[int | None]
    in_use: Mapped[bool] = mapped_column(server_default=ONE)
    """False for a file that a cue sheet divides, and for what no sheet names any more."""
    compilation: Mapped[bool] = mapped_column(server_default=ZERO)
    has_cover: Mapped[bool] = mapped_column(server_default=ZERO)
    has_lyrics: Mapped[bool] = mapped_column(server_default=ZERO)
    track_gain: Mapped[float | None]
    track_peak: Mapped[float | None]
    album_gain: Mapped[float | None]
    album_peak: Mapped[float | None]
    title_sort: Mapped[str] = mapped_column(server_default="")
    artist_sort: Mapped[str] = mapped_column(server_default="")
    album_sort: Mapped[str] = mapped_column(server_default="")
    album_artist_sort: Mapped[str] = mapped_column(server_default="")
    composer_sort: Mapped[str] = mapped_column(server_default="")
    performer_sort: Mapped[str] = mapped_column(server_default="")
    grouping: Mapped[str] = mapped_column(server_default="")
    label: Mapped[str] = mapped_column(server_default="")
    isrc: Mapped[str] = mapped_column(server_default="")
    mood: Mapped[str] = mapped_column(server_default="")
    initial_key: Mapped[str] = mapped_column(server_default="")
    disc_subtitle: Mapped[str] = mapped_column(server_default="")
    recording_mbid: Mapped[str | None]
    track_mbid: Mapped[str | None]
    release_mbid: Mapped[str | None]
    release_group_mbid: Mapped[str | None]
    comment: Mapped[str] = mapped_column(server_default="")
    length_guessed: Mapped[bool] = mapped_column(server_default=ZERO)


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


class WholeValue(Base):
    """A value as the file says it, where the settings part it into several names."""

    __tablename__ = "whole_values"
    __table_args__ = ({"sqlite_with_rowid": False},)

    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str]


class MeasuredLoudness(Base):
    """How loud a track was when it was measured; of no use once its file sounds otherwise."""

    __tablename__ = "loudness"

    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"), primary_key=True)
    audio_key: Mapped[MaybeBytes]
    blocks: Mapped[Bytes]
    track_gain: Mapped[float | None]
    track_peak: Mapped[float]
    album_gain: Mapped[float | None]
    album_peak: Mapped[float | None]
    measured_at: Mapped[Utc]


class KeptPlace(Base):
    """Where a long track stopped, and goes on when it is played again."""

    __tablename__ = "kept_places"

    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"), primary_key=True)
    position_ms: Mapped[int]
    kept_at: Mapped[Utc]


class BookmarkRow(Base):
    """A place in a track that somebody marked."""

    __tablename__ = "bookmarks"
    __table_args__ = (Index("ix_bookmarks_track_id", "track_id", "position_ms"),)

    id: Mapped[Key]
    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"))
    position_ms: Mapped[int]
    note: Mapped[str] = mapped_column(server_default="")
    made_at: Mapped[Utc]


class Lyrics(Base):
    """The words of a song, plain or with times; an empty text remembers that there are none.

    Or it only remembers by how much somebody moved the words that a file has.
    """

    __tablename__ = "lyrics"
    __table_args__ = (UniqueConstraint("artist_key", "title_key", "source"),)

    id: Mapped[Key]
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"), index=True)
    artist_key: Mapped[str]
    title_key: Mapped[str]
    text: Mapped[str]
    synced: Mapped[bool] = mapped_column(server_default=ZERO)
    source: Mapped[str]
    offset_ms: Mapped[int] = mapped_column(server_default=ZERO)
    fetched_at: Mapped[Utc]

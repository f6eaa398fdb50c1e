"""Every table, as SQLAlchemy classes: what is kept, and the indexes that make it quick."""

from mtplayer.storage.schema.base import Base
from mtplayer.storage.schema.library import (
    Album,
    AlbumOverride,
    Artist,
    Artwork,
    Directory,
    File,
    Folder,
    Genre,
    IgnoredPath,
    Volume,
)
from mtplayer.storage.schema.lists import (
    PlayHistory,
    Playlist,
    PlaylistEntry,
    PlaylistRevision,
    Queue,
    QueueChunk,
    QueueEntry,
)
from mtplayer.storage.schema.logbook import (
    Change,
    ChangeSet,
    Listen,
    Operation,
    ScanItem,
    ScanRun,
    Scrobble,
)
from mtplayer.storage.schema.tracks import Lyrics, Track, TrackArtist, TrackGenre, TrackText
from mtplayer.storage.schema.words import FTS_STATEMENTS, FTS_TABLE

__all__ = [
    "FTS_STATEMENTS",
    "FTS_TABLE",
    "Album",
    "AlbumOverride",
    "Artist",
    "Artwork",
    "Base",
    "Change",
    "ChangeSet",
    "Directory",
    "File",
    "Folder",
    "Genre",
    "IgnoredPath",
    "Listen",
    "Lyrics",
    "Operation",
    "PlayHistory",
    "Playlist",
    "PlaylistEntry",
    "PlaylistRevision",
    "Queue",
    "QueueChunk",
    "QueueEntry",
    "ScanItem",
    "ScanRun",
    "Scrobble",
    "Track",
    "TrackArtist",
    "TrackGenre",
    "TrackText",
    "Volume",
]

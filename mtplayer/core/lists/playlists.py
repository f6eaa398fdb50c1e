"""Playlists as values: what one is, what happened to one, and what a change is called."""

from array import array
from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from typing import Final

from mtplayer.core.ids import AlbumId, EntryId, PlaylistId, TrackId
from mtplayer.core.library.tracks import SortKey
from mtplayer.core.record import record
from mtplayer.core.typed import override

LONG_CHANGE: Final = 6000
"""Places that change in one transaction: a drag of 5,000 takes 13 ms, and more is done in steps."""

NEW_PLAYLIST: Final = "New playlist"
NEW_FOLDER: Final = "New folder"
NEW_SMART: Final = "New smart playlist"


class PlaylistKind(StrEnum):
    """What a row of the tree is; a smart one fills itself by its rules."""

    LIST = "list"
    SMART = "smart"
    FOLDER = "folder"

    @override
    @classmethod
    def _missing_(cls, value: object) -> "PlaylistKind":
        # A word in the library of which a bit tipped over.
        return cls.LIST


@record
class PlaylistRow:
    """A playlist, smart playlist or folder as the sidebar shows it.

    ``entries`` counts places, also of tracks that are missing; a smart one has none.
    """

    id: PlaylistId
    parent: PlaylistId | None
    kind: PlaylistKind
    name: str
    position: int
    note: str
    rules: str | None
    artwork: str
    entries: int
    revision: int
    created_at: int
    changed_at: int
    deleted_at: int | None


@record
class PlaylistQuery:
    """How a playlist is looked at; without ``sort`` in its own order.

    ``NUMBER`` is the place in that order, ``ADDED`` the day that a track was put into the list.
    """

    playlist: PlaylistId
    text: str = ""
    filters: tuple[str, ...] = ()
    sort: SortKey | None = None
    descending: bool = False

    @property
    def is_own_order(self) -> bool:
        """Whether every entry is shown where it stands."""
        return self.sort is None and not self.text.strip() and not self.filters


@record
class PlaylistEntries:
    """The places of a playlist in order; a track of 0 is not known to the library."""

    playlist: PlaylistId
    revision: int
    ids: "array[int]"
    tracks: "array[int]"
    notes: Mapping[int, str] = field(default_factory=dict[int, str])
    places: "array[int] | None" = None
    """Where each stands in the list's own order, from 0; None where that is what is shown."""


@record
class PlaylistFacts:
    """What the head of a playlist tells: its length, and the first four albums for a mosaic."""

    entries: int
    duration_ms: int
    albums: tuple[AlbumId, ...]


@record
class EntryTags:
    """The tags of a place as they were when its track was added, and what was noted there."""

    id: EntryId
    track: TrackId | None
    title: str
    artist: str
    album: str
    album_artist: str
    duration_ms: int
    added_at: int
    note: str


@record
class PlaylistCreated:
    """These are there now: made, or brought back."""

    playlists: tuple[PlaylistId, ...]


@record
class PlaylistRenamed:
    """One has another name."""

    playlist: PlaylistId
    name: str


@record
class PlaylistDeleted:
    """These are gone from the tree; they can be brought back."""

    playlists: tuple[PlaylistId, ...]


@record
class PlaylistTracksChanged:
    """Entries came, went, moved or were annotated."""

    playlist: PlaylistId
    revision: int


@record
class PlaylistsReordered:
    """The tree has another order, or other folders."""


@record
class PlaylistDescribed:
    """Its note, its picture or its rules are others."""

    playlist: PlaylistId


PlaylistChange = (
    PlaylistCreated
    | PlaylistRenamed
    | PlaylistDeleted
    | PlaylistTracksChanged
    | PlaylistsReordered
    | PlaylistDescribed
)


@record
class Added:
    """What adding did: ``already`` were there before and were left out."""

    playlist: PlaylistId
    entries: tuple[EntryId, ...]
    already: tuple[TrackId, ...] = ()


class RevisionKind(StrEnum):
    """What a revision did. ``SPREAD`` only made room between ranks and shows nowhere."""

    CREATED = "created"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CLEARED = "cleared"
    REPLACED = "replaced"
    NOTED = "noted"
    RENAMED = "renamed"
    DELETED = "deleted"
    BROUGHT_BACK = "brought back"
    RESTORED = "restored"
    UNDONE = "undone"
    SPREAD = "spread"


@record
class Revision:
    """One change in the history of a playlist; ``entries`` is how many it had after it."""

    playlist: PlaylistId
    number: int
    kind: RevisionKind
    made_at: int
    touched: int
    entries: int


@record
class Compared:
    """A revision beside the present: ids of entries.

    ``then`` is the order of the revision; ``gone`` were in it and are not now, ``new`` came
    since, ``moved`` stand elsewhere among those that stayed.
    """

    playlist: PlaylistId
    revision: int
    then: "array[int]"
    gone: frozenset[int]
    new: tuple[int, ...]
    moved: frozenset[int]

"""What one transaction may change: the repositories, all on its connection."""

from functools import cached_property

from sqlalchemy import Connection

from mtplayer.storage.library.artworks import Artworks
from mtplayer.storage.library.audio_hashes import AudioHashes
from mtplayer.storage.library.duplicates import Duplicates
from mtplayer.storage.library.editions import Editions
from mtplayer.storage.library.file_changes import FileChanges
from mtplayer.storage.library.folders import Folders
from mtplayer.storage.library.lengths import Lengths
from mtplayer.storage.library.loudness import LoudnessRows
from mtplayer.storage.library.lyrics_moves import LyricsRows
from mtplayer.storage.library.relocations import Relocations
from mtplayer.storage.library.sort_keys import SortKeys
from mtplayer.storage.library.spellings import Spellings
from mtplayer.storage.library.split_names import SplitNames
from mtplayer.storage.library.tracks import Tracks
from mtplayer.storage.listening.favorites import Favorites
from mtplayer.storage.listening.listen_edits import ListenEdits
from mtplayer.storage.listening.listens import Listens
from mtplayer.storage.lists.playlists import Playlists
from mtplayer.storage.operations import Operations
from mtplayer.storage.playing.places import Places
from mtplayer.storage.playing.queue import Queues
from mtplayer.storage.playing.sessions import Sessions
from mtplayer.storage.playing.stations import Stations


class Unit:
    """One unit of work; it ends with the function that was handed to ``Storage.write``.

    Each repository is a cached property here, in the words of its room.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @cached_property
    def favorites(self) -> Favorites:
        """Hearts and stars."""
        return Favorites(self.connection)

    @cached_property
    def artworks(self) -> Artworks:
        """Covers, found and chosen."""
        return Artworks(self.connection)

    @cached_property
    def tracks(self) -> Tracks:
        """Tracks removed, brought back, found missing."""
        return Tracks(self.connection)

    @cached_property
    def places(self) -> Places:
        """Where tracks stopped, and bookmarks."""
        return Places(self.connection)

    @cached_property
    def folders(self) -> Folders:
        """Folders set up, taken out, put back."""
        return Folders(self.connection)

    @cached_property
    def duplicates(self) -> Duplicates:
        """Tracks that are one recording."""
        return Duplicates(self.connection, self.tracks)

    @cached_property
    def loudness(self) -> LoudnessRows:
        """How loud tracks were measured to be."""
        return LoudnessRows(self.connection)

    @cached_property
    def lyrics(self) -> LyricsRows:
        """By how much words are moved."""
        return LyricsRows(self.connection)

    @cached_property
    def relocations(self) -> Relocations:
        """Files found again by hand."""
        return Relocations(self.connection)

    @cached_property
    def operations(self) -> Operations:
        """What can be taken back."""
        return Operations(self.connection)

    @cached_property
    def listens(self) -> Listens:
        """What was heard."""
        return Listens(self.connection)

    @cached_property
    def file_changes(self) -> FileChanges:
        """What is written into files."""
        return FileChanges(self.connection)

    @cached_property
    def listen_edits(self) -> ListenEdits:
        """What is said otherwise of what was heard."""
        return ListenEdits(self.connection)

    @cached_property
    def stations(self) -> Stations:
        """Internet radio."""
        return Stations(self.connection)

    @cached_property
    def queue(self) -> Queues:
        """What plays next."""
        return Queues(self.connection)

    @cached_property
    def sessions(self) -> Sessions:
        """Queues that are put aside."""
        return Sessions(self.connection)

    @cached_property
    def playlists(self) -> Playlists:
        """The tree of playlists, and their entries."""
        return Playlists(self.connection)

    @cached_property
    def sort_keys(self) -> SortKeys:
        """What everything is sorted by."""
        return SortKeys(self.connection)

    @cached_property
    def editions(self) -> Editions:
        """Albums joined and parted by hand."""
        return Editions(self.connection)

    @cached_property
    def spellings(self) -> Spellings:
        """Artists joined by hand."""
        return Spellings(self.connection)

    @cached_property
    def split_names(self) -> SplitNames:
        """Values that name several artists or genres."""
        return SplitNames(self.connection)

    @cached_property
    def lengths(self) -> Lengths:
        """Lengths that were measured after a scan."""
        return Lengths(self.connection)

    @cached_property
    def audio_hashes(self) -> AudioHashes:
        """Hashes of all the sound in files."""
        return AudioHashes(self.connection)

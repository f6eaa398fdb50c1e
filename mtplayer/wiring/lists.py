"""Lists that people make: playlists and folders of them."""

from collections.abc import Sequence

from mtplayer.core.library.tracks import TrackRow
from mtplayer.files.picture_store import PictureStore
from mtplayer.services.exchange.exchange import ExchangeService
from mtplayer.services.exchange.foreign_taking import ForeignTaking
from mtplayer.services.lists.playlist_pictures import PlaylistPictures
from mtplayer.services.lists.playlists import PlaylistsService
from mtplayer.services.lists.smart_lists import SmartListsService
from mtplayer.services.lists.waiting_entries import WaitingEntries
from mtplayer.storage.reader import LibraryReader
from mtplayer.ui.look.cover_cache import is_picture
from mtplayer.wiring.collection import Collection
from mtplayer.wiring.foundation import Foundation


class EntryRows:
    """Reads what entries of playlists show; nothing is imported before the first is asked for."""

    def __init__(self, reader: LibraryReader) -> None:
        self._reader = reader

    def rows(self, ids: Sequence[int]) -> Sequence[TrackRow]:
        """Return one row per entry in the order asked."""
        return self._reader.playlists.rows(ids)


class Lists:
    """Makes the services of lists."""

    def __init__(self, base: Foundation, collection: Collection) -> None:
        self.entry_rows = EntryRows(base.rows)
        self.playlists = PlaylistsService(
            base.storage,
            base.write,
            base.read,
            base.readers,
            collection.undo,
            base.tell,
            base.parent,
        )
        # Another player's library, or another process, brings playlists too.
        collection.library.changed.connect(self.playlists.library_changed)
        self.pictures = PlaylistPictures(
            PictureStore(base.profile.artwork, is_picture), base.files, self.playlists, base.tell
        )
        self.smart = SmartListsService(
            base.readers,
            base.read,
            self.playlists,
            collection.library,
            collection.favorites,
            base.tell,
            base.parent,
        )
        self.exchange = ExchangeService(
            base.profile.database, base.files, self.playlists, base.tell, base.parent
        )
        self._waiting = WaitingEntries(
            base.profile.database, base.read, self.playlists, base.tell, base.parent
        )
        collection.scan.finished.connect(self._waiting.follow)
        self.foreign = ForeignTaking(
            base.storage,
            base.profile.database,
            base.files,
            base.write,
            collection.library,
            self.playlists,
            back_up=collection.backups.first,
            parent=base.parent,
        )

    def settle(self) -> None:
        """Look for tracks that came while no window was open, and for changes cut short."""
        self.playlists.mend()
        self._waiting.look()

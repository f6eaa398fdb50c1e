"""Lists that people make: playlists and folders of them."""

from mtplayer.services.exchange import ExchangeService
from mtplayer.services.foreign_taking import ForeignTaking
from mtplayer.services.playlists import PlaylistsService
from mtplayer.wiring.collection import Collection
from mtplayer.wiring.foundation import Foundation


class Lists:
    """Makes the services of lists."""

    def __init__(self, base: Foundation, collection: Collection) -> None:
        self.playlists = PlaylistsService(
            base.storage,
            base.write,
            base.read,
            base.readers,
            collection.undo,
            base.tell,
            base.parent,
        )
        self.exchange = ExchangeService(
            base.profile.database, base.files, self.playlists, base.tell, base.parent
        )
        self.foreign = ForeignTaking(
            base.storage,
            base.profile,
            base.files,
            base.write,
            collection.library,
            self.playlists,
            base.parent,
        )

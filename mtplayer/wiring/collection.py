"""What keeps the collection: the library, its scans, hearts, covers, and undo."""

import os
from collections.abc import Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from mtplayer.core.paths import outermost
from mtplayer.files.picture_store import PictureStore
from mtplayer.files.thumb_store import ThumbStore
from mtplayer.runtime.jobs import Jobs
from mtplayer.services.in_steps import InSteps
from mtplayer.services.library.artwork import ArtworkService
from mtplayer.services.library.audio_hashes import AudioHashesService
from mtplayer.services.library.browse import BrowseService
from mtplayer.services.library.covers import CoversService
from mtplayer.services.library.duplicates import DuplicatesService
from mtplayer.services.library.editions import EditionsService
from mtplayer.services.library.folders import FoldersService
from mtplayer.services.library.library import LibraryService
from mtplayer.services.library.missing import MissingService
from mtplayer.services.library.scan import ScanService
from mtplayer.services.library.sort_keys import SortKeysService
from mtplayer.services.library.split_names import SplitNamesService
from mtplayer.services.library.true_lengths import TrueLengthsService
from mtplayer.services.library.upkeep import Upkeep
from mtplayer.services.listening.favorites import FavoritesService
from mtplayer.services.safety.backups import BackupService
from mtplayer.services.undo import UndoService
from mtplayer.storage.library.covers import CoverSources
from mtplayer.ui.look.cover_cache import is_picture
from mtplayer.wiring.foundation import Foundation

if TYPE_CHECKING:
    from mtplayer.services.library.tag_files import TagFilesService
    from mtplayer.services.listening.history import HistoryService


class Collection:
    """Makes the services of the library."""

    def __init__(self, base: Foundation) -> None:
        self._base = base
        storage, write, tell, parent = base.storage, base.write, base.tell, base.parent
        self.undo = UndoService(storage, write, tell, parent)
        self.library = LibraryService(
            base.readers, storage, base.read, write, self.undo, tell, parent
        )
        self.library.follow_settings(base.settings)
        self.favorites = FavoritesService(storage, write, self.library, self.undo, tell, parent)
        self.editions = EditionsService(storage, write, self.library, self.undo, tell, parent)
        self._keys = SortKeysService(
            InSteps(storage, write, self.library, tell), base.settings, parent
        )
        self._splits = SplitNamesService(
            InSteps(storage, write, self.library, tell), base.settings, parent
        )
        pictures = PictureStore(base.profile.artwork, is_picture)
        self.artwork = ArtworkService(
            partial(CoverSources, base.profile.database),
            ThumbStore(base.profile.cache / "covers"),
            pictures,
        )
        self.browse = BrowseService(base.readers, base.read, tell, parent)
        self.covers = CoversService(
            self.artwork,
            pictures.save_file,
            storage,
            write,
            base.files,
            self.undo,
            tell,
            parent,
        )
        base.closing.later("found covers", self.covers.write_found)
        base.closing.later("artwork", self._close_artwork)
        self._make_scan()

    def _make_scan(self) -> None:
        base, later = self._base, self._base.closing.later
        jobs, idle = Jobs("scan", 1, base.parent), Jobs("idle", 1, base.parent)
        self.scan = ScanService(
            base.profile, jobs, self.library, base.settings, base.flag, base.parent
        )
        self._hashes = AudioHashesService(
            base.storage, idle, base.write, lambda: not self.scan.running, base.tell, base.parent
        )
        self._lengths = TrueLengthsService(
            base.storage, idle, base.write, lambda: not self.scan.running, base.tell, base.parent
        )
        self._lengths.measured.connect(self.library.announce)
        self.duplicates = DuplicatesService(
            base.storage, idle, base.write, self.library, self.undo, base.tell, base.parent
        )
        self.editions.stale.connect(self._read_again)
        self.scan.finished.connect(lambda _: self._hashes.start())
        self.scan.finished.connect(lambda _: self._lengths.start())
        self.folders = FoldersService(
            base.storage, base.write, base.read, self.library, self.undo, base.tell, base.parent
        )
        self.upkeep = Upkeep(
            self.folders, self.scan, base.settings, base.profile.cache, base.tell, base.parent
        )
        self.missing = MissingService(
            base.storage,
            base.write,
            base.read,
            base.files,
            self.folders,
            self.scan,
            undo=self.undo,
            failed=base.tell,
            parent=base.parent,
        )
        self.backups = BackupService(
            base.profile,
            base.storage,
            base.settings,
            lambda: not self.scan.running,
            base.tell,
            base.parent,
        )
        later("backups", partial(self.backups.close, 3000))
        later("idle jobs", partial(idle.close, 2000))
        later("scan jobs", partial(jobs.close, 5000))
        later("scan", self.scan.cancel)
        later("upkeep", partial(self.upkeep.close, 2000))

    def _read_again(self, directories: tuple[bytes, ...]) -> None:
        self.scan.look_at([os.fsdecode(path) for path in outermost(directories)])

    @cached_property
    def history(self) -> "HistoryService":
        """The log of listens: made after the first paint, or with the page that shows it."""
        from mtplayer.services.listening.history import HistoryService

        base = self._base
        return HistoryService(
            base.readers,
            base.storage,
            base.read,
            base.write,
            self.library,
            self.undo,
            base.tell,
            base.parent,
            rows=base.rows.history,
        )

    @cached_property
    def tag_files(self) -> "TagFilesService":
        """What writes into files: made after the first paint, or when it is asked to."""
        from mtplayer.services.library.tag_files import TagFilesService
        from mtplayer.services.library.tag_kinds import GainTags, RatingTags

        base = self._base
        return TagFilesService(
            base.storage,
            base.write,
            base.files,
            (RatingTags(base.settings), GainTags()),
            self.undo,
            self.library.announce,
            tell=base.tell,
            notify=base.troubles.pass_on,
            parent=base.parent,
        )

    def write_ratings(self, tracks: Sequence[int]) -> None:
        """Write the ratings of tracks into their files."""
        from mtplayer.services.library.tag_kinds import RATINGS

        self.tag_files.write(RATINGS, tracks)

    def write_gains(self, tracks: Sequence[int]) -> None:
        """Write how loud tracks were measured to be into their files."""
        from mtplayer.services.library.tag_kinds import GAINS

        self.tag_files.write(GAINS, tracks)

    def _close_artwork(self) -> None:
        # A connection that is closed while a job still asks it takes the process with it.
        if self._base.files.close(2000):
            self.artwork.close()

    def settle(self) -> None:
        """Begin what the first paint did not wait for."""
        from mtplayer.services.safety.log_keeping import LogKeeping

        LogKeeping(self._base.storage, self._base.files)
        # What was done to the log before the restart can be taken back now.
        _ = self.history
        self.tag_files.tidy(self._base.profile.database)
        self._keys.start()
        self._splits.start()
        self._hashes.start()
        self._lengths.start()
        self.scan.look_for_held()
        self.upkeep.begin()
        self.backups.begin()

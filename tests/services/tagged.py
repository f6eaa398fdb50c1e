"""A few music files in a library, and the service that writes tags into them."""

from mtplayer.runtime.jobs import Jobs
from mtplayer.services.library.tag_files import TagFilesService
from mtplayer.services.library.tag_kinds import GainTags, RatingTags
from mtplayer.services.settings import SettingsService
from tests.fakes import music
from tests.fakes.library import FakeTrack
from tests.services.world import World


class Tagged(World):
    """A file of each kind, with its track; what was said of them is kept."""

    def __init__(self, tmp_path, kinds, ratings):
        folder = tmp_path / "music"
        folder.mkdir()
        self.paths = [folder / f"track.{kind}" for kind in kinds]
        for path, kind in zip(self.paths, kinds, strict=True):
            path.write_bytes(music.music(kind, 440))
        tracks = [
            FakeTrack(title=path.name, name=path.name.encode(), rating=rating, folder=b"music")
            for path, rating in zip(self.paths, ratings, strict=True)
        ]
        super().__init__(tmp_path / "library.db", tracks, mount=tmp_path)

    def _start(self):
        super()._start()
        self.notices, self.troubles, self.changes = [], [], []
        self.settings = SettingsService({}, lambda values: None)
        self.files = Jobs("files", 1)
        self.library.changed.connect(self.changes.append)
        self.service = TagFilesService(
            self.storage,
            self.write,
            self.files,
            (RatingTags(self.settings), GainTags()),
            self.undo,
            self.library.announce,
            tell=self.troubles.append,
            notify=self.notices.append,
        )

    def close(self):
        assert self.files.close(5000)
        super().close()

"""Where music may be on this machine, found in the background."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStandardPaths

from mtplayer.files import music_places
from mtplayer.files.music_places import MusicPlace, PlaceKind
from mtplayer.runtime.jobs import Jobs, Token

__all__ = ["MusicPlace", "MusicPlaces", "PlaceKind"]

_MUSIC = QStandardPaths.StandardLocation.MusicLocation
_DOWNLOADS = QStandardPaths.StandardLocation.DownloadLocation


class MusicPlaces:
    """Asks the system where music is kept, and looks whether there is any."""

    def __init__(self, jobs: Jobs, failed: Callable[[Exception], object]) -> None:
        self._jobs = jobs
        self._failed = failed

    def find(self, done: Callable[[Sequence[MusicPlace]], object]) -> Token:
        """Find folders with music; takes up to 1.5 s for each."""

        def work(token: Token) -> Sequence[MusicPlace]:
            music = QStandardPaths.writableLocation(_MUSIC)
            downloads = QStandardPaths.writableLocation(_DOWNLOADS)
            return music_places.find(music, downloads, check=token.check)

        return self._jobs.run(work, done, self._failed)

    def count(self, path: str, done: Callable[[MusicPlace], object]) -> Token:
        """Count the music files below one folder, as far as there is time."""

        def work(token: Token) -> MusicPlace:
            files, complete = music_places.count(path, check=token.check)
            return MusicPlace(path=path, kind=PlaceKind.MUSIC, files=files, complete=complete)

        return self._jobs.run(work, done, self._failed)

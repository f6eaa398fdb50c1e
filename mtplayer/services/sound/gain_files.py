"""Writes how loud tracks were measured to be into their files, when somebody asks for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject

from mtplayer.core.events import Notice
from mtplayer.core.library.tracks import FileState, Gains, PlayableFile
from mtplayer.core.problems import MtplayerError
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.services.readers import Readers
from mtplayer.storage.engine import Storage

_AWAY = "It is not there now."
_PIECE = "It is a piece of a file; a file has one loudness."


class GainsNotSaved(MtplayerError):
    """Some files stayed as they were."""

    title = "The loudness of some files was not written"


@dataclass(slots=True)
class _Done:
    """What became of the files: written ones, tracks never measured, and refusals with names."""

    written: int = 0
    unmeasured: int = 0
    refused: list[tuple[bytes, str]] = field(default_factory=list[tuple[bytes, str]])


class GainFilesService(QObject):
    """One job at a time; a scan or the watcher reads the files again afterwards."""

    def __init__(
        self,
        storage: Storage,
        readers: Readers,
        files: Jobs,
        tell: Callable[[Exception], object],
        notify: Callable[[Notice], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._storage = storage
        self._readers = readers
        self._files = files
        self._tell = tell
        self._notify = notify

    def write(self, tracks: Sequence[int]) -> None:
        """Write the gains that the library has of these tracks into their files."""
        wanted = list(tracks)

        def work(token: Token) -> _Done:
            return self._work(wanted, token)

        self._files.run(work, self._ended, self._tell)

    def _work(self, tracks: Sequence[int], token: Token) -> _Done:
        from mtplayer.storage.library.loudness import measured

        with self._storage.read() as connection:
            gains = measured(connection, tracks)
        done = _Done(unmeasured=len(tracks) - len(gains))
        with self._readers.lent(token) as reader:
            files = reader.playable(list(gains))
        for file in files:
            token.check()
            if (why_not := _written(file, gains[file.track])) is None:
                done.written += 1
            else:
                done.refused.append((file.path, why_not))
        return done

    def _ended(self, done: _Done) -> None:
        if done.refused:
            self._tell(GainsNotSaved(_sentence(done.refused)))
        if done.written:
            self._notify(Notice(text=_counted("Wrote loudness into", done.written)))
        elif done.unmeasured and not done.refused:
            detail = "Measure their loudness first."
            self._notify(Notice(text="Nothing was measured of these tracks", detail=detail))


def _written(file: PlayableFile, gains: Gains) -> str | None:
    """Write, or return why not."""
    from mtplayer.files.gain_writer import write_gains
    from mtplayer.files.tag_writer import NotWritten

    if file.state in (FileState.MISSING, FileState.OFFLINE):
        return _AWAY
    if file.start_ms or file.end_ms is not None:
        return _PIECE
    try:
        write_gains(file.path, gains)
    except NotWritten as error:
        return str(error)
    return None


def _sentence(refused: Sequence[tuple[bytes, str]]) -> str:
    path, why_not = refused[0]
    name = path.rpartition(b"/")[2].decode("utf-8", "replace")
    count = "1 file was" if len(refused) == 1 else f"{len(refused):,} files were"
    return f"{count} not saved. “{name}”: {why_not}"


def _counted(verb: str, count: int) -> str:
    return f"{verb} 1 file" if count == 1 else f"{verb} {count:,} files"

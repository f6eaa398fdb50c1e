"""Finds the words of what plays: beside its file, in its tags, or in the library."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from mtplayer.core.events import LyricsReady
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import FileState, PlayableFile, TrackRow
from mtplayer.core.playing.lyrics import NO_LYRICS, Lyrics, parse_lyrics
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.readers import Readers


class LyricsService(QObject):
    """One track at a time; the newest wish drops the one before."""

    ready: TypedSignal[LyricsReady] = signal()

    def __init__(
        self,
        database: Path,
        readers: Readers,
        files: Jobs,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._readers = readers
        self._files = files
        self._failed = failed
        self._token = Token()

    def ask(self, row: TrackRow) -> None:
        """Announce the words of a track; none are announced as well."""
        self._token.cancel()
        self._token = self._files.run(
            partial(self._find, row), partial(self._found, row.id), self._failed, priority=1
        )

    def _find(self, row: TrackRow, token: Token) -> Lyrics:
        with self._readers.lent(token) as reader:
            file = next(iter(reader.playable([row.id])), None)
        if file is not None and (found := _in_file(file)) is not None:
            return found
        from mtplayer.storage.library.lyrics import kept_lyrics

        kept = kept_lyrics(self._database, row.id, row.artist, row.title)
        if kept is None:
            return NO_LYRICS
        return parse_lyrics(kept.text, kept.source, kept.offset_ms)

    def _found(self, track: TrackId, lyrics: Lyrics) -> None:
        self.ready.emit(LyricsReady(track=track, lyrics=lyrics))


def _in_file(file: PlayableFile) -> Lyrics | None:
    # A piece of a file has no words of its own there.
    if file.state is not FileState.PRESENT or file.end_ms is not None or file.start_ms:
        return None
    # It uses mutagen, which the start need not wait for.
    from mtplayer.files.lyrics_reader import lyrics_of

    found = lyrics_of(file.path)
    return None if found is None else parse_lyrics(*found)

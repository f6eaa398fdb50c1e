"""Finds the words of what plays: beside its file, in its tags, or in the library."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from mtplayer.core.events import LyricsReady
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import FileState, PlayableFile, TrackRow
from mtplayer.core.playing.lyrics import NO_LYRICS, Lyrics, moved, parse_lyrics
from mtplayer.runtime.jobs import Jobs, Token
from mtplayer.runtime.signals import TypedSignal, signal
from mtplayer.services.clock import now_ms
from mtplayer.services.readers import Readers
from mtplayer.storage.engine import Storage


class LyricsService(QObject):
    """One track at a time; the newest wish drops the one before, several of one track are one."""

    ready: TypedSignal[LyricsReady] = signal()

    def __init__(
        self,
        database: Path,
        readers: Readers,
        storage: Storage,
        files: Jobs,
        write: Jobs,
        failed: Callable[[Exception], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._database = database
        self._readers = readers
        self._storage = storage
        self._files = files
        self._write = write
        self._failed = failed
        self._token = Token()
        self._wanted: TrackId | None = None
        self._words: tuple[TrackId | None, Lyrics] = (None, NO_LYRICS)

    def ask(self, row: TrackRow) -> None:
        """Announce the words of a track; none are announced as well."""
        if self._wanted == row.id:
            return  # whoever asked before is answered together with this one
        self._token.cancel()
        self._wanted = row.id
        self._token = self._files.run(
            partial(self._find, row), partial(self._found, row.id), self._lost, priority=1
        )

    def move(self, track: TrackId, by_ms: int) -> None:
        """Show the words so much later than they say, from now on; 0 is as they say."""
        if self._words[0] != track:
            return
        self._tell(by_ms)
        storage, at = self._storage, now_ms()
        self._write.run(
            lambda _: storage.write(lambda unit: unit.lyrics.keep_move(track, by_ms, at)),
            lambda _: None,
            self._failed,
        )

    def _find(self, row: TrackRow, token: Token) -> tuple[Lyrics, int]:
        from mtplayer.storage.library.lyrics import kept_move

        found = self._look(row, token)
        return found, kept_move(self._database, row.id) if found.synced else 0

    def _look(self, row: TrackRow, token: Token) -> Lyrics:
        with self._readers.lent(token) as reader:
            file = next(iter(reader.playable([row.id])), None)
        if file is not None and (found := _in_file(file)) is not None:
            return found
        from mtplayer.storage.library.lyrics import kept_lyrics

        kept = kept_lyrics(self._database, row.id, row.artist, row.title)
        if kept is None:
            return NO_LYRICS
        return parse_lyrics(kept.text, kept.source, kept.offset_ms)

    def _found(self, track: TrackId, found: tuple[Lyrics, int]) -> None:
        self._wanted = None
        lyrics, by_ms = found
        self._words = (track, lyrics)
        self._tell(by_ms)

    def _lost(self, error: Exception) -> None:
        self._wanted = None
        self._failed(error)

    def _tell(self, by_ms: int) -> None:
        track, lyrics = self._words
        if track is not None:
            self.ready.emit(LyricsReady(track=track, lyrics=moved(lyrics, by_ms)))


def _in_file(file: PlayableFile) -> Lyrics | None:
    # A piece of a file has no words of its own there.
    if file.state is not FileState.PRESENT or file.end_ms is not None or file.start_ms:
        return None
    # It uses mutagen, which the start need not wait for.
    from mtplayer.files.lyrics_reader import lyrics_of

    found = lyrics_of(file.path)
    return None if found is None else parse_lyrics(*found)

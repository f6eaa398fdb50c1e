"""What somebody asked for on a command line: words for the library, files, or addresses."""

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import count, groupby
from pathlib import Path

from mtplayer.core.formats import is_audio, is_cue
from mtplayer.core.ids import TrackId
from mtplayer.core.library.tracks import PlayableFile, TrackDetails, TrackQuery
from mtplayer.core.playing.stations import is_stream
from mtplayer.core.problems import MtplayerError
from mtplayer.core.record import record
from mtplayer.core.typed import override
from mtplayer.files.cue_places import files_of
from mtplayer.storage.migrate import prepare
from mtplayer.storage.reader import LibraryReader


class NothingFound(MtplayerError):
    """Nothing in the library or on the disk is what was asked for."""

    title = "Nothing to play"


@record
class AskedTrack:
    """A track to play; one outside the library has a negative id of this session."""

    id: TrackId
    path: bytes
    words: str


class AskedReader(LibraryReader):
    """Knows the library, and the files outside that were asked for."""

    def __init__(self, database: Path, asked: Sequence[AskedTrack]) -> None:
        super().__init__(database)
        self._outside = {track.id: track for track in asked if track.id < 0}

    @override
    def playable(self, ids: Sequence[int]) -> list[PlayableFile]:
        outside = [self._outside[TrackId(one)] for one in ids if one in self._outside]
        files = [PlayableFile(track=one.id, path=one.path, duration_ms=0) for one in outside]
        return files or super().playable(ids)


def asked_tracks(database: Path, words: Sequence[str]) -> list[AskedTrack]:
    """Return what to play, in the order asked; words that stand together are one query."""
    prepare(database)
    numbers = count(-1, -1)
    found: list[AskedTrack] = []
    with closing(LibraryReader(database)) as reader:
        for is_path, group in groupby(words, _is_path):
            if is_path:
                found += [track for word in group for track in _meant(reader, word, numbers)]
            else:
                found += _matching(reader, " ".join(group))
    return found


def _is_path(word: str) -> bool:
    return os.sep in word or Path(word).exists()


def _meant(reader: LibraryReader, word: str, numbers: Iterator[int]) -> list[AskedTrack]:
    """Return what plays at an address, or the tracks of a file or folder."""
    if is_stream(word):
        return [AskedTrack(id=TrackId(next(numbers)), path=word.encode(), words=word)]
    return [track for path in _files(Path(word)) for track in _at(reader, path, numbers)]


def _files(path: Path) -> list[Path]:
    if not path.exists():
        raise NothingFound(f"“{path}” is not there.")
    if path.is_dir():
        return sorted(file for file in path.rglob("*") if is_audio(file.name) and file.is_file())
    if is_cue(path.name):
        return [Path(os.fsdecode(file)) for file in files_of(os.fsencode(path.absolute()))]
    return [path]


def _matching(reader: LibraryReader, text: str) -> list[AskedTrack]:
    tracks = [_known(details) for details in reader.list_objects(TrackQuery(text=text))]
    if not tracks:
        raise NothingFound(f"Nothing in the library matches “{text}”.")
    return tracks


def _at(reader: LibraryReader, path: Path, numbers: Iterator[int]) -> list[AskedTrack]:
    """Return the tracks of a file: several where a cue sheet divides it."""
    raw = os.fsencode(path.absolute())
    tracks = map(reader.track_details, reader.tracks_at(raw))
    known = [_known(details) for details in tracks if details is not None]
    return known or [AskedTrack(id=TrackId(next(numbers)), path=raw, words=path.name)]


def _known(details: TrackDetails) -> AskedTrack:
    artists = ", ".join(details.artists)
    words = f"{artists} — {details.title}" if artists else details.title
    return AskedTrack(id=details.id, path=details.path, words=words)

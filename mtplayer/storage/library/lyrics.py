"""Words of songs that the library keeps."""

from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert

from mtplayer.core.folding import fold
from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated
from mtplayer.storage.schema import Lyrics

_KEPT: Final = """
SELECT text, source, offset_ms FROM lyrics WHERE text <> ''
    AND (track_id = :track OR (artist_key = :artist AND title_key = :title))
ORDER BY track_id IS NULL, synced DESC, fetched_at DESC LIMIT 1
"""

_UNIQUE: Final = ("artist_key", "title_key", "source")
_MOVED: Final = "SELECT offset_ms FROM lyrics WHERE track_id = ? AND source = ?"


class KeptLyrics(NamedTuple):
    """A text, who it is from, and by how much its times are off."""

    text: str
    source: str
    offset_ms: int


def kept_lyrics(database: Path, track: int, artist: str, title: str) -> KeptLyrics | None:
    """Return what is kept for a track, or for a song of this name; for a read job."""
    wanted = {"track": track, "artist": fold(artist), "title": fold(title)}
    with translated(database), closing(open_reader(database)) as connection:
        row = connection.execute(_KEPT, wanted).fetchone()
    return None if row is None else KeptLyrics(*row)


def kept_move(database: Path, track: int) -> int:
    """Return how much later a listener wants the words of a track; for a read job."""
    with translated(database), closing(open_reader(database)) as connection:
        row = connection.execute(_MOVED, (track, _source(track))).fetchone()
    return 0 if row is None else row[0]


class LyricsRows:
    """What listeners say of words, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_move(self, track: int, by_ms: int, at: int) -> None:
        """Remember how much later than they say the words of a track are wanted."""
        if not by_ms:
            self._connection.execute(delete(Lyrics).where(Lyrics.source == _source(track)))
            return
        # Without words of its own: those in the file, or kept under the song's name, are meant.
        values = {"track_id": track, "offset_ms": by_ms, "fetched_at": at}
        row = {**values, "artist_key": "", "title_key": "", "text": "", "source": _source(track)}
        self._connection.execute(
            insert(Lyrics).values(row).on_conflict_do_update(index_elements=_UNIQUE, set_=values)
        )


def _source(track: int) -> str:
    return f"moved:{track}"

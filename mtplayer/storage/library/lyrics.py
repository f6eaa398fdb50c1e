"""Words of songs that the library keeps, read without SQLAlchemy: its import takes a while."""

from contextlib import closing
from pathlib import Path
from typing import Final, NamedTuple

from mtplayer.core.folding import fold
from mtplayer.storage.connection import open_reader
from mtplayer.storage.errors import translated

_KEPT: Final = """
SELECT text, source, offset_ms FROM lyrics WHERE text <> ''
    AND (track_id = :track OR (artist_key = :artist AND title_key = :title))
ORDER BY track_id IS NULL, synced DESC, fetched_at DESC LIMIT 1
"""

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
        row = connection.execute(_MOVED, (track, source_of_move(track))).fetchone()
    return 0 if row is None else row[0]


def source_of_move(track: int) -> str:
    """Return what the row is called that only says by how much the words of a track are moved."""
    return f"moved:{track}"

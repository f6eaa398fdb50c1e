"""Words of songs that the library keeps."""

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

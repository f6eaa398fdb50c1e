"""Remembers by how much the words of songs are moved."""

from typing import Final

from sqlalchemy import Connection, delete
from sqlalchemy.dialects.sqlite import insert

from mtplayer.storage.library.lyrics import source_of_move
from mtplayer.storage.schema import Lyrics

_UNIQUE: Final = ("artist_key", "title_key", "source")


class LyricsRows:
    """What listeners say of words, on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep_move(self, track: int, by_ms: int, at: int) -> None:
        """Remember how much later than they say the words of a track are wanted."""
        if not by_ms:
            self._connection.execute(delete(Lyrics).where(Lyrics.source == source_of_move(track)))
            return
        # Without words of its own: those in the file, or kept under the song's name, are meant.
        values = {"track_id": track, "offset_ms": by_ms, "fetched_at": at}
        row = {
            **values,
            "artist_key": "",
            "title_key": "",
            "text": "",
            "source": source_of_move(track),
        }
        self._connection.execute(
            insert(Lyrics).values(row).on_conflict_do_update(index_elements=_UNIQUE, set_=values)
        )

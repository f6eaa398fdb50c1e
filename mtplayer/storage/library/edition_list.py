"""The albums of an artist that may be editions of one."""

import re
from collections.abc import Iterable
from typing import Any, Final

from mtplayer.core.folding import fold
from mtplayer.core.ids import AlbumId
from mtplayer.core.library.tracks import Edition

OF_ARTIST: Final = """
SELECT json_group_array(json_array(id, title, artist, year, tracks, folder)) FROM (
    SELECT a.id, a.title, a.artist, a.year, hex(d.path) AS folder,
        (SELECT count(*) FROM tracks AS t WHERE t.album_id = a.id AND t.listed = 1) AS tracks
    FROM albums AS a LEFT JOIN directories AS d ON d.id = a.directory_id
    WHERE a.artist_key = (SELECT artist_key FROM albums WHERE id = ?)
    ORDER BY a.year, a.title_key, a.id)
WHERE tracks > 0
"""
# "(Deluxe Edition)", "[2011 Remaster]", " - Expanded", ": Live".
_ADDED: Final = re.compile(r"\s*(?:[(\[].*|\s[-–—]\s.*)$")


def alike(rows: Iterable[list[Any]], album: int) -> list[Edition]:
    """Return the album and those whose title differs only in what was added to it."""
    editions = [
        Edition(
            id=AlbumId(row[0]),
            title=row[1],
            artist=row[2],
            year=row[3],
            tracks=row[4],
            folder=bytes.fromhex(row[5] or "").decode("utf-8", "replace"),
        )
        for row in rows
    ]
    wanted = {_bare(edition.title) for edition in editions if edition.id == album}
    return [edition for edition in editions if _bare(edition.title) in wanted]


def _bare(title: str) -> str:
    return fold(_ADDED.sub("", title)) or fold(title)

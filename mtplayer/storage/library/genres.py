"""Reads genres with how many tracks each has, and two albums that stand for it."""

import json
from collections.abc import Callable
from typing import Any, Final

from mtplayer.core.ids import AlbumId
from mtplayer.core.library.genres import GenreTile
from mtplayer.core.queries.facets import Facets

Row = Callable[..., tuple[Any, ...]]
"""Runs a statement and returns its only row."""

# A few tracks of each genre: the biggest would else be read from end to end for two covers.
_LOOKED_AT: Final = 60
_ALBUMS: Final = """
SELECT t.album_id FROM track_genres AS r CROSS JOIN tracks AS t ON t.id = r.track_id
WHERE r.genre_id = w.value AND t.listed = 1 AND t.album_id IS NOT NULL"""
# Pictures in folders are not known before they are painted: such albums stand behind the others.
_COVERS: Final = f"""
SELECT json_group_array(json_array(w.value, json((
    SELECT json_group_array(album_id) FROM (
        SELECT DISTINCT album_id FROM (
            SELECT * FROM ({_ALBUMS} AND t.has_cover = 1 LIMIT {_LOOKED_AT})
            UNION ALL SELECT * FROM ({_ALBUMS} LIMIT {_LOOKED_AT})) LIMIT 2)))))
FROM json_each(?) AS w
"""


def tiles(row: Row, facets: Facets) -> list[GenreTile]:
    """Return a tile for each genre, in the order of their names."""
    found = json.loads(row(_COVERS, json.dumps(facets.keys))[0])
    covers = {genre: tuple(map(AlbumId, albums)) for genre, albums in found}
    columns = zip(facets.keys, facets.names, facets.words, facets.notes, strict=True)
    return [
        GenreTile(int(key), name, words, tracks, covers.get(key, ()))
        for key, name, words, tracks in columns
    ]

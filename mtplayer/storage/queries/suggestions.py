"""Names in the library that go on as somebody has begun to type them."""

from typing import Final, NamedTuple

from mtplayer.core.queries.query import Op, Term
from mtplayer.core.queries.query_fields import Field
from mtplayer.storage.queries.query_columns import NAMES, Names
from mtplayer.storage.queries.search import expression
from mtplayer.storage.queries.text_tests import FOLDED, folded_value


class Suggesting(NamedTuple):
    """A statement with one row of one JSON list, and its values."""

    text: str
    values: tuple[object, ...]


# Enough to meet some different albums; all tracks of a common word would take 100 ms.
_TRACKS: Final = 2000
_OF_TRACKS: Final = (
    "SELECT json_group_array(name) FROM (SELECT DISTINCT name FROM (SELECT tracks.{0} AS name FROM"
    " track_words CROSS JOIN tracks ON tracks.id = track_words.rowid WHERE track_words MATCH ?"
    f" AND listed = 1 LIMIT {_TRACKS}) LIMIT ?)"
)
_OF_LISTS: Final = (
    "SELECT json_group_array(name) FROM (SELECT name FROM playlists WHERE deleted_at IS NULL"
    f" AND instr(' ' || {FOLDED}(name), ?) > 0 ORDER BY name LIMIT ?)"
)


def suggesting(field: Field, typed: str, most: int) -> Suggesting | None:
    """Return what asks for the values of a field that begin so, None where there are none."""
    words = f" {folded_value(typed)}"
    if field is Field.IN:
        return Suggesting(_OF_LISTS, (words, most))
    if field in (Field.TITLE, Field.ALBUM):
        match = expression(Term(field, Op.HAS, typed))
        statement = _OF_TRACKS.format(field.value)
        return None if match is None else Suggesting(statement, (match, most))
    if field in NAMES:
        return Suggesting(_of_names(NAMES[field]), (words, words[1:], most))
    return None


def _of_names(names: Names) -> str:
    role = names.role
    if "'album_artist'" in role:
        # Where no tag names one, the artist is the album artist.
        role = role.replace("'album_artist'", "'album_artist', 'artist'")
    return (
        f"SELECT json_group_array(name) FROM (SELECT n.name FROM {names.names} AS n"
        " WHERE instr(' ' || n.identity, ?) > 0 AND EXISTS (SELECT 1"
        f" FROM {names.links} AS r CROSS JOIN tracks AS t ON t.id = r.track_id"
        f" WHERE r.{names.key} = n.id{role} AND t.listed = 1)"
        " ORDER BY instr(n.identity, ?) <> 1, n.identity LIMIT ?)"
    )

"""Every column that a file fills can be asked for."""

from mtplayer.core.queries.query_fields import Field
from mtplayer.storage.scan.scan_sql import TAG_COLUMNS

# What a key is called that does not have the name of its column.
_CALLED = {
    "duration_ms": "length",
    "track_number": "track",
    "track_total": "tracks",
    "disc_number": "disc",
    "disc_total": "discs",
    "codec": "format",
    "initial_key": "key",
    "recording_mbid": "mbid",
    "track_mbid": "mbid",
    "release_mbid": "mbid",
    "release_group_mbid": "mbid",
    "compilation": "is",
    "has_cover": "has",
    "has_lyrics": "has",
}
# Made of other columns, or no matter of the music.
_INNER = {"place", "length_guessed"}


def test_every_column_of_a_file_is_a_key_of_the_query_language():
    keys = {field.value for field in Field}
    columns = [name for name in TAG_COLUMNS if not name.endswith("_key") or name == "initial_key"]
    missing = [
        name
        for name in columns
        if name not in _INNER and _CALLED.get(name, name.replace("_", "")) not in keys
    ]
    assert missing == []

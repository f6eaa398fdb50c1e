"""Where the fields of a question are in the database, seen from ``tracks AS t``."""

from typing import Final, NamedTuple

from mtplayer.core.formats import LOSSLESS_CODECS
from mtplayer.core.queries.query import Op, Term
from mtplayer.core.queries.query_fields import Field
from mtplayer.storage.queries import album_columns as albums
from mtplayer.storage.queries.text_tests import FOLDED, Source, Sql, column, path, text_test
from mtplayer.storage.row_sql import STATE

IN_WORDS: Final = "t.id IN (SELECT rowid FROM track_words WHERE track_words MATCH ?)"


class Names(NamedTuple):
    """A table of names, and the one that says which track has which."""

    names: str
    links: str
    key: str
    roles: tuple[str, ...] = ()

    @property
    def role(self) -> str:
        """The condition that the link is of one of the roles."""
        listed = ", ".join(f"'{role}'" for role in self.roles)
        return f" AND r.role IN ({listed})" if self.roles else ""


def _people(*roles: str) -> Names:
    return Names("artists", "track_artists", "artist_id", roles)


NAMES: Final = {
    Field.ARTIST: _people("artist"),
    Field.ALBUM_ARTIST: _people("album_artist"),
    Field.COMPOSER: _people("composer"),
    Field.CONDUCTOR: _people("conductor"),
    Field.LYRICIST: _people("lyricist"),
    Field.REMIXER: _people("remixer"),
    Field.PERFORMER: _people("performer"),
    Field.PERSON: _people(),
    Field.GENRE: Names("genres", "track_genres", "genre_id"),
}
_NAME: Final = Source("n.identity", "n.name")
VARIOUS: Final = column("'Various Artists'")
NO_ALBUM_ARTIST: Final = (
    "NOT EXISTS (SELECT 1 FROM track_artists WHERE track_id = t.id AND role = 'album_artist')"
)


def named(term: Term, names: Names, *, near: bool) -> Sql:
    """Return the condition that a track has such a name."""
    if term.op is Op.EMPTY:
        return Sql(
            f"NOT EXISTS (SELECT 1 FROM {names.links} AS r WHERE r.track_id = t.id{names.role})"
        )
    wanted = text_test(_NAME, term.op, str(term.value))
    if near:
        return Sql(
            f"EXISTS (SELECT 1 FROM {names.links} AS r CROSS JOIN {names.names} AS n"
            f" ON n.id = r.{names.key} WHERE r.track_id = t.id{names.role} AND {wanted.text})",
            wanted.values,
        )
    return Sql(
        f"t.id IN (SELECT r.track_id FROM {names.names} AS n CROSS JOIN {names.links} AS r"
        f" ON r.{names.key} = n.id{names.role} WHERE {wanted.text})",
        wanted.values,
    )


def _kept(name: str) -> Source:
    folded = f"(SELECT {name} FROM track_texts WHERE id = t.id)"
    return Source(folded, f"t.{name}", kept=True)


def kept_words(term: Term) -> Sql:
    """Return the condition that title, artists or album have words, without the word index."""
    kept = (Source("title", ""), Source("artists", ""), Source("album", ""))
    each = [text_test(source, term.op, str(term.value)) for source in kept]
    either = " OR ".join(one.text for one in each)
    values = tuple(value for one in each for value in one.values)
    return Sql(f"(SELECT {either} FROM track_texts WHERE id = t.id)", values)


TEXTS: Final[dict[Field, tuple[Source, ...]]] = {
    Field.TITLE: (_kept("title"),),
    Field.ALBUM: (_kept("album"),),
    Field.COMMENT: (column("t.comment"),),
    Field.GROUPING: (column("t.grouping"),),
    Field.LABEL: (column("t.label"),),
    Field.ISRC: (column("t.isrc"),),
    Field.MBID: (
        column("t.recording_mbid"),
        column("t.track_mbid"),
        column("t.release_mbid"),
        column("t.release_group_mbid"),
    ),
    Field.DATE: (column("t.date"),),
    Field.ORIGINAL_DATE: (column("t.original_date"),),
    Field.TITLE_SORT: (column("t.title_sort"),),
    Field.ARTIST_SORT: (column("t.artist_sort"),),
    Field.ALBUM_SORT: (column("t.album_sort"),),
    Field.ALBUM_ARTIST_SORT: (column("t.album_artist_sort"),),
    Field.COMPOSER_SORT: (column("t.composer_sort"),),
    Field.PERFORMER_SORT: (column("t.performer_sort"),),
    Field.MOOD: (column("t.mood"),),
    Field.KEY: (column("t.initial_key"),),
    Field.DISC_SUBTITLE: (column("t.disc_subtitle"),),
    Field.FORMAT: (column("t.codec"), column("t.container")),
    Field.CONTAINER: (column("t.container"),),
}


class Place(NamedTuple):
    """Something of a path, and the tables that it takes; ``near`` for single tracks."""

    condition: str
    near: str
    source: Source


_FILE: Final = "FROM files AS f CROSS JOIN directories AS d ON d.id = f.directory_id"
_OF_FILE: Final = (
    f"EXISTS (SELECT 1 {_FILE} CROSS JOIN volumes AS v ON v.id = d.volume_id"
    " WHERE f.id = t.file_id AND {})"
)
# A folder is compared once, not for each of its files.
_IN_FOLDER: Final = (
    "(SELECT directory_id FROM files WHERE id = t.file_id) IN (SELECT d.id FROM directories AS d"
    " CROSS JOIN volumes AS v ON v.id = d.volume_id WHERE {})"
)
PLACES: Final = {
    Field.PATH: Place(_OF_FILE, _OF_FILE, path("v.mount_path", "d.path", "f.name")),
    Field.FOLDER: Place(_IN_FOLDER, _OF_FILE, path("v.mount_path", "d.path")),
    Field.FILE: Place(_OF_FILE, _OF_FILE, path("f.name")),
    Field.VOLUME: Place(_IN_FOLDER, _OF_FILE, column("v.label")),
}


def place_test(term: Term, *, near: bool) -> Sql:
    """Return the condition on where a file is."""
    place = PLACES[term.field]
    wanted = text_test(place.source, term.op, str(term.value))
    return Sql((place.near if near else place.condition).format(wanted.text), wanted.values)


def _file(expression: str) -> str:
    return f"(SELECT {expression} FROM files WHERE id = t.file_id)"


NUMBERS: Final = {
    Field.TRACK: "t.track_number",
    Field.TRACKS: "t.track_total",
    Field.DISC: "t.disc_number",
    Field.DISCS: "t.disc_total",
    Field.YEAR: "t.year",
    Field.ORIGINAL_YEAR: "nullif(CAST(substr(t.original_date, 1, 4) AS INTEGER), 0)",
    Field.BPM: "t.bpm",
    Field.PLAYS: "t.plays",
    Field.SKIPS: "t.skips",
    Field.RATING: "t.rating",
    Field.LENGTH: "nullif(t.duration_ms, 0)",
    Field.SIZE: _file("size"),
    Field.BITRATE: "t.bitrate",
    Field.SAMPLE_RATE: "t.sample_rate",
    Field.BIT_DEPTH: "t.bit_depth",
    Field.CHANNELS: "t.channels",
    Field.TRACK_GAIN: "t.track_gain",
    Field.TRACK_PEAK: "t.track_peak",
    Field.ALBUM_GAIN: "t.album_gain",
    Field.ALBUM_PEAK: "t.album_peak",
    Field.ADDED: "t.added_at",
    Field.LAST_PLAYED: "t.last_played_at",
    Field.LIKED: "t.liked_at",
    Field.MODIFIED: _file("mtime_ns / 1000000"),
}

INDEXED: Final = frozenset({Field.YEAR, Field.RATING, Field.ADDED, Field.LAST_PLAYED, Field.LIKED})
"""Columns whose index a comparison can use."""

INDEXED_FLAGS: Final = frozenset({(Field.IS, "liked"), (Field.IS, "rated"), (Field.IS, "played")})

_LOSSLESS: Final = ", ".join(f"'{codec}'" for codec in sorted(LOSSLESS_CODECS))
_STATE: Final = (
    f"(SELECT {STATE} {_FILE} CROSS JOIN volumes AS v ON v.id = d.volume_id WHERE f.id = t.file_id)"
)
_ANY_OFFLINE: Final = (
    "(EXISTS (SELECT 1 FROM volumes WHERE online = 0)"
    " OR EXISTS (SELECT 1 FROM folders WHERE online = 0 AND removed_at IS NULL))"
)
_IS: Final = {
    "liked": "t.liked_at IS NOT NULL",
    # By its index: few files are gone.
    "missing": (
        "t.file_id IN (SELECT id FROM files WHERE state <> 'present' AND state = 'missing')"
    ),
    "offline": f"({_ANY_OFFLINE} AND {_STATE} = 'offline')",
    "unplayable": (f"({_file('play_failure')} IS NOT NULL AND {_STATE} = 'unplayable')"),
    "present": f"{_STATE} = 'present'",
    "lossless": f"t.codec IN ({_LOSSLESS})",
    "lossy": f"(t.codec <> '' AND t.codec NOT IN ({_LOSSLESS}))",
    "played": "t.plays > 0",
    "unplayed": "t.plays = 0",
    "skipped": "t.skips > 0",
    "rated": "t.rating IS NOT NULL",
    "unrated": "t.rating IS NULL",
    "compilation": (
        "(t.compilation OR coalesce((SELECT compilation FROM albums WHERE id = t.album_id), 0))"
    ),
    "complete": albums.COMPLETE,
    "audio": "t.kind = 'audio'",
    "video": "t.kind = 'video'",
}
_WITH: Final = {
    "cover": (
        "(t.has_cover OR t.artwork_id IS NOT NULL"
        " OR EXISTS (SELECT 1 FROM albums WHERE id = t.album_id AND artwork_id IS NOT NULL)"
        f" OR EXISTS (SELECT 1 {_FILE} WHERE f.id = t.file_id AND d.cover_name IS NOT NULL))"
    ),
    "lyrics": (
        "(t.has_lyrics OR EXISTS (SELECT 1 FROM lyrics WHERE track_id = t.id AND text <> ''))"
    ),
    "replaygain": "t.track_gain IS NOT NULL",
}
FLAGS: Final = {(Field.IS, word): sql for word, sql in _IS.items()} | {
    (Field.WITH, word): sql for word, sql in _WITH.items()
}

_LYRICS: Final = column("w.text")


def lyrics_test(term: Term) -> Sql:
    """Return the condition that the lyrics kept for a track say something, or that none do."""
    wanted = Sql("w.text <> ''") if term.op is Op.EMPTY else _of_lyrics(term)
    found = f"EXISTS (SELECT 1 FROM lyrics AS w WHERE w.track_id = t.id AND {wanted.text})"
    return Sql(f"NOT {found}" if term.op is Op.EMPTY else found, wanted.values)


def _of_lyrics(term: Term) -> Sql:
    wanted = text_test(_LYRICS, term.op, str(term.value))
    # An empty text remembers that there are none.
    return Sql(f"w.text <> '' AND {wanted.text}", wanted.values)


_LIST_NAME: Final = Source(f"{FOLDED}(p.name)", "p.name")
_ENTRIES: Final = "playlists AS p CROSS JOIN playlist_entries AS e ON e.playlist_id = p.id"
_IN_LIST: Final = (
    f"t.id IN (SELECT e.track_id FROM {_ENTRIES}"
    " WHERE p.deleted_at IS NULL AND e.removed_at IS NULL AND e.track_id IS NOT NULL AND {})"
)
_NEAR_IN_LIST: Final = (
    "EXISTS (SELECT 1 FROM playlist_entries AS e CROSS JOIN playlists AS p ON p.id = e.playlist_id"
    " WHERE e.track_id = t.id AND e.removed_at IS NULL AND p.deleted_at IS NULL AND {})"
)


def list_test(term: Term, *, near: bool) -> Sql:
    """Return the condition that a track is in a playlist of a name, or in none at all."""
    if term.op is Op.EMPTY:
        return Sql(f"NOT {_NEAR_IN_LIST.format('1')}")
    named = list_name_test(term)
    return Sql((_NEAR_IN_LIST if near else _IN_LIST).format(named.text), named.values)


def list_name_test(term: Term) -> Sql:
    """Return the condition that a playlist, ``playlists AS p``, is called so."""
    return text_test(_LIST_NAME, term.op, str(term.value))

"""How fields, relations, choices and units are called in the editor of smart playlists."""

from typing import Final, NamedTuple

from mtplayer.core.library.tracks import SortKey
from mtplayer.core.queries.query import Op
from mtplayer.core.queries.query_fields import FIELDS, Field, Kind
from mtplayer.core.queries.rules import Relation, Rule
from mtplayer.core.queries.smart_lists import Choice, Unit
from mtplayer.ui.text import tr


class Subject(NamedTuple):
    """What a rule is about: a field, or one of the states of a field that has a few."""

    field: Field
    word: str = ""


def _fields(*fields: Field) -> tuple[Subject, ...]:
    return tuple(map(Subject, fields))


def _states(field: Field) -> tuple[Subject, ...]:
    return tuple(Subject(field, word) for word in FIELDS[field].words)


SUBJECTS: Final[tuple[tuple[str, tuple[Subject, ...]], ...]] = (
    (
        "",
        (
            *_fields(
                Field.ANY,
                Field.TITLE,
                Field.ARTIST,
                Field.ALBUM,
                Field.ALBUM_ARTIST,
                Field.GENRE,
                Field.YEAR,
                Field.RATING,
                Field.PLAYS,
                Field.LAST_PLAYED,
                Field.ADDED,
                Field.IN,
            ),
            Subject(Field.IS, "liked"),
        ),
    ),
    (
        "People",
        _fields(
            Field.PERSON,
            Field.COMPOSER,
            Field.CONDUCTOR,
            Field.LYRICIST,
            Field.PERFORMER,
            Field.REMIXER,
        ),
    ),
    (
        "Tags",
        _fields(
            Field.COMMENT,
            Field.GROUPING,
            Field.MOOD,
            Field.KEY,
            Field.DISC_SUBTITLE,
            Field.BPM,
            Field.LYRICS,
            Field.LABEL,
            Field.ISRC,
            Field.MBID,
            Field.TRACK,
            Field.TRACKS,
            Field.DISC,
            Field.DISCS,
            Field.ORIGINAL_YEAR,
            Field.DATE,
            Field.ORIGINAL_DATE,
        ),
    ),
    (
        "Sort tags",
        _fields(
            Field.TITLE_SORT,
            Field.ARTIST_SORT,
            Field.ALBUM_SORT,
            Field.ALBUM_ARTIST_SORT,
            Field.COMPOSER_SORT,
            Field.PERFORMER_SORT,
        ),
    ),
    (
        "Whole album",
        _fields(
            Field.ALBUM_RATING,
            Field.ALBUM_LOWEST,
            Field.ALBUM_PLAYS,
            Field.ALBUM_UNPLAYED,
            Field.ALBUM_PLAYED,
            Field.ALBUM_ADDED,
            Field.ALBUM_TRACKS,
            Field.ALBUM_LENGTH,
        ),
    ),
    ("History", _fields(Field.SKIPS, Field.LIKED, Field.HEARD, Field.AS_OF)),
    (
        "File",
        _fields(
            Field.LENGTH,
            Field.SIZE,
            Field.FORMAT,
            Field.CONTAINER,
            Field.BITRATE,
            Field.SAMPLE_RATE,
            Field.BIT_DEPTH,
            Field.CHANNELS,
            Field.PATH,
            Field.FOLDER,
            Field.FILE,
            Field.VOLUME,
            Field.MODIFIED,
            Field.TRACK_GAIN,
            Field.TRACK_PEAK,
            Field.ALBUM_GAIN,
            Field.ALBUM_PEAK,
        ),
    ),
    (
        "State",
        tuple(one for one in _states(Field.IS) if one.word != "liked") + _states(Field.WITH),
    ),
)
NAMED: Final = frozenset(
    {
        Field.ARTIST,
        Field.ALBUM,
        Field.ALBUM_ARTIST,
        Field.GENRE,
        Field.COMPOSER,
        Field.CONDUCTOR,
        Field.LYRICIST,
        Field.PERFORMER,
        Field.REMIXER,
        Field.PERSON,
        Field.MOOD,
        Field.KEY,
        Field.FORMAT,
    }
)
"""What one usually names several of."""

_NAMES: Final = {
    Field.ANY: "Anything",
    Field.RATING: "Rating",
    Field.IN: "Playlist",
    Field.BPM: "BPM",
    Field.BITRATE: "Bitrate",
    Field.DATE: "Date tag",
    Field.ORIGINAL_DATE: "Original date tag",
    Field.LIKED: "Liked on",
    Field.HEARD: "Heard on",
    Field.AS_OF: "Counts as of",
    Field.TRACKS: "Tracks on disc",
    Field.DISCS: "Discs",
    Field.ALBUM_RATING: "Album rating",
    Field.ALBUM_LOWEST: "Lowest rating of album",
    Field.ALBUM_PLAYS: "Album plays",
    Field.ALBUM_UNPLAYED: "Unplayed of album",
    Field.ALBUM_PLAYED: "Album last played",
    Field.ALBUM_ADDED: "Album added",
    Field.ALBUM_TRACKS: "Album tracks",
    Field.ALBUM_LENGTH: "Album time",
    Field.TRACK_GAIN: "Track gain",
    Field.TRACK_PEAK: "Track peak",
    Field.ALBUM_GAIN: "Album gain",
    Field.ALBUM_PEAK: "Album peak",
}
_STATES: Final = {
    "onthisday": "Heard on this day",
    "unfinished": "Begun, not finished",
    "complete": "Album is complete",
    "missing": "Missing file",
    "cover": "Has a cover",
    "lyrics": "Has lyrics",
    "replaygain": "Has ReplayGain",
}
_UNITS: Final = {
    Field.PLAYS: "times",
    Field.SKIPS: "times",
    Field.ALBUM_PLAYS: "times",
    Field.LENGTH: "as 3:30",
    Field.ALBUM_LENGTH: "as 45:00",
    Field.SIZE: "as 50mb",
    Field.BITRATE: "kbit/s",
    Field.SAMPLE_RATE: "as 44.1k",
    Field.BIT_DEPTH: "bits",
    Field.TRACK_GAIN: "dB",
    Field.ALBUM_GAIN: "dB",
}
_TEXT: Final = (
    (Op.CONTAINS, "contains", "does not contain"),
    (Op.IS, "is", "is not"),
    (Op.STARTS, "begins with", "does not begin with"),
    (Op.ENDS, "ends with", "does not end with"),
    (Op.HAS, "has words like", "has no words like"),
    (Op.PHRASE, "has the words", "does not have the words"),
    (Op.SAME, "is exactly", "is not exactly"),
    (Op.MATCHES, "matches", "does not match"),
    (Op.MATCHES_EXACTLY, "matches exactly", "does not match exactly"),
    (Op.EMPTY, "is empty", "is not empty"),
)
_ANY_OF: Final = (Op.IS, "is any of", "is none of")
_NUMBER: Final = (
    (Op.EQUAL, "is", "is not"),
    (Op.AT_LEAST, "is at least", "is not at least"),
    (Op.AT_MOST, "is at most", "is not at most"),
    (Op.MORE, "is more than", "is not more than"),
    (Op.LESS, "is less than", "is not less than"),
    (Op.BETWEEN, "is between", "is not between"),
    (Op.EMPTY, "is empty", "is not empty"),
)
_DATE: Final = (
    (Op.EQUAL, "is", "is not"),
    (Op.LESS, "is before", "is not before"),
    (Op.MORE, "is after", "is not after"),
    (Op.AT_LEAST, "is since", "is not since"),
    (Op.AT_MOST, "is until", "is not until"),
    (Op.BETWEEN, "is between", "is not between"),
    (Op.EMPTY, "is never", "is ever"),
)
_AGO: Final = (
    (Op.LESS, "is in the last", "is not in the last"),
    (Op.MORE, "is longer ago than", "is not longer ago than"),
    (Op.AT_MOST, "is at most ago", "is not at most ago"),
    (Op.AT_LEAST, "is at least ago", "is not at least ago"),
    (Op.BETWEEN, "is so long ago", "is not so long ago"),
)
_LIST: Final = (
    (Op.IS, "includes it", "does not include it"),
    (Op.CONTAINS, "named with", "not named with"),
    (Op.HAS, "named like", "not named like"),
    (Op.STARTS, "named from the start", "not named from the start"),
    (Op.ENDS, "named to the end", "not named to the end"),
    (Op.SAME, "named exactly", "not named exactly"),
    (Op.MATCHES, "name matches", "name does not match"),
    (Op.MATCHES_EXACTLY, "name matches exactly", "name does not match exactly"),
    (Op.EMPTY, "none includes it", "some includes it"),
)
_STATE: Final = ((Op.IS, "is", "is not"),)
_MOMENT: Final = ((Op.EQUAL, "is", "is not"),)
_RARE: Final = frozenset({Op.LESS, Op.AT_MOST, Op.MORE, Op.AT_LEAST})
"""Their opposites are offered only where a rule has one: each other says nearly the same."""


def subject_of(rule: Rule) -> Subject:
    """Return what a rule is about."""
    word = rule.values[0] if rule.values and FIELDS[rule.field].kind is Kind.WORD else ""
    return Subject(rule.field, word)


def subject_name(subject: Subject) -> str:
    """Return what a field or state is called."""
    if subject.word:
        usual = subject.word.capitalize()
        return tr("smart", _STATES.get(subject.word, usual))
    return tr("smart", _NAMES.get(subject.field, FIELDS[subject.field].label))


def relations(field: Field) -> list[tuple[Relation, str]]:
    """Return how a field can be compared, the usual ones first."""
    kind = FIELDS[field].kind
    if field in NAMED:
        return _named((_ANY_OF, *(row for row in _TEXT if row[0] is not Op.IS)))
    tables = {Kind.TEXT: _TEXT, Kind.LIST: _LIST, Kind.WORD: _STATE, Kind.MOMENT: _MOMENT}
    if kind is Kind.DATE:
        return _named(_AGO, ago=True) + _named(_DATE)
    return _named(tables.get(kind, _NUMBER))


def _named(
    table: tuple[tuple[Op, str, str], ...], *, ago: bool = False
) -> list[tuple[Relation, str]]:
    found: list[tuple[Relation, str]] = []
    for op, words, opposite in table:
        found.append((Relation(op, ago=ago), tr("smart", words)))
        found.append((Relation(op, negated=True, ago=ago), tr("smart", opposite)))
    return found


def is_usual(relation: Relation, field: Field) -> bool:
    """Whether a relation is offered where a rule does not have it already."""
    if not relation.negated:
        return True
    if FIELDS[field].kind in (Kind.WORD, Kind.MOMENT):
        return False
    return relation.op not in _RARE or (relation.ago and relation.op is Op.LESS)


def unit_of(field: Field) -> str:
    """Return what a number of a field counts, or how it is typed."""
    return tr("smart", _UNITS[field]) if field in _UNITS else ""


CHOICES: Final = {
    Choice.RANDOM: "random",
    Choice.LEAST_RECENTLY_PLAYED: "least recently played",
    Choice.RECENTLY_PLAYED: "most recently played",
    Choice.MOST_PLAYED: "most played",
    Choice.LEAST_PLAYED: "least played",
    Choice.MOST_SKIPPED: "most skipped",
    Choice.HIGHEST_RATED: "highest rating",
    Choice.LOWEST_RATED: "lowest rating",
    Choice.RECENTLY_ADDED: "most recently added",
    Choice.FIRST_ADDED: "first added",
    Choice.RECENTLY_LIKED: "most recently liked",
    Choice.NEWEST: "newest",
    Choice.OLDEST: "oldest",
    Choice.LONGEST: "longest",
    Choice.SHORTEST: "shortest",
    Choice.TITLE: "title",
    Choice.ARTIST: "artist",
    Choice.ALBUM: "album",
}
UNITS: Final = {
    Unit.TRACKS: "tracks",
    Unit.MINUTES: "minutes",
    Unit.HOURS: "hours",
    Unit.MEGABYTES: "MB",
    Unit.GIGABYTES: "GB",
}
SORT_KEYS: Final = {
    SortKey.ALBUM_ARTIST: "Album artist",
    SortKey.ARTIST: "Artist",
    SortKey.ALBUM: "Album",
    SortKey.TITLE: "Title",
    SortKey.NUMBER: "Track number",
    SortKey.YEAR: "Year",
    SortKey.GENRE: "Genre",
    SortKey.COMPOSER: "Composer",
    SortKey.RATING: "Rating",
    SortKey.PLAYS: "Plays",
    SortKey.LAST_PLAYED: "Last played",
    SortKey.ADDED: "Added",
    SortKey.LIKED: "Liked",
    SortKey.DURATION: "Time",
    SortKey.BPM: "BPM",
    SortKey.CODEC: "Format",
    SortKey.BITRATE: "Bitrate",
}

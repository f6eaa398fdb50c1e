"""The keys of the query language: every column of a track, and what its values are."""

import difflib
from enum import Enum, StrEnum, auto
from typing import Final

from mtplayer.core.record import record


class Field(StrEnum):
    """What can be asked for, by its key."""

    ANY = "any"
    """Title, artists and album: what words without a key are looked for in."""
    TITLE = "title"
    ARTIST = "artist"
    ALBUM = "album"
    ALBUM_ARTIST = "albumartist"
    GENRE = "genre"
    COMPOSER = "composer"
    CONDUCTOR = "conductor"
    LYRICIST = "lyricist"
    REMIXER = "remixer"
    PERFORMER = "performer"
    PERSON = "person"
    COMMENT = "comment"
    GROUPING = "grouping"
    LABEL = "label"
    ISRC = "isrc"
    MOOD = "mood"
    KEY = "key"
    DISC_SUBTITLE = "discsubtitle"
    LYRICS = "lyrics"
    MBID = "mbid"
    DATE = "date"
    ORIGINAL_DATE = "originaldate"
    TITLE_SORT = "titlesort"
    ARTIST_SORT = "artistsort"
    ALBUM_SORT = "albumsort"
    ALBUM_ARTIST_SORT = "albumartistsort"
    COMPOSER_SORT = "composersort"
    PERFORMER_SORT = "performersort"
    PATH = "path"
    FOLDER = "folder"
    FILE = "file"
    VOLUME = "volume"
    FORMAT = "format"
    CONTAINER = "container"
    TRACK = "track"
    TRACKS = "tracks"
    DISC = "disc"
    DISCS = "discs"
    YEAR = "year"
    ORIGINAL_YEAR = "originalyear"
    BPM = "bpm"
    PLAYS = "plays"
    SKIPS = "skips"
    RATING = "rating"
    LENGTH = "length"
    SIZE = "size"
    BITRATE = "bitrate"
    SAMPLE_RATE = "samplerate"
    BIT_DEPTH = "bitdepth"
    CHANNELS = "channels"
    TRACK_GAIN = "trackgain"
    TRACK_PEAK = "trackpeak"
    ALBUM_GAIN = "albumgain"
    ALBUM_PEAK = "albumpeak"
    ALBUM_TRACKS = "albumtracks"
    ALBUM_PLAYS = "albumplays"
    ALBUM_UNPLAYED = "albumunplayed"
    ALBUM_RATING = "albumrating"
    ALBUM_LOWEST = "albumlowest"
    ALBUM_LENGTH = "albumlength"
    ALBUM_ADDED = "albumadded"
    ALBUM_PLAYED = "albumlastplayed"
    ADDED = "added"
    LAST_PLAYED = "lastplayed"
    LIKED = "liked"
    MODIFIED = "modified"
    HEARD = "heard"
    AS_OF = "asof"
    """The rest of the group is asked of the library as it was at the end of that time."""
    IS = "is"
    WITH = "has"
    IN = "in"


class Kind(Enum):
    """What the values of a field are."""

    TEXT = auto()
    WHOLE = auto()
    STARS = auto()
    LENGTH = auto()
    SIZE = auto()
    BITRATE = auto()
    FREQUENCY = auto()
    DECIMAL = auto()
    DATE = auto()
    MOMENT = auto()
    """A date that only stands for itself."""
    WORD = auto()
    """One of a few."""
    LIST = auto()
    """The name of a playlist."""


@record
class FieldFacts:
    """How a field is called, and what it takes."""

    kind: Kind
    label: str
    hint: str
    """An example value, as the completion shows it."""
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    """All values of a field of few, else some."""


def _text(label: str, hint: str, *aliases: str) -> FieldFacts:
    return FieldFacts(kind=Kind.TEXT, label=label, hint=hint, aliases=aliases)


def _of(kind: Kind, label: str, hint: str, *aliases: str) -> FieldFacts:
    return FieldFacts(kind=kind, label=label, hint=hint, aliases=aliases)


FLAGS: Final = (
    "liked",
    "missing",
    "offline",
    "unplayable",
    "present",
    "lossless",
    "lossy",
    "played",
    "unplayed",
    "skipped",
    "rated",
    "unrated",
    "unfinished",
    "onthisday",
    "compilation",
    "complete",
    "audio",
    "video",
)
CODECS: Final = (
    "aac",
    "alac",
    "ape",
    "dsd",
    "flac",
    "mp3",
    "musepack",
    "opus",
    "pcm",
    "speex",
    "tta",
    "vorbis",
    "wavpack",
    "wma",
)
THINGS: Final = ("cover", "lyrics", "replaygain")

FIELDS: Final[dict[Field, FieldFacts]] = {
    Field.ANY: _text("Title, artist or album", "light", "all"),
    Field.TITLE: _text("Title", "light", "t", "song", "name"),
    Field.ARTIST: _text("Artist", "björk", "a", "artists", "by"),
    Field.ALBUM: _text("Album", "homogenic", "l", "release"),
    Field.ALBUM_ARTIST: _text("Album artist", "björk", "album_artist", "aa"),
    Field.GENRE: _text("Genre", "ambient", "g", "genres", "style"),
    Field.COMPOSER: _text("Composer", "satie", "composers", "writer"),
    Field.CONDUCTOR: _text("Conductor", "karajan", "conductors"),
    Field.LYRICIST: _text("Lyricist", "morrissey", "lyricists"),
    Field.REMIXER: _text("Remixer", "aphex", "remixers"),
    Field.PERFORMER: _text("Performer", "argerich", "performers"),
    Field.PERSON: _text("Anyone credited", "eno", "people", "credit", "credits"),
    Field.COMMENT: _text("Comment", "vinyl", "comments", "note"),
    Field.GROUPING: _text("Grouping", "live", "group"),
    Field.LABEL: _text("Record label", "ecm", "publisher"),
    Field.ISRC: _text("ISRC", "gbaye0000351"),
    Field.MOOD: _text("Mood", "glacial", "moods"),
    Field.KEY: _text("Musical key", "dm", "initialkey"),
    Field.DISC_SUBTITLE: _text("Title of the disc", "demos", "setsubtitle"),
    Field.LYRICS: _text("Lyrics", "river", "lyric", "words"),
    Field.MBID: _text("MusicBrainz id", "1b02…", "musicbrainz"),
    Field.DATE: _text("Date in the file", "1997-09", "releasedate"),
    Field.ORIGINAL_DATE: _text("Original date in the file", "1974", "originalreleasedate"),
    Field.TITLE_SORT: _text("Title for sorting", "light"),
    Field.ARTIST_SORT: _text("Artist for sorting", "beatles"),
    Field.ALBUM_SORT: _text("Album for sorting", "wall"),
    Field.ALBUM_ARTIST_SORT: _text("Album artist for sorting", "beatles"),
    Field.COMPOSER_SORT: _text("Composer for sorting", "bach"),
    Field.PERFORMER_SORT: _text("Performer for sorting", "argerich"),
    Field.PATH: _text("Folder and file", "live", "filepath", "location"),
    Field.FOLDER: _text("Folder", "bootlegs", "directory", "dir"),
    Field.FILE: _text("File name", "demo", "filename"),
    Field.VOLUME: _text("Drive or share", "archive", "drive"),
    Field.FORMAT: FieldFacts(
        kind=Kind.TEXT,
        label="Format",
        hint="flac",
        aliases=("codec", "type", "filetype"),
        words=CODECS,
    ),
    Field.CONTAINER: _text("Container", "mp4"),
    Field.TRACK: _of(Kind.WHOLE, "Track number", "1", "number", "tracknumber", "no"),
    Field.TRACKS: _of(Kind.WHOLE, "Tracks on the disc", ">20", "tracktotal", "totaltracks"),
    Field.DISC: _of(Kind.WHOLE, "Disc number", "2", "discnumber", "disk"),
    Field.DISCS: _of(Kind.WHOLE, "Discs of the album", ">1", "disctotal", "totaldiscs"),
    Field.YEAR: _of(Kind.WHOLE, "Year", "1994..2006", "y"),
    Field.ORIGINAL_YEAR: _of(Kind.WHOLE, "Original year", "<1980", "original_year"),
    Field.BPM: _of(Kind.WHOLE, "Beats per minute", "118..124", "tempo"),
    Field.PLAYS: _of(Kind.WHOLE, "Plays", ">10", "playcount", "played"),
    Field.SKIPS: _of(Kind.WHOLE, "Skips", ">3", "skipcount", "skipped"),
    Field.RATING: _of(Kind.STARS, "Rating in stars", ">=4", "stars", "rated", "r"),
    Field.LENGTH: _of(Kind.LENGTH, "Time", ">5:00", "time", "duration"),
    Field.SIZE: _of(Kind.SIZE, "File size", ">50mb", "filesize"),
    Field.BITRATE: _of(Kind.BITRATE, "Bitrate in kbit/s", "<192", "kbps"),
    Field.SAMPLE_RATE: _of(Kind.FREQUENCY, "Sample rate", ">=96k", "sample_rate", "hz"),
    Field.BIT_DEPTH: _of(Kind.WHOLE, "Bit depth", "24", "bits", "bit_depth"),
    Field.CHANNELS: _of(Kind.WHOLE, "Channels", ">2"),
    Field.TRACK_GAIN: _of(Kind.DECIMAL, "ReplayGain of the track, dB", "<-9", "gain"),
    Field.TRACK_PEAK: _of(Kind.DECIMAL, "Peak of the track", ">=1", "peak"),
    Field.ALBUM_GAIN: _of(Kind.DECIMAL, "ReplayGain of the album, dB", "<-9"),
    Field.ALBUM_PEAK: _of(Kind.DECIMAL, "Peak of the album", ">=1"),
    Field.ALBUM_TRACKS: _of(Kind.WHOLE, "Tracks of the album here", ">=8"),
    Field.ALBUM_PLAYS: _of(Kind.WHOLE, "Plays of the whole album", ">20"),
    Field.ALBUM_UNPLAYED: _of(Kind.WHOLE, "Tracks of the album never played", "0"),
    Field.ALBUM_RATING: _of(Kind.STARS, "Rating of the album, on average", ">=4", "albumstars"),
    Field.ALBUM_LOWEST: _of(Kind.STARS, "Lowest rating, of albums rated throughout", ">=4"),
    Field.ALBUM_LENGTH: _of(Kind.LENGTH, "Time of the whole album", ">30:00"),
    Field.ALBUM_ADDED: _of(Kind.DATE, "Last addition to the album", "<30d"),
    Field.ALBUM_PLAYED: _of(Kind.DATE, "Album last played", ">1y", "albumplayed"),
    Field.ADDED: _of(Kind.DATE, "Added", "<90d", "dateadded", "created"),
    Field.LAST_PLAYED: _of(Kind.DATE, "Last played", ">6mo", "last_played", "lastplay"),
    Field.LIKED: _of(Kind.DATE, "Liked", "<1y", "likedat", "loved"),
    Field.MODIFIED: _of(Kind.DATE, "File changed", "2024-05", "changed", "mtime"),
    Field.HEARD: _of(Kind.DATE, "Heard at some time", "2019-07", "listened"),
    Field.AS_OF: _of(Kind.MOMENT, "Counts as they were then", "2019", "as_of", "until"),
    Field.IS: FieldFacts(kind=Kind.WORD, label="State", hint="liked", words=FLAGS),
    Field.WITH: FieldFacts(kind=Kind.WORD, label="What it has", hint="cover", words=THINGS),
    Field.IN: _of(Kind.LIST, "In a playlist", '"late trains"', "playlist", "list"),
}
KEYS: Final = {field.value: field for field in FIELDS} | {
    alias: field for field, facts in FIELDS.items() for alias in facts.aliases
}
NONE: Final = "none"
"""The value of nothing: ``genre:none``."""


def field_of(key: str) -> Field | None:
    """Return the field of a key or one of its other names, in any case."""
    return KEYS.get(key.casefold())


def nearest_key(key: str) -> str:
    """Return the key that was most likely meant."""
    close = difflib.get_close_matches(key.casefold(), KEYS, n=1, cutoff=0.0)
    return KEYS[close[0]].value if close else Field.TITLE.value


def nearest_word(field: Field, word: str) -> str:
    """Return the value that was most likely meant, of a field that has a few."""
    return difflib.get_close_matches(word.casefold(), FIELDS[field].words, n=1, cutoff=0.0)[0]

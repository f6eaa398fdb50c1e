"""Turns what a file says into finished database rows; runs in the reading workers."""

import marshal
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final

from mtplayer.core.credits import Splitter, Splitting
from mtplayer.core.folding import article_words, fold, place, sort_key
from mtplayer.core.library.scan_rows import (
    VARIOUS,
    WHOLE,
    AlbumParts,
    Credit,
    GenreParts,
    Parts,
    RangeParts,
    Texts,
    Values,
)
from mtplayer.core.tags import GENRE, FileFacts, Role, Tags
from mtplayer.files.cue_tracks import Part

_VARIOUS_MBID: Final = "89ad4ac3-39f7-470e-963a-56509c546377"
_VARIOUS_NAMES: Final = frozenset({"various artists", "various"})
JOINT: Final = ", "
_YEAR: Final = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_ROLES: Final = (
    (Role.ARTIST.value, "artists"),
    (Role.ALBUM_ARTIST.value, "album_artists"),
    (Role.COMPOSER.value, "composers"),
    (Role.CONDUCTOR.value, "conductors"),
    (Role.LYRICIST.value, "lyricists"),
    (Role.REMIXER.value, "remixers"),
    (Role.PERFORMER.value, "performers"),
)
_KEPT_NAMES: Final = 20_000
_Said = tuple[Values, Texts, tuple[Credit, ...], tuple[GenreParts, ...], AlbumParts | None]


class RowBuilder:
    """Builds rows with one set of articles to pass over; remembers names it has seen."""

    def __init__(self, articles: str, splitting: Splitting | None = None) -> None:
        words = article_words(articles)
        splitting = splitting or Splitting()
        self._artists = Splitter(splitting.artists, splitting.exceptions)
        self._genres = Splitter(splitting.genres, splitting.exceptions)

        def key(text: str) -> str:
            return sort_key(text, words)

        self._key: Callable[[str], str] = lru_cache(_KEPT_NAMES)(key)
        self._fold: Callable[[str], str] = lru_cache(_KEPT_NAMES)(fold)

    def parts(self, facts: FileFacts, folder: str, divided: Sequence[Part] = ()) -> Parts:
        """Return everything the writer needs of one file; ``folder`` is its folder's name."""
        said = self._said(facts, folder)
        ranges = tuple(
            RangeParts(part.position, part.start, part.end, *self._said(part.facts, folder))
            for part in divided
        )
        return Parts(
            facts.failure,
            facts.may_pass,
            facts.audio_key,
            _hash((said[0], *(part[:4] for part in ranges)) if ranges else said[0]),
            facts.tags.rating,
            *said,
            ranges,
        )

    def _said(self, facts: FileFacts, folder: str) -> _Said:
        tags = facts.tags
        artist = tags.artist_credit or JOINT.join(tags.artists)
        album_artist = JOINT.join(tags.album_artists) or (VARIOUS if tags.compilation else artist)
        year = _year(tags.date) or _year(tags.original_date)
        return (
            self._values(facts, artist, album_artist, year),
            self._texts(tags, folder),
            tuple(self._credits(tags)),
            tuple((self._identity(genre), genre) for genre in self._genres.each(tags.genres)),
            self._album(tags, album_artist, year),
        )

    def _values(self, facts: FileFacts, artist: str, album_artist: str, year: int | None) -> Values:
        tags, stream = facts.tags, facts.technical
        composer = JOINT.join(tags.composers)
        genre = JOINT.join(tags.genres)
        key = self._key
        return (
            sort_key(tags.title_sort) if tags.title_sort else key(tags.title),
            key(tags.artist_sort or artist),
            key(tags.album_sort or tags.album),
            key(tags.album_artist_sort or album_artist),
            key(genre),
            key(tags.composer_sort or composer),
            place(tags.disc, tags.track),
            year,
            stream.duration_ms,
            tags.track,
            tags.track_total,
            tags.disc,
            tags.disc_total,
            tags.bpm,
            stream.bitrate,
            stream.sample_rate,
            stream.bit_depth,
            stream.channels,
            stream.codec,
            stream.container,
            tags.title,
            artist,
            tags.album,
            album_artist,
            genre,
            composer,
            tags.date,
            tags.original_date,
            self._is_compilation(tags),
            facts.has_cover,
            tags.has_lyrics,
            tags.track_gain,
            tags.track_peak,
            tags.album_gain,
            tags.album_peak,
            tags.title_sort,
            tags.artist_sort,
            tags.album_sort,
            tags.album_artist_sort,
            tags.composer_sort,
            tags.performer_sort,
            tags.grouping,
            tags.label,
            tags.isrc,
            tags.mood,
            tags.initial_key,
            tags.disc_subtitle,
            tags.recording_mbid or None,
            tags.track_mbid or None,
            tags.release_mbid or None,
            tags.release_group_mbid or None,
            tags.comment,
            stream.length_guessed,
        )

    def _texts(self, tags: Tags, folder: str) -> Texts:
        """Return the words by which a track is found, in the columns of the word index."""
        fold_name = self._fold
        artists = dict.fromkeys(map(fold_name, (*tags.artists, *tags.album_artists)))
        others = (
            *tags.composers,
            *tags.conductors,
            *tags.lyricists,
            *tags.remixers,
            *tags.performers,
            *tags.genres,
            folder,
        )
        rest = dict.fromkeys(map(fold_name, others))
        return fold(tags.title), " ".join(artists), fold_name(tags.album), " ".join(rest)

    def _credits(self, tags: Tags) -> list[Credit]:
        listed: list[Credit] = []
        for role, attribute in _ROLES:
            values: tuple[str, ...] = getattr(tags, attribute)
            names = self._artists.each(values)
            if names != values:
                listed += _wholes(role, values)
            for position, name in enumerate(names):
                sort_name, mbid = _sorted_and_known(role, position, len(names), tags)
                sort_name = sort_name or name
                key = self._key(sort_name)
                listed.append((role, position, self._identity(name), name, sort_name, key, mbid))
        if self._genres.each(tags.genres) != tags.genres:
            listed += _wholes(GENRE, tags.genres)
        return listed

    def _is_compilation(self, tags: Tags) -> bool:
        """Whether it says so, or is by nobody in particular: many taggers set no flag."""
        names = {self._identity(name) for name in tags.album_artists}
        various = _VARIOUS_MBID in tags.album_artist_mbids or not names.isdisjoint(_VARIOUS_NAMES)
        return tags.compilation or various

    def _identity(self, name: str) -> str:
        return self._fold(name) or name.casefold()

    def _album(self, tags: Tags, album_artist: str, year: int | None) -> AlbumParts | None:
        if not tags.album:
            return None
        named = bool(tags.album_artists) or tags.compilation
        return AlbumParts(
            self._identity(tags.album),
            self._identity(album_artist) if named else "",
            tags.album,
            album_artist,
            self._key(tags.album_sort or tags.album),
            self._key(tags.album_artist_sort or album_artist),
            year,
            self._is_compilation(tags),
            tags.release_mbid or None,
        )


def _wholes(role: str, values: tuple[str, ...]) -> list[Credit]:
    """Return values that were parted, so that they can be put together again."""
    return [
        (WHOLE + role, position, "", value, "", "", None) for position, value in enumerate(values)
    ]


def _sorted_and_known(role: str, position: int, count: int, tags: Tags) -> tuple[str, str | None]:
    """Return the sort name and the MusicBrainz id of one name, where tags give them."""
    if role == Role.ARTIST:
        sort_name, mbids = tags.artist_sort, tags.artist_mbids
    elif role == Role.ALBUM_ARTIST:
        sort_name, mbids = tags.album_artist_sort, tags.album_artist_mbids
    else:
        return "", None
    mbid = mbids[position] if len(mbids) == count else None
    return (sort_name if count == 1 else ""), mbid


def _year(date: str) -> int | None:
    found = _YEAR.search(date)
    return int(found.group(1)) or None if found else None


def _hash(values: Values) -> bytes:
    # Version 2 knows no references: equal values give equal bytes, in a sixth of repr's time.
    plain: Any = values
    return blake2b(marshal.dumps(plain, 2), digest_size=8).digest()

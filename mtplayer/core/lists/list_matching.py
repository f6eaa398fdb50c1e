"""Which track of the library an entry of a playlist means, and how that is known."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from mtplayer.core.folding import fold
from mtplayer.core.ids import TrackId
from mtplayer.core.likeness import (
    ALIKE,
    NEAR,
    SAME_LENGTH_MS,
    artists_alike,
    lengths_alike,
    likeness,
    name_key,
    titles_alike,
)
from mtplayer.core.lists.list_files import ListedEntry
from mtplayer.core.record import record

MOST_CANDIDATES: Final = 5
_OTHER_LENGTH_MS: Final = 10_000
_AS_GOOD: Final = 0.03


class By(StrEnum):
    """By what an entry was found, the surest first."""

    PATH = "path"
    CASE = "case"
    ID = "id"
    FOLDER = "folder"
    NAME = "name"
    TAGS = "tags"
    CHOICE = "choice"


class Known(NamedTuple):
    """A track of the library as far as it can be compared."""

    track: TrackId
    path: bytes
    title: str
    artist: str
    album: str
    album_artist: str
    duration_ms: int
    number: int | None = None


@record
class Verdict:
    """What an entry means: a track, one of several, or none that is here."""

    track: TrackId | None = None
    by: By | None = None
    candidates: tuple[Known, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        """Whether somebody has to choose."""
        return self.track is None and bool(self.candidates)


NOT_FOUND: Final = Verdict()


def sure(known: Known, by: By) -> Verdict:
    """Return that it is this one."""
    return Verdict(track=known.track, by=by, candidates=(known,))


def among(candidates: Iterable[Known]) -> Verdict:
    """Return that it may be one of these."""
    return Verdict(candidates=tuple(candidates)[:MOST_CANDIDATES])


def at_path(entry: ListedEntry, found: Sequence[Known]) -> Verdict:
    """Choose among the tracks of one file: several where a cue sheet divides it."""
    if len(found) == 1:
        return sure(found[0], By.PATH)
    named = [known for known in found if entry.title and fold(known.title) == fold(entry.title)]
    if len(named) != 1 and entry.track is not None:
        named = [known for known in found if known.number == entry.track]
    return sure(named[0], By.PATH) if len(named) == 1 else among(found)


class Moved(NamedTuple):
    """A file elsewhere that ends with the same folders: how many, and what differs before."""

    known: Known
    common: int
    is_whole: bool
    """All of the path is the same but for its case."""
    change: tuple[str, str]


def moved(path: bytes, known: Known) -> Moved:
    """Compare a path with that of a track, from its end."""
    one, other = _parts(path), _parts(known.path)
    common = 0
    for first, second in zip(reversed(one), reversed(other), strict=False):
        if first != second:
            break
        common += 1
    change = "/".join(one[: len(one) - common]), "/".join(other[: len(other) - common])
    return Moved(known, common, one == other, change)


def _parts(path: bytes) -> list[str]:
    parts = [name_key(part) for part in path.replace(b"\\", b"/").split(b"/")]
    return [part for part in parts if part not in ("", ".")]


class Moves:
    """Entries whose file is in another place now; most of a list moved in the same way."""

    def __init__(self) -> None:
        self._changes: Counter[tuple[str, str]] = Counter()

    def first(self, entry: ListedEntry, found: Sequence[Moved]) -> Verdict | None:
        """Decide what is plain; None for what others of the list may help to decide."""
        best = _most_common(entry, found)
        if not best:
            return NOT_FOUND
        if len(best) > 1:
            return None
        return self._decided(entry, best[0])

    def second(self, entry: ListedEntry, found: Sequence[Moved]) -> Verdict:
        """Decide by how the others moved."""
        best = _most_common(entry, found)
        votes = [self._changes[one.change] for one in best]
        ways = [one for one, count in zip(best, votes, strict=True) if count == max(votes)]
        if max(votes) and len(ways) == 1:
            return self._decided(entry, ways[0])
        return among(one.known for one in best)

    def _decided(self, entry: ListedEntry, one: Moved) -> Verdict:
        length = _apart(entry, one.known)
        if one.is_whole:
            return sure(one.known, By.CASE)
        if one.common > 1 and (length is None or length <= _OTHER_LENGTH_MS):
            self._changes[one.change] += 1
            return sure(one.known, By.FOLDER)
        if length is not None and length <= SAME_LENGTH_MS:
            return sure(one.known, By.NAME)
        return among([one.known])


def _most_common(entry: ListedEntry, found: Sequence[Moved]) -> list[Moved]:
    """Return those that share most folders; of these, those of the right length."""
    if not found:
        return []
    most = max(one.common for one in found)
    best = [one for one in found if one.common == most]
    close = [one for one in best if (_apart(entry, one.known) or 0) <= SAME_LENGTH_MS]
    return close or best


def _apart(entry: ListedEntry, known: Known) -> int | None:
    if not entry.duration_ms or not known.duration_ms:
        return None
    return abs(entry.duration_ms - known.duration_ms)


def by_tags(entry: ListedEntry, found: Iterable[Known]) -> Verdict:
    """Choose by title, artist, length and album."""
    scored = [(score(entry, known), known) for known in found]
    scored = sorted((one for one in scored if one[0] >= NEAR), key=lambda one: -one[0])
    if not scored:
        return NOT_FOUND
    best = scored[0][0]
    if best < ALIKE:
        return among(known for _, known in scored)
    level = [known for value, known in scored if value >= best - _AS_GOOD]
    album = [known for known in level if _same_album(entry, known)] or level
    if len(album) == 1 or _are_copies(album):
        return sure(album[0], By.TAGS)
    return among(album)


def score(entry: ListedEntry, known: Known) -> float:
    """Return how alike an entry and a track are, from 0 to 1."""
    length = lengths_alike(entry.duration_ms, known.duration_ms)
    artists = (known.artist, known.album_artist)
    artist = artists_alike(entry.artist, artists) if entry.artist else None
    value = likeness(titles_alike(entry.title, known.title), artist, length)
    said = fold(f"{entry.artist} {entry.title}")
    if entry.artist and said == fold(f"{known.artist} {known.title}"):
        # "A - B - C" was parted at the first dash; it may be the artist's.
        value = max(value, likeness(1, 1, length))
    return value


def _same_album(entry: ListedEntry, known: Known) -> bool:
    """Whether the album is the same, or the folders of the entry name it."""
    album = fold(known.album)
    if not album:
        return False
    if entry.album:
        return fold(entry.album) == album
    return any(
        fold(part.decode("utf-8", "replace")).find(album) >= 0
        for path in entry.paths[:1]
        for part in path.split(b"/")[:-1]
    )


def _are_copies(level: Sequence[Known]) -> bool:
    """Whether all are one recording on one album: then any of them is right."""
    first = level[0]
    return all(
        fold(one.album) == fold(first.album)
        and fold(one.title) == fold(first.title)
        and abs(one.duration_ms - first.duration_ms) <= SAME_LENGTH_MS
        for one in level
    )

"""A file as the pieces it is played in: the whole, and the tracks that a cue sheet makes of it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Self

from mtplayer.core.library.file_state import FileState
from mtplayer.core.library.scan_rows import AlbumParts, Credit, GenreParts, Parts, Texts, Values


class Piece(NamedTuple):
    """The whole file at position zero, or a part of it from one frame to another."""

    position: int
    start: int | None
    end: int | None
    values: Values
    texts: Texts
    credits: tuple[Credit, ...]
    genres: tuple[GenreParts, ...]
    album: AlbumParts | None
    in_use: bool = True


class Before(NamedTuple):
    """A file as it was, with one of its tracks, or with none if it never had one."""

    file: int
    size: int
    mtime_ns: int
    tag_hash: bytes | None
    audio_key: bytes | None
    state: str
    stale: bool
    track: int | None
    position: int
    start: int | None
    end: int | None
    listed: bool
    in_use: bool
    album: int | None
    values: Sequence[object]

    @classmethod
    def of(cls, row: Sequence[object]) -> Self:
        """Take a row of ``SELECT_TRACKS``."""
        count = len(cls._fields) - 1
        return cls._make((*row[:count], row[count:]))

    def is_listed_as(self, piece: Piece) -> bool:
        """Whether a track is shown from now on: not if it alone was removed from the library.

        One whose file was away, removed with it or ignored meanwhile, is back with its file.
        """
        wanted = self.listed or not self.in_use or self.state != FileState.PRESENT.value
        return piece.in_use and wanted


def pieces(parts: Parts) -> list[Piece]:
    """Return what a reading gives; a whole that is divided belongs to no album."""
    divided = bool(parts.ranges)
    whole = Piece(0, None, None, *parts[5:9], None if divided else parts.album, not divided)
    return [whole, *(Piece(*part) for part in parts.ranges)]


def paired(wanted: Iterable[Piece], known: Iterable[Before]) -> list[tuple[Piece, Before | None]]:
    """Find each piece among the tracks there are: by where it begins, then by its number.

    A sheet that was corrected in one place keeps the history of all its tracks.
    """
    left = [before for before in known if before.track is not None]
    found: dict[int, Before] = {}
    wanted = list(wanted)
    for same in (_begin_alike, _numbered_alike):
        for piece in wanted:
            if piece.position in found:
                continue
            match = next((before for before in left if same(piece, before)), None)
            if match is not None:
                found[piece.position] = match
                left.remove(match)
    return [(piece, found.get(piece.position)) for piece in wanted]


def _begin_alike(piece: Piece, before: Before) -> bool:
    return piece.start == before.start and bool(piece.position) == bool(before.position)


def _numbered_alike(piece: Piece, before: Before) -> bool:
    return piece.position == before.position

"""What a recording is, whatever its tags say: a quick key, and a hash of all of its sound."""

import hashlib
from collections.abc import Iterator
from typing import Final

from mtplayer.files.ogg_pages import PART, Page, page_after, pages
from mtplayer.files.reading import OggPackets, Ranges
from mtplayer.files.source import Source

_PART: Final = PART
_BLOCK: Final = 1 << 20
_DIGEST: Final = 16

Piece = bytes | memoryview


def audio_key(source: Source, payload: Ranges | OggPackets | None) -> bytes | None:
    """Return a key of the payload: its length, first, middle and last 8 KiB, by blake2b.

    Half a second of an MP3 each: 26 us a file, against 104 us of 32 KiB, which would be a fifth
    of a scan. It names sounds and proves nothing; ``audio_hash`` confirms. In Ogg the length is
    the last position in samples.
    """
    if payload is None:
        return None
    if isinstance(payload, OggPackets):
        parts = _ogg_parts(source, payload)
        length = payload.granule
    else:
        length = sum(size for _, size in payload)
        parts = _parts(source, payload, length)
    digest = hashlib.blake2b(length.to_bytes(8, "little"), digest_size=_DIGEST)
    for part in parts:
        digest.update(part)
    return digest.digest()


def audio_hash(source: Source, payload: Ranges | OggPackets | None) -> bytes | None:
    """Return a hash of the whole payload; reads the whole file."""
    if payload is None:
        return None
    digest = hashlib.blake2b(digest_size=_DIGEST)
    for block in _blocks(source, payload):
        digest.update(block)
    return digest.digest()


def _parts(source: Source, ranges: Ranges, length: int) -> Iterator[Piece]:
    if length <= 3 * _PART:
        yield from _slice(source, ranges, 0, length)
        return
    for begin in (0, (length - _PART) // 2, length - _PART):
        yield from _slice(source, ranges, begin, _PART)


def _slice(source: Source, ranges: Ranges, begin: int, length: int) -> Iterator[Piece]:
    """Yield a stretch of several ranges taken as one."""
    for offset, size in ranges:
        if begin < size:
            take = min(length, size - begin)
            yield from source.pieces(offset + begin, take)
            length -= take
            begin = 0
        else:
            begin -= size
        if length <= 0:
            return


def _ogg_parts(source: Source, payload: OggPackets) -> Iterator[bytes]:
    """Yield what pages carry: their headers change when comments before them grow."""
    start, end = payload.start, payload.tail[-1].end if payload.tail else source.size
    yield _carried(source, payload, pages(source, start), _PART)[:_PART]
    if end - start > 2 * _PART:
        # As far from the end as ever: pages of sound move as one when comments grow.
        first = page_after(source, (start + end - _PART) // 2)
        if first is not None:
            yield _carried(source, payload, pages(source, first.start), _PART)[:_PART]
    yield _carried(source, payload, iter(payload.tail), None)[-_PART:]


def _carried(
    source: Source, payload: OggPackets, found: Iterator[Page], enough: int | None
) -> bytes:
    return b"".join(_bodies(source, payload, found, enough))


def _bodies(
    source: Source, payload: OggPackets, found: Iterator[Page], enough: int | None
) -> Iterator[bytes]:
    taken = 0
    for page in found:
        if page.serial == payload.serial:
            yield source.read(page.body, page.size)
            taken += page.size
        if enough is not None and taken >= enough:
            return


def _blocks(source: Source, payload: Ranges | OggPackets) -> Iterator[bytes]:
    if isinstance(payload, OggPackets):
        yield from _bodies(source, payload, pages(source, payload.start), None)
        return
    for offset, size in payload:
        for begin in range(0, size, _BLOCK):
            yield source.read(offset + begin, min(_BLOCK, size - begin))

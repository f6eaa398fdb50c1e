"""Plans for Ogg: Opus and Vorbis give all of their music only with altered headers.

libVLC drops 3,528 frames of Opus and 704 of Vorbis from the head. With a pre-skip of 0 (RFC 7845)
and a first granule position that counts half a long block more, avformat drops nothing.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from mtplayer.audio.plans.decode_plan import AVFORMAT, Bytes, DecodePlan, Grid, Patch, Splice
from mtplayer.audio.plans.lossless import flac_plan

_HEAD: Final = 27
_LARGEST_PAGE: Final = _HEAD + 255 + 255 * 255
_MIRRORED: Final = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
_FLAC_AT: Final = 9
_OPUS_RATE: Final = 48_000
_OPUS_FRAMES: Final = (
    *(480, 960, 1920, 2880) * 3,
    *(480, 960) * 2,
    *(120, 240, 480, 960) * 4,
)
# Headers with a large cover take some hundred pages.
_MOST_PAGES: Final = 4096


class _Page(NamedTuple):
    offset: int
    granule: int
    serial: bytes
    content: bytes


def ogg_plan(read: Bytes, size: int) -> DecodePlan:
    """Return the plan of an Ogg file; other codecs than Opus and Vorbis need the demuxer only."""
    first = _page(read, 0)
    if first is not None:
        body = first.content[_HEAD + first.content[26] :]
        if body.startswith(b"OpusHead") and len(body) >= 19:
            return _opus(read, size, first)
        if body.startswith(b"\x01vorbis") and len(body) >= 30:
            return _vorbis(read, size, first, body)
        if body.startswith(b"\x7fFLAC"):
            return _flac(read, size, first, body[_FLAC_AT:])
    return DecodePlan(options=(AVFORMAT,))


def _flac(read: Bytes, size: int, first: _Page, native: bytes) -> DecodePlan:
    """Return the plan by the header of a FLAC file, which is the first packet.

    Starts in the middle landed at any block of a page, a second long: so the file is spliced.
    """
    plan = flac_plan(lambda offset, count: native[offset : offset + count], len(native))
    head, splices, before = 0, list[Splice](), 0
    for offset, granule, continued in _page_heads(read, size):
        if granule == 0 and not splices:
            continue
        head = head or offset
        if not continued:
            splices.append(Splice(before, offset))
        before = max(before, granule)
    return replace(
        plan,
        options=(AVFORMAT,),
        grid=None,
        claimed=plan.claimed or _last_granule(read, size, first.serial),
        head_bytes=head,
        splices=tuple(splices),
    )


def _page_heads(read: Bytes, size: int) -> Iterator[tuple[int, int, bool]]:
    """Yield where pages are, how far the music is at their ends, and if a packet goes on."""
    offset = 0
    while offset < size:
        head = read(offset, _HEAD + 255)
        if len(head) < _HEAD or head[:4] != b"OggS":
            return
        granule: int = struct.unpack_from("<q", head, 6)[0]
        yield offset, granule, bool(head[5] & 1)
        offset += _HEAD + head[26] + sum(head[_HEAD : _HEAD + head[26]])


def _opus(read: Bytes, size: int, first: _Page) -> DecodePlan:
    at = _HEAD + first.content[26] + 10
    skip = int.from_bytes(first.content[at : at + 2], "little")
    page = bytearray(first.content)
    page[at : at + 2] = b"\0\0"
    last = _last_granule(read, size, first.serial)
    return DecodePlan(
        options=(AVFORMAT,),
        patches=(Patch(first.offset, _sealed(page)),),
        head=skip,
        frames=None if last is None else max(0, last - skip),
        rate=_OPUS_RATE,
        grid=_opus_grid(read, skip),
    )


def _opus_grid(read: Bytes, skip: int) -> Grid | None:
    """Return the step of the first packet: its first byte tells (RFC 6716, section 3.1)."""
    sounding = next((page for page in _pages(read) if page.granule > 0), None)
    if sounding is None:
        return None
    packet = sounding.content[_HEAD + sounding.content[26] :][:2]
    frames = _OPUS_FRAMES[packet[0] >> 3]
    count = (1, 2, 2, packet[1] & 63)[packet[0] & 3]
    return Grid(frames * count, -skip) if frames * count else None


def _vorbis(read: Bytes, size: int, first: _Page, body: bytes) -> DecodePlan:
    rate = int.from_bytes(body[12:16], "little")
    long_block = 1 << (body[28] >> 4)
    last = _last_granule(read, size, first.serial)
    for page in _pages(read):
        if page.serial == first.serial and page.granule > 0:
            content = bytearray(page.content)
            content[6:14] = struct.pack("<q", page.granule + long_block // 2)
            patch = Patch(page.offset, _sealed(content))
            return DecodePlan(options=(AVFORMAT,), patches=(patch,), frames=last, rate=rate)
    return DecodePlan(options=(AVFORMAT,))


def _pages(read: Bytes) -> Iterator[_Page]:
    offset = 0
    for _ in range(_MOST_PAGES):
        page = _page(read, offset)
        if page is None:
            return
        yield page
        offset += len(page.content)


def _page(read: Bytes, offset: int) -> _Page | None:
    head = read(offset, _HEAD + 255)
    if len(head) < _HEAD or head[:4] != b"OggS":
        return None
    size = _HEAD + head[26] + sum(head[_HEAD : _HEAD + head[26]])
    content = (
        head[:size] if size <= len(head) else head + read(offset + len(head), size - len(head))
    )
    if len(content) < size:
        return None
    return _Page(offset, struct.unpack_from("<q", head, 6)[0], head[14:18], content)


def _last_granule(read: Bytes, size: int, serial: bytes) -> int | None:
    """Return how far the music is at its end; None if another stream stands there."""
    begin = max(0, size - 2 * _LARGEST_PAGE)
    end = read(begin, size - begin)
    at = end.rfind(b"OggS")
    if at < 0 or end[at + 14 : at + 18] != serial:
        return None
    granule: int = struct.unpack_from("<q", end, at + 6)[0]
    return granule if granule > 0 else None


def _sealed(page: bytearray) -> bytes:
    """Return the page with its checksum set right: a CRC-32 with the bits the other way round."""
    page[22:26] = bytes(4)
    crc = zlib.crc32(page.translate(_MIRRORED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    page[22:26] = struct.pack("<I", int(f"{crc:032b}"[::-1], 2))
    return bytes(page)

"""FLAC: its metadata blocks, and where its frames begin."""

from typing import Final

from mtplayer.core.tags import Technical
from mtplayer.files.fields import fill
from mtplayer.files.id3 import skip_tags
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.source import Source
from mtplayer.files.tails import read_tail
from mtplayer.files.vorbis import read_comments

_STREAMINFO: Final = 0
_COMMENTS: Final = 4
_PICTURE: Final = 6
_MOST_BLOCKS: Final = 512
_LARGEST_COMMENT: Final = 16 << 20


def read(source: Source) -> Reading:
    """Read a FLAC file, also one with ID3 tags around it."""
    start, _ = skip_tags(source)
    if source.read(start, 4) != b"fLaC":
        raise Unreadable("It is not a FLAC file")
    fields: Fields = {}
    technical: Technical | None = None
    has_cover = False
    position, last = start + 4, False
    for _ in range(_MOST_BLOCKS):
        if last:
            break
        head = source.read(position, 4)
        if len(head) < 4:
            raise Unreadable("Its header is cut off")
        last, kind = head[0] >= 0x80, head[0] & 0x7F
        size = int.from_bytes(head[1:], "big")
        if kind == _STREAMINFO:
            technical = stream_info(source.read(position + 4, 34))
        elif kind == _COMMENTS:
            found, pictured = read_comments(source.read(position + 4, size), 0)
            fill(fields, found)
            has_cover = has_cover or pictured
        elif kind == _PICTURE:
            has_cover = has_cover or size > 32
        position += 4 + size
    return _finished(source, fields, technical, has_cover=has_cover, position=position)


def _finished(
    source: Source, fields: Fields, technical: Technical | None, *, has_cover: bool, position: int
) -> Reading:
    if technical is None:
        raise Unreadable("It has no stream header")
    end = read_tail(source, min(position, source.size)).end
    if end <= position:
        raise Unreadable("It has a header but no sound")
    if technical.duration_ms:
        technical.bitrate = round((end - position) * 8000 / technical.duration_ms)
    return Reading(fields, technical, has_cover, ((position, end - position),))


def stream_info(data: bytes) -> Technical:
    """Read a STREAMINFO block."""
    if len(data) < 34:
        raise Unreadable("Its stream header is cut off")
    packed = int.from_bytes(data[10:18], "big")
    sample_rate, samples = packed >> 44, packed & 0xFFFFFFFFF
    if not sample_rate:
        raise Unreadable("Its stream header makes no sense")
    return Technical(
        codec="flac",
        container="flac",
        duration_ms=round(samples * 1000 / sample_rate),
        sample_rate=sample_rate,
        bit_depth=(packed >> 36 & 31) + 1,
        channels=(packed >> 41 & 7) + 1,
    )

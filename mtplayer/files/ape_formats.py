"""Formats tagged with APEv2 or ID3: Monkey's Audio, WavPack, True Audio, Musepack, ADTS, MP3."""

import struct
from collections.abc import Callable
from typing import Final

from mtplayer.core.tags import Technical
from mtplayer.files.fields import fill
from mtplayer.files.id3 import Id3Tag, skip_tags
from mtplayer.files.id3_fields import read_frames
from mtplayer.files.mpeg import read_stream
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.source import Source
from mtplayer.files.tails import Tail, ape_at, read_tail

Stream = tuple[int, Technical]
"""Where the sound begins, and what it is."""

_WAVPACK_RATES: Final = (
    6000, 8000, 9600, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 64000, 88200,
    96000, 192000,
)  # fmt: skip
_ADTS_RATES: Final = (
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
)  # fmt: skip
_WAVPACK_BLOCKS: Final = 4096
_ADTS_FRAMES: Final = 500
_UNKNOWN_SAMPLES: Final = 0xFFFFFFFF


def read_wrapped(source: Source, stream: Callable[[Source, int, int], Stream]) -> Reading:
    """Read what stands between ID3v2 in front and APEv2, Lyrics3 and ID3v1 behind."""
    start, headers = skip_tags(source)
    if start >= source.size and headers:
        # The tag claims more than there is; the sound may be in what it claims.
        start, headers = headers[0].body, []
    fields: Fields = {}
    has_cover = False
    for header in headers:
        found, pictured = read_frames(Id3Tag(source, header))
        fill(fields, found)
        has_cover = has_cover or pictured
    start, found, pictured = ape_at(source, start)
    fill(fields, found)
    tail = read_tail(source, start)
    if tail.end <= start:
        raise Unreadable("It has tags but no sound")
    position, technical = stream(source, start, tail.end)
    return _with_tail(fields, technical, tail, (position, has_cover or pictured))


def _with_tail(
    fields: Fields, technical: Technical, tail: Tail, found: tuple[int, bool]
) -> Reading:
    position, has_cover = found
    fill(fields, tail.ape)
    fill(fields, tail.id3v1)
    size = tail.end - position
    if not technical.bitrate and technical.duration_ms:
        technical.bitrate = round(size * 8000 / technical.duration_ms)
    return Reading(fields, technical, has_cover or tail.has_cover, ((position, size),))


def read_mpeg(source: Source) -> Reading:
    """Read an MP3, MP2 or MP1 file."""
    return read_wrapped(source, read_stream)


def read_monkeys(source: Source) -> Reading:
    """Read a Monkey's Audio file."""
    return read_wrapped(source, _monkeys)


def read_wavpack(source: Source) -> Reading:
    """Read a WavPack file."""
    return read_wrapped(source, _wavpack)


def read_true_audio(source: Source) -> Reading:
    """Read a True Audio file."""
    return read_wrapped(source, _true_audio)


def read_adts(source: Source) -> Reading:
    """Read a raw AAC stream."""
    return read_wrapped(source, _adts)


def _monkeys(source: Source, start: int, end: int) -> Stream:
    head = source.read(start, 76)
    if head[:4] != b"MAC ":
        raise Unreadable("It is not a Monkey's Audio file")
    if len(head) < 76:
        raise Unreadable("Its header is cut off")
    version = int.from_bytes(head[4:6], "little")
    if version >= 3980:
        block, last, frames, bits, channels, rate = struct.unpack("<IIIHHI", head[56:76])
        header = int.from_bytes(head[8:12], "little") + int.from_bytes(head[12:16], "little")
    else:
        channels, rate = struct.unpack("<HI", head[10:16])
        frames, last = struct.unpack("<II", head[24:32])
        block = _old_block(version, int.from_bytes(head[6:8], "little"))
        bits = int.from_bytes(head[74:76], "little") if head[48:55] == b"WAVEfmt" else 16
        header = 32
    if not rate or not channels:
        raise Unreadable("Its header makes no sense")
    if start + header >= end or not frames:
        raise Unreadable("It has a header but no sound")
    samples = (frames - 1) * block + last
    return start, _lossless("ape", samples, rate, bits, channels)


def _old_block(version: int, level: int) -> int:
    if version >= 3950:
        return 73728 * 4
    return 73728 if version >= 3900 or (version >= 3800 and level == 4000) else 9216


def _lossless(codec: str, samples: int, rate: int, bits: int, channels: int) -> Technical:
    return Technical(
        codec=codec,
        container=codec,
        duration_ms=round(samples * 1000 / rate),
        sample_rate=rate,
        bit_depth=bits or None,
        channels=channels,
    )


def _wavpack(source: Source, start: int, end: int) -> Stream:
    head = source.read(start, 32)
    if head[:4] != b"wvpk":
        raise Unreadable("It is not a WavPack file")
    if len(head) < 32:
        raise Unreadable("Its header is cut off")
    flags = int.from_bytes(head[24:28], "little")
    index = flags >> 23 & 15
    if index >= len(_WAVPACK_RATES):
        raise Unreadable("Its sample rate makes no sense")
    if start + 32 >= end:
        raise Unreadable("It has a header but no sound")
    rate, bits = _WAVPACK_RATES[index], ((flags & 3) + 1) * 8
    if flags >> 31:  # DSD, eight samples to a byte
        rate, bits = rate * 4, 1
    samples = int.from_bytes(head[12:16], "little")
    if samples == _UNKNOWN_SAMPLES or head[16:20] != bytes(4):
        samples = _wavpack_samples(source, start, end)
    return start, _lossless("wavpack", samples, rate, bits, 1 if flags & 4 else 2)


def _wavpack_samples(source: Source, start: int, end: int) -> int:
    """Add up the blocks of a file that was never closed."""
    samples = 0
    for _ in range(_WAVPACK_BLOCKS):
        head = source.read(start, 32)
        size = int.from_bytes(head[4:8], "little")
        if head[:4] != b"wvpk" or len(head) < 32 or start >= end or size < 24:
            break
        samples += int.from_bytes(head[20:24], "little")
        start += 8 + size
    return samples


def _true_audio(source: Source, start: int, end: int) -> Stream:
    head = source.read(start, 22)
    if head[:3] != b"TTA":
        raise Unreadable("It is not a True Audio file")
    if len(head) < 22 or start + 22 >= end:
        raise Unreadable("It has a header but no sound")
    channels, bits, rate, samples = struct.unpack("<HHII", head[6:18])
    if not rate or not channels:
        raise Unreadable("Its header makes no sense")
    return start, _lossless("tta", samples, rate, bits, channels)


def _adts(source: Source, start: int, end: int) -> Stream:
    """Measure the first frames and extrapolate: ADTS says nowhere how long it is."""
    first = source.read(start, 7)
    position, frames, samples = start, 0, 0
    while frames < _ADTS_FRAMES and position < end:
        head = source.read(position, 7)
        size = int.from_bytes(head[3:6], "big") >> 5 & 0x1FFF
        if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or size < 7:
            break
        samples += 1024 * ((head[6] & 3) + 1)
        frames, position = frames + 1, position + size
    index = first[2] >> 2 & 15 if len(first) > 2 else 15
    # One frame may be chance; three in a row, or frames up to the end, are a stream.
    if index >= len(_ADTS_RATES) or (frames < 3 and not (frames and position >= end)):
        raise Unreadable("No AAC stream was found in it")
    channels = first[2] << 2 & 4 | first[3] >> 6
    rate = _ADTS_RATES[index]
    seconds = samples / rate * ((end - start) / (min(position, end) - start))
    return start, Technical(
        codec="aac",
        container="adts",
        duration_ms=round(seconds * 1000),
        sample_rate=rate,
        channels=(8 if channels == 7 else channels) or None,
    )

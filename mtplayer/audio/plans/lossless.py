"""Plans for what is exact by itself: FLAC and WavPack have blocks to start between."""

from collections.abc import Iterator
from typing import Final, Literal

from mtplayer.audio.plans.decode_plan import PLAIN, Bytes, DecodePlan, Grid

_SHORT_MS: Final = 62
_LONG_MS: Final = 80
_UNKNOWN: Final = 0xFFFFFFFF
_WAVPACK_RATES: Final = (
    6000, 8000, 9600, 11025, 12000, 16000, 22050, 24000,
    32000, 44100, 48000, 64000, 88200, 96000, 192000,
)  # fmt: skip


def flac_plan(read: Bytes, _size: int) -> DecodePlan:
    """Return the plan by STREAMINFO (RFC 9639, section 8.2)."""
    info = read(8, 18)
    if len(info) < 18:
        return PLAIN
    smallest, largest = int.from_bytes(info[0:2], "big"), int.from_bytes(info[2:4], "big")
    rate = int.from_bytes(info[10:13], "big") >> 4
    total = int.from_bytes(info[13:18], "big") & (1 << 36) - 1
    grid = _flac_grid(smallest, largest, rate)
    bits = (int.from_bytes(info[12:14], "big") >> 4 & 31) + 1
    return DecodePlan(rate=rate, grid=grid, claimed=total or None, lossless=True, bits=bits)


def _flac_grid(smallest: int, largest: int, rate: int) -> Grid | None:
    """Return where starts land: libVLC skips to the next block, unless blocks are short."""
    if smallest != largest or not largest or not rate:
        return None
    lasts_ms = largest * 1000 / rate
    if _SHORT_MS < lasts_ms < _LONG_MS:
        return None  # at 70 ms it was sometimes the one, sometimes the other
    return Grid(largest, largest if lasts_ms >= _LONG_MS else 0)


def wavpack_plan(read: Bytes, _size: int) -> DecodePlan:
    """Return the plan by the first block's header."""
    head = read(0, 32)
    if len(head) < 32:
        return PLAIN
    block = int.from_bytes(head[20:24], "little")
    index = int.from_bytes(head[24:28], "little") >> 23 & 15
    if not block or index >= len(_WAVPACK_RATES):
        return PLAIN
    rate = _WAVPACK_RATES[index]
    total = int.from_bytes(head[12:16], "little")
    claimed = None if total == _UNKNOWN else total
    flags = int.from_bytes(head[24:28], "little")
    bits = 8 * ((flags & 3) + 1) - (flags >> 13 & 31)
    return DecodePlan(rate=rate, grid=Grid(block, block), claimed=claimed, lossless=True, bits=bits)


def wav_plan(read: Bytes, size: int) -> DecodePlan:
    """Return the plan of a RIFF WAVE file."""
    form = b""
    for kind, body, length in _chunks(read, size, "little"):
        if kind == b"fmt ":
            form = read(body, 16)
        elif kind == b"data" and len(form) == 16:
            return _wav_plan(form, body, min(length, size - body))
    return DecodePlan(lossless=True)


def _wav_plan(form: bytes, body: int, length: int) -> DecodePlan:
    """Let every frame be a start: asked to seek, libVLC lets its first 50 ms through, 1 in 7."""
    channels, rate, frame, bits = (
        int.from_bytes(form[at:end], "little") for at, end in ((2, 4), (4, 8), (12, 14), (14, 16))
    )
    return DecodePlan(
        rate=rate,
        claimed=length // frame if frame else None,
        lossless=True,
        bits=bits,
        head_bytes=body,
        # What is compressed has blocks instead.
        frame_bytes=frame if frame == channels * -(-bits // 8) else 0,
    )


def aiff_plan(read: Bytes, size: int) -> DecodePlan:
    """Return the plan of an AIFF file; its rate is an 80-bit float."""
    for kind, body, _ in _chunks(read, size, "big"):
        common = read(body, 18) if kind == b"COMM" else b""
        if len(common) == 18:
            exponent = int.from_bytes(common[8:10], "big") & 0x7FFF
            mantissa = int.from_bytes(common[10:18], "big")
            rate = mantissa >> (16383 + 63 - exponent) if 16383 <= exponent <= 16446 else 0
            claimed, bits = (int.from_bytes(common[at:end], "big") for at, end in ((2, 6), (6, 8)))
            return DecodePlan(rate=rate, claimed=claimed, lossless=True, bits=bits)
    return PLAIN


def _chunks(
    read: Bytes, size: int, order: Literal["big", "little"]
) -> Iterator[tuple[bytes, int, int]]:
    offset = 12
    while offset + 8 <= size:
        head = read(offset, 8)
        length = int.from_bytes(head[4:8], order)
        yield head[:4], offset + 8, length
        offset += 8 + length + length % 2

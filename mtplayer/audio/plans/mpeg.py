"""Plans for MP3: libVLC's decoder trims by itself, but not at the end of a start in the middle.

Without a tag it trims nothing. The decoder's own lag is no music, whoever encoded it; what the
encoder put before and behind the music is not known.
"""

from typing import Final

from mtplayer.audio.plans.decode_plan import PLAIN, Bytes, DecodePlan, Grid

# The decoder lags 529 frames behind: that much of the padding carries music.
_DECODER_DELAY: Final = 529
_RATES: Final = ((11025, 12000, 8000), (0, 0, 0), (22050, 24000, 16000), (44100, 48000, 32000))
_BITRATES_V1: Final = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITRATES_V2: Final = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_LOOKED_AT: Final = 4096


def mpeg_plan(read: Bytes, _size: int) -> DecodePlan:
    """Return the plan of an MPEG file; one without LAME's tag has no known length."""
    begin = _after_tags(read)
    head = read(begin, _LOOKED_AT)
    at = _first_header(head)
    if at is None:
        return PLAIN
    version, layer = head[at + 1] >> 3 & 3, head[at + 1] >> 1 & 3
    rate = _RATES[version][head[at + 2] >> 2 & 3]
    per_frame = 1152 if version == 3 else 576
    side = at + 4 + _side_size(version, mono=head[at + 3] >> 6 == 3)
    if layer != 1:
        return PLAIN
    untagged = DecodePlan(head=_DECODER_DELAY, rate=rate)
    if head[side : side + 4] not in (b"Xing", b"Info"):
        return untagged
    flags = int.from_bytes(head[side + 4 : side + 8], "big")
    lame = side + 8 + 4 * (flags & 1) + 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1)
    lame += 4 * (flags >> 3 & 1)
    gaps = head[lame + 21 : lame + 24]
    if not flags & 1 or len(gaps) < 3 or head[lame : lame + 4] not in (b"LAME", b"Lavc", b"Lavf"):
        return untagged
    count = int.from_bytes(head[side + 8 : side + 12], "big")
    delay, padding = gaps[0] << 4 | gaps[1] >> 4, (gaps[1] & 15) << 8 | gaps[2]
    return DecodePlan(
        frames=max(0, count * per_frame - delay - padding),
        tail=max(0, padding - _DECODER_DELAY),
        rate=rate,
        grid=Grid(per_frame, per_frame - delay - _DECODER_DELAY),
    )


def _after_tags(read: Bytes) -> int:
    at = 0
    while (head := read(at, 10))[:3] == b"ID3" and len(head) == 10:
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        at += 10 + size + (10 if head[5] & 0x10 else 0)
    return at


def _first_header(head: bytes) -> int | None:
    """Return where the first frame begins: a header whose follower is a header as well."""
    for at in range(len(head) - 4):
        if head[at] == 0xFF and head[at + 1] >= 0xE0 and (size := _frame_size(head[at : at + 4])):
            follower = head[at + size : at + size + 2]
            if len(follower) < 2 or follower == bytes((0xFF, head[at + 1])):
                return at
    return None


def _frame_size(header: bytes) -> int:
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    index, rate_index = header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or layer != 1 or index in (0, 15) or rate_index == 3:
        return 0
    table, slots = (_BITRATES_V1, 144) if version == 3 else (_BITRATES_V2, 72)
    rate = _RATES[version][rate_index]
    return slots * table[index] * 1000 // rate + (header[2] >> 1 & 1)


def _side_size(version: int, *, mono: bool) -> int:
    if version == 3:
        return 17 if mono else 32
    return 9 if mono else 17

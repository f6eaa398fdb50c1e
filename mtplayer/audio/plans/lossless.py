"""Plans for FLAC and WavPack: exact by themselves, blocks of one length to start between."""

from mtplayer.audio.plans.decode_plan import PLAIN, Bytes, DecodePlan, Grid

_WAVPACK_RATES = (
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
    grid = Grid(largest, largest) if smallest == largest and largest else None
    return DecodePlan(rate=rate, grid=grid if rate else None, lossless=True)


def wavpack_plan(read: Bytes, _size: int) -> DecodePlan:
    """Return the plan by the first block's header."""
    head = read(0, 32)
    if len(head) < 32:
        return PLAIN
    block = int.from_bytes(head[20:24], "little")
    index = int.from_bytes(head[24:28], "little") >> 23 & 15
    if not block or index >= len(_WAVPACK_RATES):
        return PLAIN
    return DecodePlan(rate=_WAVPACK_RATES[index], grid=Grid(block, block), lossless=True)

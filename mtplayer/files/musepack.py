"""Musepack: stream version 8 in packets, version 7 and older in one header."""

from typing import Final

from mtplayer.core.tags import Technical
from mtplayer.files.ape_formats import Stream, read_wrapped
from mtplayer.files.reading import Fields, Reading, Unreadable
from mtplayer.files.source import Source

_RATES: Final = (44100, 48000, 37800, 32000)
_MOST_PACKETS: Final = 64
_LARGEST_PACKET: Final = 4096


def read(source: Source) -> Reading:
    """Read a Musepack file; its own gain counts where no tag gives one."""
    gains: Fields = {}

    def stream(source: Source, start: int, end: int) -> Stream:
        head = source.read(start, 32)
        if head[:4] == b"MPCK":
            return start, _version_8(source, start, end, gains)
        if head[:3] == b"MP+" and len(head) == 32:
            return start, _version_7(head, start, end, gains)
        raise Unreadable("It is not a Musepack file")

    reading = read_wrapped(source, stream)
    for name, values in gains.items():
        reading.fields.setdefault(name, values)
    return reading


def _technical(samples: int, rate: int, channels: int) -> Technical:
    return Technical(
        codec="musepack",
        container="mpc",
        duration_ms=round(max(0, samples) * 1000 / rate),
        sample_rate=rate,
        channels=channels,
    )


def _version_7(head: bytes, start: int, end: int, gains: Fields) -> Technical:
    frames = int.from_bytes(head[4:8], "little")
    flags = int.from_bytes(head[8:12], "little")
    if start + 32 >= end or not frames:
        raise Unreadable("It has a header but no sound")
    for kind, at in (("track", 12), ("album", 16)):
        peak = int.from_bytes(head[at : at + 2], "little")
        gain = int.from_bytes(head[at + 2 : at + 4], "little", signed=True)
        if gain:
            gains[f"{kind}_gain"] = [f"{gain / 100:.2f}"]
        if peak:
            gains[f"{kind}_peak"] = [f"{peak / 65535:.6f}"]
    return _technical(frames * 1152 - 576, _RATES[flags >> 16 & 3], 2)


def _version_8(source: Source, start: int, end: int, gains: Fields) -> Technical:
    """Walk the packets up to the first one with sound."""
    technical: Technical | None = None
    position = start + 4
    for _ in range(_MOST_PACKETS):
        head = source.read(position, 12)
        size, used = _number(head, 2)
        body = source.read(position + used, min(_LARGEST_PACKET, max(0, size - used)))
        if head[:2] == b"SH":
            technical = _stream_header(body)
        elif head[:2] == b"RG":
            _replay_gain(body, gains)
        elif head[:2] == b"AP" and technical is not None:
            return technical
        if size < 3 or position + size >= end:
            break
        position += size
    raise Unreadable("It has a header but no sound" if technical else "Its header is cut off")


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read seven bits a byte, the high bit saying that more follow; return where it ends."""
    number = 0
    for byte in data[at : at + 9]:
        number, at = number << 7 | byte & 0x7F, at + 1
        if byte < 0x80:
            break
    return number, at


def _stream_header(body: bytes) -> Technical:
    samples, at = _number(body, 5)
    silence, at = _number(body, at)
    if len(body) < at + 2 or body[at] >> 5 >= len(_RATES):
        raise Unreadable("Its header makes no sense")
    return _technical(samples - silence, _RATES[body[at] >> 5], (body[at + 1] >> 4) + 1)


def _replay_gain(body: bytes, gains: Fields) -> None:
    """Turn loudness in 1/256 dB into a gain towards 64.82 dB, as the format defines it."""
    for kind, at in (("track", 1), ("album", 5)):
        loudness = int.from_bytes(body[at : at + 2], "big", signed=True)
        peak = int.from_bytes(body[at + 2 : at + 4], "big", signed=True)
        if loudness:
            gains[f"{kind}_gain"] = [f"{64.82 - loudness / 256:.2f}"]
        if peak:
            gains[f"{kind}_peak"] = [f"{10 ** (peak / 5120) / 65535:.6f}"]

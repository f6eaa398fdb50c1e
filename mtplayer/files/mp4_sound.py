"""The sample description of an MP4 sound track: codec, rate, channels, bits."""

from typing import Final

from mtplayer.core.tags import Technical

_CODECS: Final = {
    b"mp4a": "aac", b"alac": "alac", b"ac-3": "ac3", b"ec-3": "eac3", b"Opus": "opus",
    b"fLaC": "flac", b".mp3": "mp3", b"samr": "amr", b"sowt": "pcm", b"twos": "pcm",
    b"lpcm": "pcm", b"ipcm": "pcm", b"drms": "aac", b"enca": "aac",
}  # fmt: skip
# Object types of an elementary stream that is not AAC.
_OBJECTS: Final = {0x69: "mp3", 0x6B: "mp3", 0xA5: "ac3", 0xA6: "eac3", 0xA9: "dts", 0xDD: "vorbis"}
_RATES: Final = (
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
)  # fmt: skip
_WITH_BITS: Final = frozenset({"alac", "flac", "pcm"})
_SPECTRAL_REPLICATION: Final = (5, 29)


def sample_entry(data: bytes, technical: Technical) -> None:
    """Fill in what the first entry of an stsd box says; ``data`` begins at its version."""
    entry = data[8:]
    size, name = int.from_bytes(entry[:4], "big"), entry[4:8]
    entry = entry[:size]
    if len(entry) < 36:
        return
    technical.codec = _CODECS.get(name, name.decode("latin-1").strip().lower() or "mp4")
    technical.channels = int.from_bytes(entry[24:26], "big") or None
    technical.sample_rate = int.from_bytes(entry[32:34], "big") or None
    if technical.codec in _WITH_BITS:
        technical.bit_depth = int.from_bytes(entry[26:28], "big") or None
    # QuickTime's later versions of the entry have more numbers before the boxes.
    boxes = entry[36 + {1: 16, 2: 36}.get(int.from_bytes(entry[16:18], "big"), 0) :]
    _read_boxes(boxes, technical)


def _read_boxes(data: bytes, technical: Technical) -> None:
    while len(data) >= 8:
        size = int.from_bytes(data[:4], "big")
        name, content = data[4:8], data[8:size]
        if size < 8:
            return
        if name == b"esds":
            _read_descriptor(content[4:], technical)
        elif name == b"alac":
            _read_alac(content[4:], technical)
        elif name == b"wave":
            _read_boxes(content, technical)
        data = data[size:]


def _read_alac(data: bytes, technical: Technical) -> None:
    if len(data) >= 24:
        technical.bit_depth = data[5] or None
        technical.channels = data[9] or technical.channels
        technical.bitrate = int.from_bytes(data[16:20], "big") or None
        technical.sample_rate = int.from_bytes(data[20:24], "big") or technical.sample_rate


def _read_descriptor(data: bytes, technical: Technical) -> None:
    """Walk down to the decoder's configuration (ISO 14496-1, 7.2.6)."""
    tag, body, _ = _descriptor(data)
    if tag != 3 or len(body) < 3:
        return
    flags = body[2]
    body = body[3 + (2 if flags & 0x80 else 0) :]
    if flags & 0x40 and body:
        body = body[1 + body[0] :]
    tag, body, _ = _descriptor(body[2:] if flags & 0x20 else body)
    if tag != 4 or len(body) < 13:
        return
    technical.codec = _OBJECTS.get(body[0], technical.codec)
    technical.bitrate = int.from_bytes(body[9:13], "big") or None
    tag, specific, _ = _descriptor(body[13:])
    if tag == 5 and technical.codec == "aac":
        _read_aac(specific, technical)


def _descriptor(data: bytes) -> tuple[int, bytes, bytes]:
    """Cut one descriptor off: its tag, its content, the rest."""
    size, at = 0, 1
    for byte in data[1:5]:
        size, at = size << 7 | byte & 0x7F, at + 1
        if byte < 0x80:
            break
    return (data[0] if data else 0), data[at : at + size], data[at + size :]


def _read_aac(data: bytes, technical: Technical) -> None:
    """Read rate and channels of an AudioSpecificConfig (ISO 14496-3, 1.6.2.1)."""
    bits = _Bits(data)
    kind = bits.take(5)
    if kind == 31:
        kind = 32 + bits.take(6)
    rate = _rate(bits)
    channels = bits.take(4)
    if kind in _SPECTRAL_REPLICATION:
        rate = _rate(bits)
        channels = 2 if kind == 29 and channels == 1 else channels
    technical.sample_rate = rate or technical.sample_rate
    if channels:
        technical.channels = 8 if channels == 7 else channels


def _rate(bits: "_Bits") -> int:
    index = bits.take(4)
    if index == 15:
        return bits.take(24)
    return _RATES[index] if index < len(_RATES) else 0


class _Bits:
    """Numbers of odd widths; behind the end there are zeros."""

    def __init__(self, data: bytes) -> None:
        self._number = int.from_bytes(data[:32].ljust(32, b"\0"), "big")
        self._left = 256

    def take(self, count: int) -> int:
        self._left -= count
        return self._number >> self._left & (1 << count) - 1

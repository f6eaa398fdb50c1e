"""Plans for MP4: AAC is decoded with its priming, which is then dropped by us.

With an edit list libVLC leaves the first packet out, which ruins the 1,024 frames after it; so it
is not shown the list. iTunes writes a comment instead: iTunSMPB.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from mtplayer.audio.plans.decode_plan import AVCODEC, PLAIN, Bytes, DecodePlan, Grid, Patch

_PARENTS: Final = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"udta"})
_LARGEST_MOOV: Final = 64 << 20
_GAPS: Final = b"iTunSMPB"
_NO_GAPS: Final = b"iTunNONE"
_SOUND: Final = b"soun"
_AAC_FRAME: Final = 1024
_SOUND_ENTRY: Final = 36
_ALAC_BITS: Final = 17


class _Box(NamedTuple):
    kind: bytes
    start: int
    body: int
    end: int


@dataclass(slots=True)
class _Sound:
    """What the boxes say of the one sound track; ``at`` is where ``moov`` stands in the file."""

    moov: bytes
    at: int
    codec: bytes = b""
    bits: int = 0
    timescale: int = 0
    duration: int = 0
    media_time: int | None = None
    edits: int = 0
    packets: int = 0
    packet_frames: int = 0
    tracks: int = 0
    patches: list[Patch] = field(default_factory=list[Patch])


def mp4_plan(read: Bytes, size: int) -> DecodePlan:
    """Return the plan of an MP4 file with one AAC track; others come out right by themselves."""
    place = next((box for box in _top(read, size) if box.kind == b"moov"), None)
    if place is None or place.end - place.body > _LARGEST_MOOV:
        return PLAIN
    sound = _Sound(read(place.body, place.end - place.body), place.body)
    try:
        _walk(sound, 0, len(sound.moov))
    except (struct.error, IndexError):
        return PLAIN
    if sound.tracks != 1 or sound.timescale <= 0:
        return PLAIN
    if sound.codec == b"alac":
        step = sound.packet_frames
        grid = Grid(step, step) if step else None
        return DecodePlan(
            rate=sound.timescale,
            grid=grid,
            claimed=sound.duration,
            lossless=True,
            bits=sound.bits,
        )
    return _aac(sound) if sound.codec == b"mp4a" else PLAIN


def _aac(sound: _Sound) -> DecodePlan:
    gaps = _itunes_gaps(sound.moov)
    patches = list(sound.patches)
    if gaps is not None:
        head, frames = gaps
        # avformat reads them too, and starts in the middle land a packet later.
        patches.append(Patch(sound.at + sound.moov.find(_GAPS), _NO_GAPS))
    elif sound.media_time is not None and sound.edits == 1:
        head, frames = sound.media_time, sound.duration - sound.media_time
    else:
        return DecodePlan(options=(AVCODEC,))
    decoded = sound.packets * max(sound.packet_frames, _AAC_FRAME)
    return DecodePlan(
        options=(AVCODEC,),
        patches=tuple(patches),
        head=head,
        frames=max(0, frames),
        tail=max(0, decoded - head - frames),
        rate=sound.timescale,
        grid=Grid(_AAC_FRAME, -head) if sound.packet_frames == _AAC_FRAME else None,
    )


def _itunes_gaps(moov: bytes) -> tuple[int, int] | None:
    """Return the priming and the length that iTunes writes in hexadecimal."""
    at = moov.find(_GAPS)
    data = moov.find(b"data", at) if at >= 0 else -1
    if data < 0:
        return None
    words = moov[data + 12 : data + 12 + 120].split()
    try:
        head, _padding, frames = (int(word, 16) for word in words[1:4])
    except ValueError:
        return None
    return (head, frames) if frames > 0 else None


def _top(read: Bytes, size: int) -> Iterator[_Box]:
    offset = 0
    while offset + 8 <= size:
        head = read(offset, 16)
        if len(head) < 8:
            return
        length, kind = struct.unpack_from(">I4s", head)
        body = offset + 8
        if length == 1 and len(head) == 16:
            length, body = struct.unpack_from(">Q", head, 8)[0], offset + 16
        elif length == 0:
            length = size - offset
        if length < 8:
            return
        yield _Box(kind, offset, body, min(size, offset + length))
        offset += length


def _walk(sound: _Sound, begin: int, end: int) -> None:
    def part(offset: int, count: int) -> bytes:
        return sound.moov[begin + offset : min(end, begin + offset + count)]

    for box in _top(part, end - begin):
        body, stop = begin + box.body, begin + box.end
        if box.kind in _PARENTS:
            _walk(sound, body, stop)
        elif (note := _NOTES.get(box.kind)) is not None:
            note(sound, body)


def _note_handler(sound: _Sound, at: int) -> None:
    sound.tracks += sound.moov[at + 8 : at + 12] == _SOUND


def _note_edits(sound: _Sound, at: int) -> None:
    version, count = sound.moov[at], struct.unpack_from(">I", sound.moov, at + 4)[0]
    form, place = (">q", at + 16) if version else (">i", at + 12)
    sound.edits = count
    sound.media_time = max(0, struct.unpack_from(form, sound.moov, place)[0])
    sound.patches.append(Patch(sound.at + at - 4, b"free"))


def _note_duration(sound: _Sound, at: int) -> None:
    form, place = (">IQ", at + 20) if sound.moov[at] else (">II", at + 12)
    sound.timescale, sound.duration = struct.unpack_from(form, sound.moov, place)


def _note_codec(sound: _Sound, at: int) -> None:
    sound.codec = sound.moov[at + 12 : at + 16]
    if sound.codec == b"alac":
        # The decoder's own words behind those of every sound: rate of a frame, version, bits.
        sound.bits = sound.moov[at + 8 + _SOUND_ENTRY + _ALAC_BITS]


def _note_packets(sound: _Sound, at: int) -> None:
    count = struct.unpack_from(">I", sound.moov, at + 4)[0]
    for entry in range(min(count, 4096)):
        packets, frames = struct.unpack_from(">II", sound.moov, at + 8 + 8 * entry)
        sound.packets += packets
        sound.packet_frames = max(sound.packet_frames, frames)


_NOTES: Final = {
    b"hdlr": _note_handler,
    b"elst": _note_edits,
    b"mdhd": _note_duration,
    b"stsd": _note_codec,
    b"stts": _note_packets,
}

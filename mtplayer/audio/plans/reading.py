"""Finding out what a file is, by its content, and the plan for it."""

import os
from io import FileIO
from typing import Final

from mtplayer.audio.plans.decode_plan import PLAIN, DecodePlan
from mtplayer.audio.plans.lossless import aiff_plan, flac_plan, wav_plan, wavpack_plan
from mtplayer.audio.plans.mp4 import mp4_plan
from mtplayer.audio.plans.mpeg import mpeg_plan
from mtplayer.audio.plans.ogg import ogg_plan
from mtplayer.core.playing.stations import is_stream
from mtplayer.runtime.only_files import only_file

_MARKS: Final = (
    (0, b"OggS", ogg_plan),
    (4, b"ftyp", mp4_plan),
    (0, b"fLaC", flac_plan),
    (0, b"wvpk", wavpack_plan),
    (8, b"WAVE", wav_plan),
    (8, b"AIFF", aiff_plan),
)


def read_plan(path: bytes) -> DecodePlan:
    """Return how to decode a file; raises OSError where it cannot be read."""
    if is_stream(path):
        return PLAIN
    with open(path, "rb", buffering=0, opener=only_file) as file:
        return _plan(file)


def _plan(file: FileIO) -> DecodePlan:
    def read(offset: int, count: int) -> bytes:
        file.seek(offset)
        return file.read(count)

    size = os.fstat(file.fileno()).st_size
    head = read(0, 12)
    for place, mark, plan in _MARKS:
        if head[place : place + 4] == mark:
            return plan(read, size)
    return mpeg_plan(read, size) if head[:3] == b"ID3" or _is_mpeg(head) else PLAIN


def _is_mpeg(head: bytes) -> bool:
    """Whether a frame of MPEG layer III begins here; the same sync word with layer 0 is ADTS."""
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2

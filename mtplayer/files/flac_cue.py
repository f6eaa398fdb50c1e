"""The cue sheet block of FLAC: places in samples; what its tracks are called stands in the tags."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from mtplayer.core.library.tracks import FRAMES_A_SECOND
from mtplayer.files.cue_sheet import as_text, said

# Catalogue number, length of the lead-in, flags, and the number of tracks.
_HEAD: Final = 128 + 8 + 259 + 1
_TRACK: Final = 36
_INDEX: Final = 12
_LAST_TRACK: Final = 99
# foobar2000 writes CUE_TRACK01_TITLE.
_OF_TRACK: Final = re.compile(r"cue_track(\d{1,2})_(\w+)", re.IGNORECASE)
_NAMES: Final = {"artist": "performer"}


def words_of(comments: Iterable[tuple[str, str]]) -> dict[int, dict[str, str]]:
    """Return what tags say of each track of the block, and under 0 of all of them."""
    words: dict[int, dict[str, str]] = {}
    for name, value in comments:
        if name.lower() == "cuesheet":
            for number, known in said(value).items():
                words[number] = {**known, **words.get(number, {})}
        elif (found := _OF_TRACK.fullmatch(name)) is not None:
            word = found[2].lower()
            words.setdefault(int(found[1]), {})[_NAMES.get(word, word)] = value
    return words


def as_sheet(data: bytes, sample_rate: int, words: Mapping[int, Mapping[str, str]]) -> str:
    """Return the block as the text of a sheet; an empty one if nothing can be read in it."""
    starts: list[tuple[int, int, str]] = []
    position = _HEAD
    for _ in range(data[_HEAD - 1] if len(data) > _HEAD and sample_rate else 0):
        track = data[position : position + _TRACK]
        if len(track) < _TRACK:
            break
        position += _TRACK
        indexes = data[position : position + _INDEX * track[35]]
        position += len(indexes)
        # The one numbered 170 or 255 is the end; the highest bit of the flags says "no music".
        if track[8] > _LAST_TRACK or track[21] & 0x80:
            continue
        points = [indexes[at : at + 9] for at in range(0, len(indexes) - 8, _INDEX)]
        offsets = {point[8]: int.from_bytes(point[:8], "big") for point in points}
        begin = int.from_bytes(track[:8], "big")
        begin += offsets.get(1, min(offsets.values(), default=0))
        isrc = track[9:21].decode("ascii", "replace").strip("\0 ")
        starts.append((track[8], begin * FRAMES_A_SECOND // sample_rate, isrc))
    return as_text(starts, words) if starts else ""

"""Where ID3v2 tags are in a file, and their bytes as mutagen wants them."""

import re
from io import BytesIO
from typing import Final

from mutagen.id3 import ID3

from mtplayer.core.record import short_record
from mtplayer.files.fast_mutagen import FRAMES, MISREAD
from mtplayer.files.fields import fill
from mtplayer.files.reading import Fields
from mtplayer.files.source import Source
from mtplayer.files.words import Words, of_id3

_MOST_TAGS: Final = 16
_WHOLE_UNSYNCHRONISED: Final = 0x80
_LEAST_PICTURE: Final = 26
_PADDING_KEPT: Final = 16
_FRAME_OR_PADDING: Final = re.compile(rb"[A-Z][A-Z0-9]{3}|\0{4}")


@short_record
class Id3Place:
    """Where a tag begins, where its frames do, and where it ends with padding and footer."""

    start: int
    body: int
    end: int


def syncsafe(data: bytes) -> int:
    """Read seven bits of each byte; of a number that is not syncsafe the high bits are lost."""
    number = 0
    for byte in data:
        number = number << 7 | byte & 0x7F
    return number


def tag_at(source: Source, offset: int) -> Id3Place | None:
    """Return the tag that begins here, if it is of a version that we know."""
    data = source.read(offset, 10)
    if data[:3] != b"ID3" or len(data) < 10 or not 2 <= data[3] <= 4:
        return None
    size = syncsafe(data[6:])
    if any(byte & 0x80 for byte in data[6:]):
        # Not syncsafe: some writers put a plain number; it holds if the file has that much.
        plain = int.from_bytes(data[6:], "big")
        size = plain if offset + 10 + plain <= source.size else 0
    footer = 10 if data[3] == 4 and data[5] & 0x10 else 0
    return Id3Place(offset, offset + 10, offset + 10 + size + footer)


def skip_tags(source: Source, offset: int = 0) -> tuple[int, list[Id3Place]]:
    """Return where the sound begins and the tags before it: some writers stack several."""
    places: list[Id3Place] = []
    while (place := tag_at(source, offset)) is not None and len(places) < _MOST_TAGS:
        places.append(place)
        offset = place.end
    return offset, places


def read_tags(source: Source, places: list[Id3Place]) -> Words:
    """Return what several tags say; the first one is believed most."""
    fields: Fields = {}
    has_cover = False
    for place in places:
        found, pictured = read_tag(source, place)
        fill(fields, found)
        has_cover = has_cover or pictured
    return fields, has_cover


def read_tag(source: Source, place: Id3Place | None) -> Words:
    """Return what a tag says; nothing where mutagen makes nothing of it."""
    if place is None:
        return {}, False
    head = source.read(place.start, 10)
    body, has_cover = source.read(place.body, min(place.end, source.size) - place.body), False
    if not head[5] & _WHOLE_UNSYNCHRONISED:
        body, has_cover = without_pictures(body)
    size = len(body)
    # The size that is really there: mutagen refuses a tag that claims more.
    data = head[:6] + bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0)) + body
    tag = ID3()
    try:
        tag.load(BytesIO(data), known_frames=FRAMES, translate=False, load_v1=False)
    except MISREAD:
        return {}, has_cover
    fields, pictured = of_id3(tag)
    return fields, has_cover or pictured


def without_pictures(body: bytes) -> tuple[bytes, bool]:
    """Cut out frames with pictures, and most of the padding; return whether there was one.

    mutagen copies what is left of a tag for each frame of it: a cover of 500 KB makes 2.2 ms of
    what takes 0.3 without it.
    """
    found = False
    at = body.find(b"APIC")
    while at >= 0:
        end = _end_of_frame(body, at)
        if end is not None:
            found = found or end - at > _LEAST_PICTURE
            body = body[:at] + body[end:]
        at = body.find(b"APIC", at if end is not None else at + 1)
    return body[: len(body.rstrip(b"\0")) + _PADDING_KEPT], found


def _end_of_frame(body: bytes, at: int) -> int | None:
    """Return where another frame or padding begins; iTunes wrote plain sizes into 2.4 too."""
    size = body[at + 4 : at + 8]
    for length in (syncsafe(size), int.from_bytes(size, "big")):
        end = at + 10 + length
        if end == len(body) or _FRAME_OR_PADDING.match(body, end):
            return end
    return None

"""Vorbis comments: the words of FLAC and of everything in Ogg."""

from typing import Final

from mtplayer.files.fields import canonical
from mtplayer.files.reading import Fields

_MOST_COMMENTS: Final = 10_000
_LONGEST_NAME: Final = 64
_LARGEST: Final = 1 << 20
_PICTURES: Final = frozenset({b"metadata_block_picture", b"coverart"})


def read_comments(data: bytes, position: int) -> tuple[Fields, bool]:
    """Return the values and whether a picture is among them; stop where lengths are wrong.

    A picture is a comment of a megabyte in base 64: only its name is looked at.
    """
    fields: Fields = {}
    has_cover = False
    position += 4 + int.from_bytes(data[position : position + 4], "little")
    count = int.from_bytes(data[position : position + 4], "little")
    position += 4
    for _ in range(min(count, _MOST_COMMENTS)):
        begin = position + 4
        position = begin + int.from_bytes(data[position:begin], "little")
        equals = data.find(b"=", begin, min(begin + _LONGEST_NAME, position))
        if position > len(data):
            break
        if equals < 0:
            continue
        name = data[begin:equals]
        if (field := canonical(name.decode("ascii", "replace"))) is not None:
            if position - equals > 1:
                value = data[equals + 1 : min(position, equals + _LARGEST)]
                fields.setdefault(field, []).append(value.decode("utf-8", "replace"))
        elif name.lower() in _PICTURES:
            has_cover = True
    return fields, has_cover

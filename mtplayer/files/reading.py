"""What a format's reader hands back, before it becomes tags and an identity."""

from dataclasses import dataclass

from mtplayer.core.record import short_record
from mtplayer.core.tags import Technical
from mtplayer.files.ogg_pages import Page

Fields = dict[str, list[str]]
"""Values by the names of files/fields.py, in the order of the file."""


class Unreadable(Exception):
    """There is no stream; the text says why, for people."""


@short_record
class OggPackets:
    """Sound in Ogg pages: where its first page is, which stream, how long, its last pages."""

    start: int
    serial: int
    granule: int
    tail: tuple[Page, ...]


Ranges = tuple[tuple[int, int], ...]
"""Offsets and lengths in the file that together are the sound."""


@dataclass(slots=True)
class Reading:
    """One file as its format says: words, stream, whether it has a picture, where the sound is."""

    fields: Fields
    technical: Technical
    has_cover: bool = False
    payload: Ranges | OggPackets | None = None

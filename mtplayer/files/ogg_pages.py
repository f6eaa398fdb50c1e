"""Ogg pages: walking them forwards, finding the last ones, and the packets in them."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from mtplayer.files.source import Source

PART: Final = 8 * 1024
"""How much of the beginning, the middle and the end of the sound makes an audio key."""

_LARGEST_PAGE: Final = 27 + 255 + 255 * 255
_NO_GRANULE: Final = (1 << 64) - 1


class Page(NamedTuple):
    """One page: whose it is, how far the sound is at its end, and where its body is."""

    start: int
    flags: int
    granule: int
    serial: int
    lacing: bytes
    body: int
    size: int

    @property
    def end(self) -> int:
        """Where the next page begins."""
        return self.body + self.size

    @property
    def begins_stream(self) -> bool:
        """Whether its packet is the first of its stream."""
        return bool(self.flags & 2)


def page_at(source: Source, offset: int) -> Page | None:
    """Return the page that begins here."""
    head = source.read(offset, 27 + 255)
    if head[:4] != b"OggS" or len(head) < 27 or head[4]:
        return None
    count = head[26]
    lacing = head[27 : 27 + count]
    if len(lacing) < count:
        return None
    return Page(
        offset,
        head[5],
        int.from_bytes(head[6:14], "little"),
        int.from_bytes(head[14:18], "little"),
        lacing,
        offset + 27 + count,
        sum(lacing),
    )


def pages(source: Source, offset: int = 0) -> Iterator[Page]:
    """Yield pages from here until something else comes or the file ends."""
    while (page := page_at(source, offset)) is not None:
        yield page
        offset = page.end


def page_after(source: Source, offset: int) -> Page | None:
    """Return the first page that begins here or later; another has to follow it."""
    block = source.read(offset, _LARGEST_PAGE)
    at = block.find(b"OggS")
    while at >= 0:
        page = page_at(source, offset + at)
        if page is not None and page_at(source, page.end) is not None:
            return page
        at = block.find(b"OggS", at + 1)
    return None


def last_pages(source: Source, start: int, wanted: int) -> list[Page]:
    """Return at least ``wanted`` bytes' worth of the last pages, and none before ``start``.

    Pages are found from the back by looking for one from which the walk meets the end.
    """
    begin = max(start, source.size - wanted - _LARGEST_PAGE)
    if begin == start:
        return list(pages(source, start))
    block = source.read(begin, source.size - begin)
    at = block.find(b"OggS")
    while at >= 0:
        found = list(pages(source, begin + at))
        if found and found[-1].end >= source.size:
            return found
        at = block.find(b"OggS", at + 1)
    return _broken_tail(source, begin, block)


def _broken_tail(source: Source, begin: int, block: bytes) -> list[Page]:
    """Take every page that starts in a block whose end is not a page."""
    found: list[Page] = []
    at = block.find(b"OggS")
    while at >= 0:
        if (page := page_at(source, begin + at)) is not None:
            found.append(page)
        at = block.find(b"OggS", at + 1)
    return found


def has_granule(page: Page) -> bool:
    """Whether a packet ends on the page, so that its position means something."""
    return page.granule != _NO_GRANULE


def packets_in(lacing: bytes) -> Iterator[tuple[int, bool]]:
    """Yield the size of each packet on a page, and whether it ends there."""
    size = 0
    for value in lacing:
        size += value
        if value < 255:
            yield size, True
            size = 0
    if lacing and lacing[-1] == 255:
        yield size, False

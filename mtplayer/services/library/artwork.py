"""Covers of albums: found once, kept by content, scaled copies on disk."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from mtplayer.core.library.artwork import AlbumSources, FoundCover, KeptCover, Picture
from mtplayer.core.library.cover_tint import main_colour
from mtplayer.files.thumb_store import SIZES, ThumbStore, size_for

if TYPE_CHECKING:
    from mtplayer.core.ids import AlbumId
    from mtplayer.files.picture_store import PictureStore

Scale = Callable[[bytes, int], bytes | None]
PixelsOf = Callable[[bytes], bytes]

NOTHING = KeptCover(hash=None)


class Sources(Protocol):
    """Where the cover of an album may be."""

    def of_album(self, album: AlbumId) -> AlbumSources:
        """Return where to look, the likeliest first."""
        ...

    def close(self) -> None:
        """Let go."""
        ...


class ArtworkService:
    """Finds pictures for whoever paints them. Every method may be called on any thread.

    What was found is remembered with what it was found in, so that a cover is read from files
    once, and is there while its drive is away. ``take_found`` hands it to whoever writes it down.
    """

    def __init__(
        self,
        open_sources: Callable[[], Sources],
        thumbs: ThumbStore,
        pictures: PictureStore | None = None,
    ) -> None:
        self._open_sources = open_sources
        self._thumbs = thumbs
        self._pictures = pictures
        self._thread = threading.local()
        self._opened: list[Sources] = []
        self._known: dict[AlbumId, KeptCover] = {}
        self._found: SimpleQueue[FoundCover] = SimpleQueue()

    def thumb(self, album: AlbumId, pixels: int, scale: Scale) -> bytes | None:
        """Return an encoded cover of at least ``pixels`` where the picture has as many.

        ``scale`` turns an encoded picture into a smaller one. Reads files: never on the UI thread.
        """
        size = size_for(pixels)
        known = self._known.get(album)
        if known is None:
            known = self._look(album, scale)
        if known.hash is None:
            return None
        content = self._thumbs.load(known.hash, size)
        return content if content is not None else self._made_again(album, known, size, scale)

    def colour(self, album: AlbumId, scale: Scale, pixels_of: PixelsOf) -> int | None:
        """Return the main colour of a cover as 0xRRGGBB, None without one.

        ``pixels_of`` turns an encoded picture into three bytes for each pixel of a small copy.
        """
        thumb = self.thumb(album, SIZES[0], scale)
        known = self._known.get(album, NOTHING)
        if thumb is None or known.colour is not None:
            return known.colour
        pixels = pixels_of(thumb)
        if not pixels:
            return None
        self._known[album] = known = replace(known, colour=main_colour(pixels))
        self._remember(album, known)
        return known.colour

    def picture(self, album: AlbumId) -> Picture | None:
        """Return the cover as it is in the file. Reads files: never on the UI thread."""
        sources = self._sources().of_album(album)
        kept = sources.kept
        if kept is not None and kept.chosen and kept.hash and self._pictures is not None:
            content = self._pictures.load(kept.hash)
            if content is not None:
                return Picture(content=content, source="chosen")
        return _find(sources)

    def forget(self, albums: Iterable[AlbumId] | None = None) -> None:
        """Look again for these albums, or for all, the next time they are painted.

        What has not changed since is not read again.
        """
        if albums is None:
            self._known.clear()
            return
        for album in albums:
            self._known.pop(album, None)

    def take_found(self) -> list[FoundCover]:
        """Return what was found since the last time."""
        found: list[FoundCover] = []
        while True:
            try:
                found.append(self._found.get_nowait())
            except Empty:
                return found

    def close(self) -> None:
        """Let go of the database; call it when no job runs any more."""
        while self._opened:
            self._opened.pop().close()

    def _look(self, album: AlbumId, scale: Scale) -> KeptCover:
        """Return the cover of an album: the chosen one, the one found before, or a new find."""
        sources = self._sources().of_album(album)
        kept = sources.kept
        if kept is None or not (kept.chosen or kept.mark == sources.mark):
            kept = self._find_anew(album, sources, scale)
        self._known[album] = kept
        return kept

    def _find_anew(self, album: AlbumId, sources: AlbumSources, scale: Scale) -> KeptCover:
        picture = _find(sources)
        kept = sources.kept
        if picture is None and kept is not None and kept.hash and not _reachable(sources):
            return kept
        name = None if picture is None else self._scaled(picture.content, scale)
        cover = KeptCover(hash=name, mark=sources.mark)
        self._remember(album, cover, picture.source if picture is not None else "")
        return cover

    def _made_again(
        self, album: AlbumId, known: KeptCover, size: int, scale: Scale
    ) -> bytes | None:
        """Make a thumb that somebody deleted."""
        picture = self.picture(album)
        if picture is None or self._scaled(picture.content, scale) is None:
            self._known[album] = NOTHING
            return None
        content = self._thumbs.load(known.hash or "", size)
        # A read-only or full disk keeps nothing: make what is wanted now each time.
        return content if content is not None else scale(picture.content, size)

    def _scaled(self, content: bytes, scale: Scale) -> str | None:
        """Keep a picture at every size, each made from the next larger one; return its name."""
        from mtplayer.files.picture_store import content_hash

        name = content_hash(content)
        larger: bytes | None = content
        for size in reversed(SIZES):
            have = self._thumbs.load(name, size)
            larger = have if have is not None else scale(larger, size)
            if larger is None:
                return None
            if have is None:
                self._thumbs.save(name, size, larger)
        return name

    def _remember(self, album: AlbumId, cover: KeptCover, source: str = "") -> None:
        if cover.chosen and cover.colour is None:
            return
        self._found.put(
            FoundCover(
                album=album,
                mark=cover.mark or "",
                hash=cover.hash,
                colour=cover.colour,
                source=source,
            )
        )

    def _sources(self) -> Sources:
        sources: Sources | None = getattr(self._thread, "sources", None)
        if sources is None:
            sources = self._thread.sources = self._open_sources()
            self._opened.append(sources)
        return sources


def _find(sources: AlbumSources) -> Picture | None:
    # It uses mutagen, which the start need not wait for.
    from mtplayer.files import artwork_reader

    return artwork_reader.find(sources)


def _reachable(sources: AlbumSources) -> bool:
    """Whether any place can be looked into: a drive that is away has no say."""
    return any(Path(os.fsdecode(path)).is_dir() for path in sources.directories)

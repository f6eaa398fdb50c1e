"""Covers of albums: found once, kept by content, scaled copies on disk."""

import threading
from collections.abc import Callable, Iterable
from typing import Protocol

from mtplayer.core.artwork import AlbumSources, Picture
from mtplayer.core.ids import AlbumId
from mtplayer.files.thumb_store import ThumbStore, size_for

Scale = Callable[[bytes, int], bytes | None]


class Sources(Protocol):
    """Where the cover of an album may be."""

    def of_album(self, album: AlbumId) -> AlbumSources:
        """Return where to look, the likeliest first."""
        ...

    def close(self) -> None:
        """Let go."""
        ...


class ArtworkService:
    """Finds pictures for whoever paints them. Every method may be called on any thread."""

    def __init__(self, open_sources: Callable[[], Sources], thumbs: ThumbStore) -> None:
        self._open_sources = open_sources
        self._thumbs = thumbs
        self._thread = threading.local()
        self._opened: list[Sources] = []
        self._hashes: dict[AlbumId, str | None] = {}

    def thumb(self, album: AlbumId, pixels: int, scale: Scale) -> bytes | None:
        """Return an encoded cover of at least ``pixels`` where the picture has as many.

        ``scale`` turns an encoded picture into a smaller one. Reads files: never on the UI thread.
        """
        size = size_for(pixels)
        if (known := self._hashes.get(album, "")) is None:
            return None
        if known and (content := self._thumbs.load(known, size)) is not None:
            return content
        return self._make(album, size, scale)

    def picture(self, album: AlbumId) -> Picture | None:
        """Return the cover as it is in the file. Reads files: never on the UI thread."""
        # It uses mutagen, which the start need not wait for.
        from mtplayer.files import artwork_reader

        return artwork_reader.find(self._sources().of_album(album))

    def forget(self, albums: Iterable[AlbumId] | None = None) -> None:
        """Look again for these albums, or for all, the next time they are painted."""
        if albums is None:
            self._hashes.clear()
            return
        for album in albums:
            self._hashes.pop(album, None)

    def close(self) -> None:
        """Let go of the database; call it when no job runs any more."""
        while self._opened:
            self._opened.pop().close()

    def _make(self, album: AlbumId, size: int, scale: Scale) -> bytes | None:
        picture = self.picture(album)
        if picture is None:
            self._hashes[album] = None
            return None
        # Loads OpenSSL, which no start needs.
        import hashlib

        content_hash = hashlib.blake2b(picture.content, digest_size=16).hexdigest()
        content = self._thumbs.load(content_hash, size)
        if content is None and (content := scale(picture.content, size)) is not None:
            self._thumbs.save(content_hash, size, content)
        self._hashes[album] = content_hash if content is not None else None
        return content

    def _sources(self) -> Sources:
        sources: Sources | None = getattr(self._thread, "sources", None)
        if sources is None:
            sources = self._thread.sources = self._open_sources()
            self._opened.append(sources)
        return sources
